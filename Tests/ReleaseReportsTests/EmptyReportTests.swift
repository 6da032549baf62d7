import ReleaseModel
import ReleaseTestSupport
import Testing

@testable import ReleaseReports

/// The first run on an almost empty file: nothing is known, and every form says so.
@Suite struct EmptyReportTests {
    private var report: ReadinessReport {
        let policy = Policy(
            name: "empty", playbooks: [], criteria: [], evidenceLifetimes: [:], phases: [],
            control: ControlPolicy(signals: [], confidenceFloor: 1))
        let review = ReadinessReview(
            release: Release(file: "release.yaml"), policy: policy, asOf: SampleReport.asOf,
            risk: RiskAssessment(riskClass: .medium, factors: [], requiresManualApproval: true), evidence: [],
            gates: [],
            gaps: [], waivers: [])
        let timeline = ReleaseTimeline(
            timeZone: "UTC", phases: [], tasks: [], reviews: [], criticalPath: [], parallelGroups: [], slipEffect: "",
            adjustments: [])
        let control = ControlPlan(
            action: .pause, actionReason: "no signal speaks", state: .unknown, rules: [], phases: [], colourChanges: [],
            confidence: 0, isSafetyFirst: false)
        return ReadinessReport(
            review: review, toolchain: ToolchainLayout(layers: [], connectors: []), timeline: timeline, drafts: [],
            control: control)
    }

    @Test func neverLooksReady() {
        let text = TextReport.render(report)
        #expect(text.contains("✗ BLOCK: no environment has a gate, so nothing may proceed"))
        #expect(!text.contains("✓"))
        #expect(JSONReport.document(report)["verdict"]?["decision"]?.text == "BLOCK")
    }

    @Test func everyFormHoldsItsRules() throws {
        #expect(SchemaCheck(JSONReport.schema()).faults(in: JSONReport.document(report)) == [])
        try expectGolden(HTMLReport.render(report, ganttSVG: ""), at: golden("empty.html"))
        try expectGolden(MarkdownReport.render(report), at: golden("empty.md"))
        #expect(CSVReport.render(report).hasSuffix("observed_at\r\n"))
        #expect(JUnitReport.render(report).contains("tests=\"0\""))
    }
}
