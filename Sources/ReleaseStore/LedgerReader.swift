import Foundation
import GRDB
import JSONStream
package import ReleaseAudit
package import ReleaseModel

/// What can be asked of the ledger within one snapshot.
package struct LedgerReader {
    let db: Database
    let path: String

    /// How many entries the log holds, and the tree head over them.
    package func summary() throws -> LedgerSummary {
        let count = try entryCount()
        let head = try withNodes { try MerkleTree.head(over: count, reading: $0) }
        return LedgerSummary(entryCount: count, rootDigest: head)
    }

    /// How many entries the log holds: one more than the last number, so that no table has to be read through.
    package func entryCount() throws -> Int64 {
        try Int64.fetchOne(db.cachedStatement(sql: "SELECT max(sequence) + 1 FROM auditEntry")) ?? 0
    }

    /// How many entries the log holds of `initiative`.
    package func entryCount(of initiative: String) throws -> Int64 {
        let statement = try db.cachedStatement(
            sql: "SELECT max(initiativeSequence) + 1 FROM auditEntry WHERE initiative = ?")
        return try Int64.fetchOne(statement, arguments: [initiative]) ?? 0
    }

    /// Computes something from the stored hashes of full subtrees, which are fetched together.
    ///
    /// `body` is called twice: first to see which hashes it asks for, which must not depend on what they are, then with
    /// the hashes.
    package func withNodes<Value>(_ body: (MerkleTree.NodeReader) throws -> Value) throws -> Value {
        var wanted: Set<NodeAddress> = []
        _ = try body { level, position in
            wanted.insert(NodeAddress(level: level, position: position))
            return .ofNothing
        }
        let found = try nodes(wanted.sorted())
        return try body { level, position in
            guard let digest = found[NodeAddress(level: level, position: position)] else {
                throw LedgerError.inconsistent(
                    path: path, detail: "the hash of node \(position) at level \(level) is missing")
            }
            return digest
        }
    }

    private func nodes(_ wanted: [NodeAddress]) throws -> [NodeAddress: ContentDigest] {
        guard !wanted.isEmpty else { return [:] }
        let values = Array(repeating: "(?, ?)", count: wanted.count).joined(separator: ", ")
        let statement = try db.cachedStatement(
            sql: """
                WITH wanted (l, p) AS (VALUES \(values))
                SELECT level, position, hash FROM wanted CROSS JOIN merkleNode ON level = l AND position = p
                """)
        let arguments = wanted.flatMap { [Int64($0.level), $0.position] }
        let rows = try Row.fetchCursor(statement, arguments: StatementArguments(arguments))
        var found: [NodeAddress: ContentDigest] = [:]
        while let row = try rows.next() {
            let hash: Data = try row.decode(atIndex: 2)
            found[NodeAddress(level: try row.decode(atIndex: 0), position: try row.decode(atIndex: 1))] = ContentDigest(
                bytes: hash)
        }
        return found
    }

    /// How many entries each initiative has, by its name.
    package func initiativeCounts() throws -> [(initiative: String, count: Int64)] {
        try Row.fetchAll(
            db, sql: "SELECT initiative, count(*) AS n FROM auditEntry GROUP BY initiative ORDER BY initiative"
        )
        .map { (try $0.decode(forColumn: "initiative"), try $0.decode(forColumn: "n")) }
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
            guard let leafHash = (try row.decode(forColumn: "hash") as Data?).flatMap({ ContentDigest(bytes: $0) })
            else {
                throw LedgerError.inconsistent(
                    path: path, detail: "entry \(try row.decode(forColumn: "sequence") as Int64) has no hash")
            }
            return LoggedEntry(
                sequence: try row.decode(forColumn: "sequence"),
                initiativeSequence: try row.decode(forColumn: "initiativeSequence"),
                initiative: try row.decode(forColumn: "initiative"),
                at: Instant(milliseconds: try row.decode(forColumn: "at")), kind: try row.decode(forColumn: "kind"),
                body: try row.decode(forColumn: "body"), leafHash: leafHash)
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
        // Drafts of one artefact have their triggers in common.
        var triggers: [String: [Draft.Trigger]] = [:]
        return try rows.map { row in
            let text: String = try row.decode(forColumn: "triggers")
            let parsed = try triggers[text] ?? (json(text).elements ?? []).compactMap(Draft.Trigger.init(json:))
            triggers[text] = parsed
            var draft = try storedDraft(row, triggers: parsed)
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
                revision: try row.decode(forColumn: "revision"),
                at: Instant(milliseconds: try row.decode(forColumn: "at")), title: try row.decode(forColumn: "title"),
                body: try row.decode(forColumn: "body"),
                contentDigest: try digest(try row.decode(forColumn: "contentDigest")),
                changedInputs: try json(try row.decode(forColumn: "changedInputs")).elements?.compactMap(\.text) ?? [])
        }
    }

    /// The contents of the entries of `kind` for `initiative`, with their times, oldest first.
    package func contents(
        of kind: AuditEntry.Kind, initiative: String
    ) throws -> [(at: Instant, content: JSONValue)] {
        try Row.fetchAll(
            db, sql: "SELECT at, body FROM auditEntry WHERE initiative = ? AND kind = ? ORDER BY sequence",
            arguments: [initiative, kind.rawValue]
        ).map { (Instant(milliseconds: $0["at"]), try json($0["body"])["content"] ?? .null) }
    }

    /// When the standing revision of each draft of `initiative` was made, without those that were withdrawn.
    package func draftTimes(of initiative: String) throws -> [DraftKey: Instant] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT draft.key, at FROM draft JOIN draftRevision USING (key, revision)
                WHERE initiative = ? AND isWithdrawn = 0
                """, arguments: [initiative])
        return Dictionary(
            rows.map { (DraftKey($0["key"]), Instant(milliseconds: $0["at"])) }, uniquingKeysWith: { $1 })
    }

    /// What a judgement of `initiative` and `revision` needs to remember, without the requests for approvals.
    ///
    /// - Parameters:
    ///   - subject: the name of what is released, and
    ///   - modules: what it touches: overrides of other initiatives for the same are in its scope.
    package func records(
        initiative: String, revision: String, subject: String? = nil, modules: [String] = []
    ) throws -> LedgerRecords {
        LedgerRecords(
            approvals: try governance(.approval, initiative).compactMap(ApprovalRecord.init(json:)),
            waivers: try latest(.waiver, initiative).compactMap(Waiver.init(json:)),
            delegations: try governance(.delegation, initiative).compactMap(Delegation.init(json:)),
            overrides: try latest(.override, initiative).compactMap(EmergencyOverride.init(json:)),
            foreignOverrides: try foreignOverrides(initiative, subject: subject, modules: modules),
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

    /// The latest record of each override of another initiative that names the subject or a module.
    private func foreignOverrides(
        _ initiative: String, subject: String?, modules: [String]
    ) throws -> [EmergencyOverride] {
        let bodies = try String.fetchAll(
            db,
            sql: """
                SELECT body FROM governanceRecord WHERE id IN (
                  SELECT max(id) FROM governanceRecord WHERE initiative <> ? AND kind = 'override'
                  GROUP BY initiative, name)
                ORDER BY name, id
                """, arguments: [initiative])
        return try bodies.map(json).filter { body in
            let own = body["subject"]?.text?.lowercased()
            return own != nil && own == subject?.lowercased()
                || !Set(body.strings("modules")).isDisjoint(with: modules)
        }
        .compactMap(EmergencyOverride.init(json:))
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
                path: try row.decode(forColumn: "path"), channel: ChannelID(try row.decode(forColumn: "channel")),
                environment: (try row.decode(forColumn: "environment") as String?).map { EnvironmentID($0) },
                digest: try digest(try row.decode(forColumn: "digest")),
                observedAt: (try row.decode(forColumn: "observedAt") as Int64?).map(Instant.init(milliseconds:)),
                facts: try json(try row.decode(forColumn: "facts")).elements?.compactMap(\.text).map { FactID($0) }
                    ?? [],
                runID: try row.decode(forColumn: "runID"))
        }
    }

    private func pastResults(initiative: String) throws -> [PastResult] {
        let rows = try Row.fetchAll(
            db, sql: "SELECT * FROM pastResult WHERE initiative = ? ORDER BY at DESC, environment, fact",
            arguments: [initiative])
        return try rows.compactMap { row in
            guard let value = ExactDecimal(try row.decode(forColumn: "value") as String),
                let state = ReadinessState(rawValue: try row.decode(forColumn: "state"))
            else { return nil }
            return PastResult(
                fact: FactID(try row.decode(forColumn: "fact")),
                environment: EnvironmentID(try row.decode(forColumn: "environment")), value: value,
                revision: try row.decode(forColumn: "revision"),
                at: Instant(milliseconds: try row.decode(forColumn: "at")), state: state,
                policyDigest: (try row.decode(forColumn: "policyDigest") as String?).flatMap { ContentDigest($0) },
                isInvalidated: try row.decode(forColumn: "isInvalidated"))
        }
    }

    private func storedDraft(_ row: Row, triggers: [Draft.Trigger]) throws -> StoredDraft {
        guard let kind = Draft.Kind(rawValue: try row.decode(forColumn: "kind")) else {
            throw LedgerError.inconsistent(
                path: path, detail: "the draft \(try row.decode(forColumn: "key") as String) has no known kind")
        }
        return StoredDraft(
            key: DraftKey(try row.decode(forColumn: "key")), kind: kind,
            artefact: try row.decode(forColumn: "artefact"),
            connector: ConnectorID(try row.decode(forColumn: "connector")),
            container: try row.decode(forColumn: "container"), title: try row.decode(forColumn: "title"),
            body: try row.decode(forColumn: "body"),
            contentDigest: try digest(try row.decode(forColumn: "contentDigest")),
            revision: try row.decode(forColumn: "revision"),
            triggers: triggers,
            isWithdrawn: try row.decode(forColumn: "isWithdrawn"))
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

/// Where the hash of a full subtree stands in the tree.
struct NodeAddress: Hashable, Comparable {
    var level: Int
    var position: Int64

    static func < (left: NodeAddress, right: NodeAddress) -> Bool {
        (left.level, left.position) < (right.level, right.position)
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
