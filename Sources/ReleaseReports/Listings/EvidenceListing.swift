package import ReleaseModel

/// What was read from documents, for `evidence read`.
package enum EvidenceListing {
    /// A list of items in the order given; documents that could not be read follow, without facts and with the reason
    /// among their notes.
    package static func json(_ items: [EvidenceItem], unreadable: [UnreadableEvidence] = []) -> JSONValue {
        .array(items.map(itemShape.object) + unreadable.map(brokenShape.object))
    }

    /// The JSON Schema (draft 2020-12) of the list.
    package static func schema() -> JSONValue {
        guard
            case .object(let members) = JSONSchemaDocument(itemShape.outline, title: "releasegate evidence item").value
        else { return true }
        let outer = ["$schema", "$defs"]
        let item = members.filter { !outer.contains($0.name) }
        return .object(
            members.filter { $0.name == "$schema" }
                + [
                    JSONValue.Member("title", "releasegate evidence list"), JSONValue.Member("type", "array"),
                    JSONValue.Member("items", .object(item)),
                ] + members.filter { $0.name == "$defs" })
    }

    private static let noteType = JSONType.object(
        JSONOutline(
            name: "reading_note", summary: "Something to know about how a document was read.",
            fields: [
                JSONOutline.Field(
                    name: "kind", summary: "What kind.",
                    type: .choice(["ignored", "missing", "information", "redacted", "claim", "broken"])),
                JSONOutline.Field(name: "text", summary: "In words.", type: .string),
            ]))

    private static func note(_ kind: String, _ text: String) -> JSONValue {
        ["kind": .string(kind), "text": .string(text)]
    }

    private static let itemShape = JSONShape<EvidenceItem>(
        "evidence_item", "One document and what was read from it.",
        [
            .text("path", "The path as given.") { $0.path },
            .optionalText("format", "The format that was read; null where it could not be.") { $0.format },
            .optionalText("subject", "The revision it is about.") { $0.revision },
            .optionalText("environment", "The environment it is about; null means any.") { $0.environment?.name },
            .optionalInstant("observedAt", "When the world was as described.") { $0.observedAt },
            .optionalDigest("digest", "SHA-256 of its bytes.") { $0.digest },
            .objects("facts", "What was read.", FactShapes.fact) { $0.facts },
            .field("notes", .array(noteType), "How it was read.") { item in
                let claims = item.claims.map { note("claim", "\($0.identity) \($0.statement)") }
                return .array(item.notes.map { note($0.kind.rawValue, $0.text) } + claims)
            },
        ])

    private static let brokenShape = JSONShape<UnreadableEvidence>(
        "evidence_item", "A document that could not be read.",
        [
            .text("path", "The path as given.") { $0.path }, .optionalText("format", "Null.") { _ in nil },
            .optionalText("subject", "Null.") { _ in nil },
            .optionalText("environment", "As stated.") { $0.environment?.name },
            .optionalInstant("observedAt", "Null.") { _ in nil },
            .optionalDigest("digest", "SHA-256 of its bytes.") { $0.digest },
            .objects("facts", "Unknown, where the format was recognised.", FactShapes.fact) { broken in
                broken.facts.map { Fact($0, unknown: broken.diagnostic.message.text) }
            },
            .field("notes", .array(noteType), "Why.") { broken in
                [note(broken.isMissing ? "missing" : "broken", broken.diagnostic.description)]
            },
        ])
}
