import Foundation
import GRDB
import ReleaseAudit
import ReleaseModel
import ReleaseStore
import ReleaseTestSupport

/// A small ledger that holds one of everything, to be attacked.
struct SampleLedger {
    static let initiatives = ["analytics", "tax \"é\""]
    static let start = Instant(seconds: 1_800_000_000)

    let folder: TemporaryFolder
    var path: String { folder.path("ledger.sqlite") }

    /// - Parameter last: what the last entries say, so that two ledgers can share their beginning only.
    init(last: String = "as it was", count: Int = 7) throws {
        folder = try TemporaryFolder()
        let ledger = try Ledger(creatingAt: path)
        for (number, (entry, records)) in SampleLedger.acts(last: last).prefix(count).enumerated() {
            _ = number
            _ = try ledger.write { try $0.append(entry, with: records) }
        }
    }

    /// The state of the log as a checkpoint keeps it.
    func checkpoint() throws -> Checkpoint {
        let ledger = try Ledger(creatingAt: path)
        return try ledger.read { reader in
            let summary = try reader.summary()
            return Checkpoint(
                origin: "log.example", size: summary.entryCount, root: summary.rootDigest,
                counts: try reader.initiativeCounts().map {
                    InitiativeCount(initiative: $0.initiative, count: $0.count)
                })
        }
    }

    /// What an audit of the file says: the kind and entry of each fault, or that it cannot be read.
    func faults(_ checkpoints: [Checkpoint] = []) -> [String] {
        do {
            let ledger = try Ledger.reading(at: path)
            let result = try ledger?.audit(against: checkpoints)
            guard let result else { return ["EMPTY"] }
            return result.faults.map { "\($0.kind.rawValue) \($0.entry.map(String.init) ?? "-")" }
        } catch {
            return ["UNREADABLE"]
        }
    }

    /// Does what somebody with a database tool can do: no trigger and no foreign key is in the way, and afterwards
    /// every trigger stands as before.
    func attack(_ sql: String) throws {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        try DatabaseQueue(path: path, configuration: configuration).write { db in
            let triggers = try Row.fetchAll(db, sql: "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
            for trigger in triggers { try db.execute(sql: "DROP TRIGGER \(trigger["name"] as String)") }
            try db.execute(sql: sql)
            for trigger in triggers { try db.execute(sql: trigger["sql"] as String) }
        }
    }

    /// Appends an entry whose hashes are all right.
    func append(sequence: Int64, initiative: String, number: Int64, body: String) throws {
        let nodes = try DatabaseQueue(path: path).read { db in
            try MerkleTree.nodes(completedBy: MerkleTree.leafHash(of: body.utf8), at: sequence) { level, position in
                let hash = try Data.fetchOne(
                    db, sql: "SELECT hash FROM merkleNode WHERE level = ? AND position = ?",
                    arguments: [level, position])
                return hash.flatMap { ContentDigest(bytes: $0) } ?? .ofNothing
            }
        }
        try DatabaseQueue(path: path).write { db in
            try db.execute(
                sql: "INSERT INTO auditEntry VALUES (?, ?, ?, ?, ?, ?)",
                arguments: [sequence, initiative, number, Self.start.milliseconds, "plan", body])
            for node in nodes {
                try db.execute(
                    sql: "INSERT INTO merkleNode VALUES (?, ?, ?)",
                    arguments: [node.level, node.position, Data(node.hash.bytes)])
            }
        }
    }

    /// Everything the program reads from a ledger, as text.
    func content() throws -> String {
        guard let ledger = try Ledger.reading(at: path) else { return "nothing" }
        return try ledger.read { reader in
            var parts = ["\(try reader.entries())", "\(try reader.summary())", "\(try reader.initiativeCounts())"]
            for initiative in Self.initiatives {
                let drafts = try reader.drafts(of: initiative)
                parts.append("\(drafts)")
                for draft in drafts { parts.append("\(try reader.revisions(of: draft.key))") }
                parts.append("\(try reader.records(initiative: initiative, revision: "abc"))")
                parts.append("\(try reader.entries(initiative: initiative).map(\.body))")
                for kind in AuditEntry.Kind.allCases {
                    parts.append("\(String(describing: try reader.lastContent(of: kind, initiative: initiative)))")
                }
            }
            return parts.joined(separator: "\n")
        }
    }

    private static func acts(last: String) -> [(AuditEntry, [LedgerRecord])] {
        func entry(_ number: Int64, _ kind: AuditEntry.Kind, _ initiative: Int, _ reason: String) -> AuditEntry {
            AuditEntry(
                initiative: initiatives[initiative], at: start + .hours(number), kind: kind,
                actor: AuditEntry.Actor(person: "ana", role: "release-manager"), reason: reason,
                content: ["number": .integer(number)])
        }
        func draft(_ change: Draft.Change, _ revision: Int, _ body: String) -> LedgerRecord {
            .draft(
                Draft(
                    key: "0123456789abcdef01234567", kind: .comms, artefact: "announcement", connector: "slack",
                    container: "C1", tier: .inert, operation: .createDraft, change: change, title: "DRAFT x",
                    body: body, contentDigest: ContentDigest(sha256: body), revision: revision,
                    approverRoles: ["release-manager"], approverReason: "it is public",
                    approval: ApprovalStatus(requirement: nil, state: .notRequired), triggers: [], handOff: "by hand"))
        }
        let seen = SeenEvidence(
            path: "junit.xml", channel: "tests", environment: "staging", digest: ContentDigest(sha256: "junit"),
            observedAt: start, facts: ["tests.pass_rate"], runID: "17")
        let value = PastResult(
            fact: "tests.pass_rate", environment: "staging", value: 98, revision: "abc", at: start, state: .green,
            policyDigest: nil)
        var waiver = Waiver(
            id: "w-1", criterion: "tests-passed", environments: ["staging"], owner: "qa-lead", requester: "ana",
            approver: "ben", reason: "known flake", ticket: "QA-1", start: start, end: start + .days(2))
        let first = LedgerRecord.governance(.waiver(waiver))
        waiver.renewals = 1
        let approval = ApprovalRecord(
            subject: .gate("production"), vote: .approve, role: "cto", person: "cy", reason: "read it", at: start,
            content: ApprovedContent(items: [.init(name: "class", value: "high", severity: 2)]))
        return [
            (
                entry(0, .plan, 0, "first plan"),
                [draft(.created, 1, "one"), .evidence(seen, revision: "abc"), .result(value)]
            ),
            (entry(1, .waiver, 0, "flaky"), [first]), (entry(2, .plan, 1, "first plan"), []),
            (entry(3, .waiver, 0, "still flaky"), [.governance(.waiver(waiver))]),
            (entry(4, .plan, 0, "another result"), [draft(.updated, 2, "two")]),
            (entry(5, .approval, 0, "read it"), [.governance(.approval(approval))]),
            (entry(6, .plan, 0, last), [draft(.withdrawn, 2, "two")]),
        ]
    }
}

extension SampleLedger {
    func removeTrigger(_ name: String) throws {
        try DatabaseQueue(path: path).write { try $0.execute(sql: "DROP TRIGGER \(name)") }
    }

    /// Makes the file as small as it can be, in one piece without a write-ahead log.
    func pack() throws {
        try DatabaseQueue(path: path).inDatabase { db in
            try db.execute(sql: "PRAGMA journal_mode = DELETE; PRAGMA page_size = 512; VACUUM")
        }
    }
}
