import ReleaseModel
import Testing

@testable import ReleaseManifest

/// Keptn's files as their users have them, and what could pass silently in them.
@Suite("ObjectivesReader")
struct ObjectivesReaderTests {
    static func source(_ change: (inout ObjectivesSource) -> Void = { _ in }) -> ObjectivesSource {
        var source = ObjectivesSource(path: "slo.yaml", location: SourceLocation(file: "release.yaml", line: 9))
        change(&source)
        return source
    }

    static func read(
        _ text: String, _ source: ObjectivesSource = source()
    ) -> (criteria: [Criterion], errors: [String], warnings: [String]) {
        let (criteria, diagnostics) = ObjectivesReader.read(Array(text.utf8), named: "slo.yaml", as: source)
        func texts(_ severity: Diagnostic.Severity) -> [String] {
            diagnostics.filter { $0.severity == severity }.map { "\($0.location.line): \($0.message.text)" }
        }
        return (criteria, texts(.error), texts(.warning))
    }

    static func rule(_ criterion: Criterion?) -> ThresholdRule? {
        guard case .threshold(let rule)? = criterion?.rule else { return nil }
        return rule
    }

    static func words(_ alternatives: [[ThresholdRule.Condition]]) -> [[String]] { alternatives.map { $0.map(\.text) } }

    /// The rows of TestParseCriteriaString of keptn/keptn @318a3d5 (Apache-2.0), and what its parser refuses.
    @Test(arguments: [
        ("<10", "<10", ThresholdRule.Condition.Limit.absolute(10)), ("<=10", "<=10", .absolute(10)),
        ("=10", "==10", .absolute(10)), (">=10", ">=10", .absolute(10)), (">10", ">10", .absolute(10)),
        (">-10%", ">-10%", .relative(tenth * -1)), ("<=+10", "<=+10", .offset(10)),
        ("  <=+10   %", "<=+10%", .relative(tenth)), ("  <=10%", "<=+10%", .relative(tenth)),
        ("=-1", "==-1", .offset(-1)), ("<+0%", "<+0%", .relative(0)),
    ]) func conditions(text: String, words: String, limit: ThresholdRule.Condition.Limit) {
        let condition = ObjectiveCondition.parse(text)
        #expect(condition?.text == words)
        #expect(condition?.limit == limit)
    }

    static var tenth: ExactDecimal { ExactDecimal("0.1") ?? 0 }

    @Test(arguments: [
        "10", "", "?10", "<", "<%", "<=ten", "<=++5", "<=+-5", "<600ms", "<5 6x", "!=3", "=>5", "<1e", "<²",
    ])
    func noConditions(text: String) {
        #expect(ObjectiveCondition.parse(text) == nil)
        let read = Self.read("objectives: [{sli: a, pass: [{criteria: [\"\(text)\"]}]}]\ntotal_score: {pass: 90%}\n")
        #expect(read.criteria.isEmpty)
        #expect(!read.errors.isEmpty)
    }

    @Test func podtatoHead() throws {
        let read = Self.read(String(decoding: try Fixture.bytes("objectives/podtato-head.yaml"), as: UTF8.self))
        #expect(read.errors.isEmpty)
        #expect(
            read.criteria.map(\.id.name) == [
                "slo-http-response-time-seconds-main-page-sum", "slo-request-throughput", "slo-go-routines",
                "slo-total-score",
            ])
        let throughput = try #require(Self.rule(read.criteria[1]))
        #expect(throughput.fact == "metric.request_throughput")
        #expect(Self.words(throughput.pass) == [["<=+100%", ">=-80%"]])
        #expect(throughput.baseline == .init(aggregate: .avg, count: 1, minimumCount: 1, onlyPassed: true))
        #expect(Self.rule(read.criteria[2])?.baseline == nil)
        #expect(read.criteria.map(\.isRequired) == [false, false, false, true])
        guard case .score(let score) = read.criteria[3].rule else { throw Missing() }
        #expect(score == ScoreRule(members: read.criteria.prefix(3).map(\.id), pass: 90, warning: 75))
        #expect(read.criteria[3].weight == 0)
    }

    struct Missing: Error {}

    @Test(arguments: [
        ("self-monitoring", ["slo-response-time-p95", "slo-error-rate", "slo-total-score"], 3),
        (
            "performance-test",
            ["slo-rt-svc-p95", "slo-throughput-svc", "slo-error-rate-svc", "slo-rt-svc-p90", "slo-total-score"], 3
        ),
        (
            "dynatrace-sli.json",
            [
                "slo-ua-vc-loading-of-page-easytravel-home", "slo-bounce-rate", "slo-vis-complete", "slo-camp-adoption",
                "slo-total-score",
            ], 1
        ),
    ]) func realFiles(name: String, ids: [String], warnings: Int) throws {
        let read = Self.read(String(decoding: try Fixture.bytes("objectives/\(name).yaml"), as: UTF8.self))
        #expect(read.errors.isEmpty, "\(read.errors)")
        #expect(read.criteria.map(\.id.name) == ids)
        #expect(read.warnings.count == warnings, "\(read.warnings)")
    }

    @Test func keysWeightsAndTitles() throws {
        let read = Self.read(
            """
            spec_version: "1.0"
            comparison: {compare_with: several_results, number_of_comparison_results: 5, aggregate_function: p90,
              include_result_with_score: pass_or_warn}
            objectives:
              - {sli: latency, displayName: "Response time", weight: 3, key_sli: true,
                 pass: [{criteria: ["<=+10%", "<600"]}, {criteria: ["<5"]}], warning: [{criteria: ["<=800"]}]}
              - {sli: errors, weight: 0, pass: [{criteria: ["<1"]}]}
            total_score: {pass: "80%", warning: 60}
            """,
            Self.source {
                $0.prefix = "shop"
                $0.owner = "service-owner"
                $0.kinds = [.staging]
                $0.facts = ["errors": "load.p95"]
                $0.minimumCount = 2
            })
        #expect(read.errors.isEmpty && read.warnings.isEmpty)
        let latency = try #require(read.criteria.first)
        #expect(latency.id == "shop-latency" && latency.isKey && latency.isRequired && latency.weight == 3)
        #expect(latency.question.contains("Response time") && latency.owner == "service-owner")
        #expect(latency.kinds == [.staging])
        let rule = try #require(Self.rule(latency))
        #expect(Self.words(rule.pass) == [["<=+10%", "<600"], ["<5"]] && Self.words(rule.warning) == [["<=800"]])
        #expect(rule.baseline == .init(aggregate: .p90, count: 5, minimumCount: 2))
        #expect(Self.rule(read.criteria[1])?.fact == "load.p95" && read.criteria[1].weight == 1)
        guard case .score(let score) = read.criteria[2].rule else { throw Missing() }
        #expect(score.pass == 80 && score.warning == 60)
    }

    /// Several results need all of the stated number, three where none is stated; a single one is one, whatever is stated.
    @Test(arguments: [
        ("", 1), ("comparison: {compare_with: several_results}\n", 3),
        ("comparison: {compare_with: several_results, number_of_comparison_results: 7}\n", 7),
        ("comparison: {compare_with: single_result, number_of_comparison_results: 7}\n", 1),
    ]) func comparisons(comparison: String, count: Int) {
        let read = Self.read(comparison + "objectives: [{sli: a, pass: [{criteria: [\"<=+5%\"]}]}]\n")
        #expect(Self.rule(read.criteria.first)?.baseline?.count == count)
        #expect(Self.rule(read.criteria.first)?.baseline?.minimumCount == count)
    }

    @Test(arguments: [
        ("objectives: []\n", "no objective has criteria to pass"),
        ("objectives: [{sli: a}]\n", "no objective has criteria to pass"),
        ("objectives: [{sli: a, pass: [{criteria: []}]}]\n", "is empty, so it would always hold"),
        ("objectives: [{pass: [{criteria: [\"<1\"]}]}]\n", "an objective has no \"sli\""),
        (
            "comparison: {aggregate_function: p99}\nobjectives: [{sli: a, pass: [{criteria: [\"<1\"]}]}]\n",
            "\"aggregate_function\" is \"p99\""
        ),
        (
            "comparison: {compare_with: singel_result}\nobjectives: [{sli: a, pass: [{criteria: [\"<1\"]}]}]\n",
            "did you mean \"single_result\""
        ),
        (
            "comparison: {include_result_with_score: fail}\nobjectives: [{sli: a, pass: [{criteria: [\"<1\"]}]}]\n",
            "accepted: pass, pass_or_warn, all"
        ),
        ("objectives: [{sli: a, weight: heavy, pass: [{criteria: [\"<1\"]}]}]\n", "\"weight\" is \"heavy\""),
        ("objectives: [{sli: a, key_sli: maybe, pass: [{criteria: [\"<1\"]}]}]\n", "accepted: true or false"),
        (
            "objectives: [{sli: a, pass: [{criteria: [\"<1\"]}]}]\ntotal_score: {pass: 50%, warning: 60%}\n",
            "over the 50 to pass"
        ),
        (
            "objectives: [{sli: a, pass: [{criteria: [\"<1\"]}]}]\ntotal_score: {pass: 900%}\n",
            "accepted: a score such as 90%"
        ),
        ("- a\n", "accepted: a mapping"), ("", "the file is empty"), ("objectives: [a: b\n", "did not find"),
    ]) func refused(text: String, message: String) {
        let read = Self.read(text)
        #expect(read.criteria.isEmpty)
        #expect(read.errors.contains { $0.contains(message) }, "\(read.errors)")
    }

    @Test(arguments: [
        (
            "objectives: [{sli: a, pass: [{criteria: [\"<=2%\"]}]}]\ntotal_score: {pass: 90%}\n",
            "Keptn reads it as \"<=+2%\""
        ),
        (
            "objectives: [{sli: a, wieght: 2, pass: [{criteria: [\"<1\"]}]}]\ntotal_score: {pass: 90%}\n",
            "did you mean \"weight\""
        ),
        ("objectives: [{sli: a, pass: [{criteria: [\"<1\"]}]}]\n", "the file has no \"total_score\""),
        (
            "comparison: {include_result_with_score: all}\nobjectives: [{sli: a, pass: [{criteria: [\"<1\"]}]}]\ntotal_score: {pass: 1%}\n",
            "results that failed are left out"
        ),
        (
            "objectives: [{sli: a, pass: [{criteria: [\"<1\"]}]}, {sli: b, warning: [{criteria: [\"<1\"]}]}]\ntotal_score: {pass: 1%}\n",
            "\"b\" has a warning and no criteria to pass"
        ),
        (
            "objectives: [{sli: a, pass: [{criteria: [\"<1\"]}]}, {sli: a, pass: [{criteria: [\">1\"]}]}]\ntotal_score: {pass: 1%}\n",
            "asked as \"slo-a-again-1\""
        ),
    ]) func told(text: String, message: String) {
        let read = Self.read(text)
        #expect(!read.criteria.isEmpty)
        #expect(read.warnings.contains { $0.contains(message) }, "\(read.warnings)")
    }
}
