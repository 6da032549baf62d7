/// Texts on which targets would act, and texts that hide something.
enum HostileText {
    static let active = [
        "@channel", "@here and @everyone", "hello @octocat", "＠everyone", "<!channel>", "<@U012AB3CD>",
        "<!subteam^S1|ops>", "<https://evil.example|click>", "/merge", "/approve\n/close", "/label ~bug",
        "Fixes #12", "closes acme/shop#7", "Resolves: PROJ-9", "fix GH-3", "see #123 and !45 and %9 and &3 and $2",
        "~label and ~\"two words\"", "%\"milestone\"", "[click](https://evil.example)",
        "![x](https://evil.example/p.png)",
        "https://evil.example/a", "www.evil.example", "mailto:a@b.example", "javascript:alert(1)", "<a href=x>y</a>",
        "<script>alert(1)</script>", "<img src=x onerror=y>", "</nowiki>{{delete}}", "{{Template|x=1}}",
        "[[Category:X]]",
        "[[User:Admin]]", "~~~~", "#REDIRECT [[X]]", "__NOTOC__", "{{toc}}", "{| class=x", "[code]<b>x</b>[/code]",
        ":tada: :100: :+1:", "commit:1a2b3c4d", "wiki:Start", "user:admin", "**bold** _it_ ~~gone~~", "`code` ``a`b``",
        "# head", "- item", "1. item", "| a | b |", "---", "===", "> quote", "```bash", "<!-- x -->",
        "a\r\nBcc: x@y.example",
        "Subject: x\r\n\r\nbody", "=?UTF-8?Q?x?=", "]]>", "<at>Everyone</at>", "'''bold'''", "== h ==", "!image.png!",
        "[TOC]", "[[_TOC_]]", "[vulnerability:12] [issue:3] [wiki_page:Home]", "*iteration:4", "GL-77", "^alert#5",
        "AB#123", "r123 and sandbox:r9", "[~admin]", "[~accountid:5b10]", "[^1]", "> [!WARNING]",
        "::include{file=x.md}",
        "evil.com/a", "shop.evil.de and README.md", "ftp://evil.com", "//evil.com/x", "xmpp:a@evil.com", "a@evil.com",
        "<https://matrix.to/#/@a:evil.com>", "/close\n/assign @a", "!!!evil", "[[File:X.png]]",
        "ISBN 978-3-16-148410-0",
        "RFC 2119 PMID 12", "{{subst:X}}", "----", ";a:b", "{{!}}", "<ref>x</ref>", "&#64;channel", "&commat;all",
        "\\@x \\#1", "*bold*text*", "__x__", "&lt;b&gt;", "${7*7} #{7*7} {% x %}", "$(x)", "{code}x{code}", "h1. x",
    ]

    static let hidden = [
        "a\u{202E}b", "a\u{2066}b\u{2069}", "a\u{200B}b", "@\u{200B}user", "a\u{200D}b", "a\u{FEFF}b", "a\u{00AD}b",
        "a\u{E0041}b", "a\u{0}b", "a\u{1B}[31mb", "a\u{7F}b", "a\u{85}b", "a\u{2028}b", "a\u{2029}b", "a\u{E000}b",
        "а@channel", "раypal", "#\u{FE0F}\u{20E3}1", "👩‍👩‍👧‍👦 family", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "👍🏽", "e\u{301}\u{301}\u{301}", "שלום @user",
        "日本語 #12",
        "\u{FFFE}", "x\u{10FFFF}", "a\u{180E}b", "a\u{3164}b", "@\u{202E}everyone", "<\u{200B}!channel>",
    ]

    static let all = active + hidden + mixed(400)

    /// Pieces of the others put together by a fixed generator (SplitMix64).
    static func mixed(_ count: Int) -> [String] {
        var state: UInt64 = 42
        func next() -> Int {
            state &+= 0x9E37_79B9_7F4A_7C15
            var value = state
            value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
            return Int((value ^ (value >> 31)) >> 33)
        }
        let pieces = active + hidden + [" ", "", "x", "\n", "**", "`", "|", "\\"]
        return (0..<count).map { _ in
            (0...(next() % 4)).map { _ in pieces[next() % pieces.count] }.joined()
        }
    }
}

/// Drafts made of hostile texts.
enum HostileDrafts {
    /// Hostile texts in every place of a draft, eight to a draft.
    static let all: [(title: String, body: String)] = {
        let texts = HostileText.all
        return stride(from: 0, to: texts.count, by: 8).map { start in
            let group = texts[start..<min(start + 8, texts.count)]
            let lines = group.map { text -> String in
                let cell = text.split(whereSeparator: \.isNewline).joined(separator: " ").replacing("|", with: "\\|")
                return """
                    \(text)

                    ## \(cell)

                    - \(cell)
                    - **\(cell)** `\(cell)`
                    - fixes **PROJ-12** and @**ops**

                    | \(cell) | b |
                    |---|---|
                    | \(cell) | x |

                    > \(cell)
                    """
            }
            return (
                "DRAFT \(group.joined(separator: " "))",
                lines.joined(separator: "\n\n") + "\n\n---\n\n- \(group.first ?? "")\n"
            )
        }
    }()
}
