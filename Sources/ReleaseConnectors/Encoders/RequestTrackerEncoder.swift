package import ReleaseModel

/// Request Tracker tickets (REST2) with status `new` in a drafts queue, as plain text. An update changes the subject and
/// adds an internal comment; a reply would mail the requestor and is never made.
///
/// A subject takes 200 bytes.
package enum RequestTrackerEncoder: PayloadEncoder {
    package static let connector: ConnectorID = "rt"

    package static func encode(_ draft: Draft, settings: TargetSettings) -> EncodedDraft {
        var envelope = DraftEnvelope(draft, settings)
        let footer = "\n\(envelope.footer)\n"
        var document = envelope.fit(limit: "1,000,000 bytes") {
            PlainTextWriter.body(of: $0.blocks).utf8.count + footer.utf8.count <= 1_000_000
        }
        let title = WordBreaks.shortened(document.title, to: 200) { $0.utf8.count }
        if title != document.title { envelope.notes.append("the title was shortened to 200 bytes at a word") }
        document.title = title
        let content = JSONValue.string(PlainTextWriter.body(of: document.blocks) + footer)
        let fields: JSONValue = ["ReleasegateKey": .string(envelope.key)]
        let payload: JSONValue
        switch draft.operation {
        case .createDraft:
            payload = [
                "Queue": .string(draft.container), "Subject": .string(title), "Status": "new", "Content": content,
                "ContentType": "text/plain", "CustomFields": fields,
            ]
        case .commentDraft: payload = ["Content": content, "ContentType": "text/plain"]
        case .updateDraft, .withdrawDraft:
            payload = ["Subject": .string(title), "CustomFields": fields]
            envelope.notes.append("a ticket's first text cannot be changed: add the preview as an internal comment")
        }
        let headers: [JSONValue.Member] =
            envelope.isNew ? [] : [.init("If-Match", .string(envelope.record?.revision ?? "{etag}"))]
        return envelope.encoded(
            .json(payload), document: document, form: "ticket",
            parameters: envelope.record.map { ["id": $0.id] } ?? [:], headers: headers,
            anchor: RequestCard.Anchor(
                "custom field ReleasegateKey",
                lookUp: "GET /REST/2.0/tickets?query=CF.{ReleasegateKey}='\(envelope.key)'"),
            conditionalUpdate: "If-Match with the ETag: a stale one is refused with 412")
    }
}
