import ReleaseModel
import Testing

@testable import ReleaseConnectors

@Suite("Draft markup")
struct DraftMarkupTests {
    @Test(arguments: [
        ("plain", [DraftBlock.paragraph([DraftSpan("plain")])]),
        ("two\nlines", [.paragraph([DraftSpan("two lines")])]),
        ("## Title", [.heading(level: 2, [DraftSpan("Title")])]),
        ("####### seven", [.paragraph([DraftSpan("####### seven")])]),
        ("#no", [.paragraph([DraftSpan("#no")])]),
        ("---", [.rule]),
        ("**a** b", [.paragraph([DraftSpan("a", isStrong: true), DraftSpan(" b")])]),
        (
            "*a* `c`",
            [
                .paragraph([DraftSpan("a", isEmphasised: true), DraftSpan(" "), DraftSpan("c", isCode: true)])
            ]
        ),
        ("a \\*b\\* c\\_d", [.paragraph([DraftSpan("a *b* c_d")])]),
        ("snake_case_name", [.paragraph([DraftSpan("snake_case_name")])]),
        ("**open", [.paragraph([DraftSpan("**open")])]),
        ("`open", [.paragraph([DraftSpan("`open")])]),
        ("[x](https://e.org)", [.paragraph([DraftSpan("[x](https://e.org)")])]),
        ("<b>x</b> &amp;", [.paragraph([DraftSpan("<b>x</b> &amp;")])]),
        ("<!-- releasegate:v1 key=rg1-1 -->", [.marker("releasegate:v1 key=rg1-1")]),
        ("<!-- other -->", [.paragraph([DraftSpan("<!-- other -->")])]),
        ("> q", [.quote([.paragraph([DraftSpan("q")])])]),
        ("", []), ("\\", [.paragraph([DraftSpan("\\")])]), ("****", [.rule]), ("|", [.paragraph([DraftSpan("|")])]),
    ])
    func reads(text: String, blocks: [DraftBlock]) {
        #expect(DraftMarkup.blocks(of: text) == blocks)
    }

    @Test("lists nest, continue and change their kind")
    func lists() {
        let text = "- a\n  - b\n  more\n- [x] c\n1. d\n2) e"
        #expect(
            DraftMarkup.blocks(of: text) == [
                .list(
                    DraftList(
                        kind: .bulleted,
                        items: [
                            .init(
                                spans: [DraftSpan("a")],
                                nested: [DraftList(kind: .bulleted, items: [.init(spans: [DraftSpan("b more")])])])
                        ])),
                .list(DraftList(kind: .tasks, items: [.init(spans: [DraftSpan("c")], isDone: true)])),
                .list(
                    DraftList(kind: .numbered, items: [.init(spans: [DraftSpan("d")]), .init(spans: [DraftSpan("e")])])),
            ])
    }

    @Test("a table keeps escaped bars and has as many cells as its heading")
    func table() {
        let text = "| a | b |\n|---|:-:|\n| 1 \\| 2 | 3 | 4 |\n| 5 |"
        #expect(
            DraftMarkup.blocks(of: text) == [
                .table(
                    DraftTable(
                        header: [[DraftSpan("a")], [DraftSpan("b")]],
                        rows: [[[DraftSpan("1 | 2")], [DraftSpan("3")]], [[DraftSpan("5")], []]]))
            ])
    }

    @Test("what the Markdown writer writes reads back as the same blocks")
    func roundTrip() {
        let document = DraftDocument(SampleDraft.draft("markdown"))
        #expect(DraftMarkup.blocks(of: MarkdownWriter.body(of: document.blocks)) == document.blocks)
    }

    @Test("hostile text reads back from Markdown as one paragraph with the same text", arguments: HostileText.all)
    func inertRoundTrip(text: String) {
        let clean = InertText.line(text)
        guard !clean.isEmpty else { return }
        let written = MarkdownWriter.body(of: [.paragraph([DraftSpan(clean)])])
        #expect(DraftMarkup.blocks(of: written) == [.paragraph([DraftSpan(clean)])])
    }

    @Test("a long hostile line takes no more than its length", .timeLimit(.minutes(1)))
    func isLinear() {
        for sign in ["*", "`", "_", "**a ", "`a``b", "|", ">", "[", "\\", "- ", "> "] {
            _ = DraftMarkup.blocks(of: String(repeating: sign, count: 20_000))
        }
    }
}
