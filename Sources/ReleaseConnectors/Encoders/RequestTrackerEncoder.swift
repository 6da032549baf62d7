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
        let fields: JSONValue = [
            "ReleasegateKey": .string(envelope.key), "ReleasegateDigest": .string(envelope.digest),
        ]
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
        if envelope.isNew {
            envelope.notes.append(
                "the queue needs the custom fields ReleasegateKey and ReleasegateDigest, one value each: a field that is not there "
                    + "is dropped without a word, and the ticket is not found again")
            envelope.notes.append(
                "the queue has nobody who watches it (AdminCc, Cc): Request Tracker mails them about every new ticket")
        }
        let headers: [JSONValue.Member] =
            envelope.isNew ? [] : [.init("If-Match", .string(entityTag(&envelope) ?? "{etag}"))]
        return envelope.encoded(
            .json(payload), document: document, form: "ticket",
            parameters: envelope.record.map { ["id": $0.id] } ?? [:], headers: headers,
            anchor: RequestCard.Anchor(
                "custom field ReleasegateKey",
                lookUp: "GET /REST/2.0/tickets?query=CF.{ReleasegateKey}='\(envelope.key)'"),
            conditionalUpdate: "If-Match with the ETag: a stale one is refused with 412")
    }

    /// The ETag where it is known. It is the number of the ticket's last transaction, which no listing has: a listing's
    /// revision is the time of the last change, and the server ends with 500 on `If-Unmodified-Since` (5.0.3).
    private static func entityTag(_ envelope: inout DraftEnvelope) -> String? {
        guard let record = envelope.record, let revision = record.revision else { return nil }
        let number = revision.filter { $0 != "\"" }
        if !number.isEmpty, number.allSatisfy({ $0.isASCII && $0.isNumber }) { return "\"\(number)\"" }
        envelope.notes.append(
            "If-Match takes the ETag of GET /REST/2.0/ticket/\(record.id); go on only where its LastUpdated is still "
                + revision)
        return nil
    }
}
