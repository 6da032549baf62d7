import ReleaseModel

/// Facts and documents, as JSON.
enum FactShapes {
    static let valueType = JSONType.nullable(.either([.number, .string, .boolean]))

    /// The value in the fact's own scale: exact, never a binary float.
    static func value(_ value: FactValue) -> JSONValue {
        switch value {
        case .count(let count): .integer(count)
        case .ratio(let number), .number(let number): .decimal(number)
        case .money(let money): .decimal(money.amount)
        case .duration(let amount): .integer(amount.seconds)
        case .instant(let instant): .string(instant.rfc3339)
        case .text(let text): .string(text)
        case .flag(let flag): .bool(flag)
        }
    }

    /// The unit of `value` as it is written: `ratio` where 1 is 100 %, `s` for durations, the currency for money.
    static func unit(of id: FactID, _ value: FactValue?) -> String {
        switch value {
        case .ratio: return "ratio"
        case .money(let money): return money.currency
        case .duration: return "s"
        case .text, .flag, .instant: return ""
        case .count, .number: return FactCatalog.definition(of: id)?.unit ?? ""
        case nil:
            let definition = FactCatalog.definition(of: id)
            return definition?.type == .ratio ? "ratio" : definition?.unit ?? ""
        }
    }

    static let fact = JSONShape<Fact>(
        "fact", "A named value read from a document, or why it is unknown.",
        [
            .text("name", "The fact's id.") { $0.id.name },
            .field("value", valueType, "In the unit; null where unknown.") { $0.value.map(value) ?? .null },
            .text("unit", "Such as tests, ratio, s, EUR; empty for texts, flags and instants.") {
                unit(of: $0.id, $0.value)
            },
            .optionalText("unknown_reason", "Why it is unknown.") { fact in
                guard case .unknown(let reason) = fact.reading else { return nil }
                return reason
            },
        ])

    static let note = JSONShape<EvidenceNote>(
        "note", "Something to know about how a document was read.",
        [
            .field("kind", .choice(["ignored", "missing", "information", "redacted"]), "What kind of note.") {
                .string($0.kind.rawValue)
            },
            .text("text", "In words.") { $0.text },
        ])

    static let claim = JSONShape<ApprovalClaim>(
        "claim", "An approval somebody is said to have given elsewhere; never a vote.",
        [
            .text("identity", "Who, as the system knows them.") { $0.identity },
            .text("statement", "What they are said to have done.") { $0.statement },
            .optionalInstant("at", "When.") { $0.at },
        ])

    static let evidence = JSONShape<JudgedEvidence>(
        "evidence", "A document after judgement.",
        [
            .text("path", "The path as the release file names it.") { $0.path },
            .text("channel", "The channel's id.") { $0.channel.name },
            .optionalText("format", "The format that was read.") { $0.format },
            .optionalText("revision", "The revision it is about.") { $0.revision },
            .optionalText("environment", "The environment it is about; null means any.") { $0.environment?.name },
            .optionalInstant("observed_at", "When the world was as described.") { $0.observedAt },
            .optionalDigest("digest", "SHA-256 of its bytes.") { $0.digest },
            .field(
                "standing", .choice(["ACCEPTED", "STALE", "REJECTED", "BROKEN", "MISSING", "WITHDRAWN"]),
                "Whether its facts count."
            ) { .string($0.standing.word) },
            .optionalText("standing_reason", "Why they do not.") { $0.standing.reason },
            .optionalInstant("expires_at", "When it becomes stale.") { $0.expiresAt },
            .objects("facts", "What was read.", fact) { $0.facts },
            .objects("claims", "Approvals it speaks of.", claim) { $0.claims },
            .objects("notes", "How it was read.", note) { $0.notes },
        ])
}
