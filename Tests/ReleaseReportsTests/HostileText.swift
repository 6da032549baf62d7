/// Text that tries to become something else: markup, a mention, a terminal escape, a formula.
enum HostileText {
    static let escape = "\u{1B}[31m\u{1B}]8;;http://evil.example\u{7}"
    static let markup =
        "<script>alert(1)</script><img src=x onerror=alert(1)> | `code` **bold** [link](http://evil.example) "
        + "@everyone #1 &lt; ~~gone~~ $x$"
    static let unicode = "\u{202E}gnp\u{2066}\u{200B}\u{FEFF}\u{E0041} 👩‍👩‍👧 漢字 é\u{0301}\u{0}\u{9B}31m\u{FFFF}"

    /// Every hostile part around `text`, with a formula in front.
    static func around(_ text: String) -> String { "=cmd()\r\n- \(text) \(escape)\(markup)\(unicode)\n```\n</pre>" }

    static let report = SampleReport(text: around).report
}
