package import ReleaseModel

/// Matrix notices in a private drafts room. `m.mentions` is empty, so nobody is notified; the transaction id comes from
/// key and digest, so a repeated request makes no second event.
///
/// An event takes 65,536 bytes.
package enum MatrixEncoder: PayloadEncoder {
    package static let connector: ConnectorID = "matrix"

    package static func encode(_ draft: Draft, settings: TargetSettings) -> EncodedDraft {
        var envelope = DraftEnvelope(draft, settings)
        let identity: JSONValue = ["key": .string(envelope.key), "digest": .string(envelope.digest)]
        let record = envelope.isNew ? nil : envelope.record?.id ?? "{event_id}"
        var document = envelope.fit(limit: "60,000 bytes of an event") {
            event($0, identity, replacing: record).serialized(pretty: false).utf8.count <= 60_000
        }
        document.title = envelope.title(document.title, limit: 255)
        let transaction = "\(envelope.key)-\(draft.contentDigest.short)"
        let room = envelope.setting("room_id", orContainer: { $0.hasPrefix("!") })
        return envelope.encoded(
            .json(event(document, identity, replacing: record)), document: document, form: "notice",
            parameters: ["roomId": room, "txnId": transaction],
            anchor: RequestCard.Anchor(
                "transaction id \(transaction) and the event's field dev.releasegate.draft",
                lookUp: "GET /_matrix/client/v3/rooms/{roomId}/messages?dir=b&limit=100"),
            conditionalUpdate: "none: an edit is a new event that replaces the first")
    }

    private static func event(_ document: DraftDocument, _ identity: JSONValue, replacing id: String?) -> JSONValue {
        let text = HostNames.broken(PlainTextWriter.text(of: document))
        let title = "<p><strong>\(HTMLWriter.escaped(document.title))</strong></p>"
        let content: [JSONValue.Member] = [
            .init("msgtype", "m.notice"), .init("body", .string(text)),
            .init("format", "org.matrix.custom.html"),
            .init("formatted_body", .string(HostNames.broken(title + HTMLWriter.body(of: document.blocks)))),
            .init("m.mentions", .object([])),
        ]
        guard let id else { return .object(content + [.init("dev.releasegate.draft", identity)]) }
        return .object([
            .init("msgtype", "m.notice"), .init("body", .string("* \(HostNames.broken(document.title))")),
            .init("m.mentions", .object([])),
            .init("m.new_content", .object(content)),
            .init("m.relates_to", ["rel_type": "m.replace", "event_id": .string(id)]),
            .init("dev.releasegate.draft", identity),
        ])
    }
}
