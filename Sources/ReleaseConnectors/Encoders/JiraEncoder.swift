package import ReleaseModel

/// Jira Cloud issues (REST v3): a live but inert record in its first status, labelled as a draft.
///
/// Settings: `issue_type` (default Task), `security_level`. Jira takes 255 characters of summary and 32,767 of text.
package enum JiraEncoder: PayloadEncoder {
    package static let connector: ConnectorID = "jira"

    package static func encode(_ draft: Draft, settings: TargetSettings) -> EncodedDraft {
        JiraIssue.encode(draft, settings: settings, defaultType: "Task")
    }
}

/// Change issues of Jira Service Management: made through the platform API without a request type, because a request
/// notifies people and may start approvals.
///
/// Settings: `issue_type` (default Change), `security_level`.
package enum ServiceManagementEncoder: PayloadEncoder {
    package static let connector: ConnectorID = "jsm"

    package static func encode(_ draft: Draft, settings: TargetSettings) -> EncodedDraft {
        JiraIssue.encode(draft, settings: settings, defaultType: "Change")
    }
}

enum JiraIssue {
    private static let longestText = 32_767

    /// What keeps a comment from the customer at Jira Service Management, where comments are public otherwise.
    static let internalComment: (key: String, value: JSONValue) = ("sd.public.comment", ["internal": true])

    static func encode(_ draft: Draft, settings: TargetSettings, defaultType: String) -> EncodedDraft {
        var envelope = DraftEnvelope(draft, settings)
        let footer = envelope.footer
        var document = envelope.fit(limit: "32,767 characters") {
            // Jira counts the text of the document; its JSON is longer, so this is on the safe side.
            ADFWriter.document($0, of: draft, footer: footer).serialized(pretty: false).utf16.count <= longestText
        }
        document.title = envelope.title(document.title, limit: 255)
        let text = ADFWriter.document(document, of: draft, footer: footer)
        let properties: JSONValue = [
            [
                "key": "releasegate.writeback",
                "value": ["v": 1, "key": .string(envelope.key), "digest": .string(envelope.digest)],
            ]
        ]
        let payload: JSONValue
        if draft.operation == .commentDraft {
            let hidden: JSONValue = ["key": .string(internalComment.key), "value": internalComment.value]
            let own = (draft.connector == "jsm" ? [hidden] : []) + (properties.elements ?? [])
            payload = ["body": text, "properties": .array(own)]
        } else {
            var fields: [JSONValue.Member] = []
            if envelope.isNew {
                let type = envelope.optional("issue_type") ?? defaultType
                fields = [
                    .init("project", ["key": .string(draft.container)]),
                    .init("issuetype", EntityID.isNumber(type) ? ["id": .string(type)] : ["name": .string(type)]),
                ]
                if let level = envelope.optional("security_level") {
                    fields.append(.init("security", ["id": .string(level)]))
                }
            }
            fields += [
                .init("summary", .string(document.title)),
                .init("labels", ["releasegate-draft", .string(envelope.label)]),
                .init("description", text),
            ]
            payload = ["fields": .object(fields), "properties": properties]
        }
        return envelope.encoded(
            .json(payload), document: document, form: "issue",
            parameters: envelope.record.map { ["issueIdOrKey": $0.id] } ?? [:],
            anchor: RequestCard.Anchor(
                "label \(envelope.label) and issue property releasegate.writeback",
                lookUp: "POST /rest/api/3/search/jql with the JQL: project = \"\(draft.container)\" AND labels = "
                    + "\"\(envelope.label)\"; pass the ids made before as reconcileIssues, because the index lags"),
            conditionalUpdate: "none: read \"updated\" before and after, and write only where it is "
                + (envelope.record?.revision.map { "\"\($0)\"" } ?? "as listed"))
    }
}
