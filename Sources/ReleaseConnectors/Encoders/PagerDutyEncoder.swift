package import ReleaseModel

/// PagerDuty: a file only. A maintenance window would silence alerts at once and an event cannot be taken back, so the
/// file holds the description for a person who plans the window.
///
/// Limits: 1024 characters of summary.
package enum PagerDutyEncoder: PayloadEncoder {
    package static let connector: ConnectorID = "pagerduty"

    package static func encode(_ draft: Draft, settings: TargetSettings) -> EncodedDraft {
        var envelope = DraftEnvelope(draft, settings)
        var document = envelope.fit(limit: "25,000 characters") {
            PlainTextWriter.body(of: $0.blocks).utf16.count <= 25_000
        }
        document.title = envelope.title(document.title, limit: 128)
        let services = settings.list("service_ids", for: connector).map { id -> JSONValue in
            ["id": .string(id), "type": "service_reference"]
        }
        if services.isEmpty {
            envelope.notes.append("no services are set; the person who plans the window chooses them")
        }
        let payload: JSONValue = [
            "maintenance_window": [
                "type": "maintenance_window",
                "description": .string(WordBreaks.shortened("\(document.title) \(envelope.key)", to: 1024)),
                "services": .array(services),
            ],
            "briefing": .string(PlainTextWriter.text(of: document)),
        ]
        return envelope.encoded(
            .json(payload), document: document, form: nil,
            anchor: RequestCard.Anchor(
                "the description, which ends with the key", lookUp: "GET /maintenance_windows?filter=future"),
            conditionalUpdate: "none: a file only")
    }
}
