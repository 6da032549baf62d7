import ReleaseTestSupport
import Testing

@testable import ReleaseReports

@Suite struct HTMLReportTests {
    static let drawing = """
        <?xml version="1.0"?>
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 80" role="img" aria-label="Timeline"><rect x="10" y="10" \
        width="200" height="20" fill="#4477aa"/><text x="10" y="60">Mend the tests</text></svg>
        """

    @Test func matchesGolden() throws {
        let html = HTMLReport.render(SampleReport.rich, ganttSVG: HTMLReportTests.drawing)
        try expectGolden(html, at: golden("report.html"))
        let hostile = HTMLReport.render(HostileText.report, ganttSVG: "")
        try expectGolden(hostile, at: golden("hostile.html"))
    }

    @Test func hasTheSixSectionsInOrder() {
        let html = HTMLReport.render(SampleReport.rich, ganttSVG: "")
        var rest = html[...]
        for title in sixTitles {
            let parts = title.split(separator: " ", maxSplits: 1)
            let heading = "<span class=\"number\">\(parts[0]) </span>\(parts[1])</h2>"
            #expect(rest.contains(heading), "\(title)")
            rest = rest.firstRange(of: heading).map { rest[$0.upperBound...] } ?? ""
        }
        #expect(html.split(separator: "<section ").count == 7)
    }

    @Test func dataIsNeverMarkup() {
        let html = HTMLReport.render(HostileText.report, ganttSVG: "")
        for part in [
            "<script", "<img", "onerror=alert(1)>", "href=\"http", "</pre>\n\u{1B}", "\u{202E}", "\u{1B}", "\u{0}",
        ] {
            #expect(!html.contains(part), "\(part)")
        }
    }

    @Test(arguments: ["<svg><script>x</script></svg>", "no drawing", "<svg><foreignObject/></svg>", ""])
    func onlyAQuietDrawingIsTaken(text: String) {
        #expect(!HTMLReport.render(SampleReport.rich, ganttSVG: text).contains("class=\"drawing\""))
    }

    @Test func nothingIsFetchedAndNoScriptRuns() {
        let html = HTMLReport.render(SampleReport.rich, ganttSVG: HTMLReportTests.drawing)
        for part in ["<script", " src=", "url(", "@import", "<link", "<iframe"] {
            #expect(!html.contains(part), "\(part)")
        }
        #expect(html.contains("default-src 'none'") || html.contains("default-src &#39;none&#39;"))
    }
}
