import ReleaseModel
import ReleaseTestSupport
import Testing

@testable import ReleaseReports

@Suite struct TextReportTests {
    @Test(arguments: [80, 120]) func matchesGolden(width: Int) throws {
        try expectGolden(TextReport.render(SampleReport.rich, width: width), at: golden("report-\(width).txt"))
    }

    @Test(arguments: [40, 72, 80, 100, 200]) func noLineIsWiderThanAsked(width: Int) {
        for report in [SampleReport.rich, HostileText.report] {
            for line in TextReport.render(report, width: width).split(separator: "\n") {
                #expect(DisplayWidth.of(line) <= width, "\(line)")
            }
        }
    }

    @Test func hasTheSixSectionsInOrder() {
        let lines = TextReport.render(SampleReport.rich).split(separator: "\n").map(String.init)
        let titles = lines.filter { line in sixTitles.contains { line == $0 } }
        #expect(titles == sixTitles)
    }

    @Test func answersFirst() {
        let head = TextReport.render(SampleReport.rich).split(separator: "\n").prefix(24).joined(separator: "\n")
        for part in ["✗ BLOCK", "staging may proceed", "HIGH", "3 tests failed", "SRE lead: mend the 3"] {
            #expect(head.contains(part), "\(part) in \(head)")
        }
    }

    @Test func anOverrideThatLetsPassSaysThatTheGateStaysRed() {
        var report = SampleReport.rich
        report.review.gates.removeFirst()
        report.review.gates[0].decision = .proceed
        let text = TextReport.render(report, width: 120)
        #expect(text.contains("! PROCEED by emergency override: production may proceed, although its gate stays RED"))
        #expect(text.contains("review due 2026-11-29"))
        #expect(!text.contains("✓ PROCEED"))
    }

    @Test func aReasonOfSeveralGatesIsSaidOnce() {
        var report = SampleReport.rich
        var other = report.review.gates[1]
        other.environment = "preprod"
        for index in other.findings.indices { other.findings[index].environment = "preprod" }
        report.review.gates[1].blockers = ["tests-passed is RED: no run for production"]
        other.blockers = ["tests-passed is RED: no run for preprod"]
        report.review.gates.insert(other, at: 1)
        let blockers = Verdict(report.review, ReportNames(report.review.release, report.review.policy)).blockers
        let lines = blockers.flatMap(\.styledLines).map { $0.rendered(color: false) }
        #expect(lines == ["tests-passed is ✗ RED: no run (preprod, production)"])
    }

    @Test func aChangeOfStyleDoesNotEndAWord() {
        let prose = Prose("four four") + .strong("teen") + Prose(", and more")
        let lines = prose.wrapped(to: 12).map { $0.rendered(color: false) }
        #expect(lines == ["four", "fourteen,", "and more"])
    }

    @Test func hostileTextCannotMoveTheCursor() {
        let text = TextReport.render(HostileText.report, width: 80)
        let hidden = text.unicodeScalars.filter { scalar in
            scalar != "\n" && [.control, .format, .lineSeparator].contains(scalar.properties.generalCategory)
                && scalar != "\u{200D}"
        }
        #expect(hidden.isEmpty)
    }

    @Test func colourOnlyWhereAskedAndNeverAlone() {
        let plain = TextReport.render(SampleReport.rich, color: false)
        let coloured = TextReport.render(SampleReport.rich, color: true)
        #expect(!plain.contains("\u{1B}"))
        #expect(coloured.contains("\u{1B}[1;31m✗ BLOCK\u{1B}[0m"))
        #expect(withoutColour(coloured) == plain)
    }

    @Test func gateAnswersFirst() throws {
        let review = SampleReport.rich.review
        let gate = try #require(review.gates.last)
        let text = TextReport.gate(gate, in: review)
        #expect(text.hasPrefix("✗ BLOCK production: tests-passed is RED and key\n"))
        try expectGolden(text, at: golden("gate-80.txt"))
    }

    private func withoutColour(_ text: String) -> String {
        var output = ""
        var isEscape = false
        for character in text {
            if character == "\u{1B}" { isEscape = true }
            if !isEscape { output.append(character) }
            if character == "m" { isEscape = false }
        }
        return output
    }
}

let sixTitles = [
    "1) Release Readiness Scorecard", "2) Toolchain Layout", "3) Change Gating Rules", "4) Execution Timeline",
    "5) Draft Writeback Bundle", "6) Control and Exit Criteria",
]

func golden(_ name: String) -> String { "\(projectFolder)/Tests/ReleaseReportsTests/Golden/\(name)" }
