import ReleaseModel
import Testing

@testable import ReleaseConnectors

@Suite("Previews")
struct PayloadPreviewTests {
    private static func page(_ draft: Draft) throws -> (page: String, text: String) {
        let encoder = try #require(EncoderCatalog.encoder(for: draft.connector))
        let encoded = encoder.encode(draft, settings: SampleDraft.settings)
        return (PayloadPreview.page(of: encoded, draft: draft) { _ in nil }, encoded.preview)
    }

    @Test("the page of a payload shows every word of the draft", arguments: SampleDraft.all.indices)
    func showsEverything(index: Int) throws {
        let (connector, kind) = SampleDraft.all[index]
        let (page, text) = try PayloadPreviewTests.page(SampleDraft.draft(connector, kind: kind))
        let shown = PayloadPreviewTests.words(of: PayloadPreviewTests.visible(page))
        let missing = PayloadPreviewTests.words(of: text).subtracting(shown)
        #expect(missing == [], "\(connector)")
    }

    @Test("hostile text stays text, and nothing is fetched or run", arguments: SampleDraft.all.indices)
    func isInert(index: Int) throws {
        let (connector, kind) = SampleDraft.all[index]
        let hostile = "DRAFT <script>alert(1)</script> <img src=x onerror=y> \"' & </main>"
        let (page, _) = try PayloadPreviewTests.page(
            SampleDraft.draft(connector, kind: kind, title: hostile, body: hostile + "\n\n- \(hostile)\n"))
        let tags = page.split(separator: "<").dropFirst().map { $0.prefix { $0 != ">" && $0 != " " }.lowercased() }
        let known: Set<String> = [
            "!doctype", "html", "head", "meta", "title", "style", "body", "header", "main", "footer", "h1", "h2", "h3",
            "p", "ul", "ol",
            "li",
            "table", "thead", "tbody", "tr", "td", "th", "pre", "code", "strong", "em", "hr", "br", "div", "span",
            "blockquote",
        ]
        let foreign = Set(tags.map { $0.hasPrefix("/") ? String($0.dropFirst()) : $0 }).subtracting(known)
        #expect(foreign == [], "\(connector)")
        #expect(!page.contains("onerror=y>"), "\(connector)")
        #expect(page.components(of: "</main>").count == 2, "\(connector)")
    }

    /// The text between the tags, entities resolved, without the style sheet.
    private static func visible(_ page: String) -> String {
        let body = page.components(of: "<body>").last ?? ""
        var text = ""
        var isTag = false
        for character in body {
            if character == "<" { isTag = true }
            if !isTag { text.append(character) }
            if character == ">" {
                isTag = false
                text.append(" ")
            }
        }
        for (entity, sign) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")] {
            text = text.replacing(entity, with: sign)
        }
        return text
    }

    private static func words(of text: String) -> Set<String> {
        Set(text.split { !$0.isLetter && !$0.isNumber }.map(String.init).filter { $0.count > 2 })
    }
}

extension String {
    fileprivate func components(of separator: String) -> [String] {
        var parts: [String] = []
        var rest = self[...]
        while let range = rest.firstRange(of: separator) {
            parts.append(String(rest[..<range.lowerBound]))
            rest = rest[range.upperBound...]
        }
        return parts + [String(rest)]
    }
}
