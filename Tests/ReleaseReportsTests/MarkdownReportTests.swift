import ReleaseTestSupport
import Testing

@testable import ReleaseReports

@Suite struct MarkdownReportTests {
    @Test func matchesGolden() throws {
        try expectGolden(MarkdownReport.render(SampleReport.rich), at: golden("report.md"))
    }

    @Test func hasTheSixSectionsInOrder() {
        let lines = MarkdownReport.render(SampleReport.rich).split(separator: "\n")
        var isFenced = false
        var titles: [String] = []
        for line in lines {
            if line.hasPrefix("```") { isFenced = line.contains("markdown") || (isFenced && !line.hasPrefix("````")) }
            if !isFenced && line.hasPrefix("## ") { titles.append(String(line.dropFirst(3))) }
        }
        #expect(titles == sixTitles)
    }

    @Test(arguments: [
        ("<b>", "\\<b\\>"), ("a|b", "a\\|b"), ("@team", "@&#8288;team"), ("#12", "\\#&#8288;12"),
        ("http://x", "http&#58;//x"), ("www.x", "www&#46;x"), ("1. x", "1\\. x"), ("- x", "\\- x"), ("a - b", "a - b"),
        ("*_`[]~&$", "\\*\\_\\`\\[\\]\\~\\&\\$"), ("a\nb", "a b"), ("\u{202E}", "\\<U+202E\\>"), ("3.5", "3.5"),
        ("2) x", "2\\) x"),
    ]) func dataIsNeverMarkup(text: String, expected: String) {
        #expect(MarkdownText.inline(text) == expected)
    }

    @Test(arguments: [
        ("a", "`a`"), ("a`b", "``a`b``"), ("`", "`` ` ``"), ("a|<b>", "<code>a&#124;&#60;b&#62;</code>"), ("", ""),
    ]) func codeSpansHoldAnyText(text: String, expected: String) {
        #expect(MarkdownText.code(text) == expected)
    }

    @Test func aBodyCannotEndItsFence() {
        #expect(MarkdownText.block("a\n````\nb") == "`````markdown\na\n````\nb\n`````")
    }

    @Test func everyTableRowHasAsManyCellsAsItsHead() {
        for report in [SampleReport.rich, HostileText.report] {
            var expected: Int?
            for line in MarkdownReport.render(report).split(separator: "\n", omittingEmptySubsequences: false) {
                guard line.hasPrefix("| ") else { expected = nil; continue }
                let cells = line.replacing("\\|", with: "").filter { $0 == "|" }.count
                #expect(cells == expected ?? cells, "\(line)")
                expected = expected ?? cells
            }
        }
    }
}
