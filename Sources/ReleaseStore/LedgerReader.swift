import Foundation
import GRDB
import JSONStream
import ReleaseAudit
package import ReleaseModel

/// What can be asked of the ledger within one snapshot.
package struct LedgerReader {
    let db: Database
    let path: String

    /// How many entries the log holds, and the tree head over them.
    package func summary() throws -> LedgerSummary {
        let count = try entryCount()
        let head = try MerkleTree.head(over: count) { try node(level: $0, position: $1) }
        return LedgerSummary(entryCount: count, rootDigest: head)
    }

    /// How many entries the log holds.
    package func entryCount() throws -> Int64 {
        try Int64.fetchOne(db, sql: "SELECT count(*) FROM auditEntry") ?? 0
    }

    /// The stored hash of a full subtree.
    package func node(level: Int, position: Int64) throws -> ContentDigest {
        let statement = try db.cachedStatement(sql: "SELECT hash FROM merkleNode WHERE level = ? AND position = ?")
        let bytes = try Data.fetchOne(statement, arguments: [level, position])
        guard let digest = bytes.flatMap({ ContentDigest(bytes: $0) }) else {
            throw LedgerError.inconsistent(
                path: path, detail: "the hash of node \(position) at level \(level) is missing")
        }
        return digest
    }

    /// How many entries each initiative has, by its name.
    package func initiativeCounts() throws -> [(initiative: String, count: Int64)] {
        try Row.fetchAll(
            db, sql: "SELECT initiative, count(*) AS n FROM auditEntry GROUP BY initiative ORDER BY initiative"
        )
        .map { ($0["initiative"], $0["n"]) }
    }

    /// The entries of the log in order, from `first` on; those of one initiative where it is named.
    package func entries(from first: Int64 = 0, initiative: String? = nil, limit: Int = Int.max) throws -> [LoggedEntry]
    {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT auditEntry.*, merkleNode.hash FROM auditEntry
                LEFT JOIN merkleNode ON level = 0 AND position = sequence
                WHERE sequence >= ? AND (? IS NULL OR initiative = ?) ORDER BY sequence LIMIT ?
                """, arguments: [first, initiative, initiative, limit])
        return try rows.map { row in
            guard let leafHash = (row["hash"] as Data?).flatMap({ ContentDigest(bytes: $0) }) else {
                throw LedgerError.inconsistent(path: path, detail: "entry \(row["sequence"] as Int64) has no hash")
            }
            return LoggedEntry(
                sequence: row["sequence"], initiativeSequence: row["initiativeSequence"],
                initiative: row["initiative"], at: Instant(milliseconds: row["at"]), kind: row["kind"],
                body: row["body"], leafHash: leafHash)
        }
    }

    /// The content of the last entry of `kind` for `initiative`; nil where there is none.
    package func lastContent(of kind: AuditEntry.Kind, initiative: String) throws -> JSONValue? {
        let body = try String.fetchOne(
            db,
            sql: "SELECT body FROM auditEntry WHERE initiative = ? AND kind = ? ORDER BY sequence DESC LIMIT 1",
            arguments: [initiative, kind.rawValue])
        return try body.flatMap { try json($0)["content"] }
    }

    /// The drafts of `initiative` as they stand, withdrawn ones too, by key.
    package func drafts(of initiative: String) throws -> [StoredDraft] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT draft.*, title, body, contentDigest, triggers FROM draft
                JOIN draftRevision USING (key, revision) WHERE initiative = ? ORDER BY key
                """, arguments: [initiative])
        let placements = try placements(of: initiative)
        return try rows.map { row in
            var draft = try storedDraft(row)
            draft.presence = LedgerReader.presence(of: draft, placements[draft.key] ?? [])
            return draft
        }
    }

    /// What is known of the drafts of `initiative` at their targets, oldest first: what the log's own entries say.
    package func placements(of initiative: String) throws -> [DraftKey: [DraftPlacement]] {
        let kinds: [AuditEntry.Kind] = [.draftExport, .draftPlacement]
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT at, body FROM auditEntry WHERE initiative = ? AND kind IN (?, ?) ORDER BY sequence
                """, arguments: [initiative, kinds[0].rawValue, kinds[1].rawValue])
        var placements: [DraftKey: [DraftPlacement]] = [:]
        for row in rows {
            let at = Instant(milliseconds: row["at"])
            for element in try json(row["body"])["content"]?["drafts"]?.elements ?? [] {
                guard let placement = DraftPlacement(json: element, at: at) else {
                    throw LedgerError.inconsistent(path: path, detail: "an entry says nothing known of a draft's place")
                }
                placements[placement.key, default: []].append(placement)
            }
        }
        return placements
    }

    /// A second revision was written into a folder like the first, so the first may have been carried over by hand.
    private static func presence(of draft: StoredDraft, _ placements: [DraftPlacement]) -> DraftPresence {
        switch placements.last?.act {
        case .placed: .recorded
        case .handedOut: placements.last { $0.act != .handedOut }?.act == .placed ? .recorded : .possible
        case .forgotten: placements.last?.contentDigest == draft.contentDigest ? .planned : .possible
        case nil: draft.revision > 1 ? .possible : .planned
        }
    }

    /// Every revision of the draft called `key`, oldest first.
    package func revisions(of key: DraftKey) throws -> [DraftRevision] {
        let rows = try Row.fetchAll(
            db, sql: "SELECT * FROM draftRevision WHERE key = ? ORDER BY revision", arguments: [key.name])
        return try rows.map { row in
            DraftRevision(
                revision: row["revision"], at: Instant(milliseconds: row["at"]), title: row["title"],
                body: row["body"], contentDigest: try digest(row["contentDigest"]),
                changedInputs: try json(row["changedInputs"]).elements?.compactMap(\.text) ?? [])
        }
    }

    /// What a judgement of `initiative` and `revision` needs to remember.
    package func records(initiative: String, revision: String) throws -> LedgerRecords {
        LedgerRecords(
            approvals: try governance(.approval, initiative).compactMap(ApprovalRecord.init(json:)),
            waivers: try latest(.waiver, initiative).compactMap(Waiver.init(json:)),
            delegations: try governance(.delegation, initiative).compactMap(Delegation.init(json:)),
            overrides: try latest(.override, initiative).compactMap(EmergencyOverride.init(json:)),
            outcomes: try allOutcomes(),
            seenEvidence: try seenEvidence(initiative: initiative, revision: revision),
            pastResults: try pastResults(initiative: initiative))
    }

    private func governance(_ kind: AuditEntry.Kind, _ initiative: String) throws -> [JSONValue] {
        let bodies = try String.fetchAll(
            db, sql: "SELECT body FROM governanceRecord WHERE initiative = ? AND kind = ? ORDER BY id",
            arguments: [initiative, kind.rawValue])
        return try bodies.map(json)
    }

    /// The latest record of each name: a renewal or an end supersedes what was before.
    private func latest(_ kind: AuditEntry.Kind, _ initiative: String) throws -> [JSONValue] {
        let bodies = try String.fetchAll(
            db,
            sql: """
                SELECT body FROM governanceRecord WHERE id IN (
                  SELECT max(id) FROM governanceRecord WHERE initiative = ? AND kind = ? GROUP BY name)
                ORDER BY name
                """, arguments: [initiative, kind.rawValue])
        return try bodies.map(json)
    }

    /// Outcomes of every initiative: modules are shared between them.
    private func allOutcomes() throws -> [ReleaseOutcome] {
        let bodies = try String.fetchAll(
            db, sql: "SELECT body FROM governanceRecord WHERE kind = 'outcome' ORDER BY id")
        return try bodies.compactMap { ReleaseOutcome(json: try json($0)) }
    }

    private func seenEvidence(initiative: String, revision: String) throws -> [SeenEvidence] {
        let rows = try Row.fetchAll(
            db, sql: "SELECT * FROM seenEvidence WHERE initiative = ? AND revision = ? ORDER BY path, digest",
            arguments: [initiative, revision])
        return try rows.map { row in
            SeenEvidence(
                path: row["path"], channel: ChannelID(row["channel"]),
                environment: (row["environment"] as String?).map { EnvironmentID($0) },
                digest: try digest(row["digest"]),
                observedAt: (row["observedAt"] as Int64?).map(Instant.init(milliseconds:)),
                facts: try json(row["facts"]).elements?.compactMap(\.text).map { FactID($0) } ?? [],
                runID: row["runID"])
        }
    }

    private func pastResults(initiative: String) throws -> [PastResult] {
        let rows = try Row.fetchAll(
            db, sql: "SELECT * FROM pastResult WHERE initiative = ? ORDER BY at DESC, environment, fact",
            arguments: [initiative])
        return rows.compactMap { row in
            guard let value = ExactDecimal(row["value"] as String),
                let state = ReadinessState(rawValue: row["state"])
            else { return nil }
            return PastResult(
                fact: FactID(row["fact"]), environment: EnvironmentID(row["environment"]), value: value,
                revision: row["revision"], at: Instant(milliseconds: row["at"]), state: state,
                policyDigest: (row["policyDigest"] as String?).flatMap { ContentDigest($0) },
                isInvalidated: row["isInvalidated"])
        }
    }

    private func storedDraft(_ row: Row) throws -> StoredDraft {
        guard let kind = Draft.Kind(rawValue: row["kind"]) else {
            throw LedgerError.inconsistent(path: path, detail: "the draft \(row["key"] as String) has no known kind")
        }
        let triggers = try json(row["triggers"]).elements ?? []
        return StoredDraft(
            key: DraftKey(row["key"]), kind: kind, artefact: row["artefact"],
            connector: ConnectorID(row["connector"]), container: row["container"], title: row["title"],
            body: row["body"], contentDigest: try digest(row["contentDigest"]), revision: row["revision"],
            triggers: triggers.compactMap(Draft.Trigger.init(json:)), isWithdrawn: row["isWithdrawn"])
    }

    private func digest(_ text: String) throws -> ContentDigest {
        guard let digest = ContentDigest(text) else {
            throw LedgerError.inconsistent(path: path, detail: "\"\(text)\" is no digest")
        }
        return digest
    }

    private func json(_ text: String) throws -> JSONValue {
        do {
            var cursor = JSONCursor(text)
            return try cursor.value()
        } catch {
            throw LedgerError.inconsistent(path: path, detail: "a record is no JSON: \(error)")
        }
    }
}

/// One revision of a draft, as it was written.
package struct DraftRevision: Hashable, Sendable {
    package var revision: Int
    package var at: Instant
    package var title: String
    package var body: String
    package var contentDigest: ContentDigest
    package var changedInputs: [String]
}
