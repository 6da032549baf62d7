import Foundation
import GRDB
import ReleaseAudit
package import ReleaseModel

/// What can be recorded within one transaction. Everything hangs on an audit entry.
package struct LedgerWriter {
    let db: Database
    let path: String

    /// What stands in the ledger, this transaction's own writes included.
    package var reader: LedgerReader { LedgerReader(db: db, path: path) }

    /// Appends `entry` to the log with the records that hang on it, its leaf and the hashes that it completes, and
    /// returns its number. The entry holds the digest of the records, so that the log proves them too.
    ///
    /// Evidence and measured values that are known already stay as they are, and are no records of this entry.
    @discardableResult
    package func append(_ entry: AuditEntry, with records: [LedgerRecord] = []) throws -> Int64 {
        let sequence = try reader.entryCount()
        let initiativeSequence = try reader.entryCount(of: entry.initiative)
        for record in records {
            switch record {
            case .draft(let draft): try save(draft, of: entry, number: sequence)
            case .evidence(let seen, let revision): try remember(seen, of: entry, revision: revision, number: sequence)
            case .result(let result): try remember(result, of: entry, number: sequence)
            case .governance(let record): try keep(record, of: entry, number: sequence)
            }
        }
        let digest = records.isEmpty ? nil : try RecordDigest.of(entry: sequence, in: db)
        let document = entry.document(sequence: sequence, initiativeSequence: initiativeSequence, records: digest)
        let body = CanonicalJSON.text(of: document)
        try execute(
            "INSERT INTO auditEntry VALUES (?, ?, ?, ?, ?, ?)",
            [sequence, entry.initiative, initiativeSequence, entry.at.milliseconds, entry.kind.rawValue, body])
        let leaf = MerkleTree.leafHash(of: body.utf8)
        let nodes = try reader.withNodes { read in
            try MerkleTree.nodes(completedBy: leaf, at: sequence, reading: read)
        }
        for node in nodes {
            try execute(
                "INSERT INTO merkleNode VALUES (?, ?, ?)", [node.level, node.position, Data(node.hash.bytes)])
        }
        return sequence
    }

    private func execute(_ sql: String, _ arguments: StatementArguments) throws {
        try db.cachedStatement(sql: sql).execute(arguments: arguments)
    }

    /// A change of `draft`, with the new revision unless it is withdrawn: a withdrawal is a mark on the revision that
    /// stands, not another one.
    private func save(_ draft: Draft, of entry: AuditEntry, number: Int64) throws {
        try execute(
            "INSERT INTO draftChange VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                draft.key.name, number, entry.initiative, draft.kind.rawValue, draft.artefact, draft.connector.name,
                draft.container, draft.revision, draft.change == .withdrawn,
            ])
        guard draft.change != .withdrawn else { return }
        let triggers = JSONValue.array(draft.triggers.map(\.json))
        let changed = JSONValue.array(draft.changedInputs.map(JSONValue.string))
        try execute(
            "INSERT INTO draftRevision VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                draft.key.name, draft.revision, entry.at.milliseconds, draft.title, draft.body,
                draft.contentDigest.hexadecimal, triggers.serialized(pretty: false),
                changed.serialized(pretty: false), number,
            ])
    }

    private func remember(_ seen: SeenEvidence, of entry: AuditEntry, revision: String, number: Int64) throws {
        let facts = JSONValue.array(seen.facts.map { .string($0.name) })
        try execute(
            "INSERT INTO seenEvidence VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            [
                entry.initiative, revision, seen.path, seen.digest.hexadecimal, seen.channel.name,
                seen.environment?.name, seen.observedAt?.milliseconds, seen.runID, facts.serialized(pretty: false),
                number,
            ])
    }

    private func remember(_ result: PastResult, of entry: AuditEntry, number: Int64) throws {
        try execute(
            "INSERT INTO pastResult VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            [
                entry.initiative, result.environment.name, result.fact.name, result.at.milliseconds,
                result.value.description, result.revision ?? "", result.state.rawValue,
                result.policyDigest?.hexadecimal, result.isInvalidated, number,
            ])
    }

    /// A later record of the same kind and name supersedes this one.
    private func keep(_ record: GovernanceRecord, of entry: AuditEntry, number: Int64) throws {
        try execute(
            "INSERT INTO governanceRecord (initiative, kind, name, body, entry) VALUES (?, ?, ?, ?, ?)",
            [entry.initiative, record.kind.rawValue, record.name, CanonicalJSON.text(of: record.json), number])
    }
}

/// What an entry leaves beside the log, for later judgements.
package enum LedgerRecord: Hashable, Sendable {
    /// A draft that is new, has another revision or was withdrawn.
    case draft(Draft)
    /// Evidence that was seen for a revision of the subject.
    case evidence(SeenEvidence, revision: String)
    /// A measured value, for later baselines.
    case result(PastResult)
    /// An approval, waiver, delegation, override or outcome.
    case governance(GovernanceRecord)
}

/// A record that the ledger keeps beside the log.
package enum GovernanceRecord: Hashable, Sendable {
    case approval(ApprovalRecord)
    case waiver(Waiver)
    case delegation(Delegation)
    case override(EmergencyOverride)
    case outcome(ReleaseOutcome)

    /// The kind of its audit entry.
    package var kind: AuditEntry.Kind {
        switch self {
        case .approval: .approval
        case .waiver: .waiver
        case .delegation: .delegation
        case .override: .override
        case .outcome: .outcome
        }
    }

    /// What a later record of the same kind supersedes it by.
    package var name: String {
        switch self {
        case .approval(let record): "\(record.subject.text) \(record.person)"
        case .waiver(let waiver): waiver.id.name
        case .delegation(let delegation): "\(delegation.role) \(delegation.from) \(delegation.to)"
        case .override(let override): override.id
        case .outcome(let outcome):
            "\(outcome.subjectName) \(outcome.revision ?? "") \(outcome.at)"
                + (outcome.environment.map { " \($0)" } ?? "")
        }
    }

    /// The document that is stored and stands in the audit entry.
    package var json: JSONValue {
        switch self {
        case .approval(let record): record.json
        case .waiver(let waiver): waiver.json
        case .delegation(let delegation): delegation.json
        case .override(let override): override.json
        case .outcome(let outcome): outcome.json
        }
    }
}
