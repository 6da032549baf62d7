import ReleaseModel
import Testing

@testable import ReleaseDrafts

@Suite("Values in templates") struct TemplateTextTests {
    @Test(arguments: [
        ("plain words, 98.5 % and 2026-11-21", "plain words, 98.5 % and 2026-11-21"),
        ("@all look", "@\u{200B}all look"), ("see #12", "see \\#\u{200B}12"), ("/merge", "\\/\u{200B}merge"),
        ("a /merge b", "a /merge b"), ("Fixes #1", "F\u{200B}ixes \\#\u{200B}1"),
        ("fixes ENG-12", "f\u{200B}ixes ENG-12"),
        ("fixes the login", "fixes the login"), ("<b>x</b>", "\\<\u{200B}b\\>x\\<\u{200B}/b\\>"),
        ("[x](https://a.b)", "\\[x\\](https:\u{200B}/\u{200B}/a.b)"), ("![i](x)", "\\!\\[i\\](x)"),
        ("a | b", "a \\| b"),
        ("```sh", "\\`\\`\\`sh"), ("- item", "\\- item"), ("1. item", "1\\. item"), ("# title", "\\# title"),
        ("two\n/approve", "two /approve"), ("a\u{202E}b", "a⟨U+202E⟩b"), ("a\u{200B}b", "a⟨U+200B⟩b"),
        ("www.example.com", "www\u{200B}.example.com"), ("GH-12", "GH-\u{200B}12"),
        ("{{macro}}", "\\{\u{200B}\\{macro\\}\\}"),
        ("👨\u{200D}👩\u{200D}👧 ok", "👨\u{200D}👩\u{200D}👧 ok"), ("a\u{200D}b", "a⟨U+200D⟩b"), ("", ""),
        ("change_scope", "change\\_scope"), ("&lt;", "\\&lt;"), ("~label", "\\~\u{200B}label"),
    ])
    func markdown(_ text: String, _ expected: String) {
        #expect(InertText.markdownValue(text) == expected)
    }

    /// No active thing is left in whatever the input was, and a reader still gets every visible character.
    @Test func hostileTextBecomesInert() {
        let parts = [
            "@", "admin", "#", "1", "/", "merge", "\n", "\r\n", "fixes ", "closes: ", "https://", "<", ">", "`", "```",
            "[", "](", ")",
            "!", "|", "\u{202E}", "\u{2066}", "\u{200B}", "\u{FEFF}", "\u{E0041}", "\u{0}", "\u{1B}", "*", "_", "~",
            "{{", "GH-", "www.",
            "é", "а", "＠", "👩\u{200D}💻", "\\", " ", "\u{2028}", "-", "1. ", "&#64;", "$", "%", "\u{AD}",
        ]
        var seed: UInt64 = 7
        for _ in 0..<4000 {
            var text = ""
            for _ in 0..<10 {
                seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                text += parts[Int(seed >> 33) % parts.count]
            }
            let output = Array(InertText.markdownValue(text).unicodeScalars)
            #expect(!output.contains("\n") && !output.contains("\r"))
            #expect(output.first.map { !"/-+=".unicodeScalars.contains($0) } ?? true)
            for (index, scalar) in output.enumerated() {
                let next = index + 1 < output.count ? output[index + 1] : " "
                // A backslash before the sign keeps it from being markup; an even run would give it back.
                var slashes = 0
                while index - slashes > 0, output[index - slashes - 1] == "\\" { slashes += 1 }
                switch scalar {
                case "@", "＠": #expect(next == "\u{200B}")
                case "<", "`", "[", "|", "*", "_", "{", "#", ">", "&": #expect(slashes % 2 == 1)
                case ":": #expect(next != "/")
                default:
                    let isHidden =
                        scalar.properties.generalCategory == .format && scalar != "\u{200B}" && scalar != "\u{200D}"
                    #expect(!isHidden && scalar.properties.generalCategory != .control)
                }
            }
            let visible = GuardedText.plain(InertText.markdownValue(text)).filter { !$0.isWhitespace && $0 != "\\" }
            let wanted = GuardedText.plain(InertText.value(text)).filter { !$0.isWhitespace && $0 != "\\" }
            #expect(visible == wanted)
        }
    }
}
