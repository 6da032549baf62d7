import ReleaseReports
import Testing

@Suite struct WrappedTextTests {
    @Test(arguments: [
        ("", ""), ("short\n", "short\n"), ("\n\n", "\n\n"),
        (
            "0123456789 0123456789 0123456789 0123456789\n",
            "0123456789 0123456789 0123456789\n    0123456789\n"
        ),
        (
            "  0123456789 0123456789 0123456789 0123456789",
            "  0123456789 0123456789 0123456789\n      0123456789"
        ),
        (
            "path: /a/very/long/path/that/is/wider/than/the/page stays whole",
            "path:\n    /a/very/long/path/that/is/wider/than/the/page\n    stays whole"
        ),
        ("exactly 40 cells 0123456789 0123456789 0", "exactly 40 cells 0123456789 0123456789 0"),
        // Wide characters take two cells.
        ("日本語日本語日本語 日本語日本語日本語 日本語", "日本語日本語日本語 日本語日本語日本語\n    日本語"),
    ])
    func breaksAtBlanks(text: String, expected: String) {
        #expect(WrappedText.lines(text, width: 40) == expected)
        // What is laid out already stays as it is.
        #expect(WrappedText.lines(expected, width: 40) == expected)
    }
}
