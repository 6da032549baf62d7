import Testing

@testable import ReleaseReports

@Suite struct DisplayWidthTests {
    @Test(arguments: [
        ("abc", 3), ("漢字", 4), ("é", 1), ("e\u{301}", 1), ("👩‍👩‍👧", 2), ("🇩🇪", 2), ("✓", 1), ("❤️", 2), ("한", 2), ("ﾊ", 1),
        ("Ａ", 2), ("", 0), ("—", 1),
    ]) func countsCells(text: String, width: Int) {
        #expect(DisplayWidth.of(text) == width)
    }

    @Test(arguments: [4, 5, 8, 13, 21]) func wrappingKeepsEveryWordAndTheWidth(width: Int) {
        let text = "the 漢字漢字漢字 release of an-extraordinarily-long-identifier waits 👩‍👩‍👧"
        let lines = Prose(text).wrapped(to: width)
        #expect(lines.allSatisfy { $0.width <= width })
        #expect(lines.map { $0.rendered(color: false) }.joined().filter { $0 != " " } == text.filter { $0 != " " })
    }
}
