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

    /// For a person: what each document is, what was read, what was left out and why, what it lacks to count.
    package static func text(
        _ items: [EvidenceItem], unreadable: [UnreadableEvidence] = [], width: Int = 80, color: Bool = false
    ) -> String {
        var canvas = TextCanvas(width: width, color: color)
        for item in items {
            canvas.blank()
            write(item, to: &canvas)
        }
        for broken in unreadable {
            canvas.blank()
            let word = broken.isMissing ? Mark("?", "MISSING", .unknown) : Mark("✗", "BROKEN", .bad)
            canvas.prose(.mark(word) + " " + .strong(broken.path), hanging: 2)
            canvas.prose(Prose(broken.diagnostic.message.text), indent: 2)
            canvas.prose(.muted("\(broken.diagnostic.location)"), indent: 2)
            if !broken.facts.isEmpty {
                canvas.labelled("  unknown", .list(broken.facts.map(\.name)))
            }
        }
        let total = items.count + unreadable.count
        canvas.blank()
        canvas.prose(Prose("\(counted(total, "document", "documents")), \(unreadable.count) unreadable"))
        return canvas.text
    }

    private static func write(_ item: EvidenceItem, to canvas: inout TextCanvas) {
        canvas.prose(.strong(item.path) + Prose(": \(item.format)") + .muted(" from \(item.channel)"), hanging: 2)
        canvas.labelled(
            "  about", Prose("\(item.revision ?? "no revision"), \(item.environment?.name ?? "any environment")"))
        canvas.labelled("  observed", Prose(item.observedAt?.minuteInUTC ?? "undated"))
        if let run = item.runID { canvas.labelled("  run", Prose(run + (item.producer.map { " by \($0)" } ?? ""))) }
        canvas.labelled("  digest", .code(item.digest.prefixed))
        if case .text(let fingerprint)? = item.facts.first(where: { $0.id == "plan.fingerprint" })?.value {
            canvas.labelled("  plan", .code(fingerprint))
        }
        let digest = FactDigest(item.facts)
        let rows = digest.shown.map { fact -> [Prose] in
            switch fact.reading {
            case .known(let value): [.code(fact.id.name), Prose(value.display)]
            case .unknown(let reason): [.code(fact.id.name), .mark(ReadinessState.unknown.mark) + Prose(": \(reason)")]
            }
        }
        canvas.table(
            ReportDocument.Table("", columns: ["Fact", "Value"], rows: rows, empty: "No fact was read."))
        for remark in digest.remarks { canvas.prose(.muted(remark), indent: 2) }
        let claims = item.claims.map { claim in
            Prose(
                "claim, not a vote: \(claim.identity) \(claim.statement)"
                    + (claim.at.map { ", \($0.minuteInUTC)" } ?? ""))
        }
        let missing = EvidenceListing.missing(item).map {
            .mark(Mark("?", "missing to count", .unknown)) + Prose(": \($0)")
        }
        let notes = item.notes.filter { $0.kind != .missing }.map { Prose("\($0.kind.rawValue): \($0.text)") }
        canvas.list(missing + notes + claims, isOrdered: false)
    }

    /// What a document lacks, so that its facts would not count; what the reader says of it comes first.
    private static func missing(_ item: EvidenceItem) -> [String] {
        let noted = item.notes.filter { $0.kind == .missing }.map(\.text)
        func isSaid(_ words: [String]) -> Bool {
            noted.contains { note in words.contains { note.lowercased().contains($0) } }
        }
        var missing = noted
        if item.revision == nil, ChannelTraits.isRevisionBound(item), !isSaid(["revision", "commit"]) {
            missing.append("the revision it is about; state it beside the path in the release file")
        }
        if item.observedAt == nil, !isSaid(["observed", "time", "when ", "date"]) {
            missing.append("when it was observed; state it beside the path in the release file")
        }
        return missing
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
