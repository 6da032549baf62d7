package import ReleaseModel

/// ServiceNow change requests in state New, through the change management API, which never sets a state here.
///
/// Settings: `chg_model` (default Normal), `cmdb_ci`. Limits: 160 characters of short description, 4000 of description.
package enum ServiceNowEncoder: PayloadEncoder {
    package static let connector: ConnectorID = "servicenow"

    package static func encode(_ draft: Draft, settings: TargetSettings) -> EncodedDraft {
        var envelope = DraftEnvelope(draft, settings)
        var document = envelope.fit(limit: "4000 characters") {
            PlainTextWriter.body(of: $0.blocks).utf16.count <= 4000
        }
        document.title = envelope.title(document.title, limit: 160)
        var members: [JSONValue.Member] = []
        if envelope.isNew {
            members.append(.init("chg_model", .string(envelope.optional("chg_model") ?? "Normal")))
            if let item = envelope.optional("cmdb_ci") { members.append(.init("cmdb_ci", .string(item))) }
        }
        members += [
            .init("short_description", .string(document.title)),
            .init("description", .string(PlainTextWriter.body(of: document.blocks))),
            .init("correlation_id", .string(envelope.key)), .init("correlation_display", .string(envelope.footer)),
        ]
        envelope.notes.append("read the record back: fields that the instance does not take are ignored, not refused")
        return envelope.encoded(
            .json(.object(members)), document: document, form: "change",
            parameters: envelope.record.map { ["sys_id": $0.id] } ?? [:],
            anchor: RequestCard.Anchor(
                "correlation_id",
                lookUp: "GET /api/now/table/change_request?sysparm_query=correlation_id=\(envelope.key)"
                    + "^ORDERBYsys_created_on&sysparm_fields=sys_id,number,state,sys_mod_count,sys_updated_on"
                    + "&sysparm_limit=2"),
            conditionalUpdate: "none: only while state is -5 and sys_mod_count is as listed")
    }
}
