import ReleaseModel
import Testing

@testable import ReleaseConnectors

@Suite("Shortening")
struct DraftFitTests {
    private static let words = (0..<4000).map { "word\($0)👩‍👩‍👧" }
    private static let long = SampleDraft.draft(
        "markdown",
        body: "## Start\n\n\(words.joined(separator: " "))\n\n- a\n- b\n\n---\n\n- **Approver:** Release manager\n")

    @Test("the text fits, ends at whole words, says so and keeps the footer", arguments: [400, 1000, 5000, 20_000])
    func shortens(limit: Int) {
        let result = DraftFit.fit(DraftDocument(DraftFitTests.long), limit: "\(limit)") {
            MarkdownWriter.body(of: $0.blocks).utf16.count <= limit
        }
        let text = PlainTextWriter.body(of: result.document.blocks)
        #expect(MarkdownWriter.body(of: result.document.blocks).utf16.count <= limit)
        #expect(!result.notes.isEmpty)
        #expect(text.contains("The rest is left out"))
        #expect(text.contains("Release manager"))
        let known = Set(DraftFitTests.words)
        for word in text.split(whereSeparator: { $0 == " " || $0 == "\n" }) where word.hasPrefix("word") {
            #expect(known.contains(String(word.hasSuffix("…") ? word.dropLast() : word)))
        }
    }

    @Test("what fits is not touched")
    func keeps() {
        let document = DraftDocument(DraftFitTests.long)
        let result = DraftFit.fit(document, limit: "") { _ in true }
        #expect(result.document == document)
        #expect(result.notes.isEmpty)
    }

    @Test("even an impossible limit ends")
    func impossible() {
        let result = DraftFit.fit(DraftDocument(DraftFitTests.long), limit: "0") { _ in false }
        #expect(result.document.isShortened)
    }

    @Test("parts joined are the text", arguments: HostileText.mixed(60))
    func parts(text: String) {
        let long = InertText.clean(String(repeating: text + " ", count: 30))
        let parts = WordBreaks.parts(of: long, limit: 1100)
        #expect(parts.joined() == long)
        #expect(parts.allSatisfy { $0.utf16.count <= 1100 })
    }

    @Test(arguments: [
        ("DRAFT change: Payments", 14, "DRAFT …"), ("short", 10, "short"), ("abcdefghij", 5, "…"),
        ("日本語のテキスト", 5, "日本語 …"),
    ])
    func titles(text: String, limit: Int, expected: String) {
        #expect(WordBreaks.shortened(text, to: limit) == expected)
    }
}
