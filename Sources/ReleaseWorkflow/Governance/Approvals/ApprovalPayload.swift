import ReleaseModel

/// The text that a person signs to vote, with the namespace `releasegate`.
///
/// It names the initiative, the subject, the vote, the role, the person, the reason, the time, the end, and every item
/// that is covered: a signature cannot be carried over to another vote, another content or another time. A vote that is
/// recorded twice from one signature has the same time both times, so it ends when the first one ends.
enum ApprovalPayload {
    static let namespace = "releasegate"

    /// Pretty JSON with a final newline; the same vote always gives the same bytes.
    static func text(of record: ApprovalRecord, initiative: String) -> String {
        let document: JSONValue = [
            "schema": "releasegate.approval-payload/v1",
            "initiative": .string(initiative),
            "subject": .string(record.subject.text),
            "vote": .string(record.vote.rawValue),
            "role": .string(record.role.name),
            "person": .string(record.person.name),
            "on_behalf_of": JSONValue(record.onBehalfOf?.name),
            "reason": .string(record.reason),
            "at": JSONValue(record.at),
            "expires_at": JSONValue(record.expiresAt),
            "digest": .string(record.content.digest(for: record.subject).prefixed),
            "covers": record.content.document,
        ]
        return document.serialized()
    }
}
