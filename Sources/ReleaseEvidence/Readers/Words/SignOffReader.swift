import ReleaseModel

/// Reads signed-off statements: who, in which role, states what, when, and until when.
///
/// ```yaml
/// sign_off:
///   statement: rollback-rehearsed
///   role: sre-lead
///   person: erin
///   given_at: 2026-11-20T10:00:00Z
///   until: 2026-12-20T10:00:00Z
///   revision: 3f2c1d9            # optional, as are environment, decision and note
/// ```
///
/// `sign_off` may also be a list. `who`, `what` and `when` are other names for `person`, `statement` and `given_at`.
/// `decision` is `given` (where absent) or `refused`. Whether the time has run out is judged elsewhere; the earliest
/// `until` is passed on. A key that is not known is an error, so that a slip of the pen does not drop a condition.
package enum SignOffReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "sign-off", title: "Signed-off statement (YAML)", channel: "sign-off",
        facts: ["signoff.given", "signoff.*"],
        specification: "docs/evidence.md")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        guard outline.shape == .text else { return outline.has("sign_off") ? .certain : .no }
        let lines = outline.head.split(whereSeparator: \.isNewline)
        return lines.contains { $0.hasPrefix("sign_off:") || $0.hasPrefix("\u{FEFF}sign_off:") } ? .certain : .no
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        let root = try document.yamlTree()
        var problems = SignOffProblems()
        for member in root.members ?? [] where member.name != "sign_off" {
            problems.add(member.value, "the key \"\(member.name)\" is not known here; \"sign_off\" is the only one")
        }
        guard let entry = root["sign_off"] else { throw root.missing("sign_off") }
        let entries = entry.elements ?? [entry]
        guard !entries.isEmpty else { throw entry.error("\"sign_off\" is an empty list") }
        let statements = entries.compactMap { SignOffStatement($0, &problems) }
        if let error = problems.error { throw error }
        return reading(of: statements)
    }

    private static func reading(of statements: [SignOffStatement]) -> EvidenceReading {
        var reading = EvidenceReading()
        var outcomes: [String: Bool] = [:]
        for statement in statements {
            outcomes[statement.statement] = (outcomes[statement.statement] ?? true) && statement.isGiven
            reading.claims.append(
                ApprovalClaim(
                    identity: statement.person,
                    statement:
                        "\(statement.isGiven ? "signed off" : "refused") \"\(statement.statement)\" as \(statement.role)",
                    at: statement.givenAt))
            if let note = statement.note {
                reading.note(.information, "\(statement.person): \(note.prefix(300))")
            }
        }
        reading.facts = outcomes.sorted { $0.key < $1.key }.map { Fact(FactID("signoff.\($0.key)"), .flag($0.value)) }
        reading.facts.append(Fact("signoff.given", .flag(outcomes.values.allSatisfy { $0 })))
        reading.observedAt = statements.map(\.givenAt).min()
        reading.validUntil = statements.map(\.until).min()
        let people = Set(statements.map(\.person))
        reading.producer = people.count == 1 ? people.first : nil
        let environments = Set(statements.map(\.environment))
        if environments.count > 1 {
            reading.giveUnknown(
                reading.facts.map(\.id),
                "the statements are about different environments; one document each is accepted")
        } else {
            reading.environment = environments.first ?? nil
        }
        reading.settleRevision(Set(statements.compactMap(\.revision)))
        return reading
    }
}
