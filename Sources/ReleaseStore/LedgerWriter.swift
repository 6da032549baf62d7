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

    /// Appends `entry` to the log, with its leaf and the hashes that it completes, and returns its number.
    @discardableResult
    package func append(_ entry: AuditEntry) throws -> Int64 {
        let sequence = try reader.entryCount()
        let initiativeSequence =
            try Int64.fetchOne(
                db, sql: "SELECT count(*) FROM auditEntry WHERE initiative = ?", arguments: [entry.initiative]) ?? 0
        let document = entry.document(sequence: sequence, initiativeSequence: initiativeSequence)
        let body = CanonicalJSON.text(of: document)
        try db.execute(
            sql: "INSERT INTO auditEntry VALUES (?, ?, ?, ?, ?, ?)",
            arguments: [
                sequence, entry.initiative, initiativeSequence, entry.at.milliseconds, entry.kind.rawValue, body,
            ])
        let leaf = MerkleTree.leafHash(of: body.utf8)
        let nodes = try MerkleTree.nodes(completedBy: leaf, at: sequence) {
            try reader.node(level: $0, position: $1)
        }
        for node in nodes {
            try db.execute(
                sql: "INSERT INTO merkleNode VALUES (?, ?, ?)",
                arguments: [node.level, node.position, Data(node.hash.bytes)])
        }
        return sequence
    }

    /// Records a new revision of `draft`, made by the entry with the number `entry`. A withdrawal is a mark on the
    /// revision that stands, not another one.
    package func save(_ draft: Draft, initiative: String, at: Instant, entry: Int64) throws {
        try db.execute(
            sql: """
                INSERT INTO draft VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (key) DO UPDATE SET revision = excluded.revision, isWithdrawn = excluded.isWithdrawn
                """,
            arguments: [
                draft.key.name, initiative, draft.kind.rawValue, draft.artefact, draft.connector.name,
                draft.container, draft.revision, draft.change == .withdrawn,
            ])
        guard draft.change != .withdrawn else { return }
        let triggers = JSONValue.array(draft.triggers.map(\.json))
        let changed = JSONValue.array(draft.changedInputs.map(JSONValue.string))
        try db.execute(
            sql: "INSERT INTO draftRevision VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                draft.key.name, draft.revision, at.milliseconds, draft.title, draft.body,
                draft.contentDigest.hexadecimal, triggers.serialized(pretty: false),
                changed.serialized(pretty: false), entry,
            ])
    }

    /// Remembers that `evidence` was seen for `revision`. What is known already stays as it is.
    package func remember(_ evidence: SeenEvidence, initiative: String, revision: String, entry: Int64) throws {
        let facts = JSONValue.array(evidence.facts.map { .string($0.name) })
        try db.execute(
            sql: "INSERT INTO seenEvidence VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            arguments: [
                initiative, revision, evidence.path, evidence.digest.hexadecimal, evidence.channel.name,
                evidence.environment?.name, evidence.observedAt?.milliseconds, evidence.runID,
                facts.serialized(pretty: false), entry,
            ])
    }

    /// Remembers a measured value for later baselines. What is known already stays as it is.
    package func remember(_ result: PastResult, initiative: String, entry: Int64) throws {
        try db.execute(
            sql: "INSERT INTO pastResult VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            arguments: [
                initiative, result.environment.name, result.fact.name, result.at.milliseconds,
                result.value.description, result.revision ?? "", result.state.rawValue,
                result.policyDigest?.hexadecimal, result.isInvalidated, entry,
            ])
    }

    /// Records an approval, waiver, delegation, override or outcome; a later one of the same name supersedes it.
    package func record(_ record: GovernanceRecord, initiative: String, entry: Int64) throws {
        try db.execute(
            sql: "INSERT INTO governanceRecord (initiative, kind, name, body, entry) VALUES (?, ?, ?, ?, ?)",
            arguments: [initiative, record.kind.rawValue, record.name, CanonicalJSON.text(of: record.json), entry])
    }
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
        case .outcome(let outcome): "\(outcome.subjectName) \(outcome.revision ?? "") \(outcome.at)"
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
