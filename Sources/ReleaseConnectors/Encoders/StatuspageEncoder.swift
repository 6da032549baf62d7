package import ReleaseModel

/// Statuspage incident templates, which nobody outside sees. The API makes and lists them and changes none, so another
/// digest is another template and a person removes the old one.
///
/// Settings: `page_id` where the container is a name. Limits: 255 characters of name and title, 25,000 of body.
package enum StatuspageEncoder: PayloadEncoder {
    package static let connector: ConnectorID = "statuspage"

    package static func encode(_ draft: Draft, settings: TargetSettings) -> EncodedDraft {
        var envelope = DraftEnvelope(draft, settings)
        var document = envelope.fit(limit: "25,000 characters") {
            PlainTextWriter.body(of: $0.blocks).utf16.count <= 25_000
        }
        document.title = envelope.title(document.title, limit: 200)
        let name = "DRAFT \(envelope.key)#\(draft.contentDigest.short)"
        let payload: JSONValue = [
            "template": [
                "name": .string(name), "title": .string(document.title),
                "body": .string(PlainTextWriter.body(of: document.blocks)), "update_status": "scheduled",
                "should_send_notifications": false, "should_tweet": false, "component_ids": [],
            ]
        ]
        if draft.operation == .updateDraft {
            envelope.notes.append("the template of the digest before stays; a person removes it")
        }
        let page = envelope.setting("page_id", orContainer: EntityID.isPageID)
        return envelope.encoded(
            .json(payload), document: document, form: "template", parameters: ["pageId": page],
            anchor: RequestCard.Anchor(
                "the template's name, which holds key and digest",
                lookUp: "GET /v1/pages/\(page)/incident_templates?per_page=100, all pages"),
            conditionalUpdate: "none: templates are made and listed only")
    }
}
