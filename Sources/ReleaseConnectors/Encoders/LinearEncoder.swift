import ReleaseAudit
package import ReleaseModel

/// Linear issues (GraphQL) in a triage or backlog state. The id comes from the key, so a second create collides instead
/// of making a second issue.
///
/// Settings: `draft_states` (ids of the states that count as drafts; the first is used), `team_id` where the container is
/// a name, `label_ids`.
package enum LinearEncoder: PayloadEncoder {
    package static let connector: ConnectorID = "linear"

    package static func encode(_ draft: Draft, settings: TargetSettings) -> EncodedDraft {
        var envelope = DraftEnvelope(draft, settings)
        var document = envelope.fit(limit: "200,000 characters") {
            HostNames.broken(MarkdownWriter.body(of: $0.blocks)).utf16.count <= 199_000
        }
        document.title = envelope.title(document.title, limit: 255)
        let id = uuid(for: envelope.key)
        let state = settings.list("draft_states", for: connector).first
        var input: [JSONValue.Member] = []
        if envelope.isNew {
            input = [
                .init("id", .string(id)),
                .init("teamId", .string(envelope.setting("team_id", orContainer: EntityID.isUUID))),
            ]
        }
        input += [
            .init("stateId", .string(state ?? envelope.setting("draft_states"))),
            .init("title", .string(document.title)),
            .init(
                "description",
                .string(HostNames.broken(MarkdownWriter.body(of: document.blocks)) + "\n\(envelope.footer)\n")),
        ]
        let labels = settings.list("label_ids", for: connector)
        if !labels.isEmpty { input.append(.init("labelIds", .array(labels.map { .string($0) }))) }
        let variables: JSONValue =
            envelope.isNew
            ? ["input": .object(input)] : ["id": .string(envelope.record?.id ?? id), "input": .object(input)]
        let mutation = envelope.isNew ? LinearDocument.create : .update
        return envelope.encoded(
            .json(["query": .string(mutation.rawValue), "variables": variables]), document: document, form: "issue",
            anchor: RequestCard.Anchor(
                "the issue's id \(id), made from the key", lookUp: "POST /graphql with the query: issue(id: \"\(id)\")"),
            conditionalUpdate: "none: compare updatedAt before and after")
    }

    /// The first 16 bytes of the key's SHA-256 in the shape of a UUID of version 4.
    static func uuid(for key: String) -> String {
        var digits = Array(ContentDigest(sha256: key).hexadecimal.prefix(32))
        guard digits.count == 32 else { return key }
        digits[12] = "4"
        digits[16] = Array("89ab")[(digits[16].hexDigitValue ?? 0) & 3]
        let text = String(digits)
        var parts: [String] = []
        var rest = text[...]
        for length in [8, 4, 4, 4, 12] {
            parts.append(String(rest.prefix(length)))
            rest = rest.dropFirst(length)
        }
        return parts.joined(separator: "-")
    }
}
