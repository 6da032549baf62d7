import ReleaseModel
import Testing

@testable import ReleaseConnectors

@Suite("Neutralising for each target")
struct NeutralisingTests {
    @Test("no text of any input acts at any target", arguments: SampleDraft.all.indices)
    func nothingActs(index: Int) throws {
        let (connector, kind) = SampleDraft.all[index]
        let encoder = try #require(EncoderCatalog.encoder(for: connector))
        for (title, body) in HostileDrafts.all {
            let draft = SampleDraft.draft(connector, kind: kind, title: title, body: body)
            let encoded = encoder.encode(draft, settings: SampleDraft.settings)
            let found = NeutralisingTests.active(in: encoded, of: connector)
            #expect(
                found.isEmpty, "\(connector) \(kind): \(Set(found).sorted().prefix(5)) in \(title.debugDescription)")
            #expect(ActiveTokens.inText(encoded.preview).isEmpty)
        }
    }

    private static func active(in encoded: EncodedDraft, of connector: ConnectorID) -> [String] {
        let body = encoded.payload.body
        switch connector.name {
        case "github", "linear", "gitlab", "redmine", "azure-devops":
            return markup(
                body, isPage: encoded.draftKind == .docsPage && connector != "github" && connector != "linear")
        case "markdown": return ActiveTokens.inMarkdown(body.text ?? "")
        case "email": return ActiveTokens.inMail(body.text ?? "")
        case "mediawiki":
            let text = body["text"]?.text ?? ""
            return ActiveTokens.inWikitext(String(text.drop { $0 != "\n" }))
        case "matrix":
            return ActiveTokens.inText(body["body"]?.text ?? "")
                + ActiveTokens.inHTML(body["formatted_body"]?.text ?? "")
        case "confluence": return texts(body, ["title"]).flatMap(ActiveTokens.inText) + value(of: body)
        default:
            return ActiveTokens.inNodes(body)
                + texts(
                    body,
                    [
                        "summary", "short_description", "description", "Subject", "Content", "title", "briefing",
                        "fallbackText",
                    ]
                ).flatMap(ActiveTokens.inText)
        }
    }

    /// The Confluence body is a JSON text; what matters is the text in it.
    private static func value(of body: JSONValue) -> [String] {
        ActiveTokens.inText((body["body"]?["value"]?.text ?? "").replacing("\"", with: " ").replacing("\\", with: " "))
            .filter { $0 != "label or signature" && $0 != "template" && $0 != "wiki link" && $0 != "switch" }
    }

    private static func markup(_ body: JSONValue, isPage: Bool) -> [String] {
        texts(body, ["title", "name", "subject"]).filter { !$0.hasPrefix("Drafts/") }.flatMap(ActiveTokens.inText)
            + texts(body, ["body", "description", "note", "content", "text", "notes"]).flatMap(ActiveTokens.inMarkdown)
            + patchTexts(body).flatMap(ActiveTokens.inHTML)
    }

    private static func patchTexts(_ body: JSONValue) -> [String] {
        (body.elements ?? []).filter { $0["path"]?.text == "/fields/System.Description" }.compactMap {
            $0["value"]?.text
        }
    }

    private static func texts(_ value: JSONValue, _ names: Set<String>) -> [String] {
        switch value {
        case .array(let elements): elements.flatMap { texts($0, names) }
        case .object(let members):
            members.flatMap { member in
                (names.contains(member.name) ? member.value.text.map { [$0] } ?? [] : []) + texts(member.value, names)
            }
        default: []
        }
    }
}

extension EncodedDraft {
    fileprivate var draftKind: Draft.Kind { requestCard.draft.kind }
}
