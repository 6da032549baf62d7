package import ReleaseModel

/// Confluence Cloud pages (REST v2) with status `draft`: a true unpublished state. The body is an Atlassian document as a
/// JSON text.
///
/// Settings: `space_id` (the number of the space; the container is its key), `parent_id`.
package enum ConfluenceEncoder: PayloadEncoder {
    package static let connector: ConnectorID = "confluence"
    private static let longestBody = 1_000_000

    package static func encode(_ draft: Draft, settings: TargetSettings) -> EncodedDraft {
        var envelope = DraftEnvelope(draft, settings)
        let footer = envelope.footer
        var document = envelope.fit(limit: "1,000,000 characters") {
            ADFWriter.document($0, of: draft, footer: footer).serialized(pretty: false).utf16.count <= longestBody
        }
        let suffix = " [\(envelope.key)]"
        document.title = envelope.title(document.title, limit: 255 - suffix.utf16.count) + suffix
        let text = ADFWriter.document(document, of: draft, footer: footer).serialized(pretty: false)
        var members: [JSONValue.Member] = []
        if envelope.isNew {
            members.append(.init("spaceId", .string(envelope.setting("space_id", orContainer: EntityID.isNumber))))
        } else {
            members.append(.init("id", .string(envelope.record?.id ?? "{pageId}")))
        }
        members += [.init("status", "draft"), .init("title", .string(document.title))]
        if envelope.isNew, let parent = envelope.optional("parent_id") {
            members.append(.init("parentId", .string(parent)))
        }
        members.append(.init("body", ["representation": "atlas_doc_format", "value": .string(text)]))
        if !envelope.isNew {
            // A draft's version number is always 1.
            members.append(
                .init("version", ["number": 1, "message": .string("releasegate \(draft.contentDigest.short)")]))
        }
        return envelope.encoded(
            .json(.object(members)), document: document, form: "page",
            parameters: envelope.record.map { ["pageId": $0.id] } ?? [:],
            anchor: RequestCard.Anchor(
                "the page id that the ledger keeps, and the title's suffix [\(envelope.key)]",
                lookUp: "GET /wiki/api/v2/pages/\(envelope.record?.id ?? "{pageId}")?get-draft=true"
                    + "&body-format=atlas_doc_format"),
            conditionalUpdate:
                "none for drafts, whose version is always 1: compare version.createdAt and authorId first, "
                + "and never write to a page that was published")
    }
}
