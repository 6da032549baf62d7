import Foundation
import GRDB
package import ReleaseAudit
import ReleaseModel
import Synchronization

/// Audits a ledger: the log as `LogAudit` does, and that everything else in the file follows from the log.
///
/// What is compared: the file's own structure and its indexes (`FileCheck`), the schema with the one that
/// this program makes, the columns of each entry with its text, each stored hash with the texts below it, and the rows
/// beside the log with the digest that their entry holds. All is read once, in the order of the log, in constant memory.
struct LedgerAudit {
    private let db: Database
    private var log: LogAudit
    private var nodes: StoredNodes
    private var records: [RecordStream]

    init(db: Database, checkpoints: [Checkpoint]) throws {
        self.db = db
        log = LogAudit(checkpoints: checkpoints)
        nodes = StoredNodes(db: db)
        records = []
        try checkSchema()
        records = try LedgerSchema.recordTables.map { try RecordStream(table: $0, in: db) }
    }

    /// Reads everything and says what it came to.
    consuming func result() throws -> LogAudit.Result {
        let entries = try StatementRows(
            db,
            sql: """
                SELECT sequence, initiativeSequence, at, CAST(initiative AS BLOB), CAST(kind AS BLOB), CAST(body AS BLOB)
                FROM auditEntry NOT INDEXED ORDER BY sequence
                """)
        var place: Int64 = 0
        while try entries.next() {
            try entries.withBytes(5) { try check(entries, text: $0.span, at: place) }
            place += 1
        }
        for stream in records {
            if let entry = stream.entry {
                log.report(
                    LogFault(
                        .altered, entry: entry, "a row of \(stream.table) belongs to entry \(entry), which is not there"
                    ))
            }
        }
        if let left = try nodes.leftover(over: place) {
            log.report(
                LogFault(
                    .altered, entry: nil,
                    "the stored hash of node \(left.position) at level \(left.level) belongs to no \(place) entries"))
        }
        return log.finish()
    }

    private mutating func check(_ row: StatementRows, text: Span<UInt8>, at place: Int64) throws {
        let leaf = try nodes.hash(level: 0, position: try row.integer(0))
        let head = try log.add(text: text, leafHash: leaf) { try nodes.hash(level: $0, position: $1) }
        guard let head else { return }
        if let column = try differingColumn(row, from: head, of: text) {
            log.report(
                LogFault(.altered, entry: place, "the column \(column) of entry \(place) is not what its text says"))
        }
        var rows: [String] = []
        for index in records.indices { try records[index].take(upTo: head.sequence, into: &rows) }
        guard !rows.isEmpty || !head.records.isEmpty else { return }
        let digest = Array((RecordDigest.of(rows)?.hexadecimal ?? "").utf8)
        if EntryHead.stands(digest.span, in: text, at: head.records) { return }
        log.report(
            LogFault(
                .altered, entry: place,
                "the records of entry \(place) beside the log are not those that it was made with"))
    }

    private func differingColumn(
        _ row: StatementRows, from head: EntryHead, of text: Span<UInt8>
    ) throws -> String? {
        if try row.integer(0) != head.sequence { return "sequence" }
        if try row.integer(1) != head.initiativeSequence { return "initiativeSequence" }
        if LedgerAudit.timeDigits(try row.integer(2)) != head.time { return "at" }
        let isOfInitiative = row.withBytes(3) { column in
            guard head.isInitiativeEscaped else {
                return EntryHead.stands(column.span, in: text, at: head.initiative)
            }
            return column.elementsEqual(head.initiativeName(in: text))
        }
        if !isOfInitiative { return "initiative" }
        let isOfKind = row.withBytes(4) { EntryHead.stands($0.span, in: text, at: head.kind) }
        return isOfKind ? nil : "kind"
    }

    /// Milliseconds since 1970 as the digits that an entry's text has, from the year to the millisecond.
    ///
    /// The civil date is found by counting 400-year cycles from 1 March of the year 0.
    static func timeDigits(_ milliseconds: Int64) -> Int64? {
        guard (-62_135_596_800_000..<253_402_300_800_000).contains(milliseconds) else { return nil }
        let shifted = milliseconds + 719_468 * 86_400_000
        let (days, rest) = (shifted / 86_400_000, shifted % 86_400_000)
        let (cycle, dayOfCycle) = (days / 146_097, days % 146_097)
        let yearOfCycle = (dayOfCycle - dayOfCycle / 1460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365
        let dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100)
        let month = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * month + 2) / 5 + 1
        let civilMonth = month < 10 ? month + 3 : month - 9
        let year = cycle * 400 + yearOfCycle + (civilMonth <= 2 ? 1 : 0)
        let (hour, minute, second) = (rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60)
        let date = (year * 100 + civilMonth) * 100 + day
        return ((date * 100 + hour) * 100 + minute) * 100_000 + second * 1000 + rest % 1000
    }

    /// The tables, indexes, views and triggers are those that this program makes.
    private mutating func checkSchema() throws {
        let query = "SELECT type || ' ' || name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY 1"
        let expected = try DatabaseQueue().write { fresh in
            try LedgerSchema.migrate(fresh, from: 0)
            return try Row.fetchAll(fresh, sql: query)
        }
        let found = try Row.fetchAll(db, sql: query)
        func names(_ rows: [Row]) throws -> [String: String] {
            try Dictionary(
                rows.map { (try $0.decode(atIndex: 0), try $0.decode(atIndex: 1)) },
                uniquingKeysWith: { first, _ in first })
        }
        let (wanted, present) = (try names(expected), try names(found))
        for name in Set(wanted.keys).union(present.keys).sorted() where wanted[name] != present[name] {
            let what = present[name] == nil ? "is missing" : wanted[name] == nil ? "is none of a ledger" : "was changed"
            log.report(LogFault(.altered, entry: nil, "the \(name) in the file's schema \(what)"))
        }
    }
}

extension Ledger {
    /// Audits the whole file against `checkpoints`, whose signatures the caller has checked.
    package func audit(against checkpoints: [Checkpoint] = []) throws -> LogAudit.Result {
        let check = FileCheck(of: path)
        check.start()
        let result = Result {
            try read { reader in try LedgerAudit(db: reader.db, checkpoints: checkpoints).result() }
        }
        // Where pages are damaged, SQLite's own words say more than what then cannot be read.
        let damages = try check.finish()
        if damages.isEmpty { return try result.get() }
        var audit = (try? result.get()) ?? LogAudit().finish()
        audit.faults.insert(
            contentsOf: damages.map { LogFault(.altered, entry: nil, "the file is damaged: \($0)") }, at: 0)
        return audit
    }
}

/// SQLite's own check of a file: pages, indexes against their tables, types, `CHECK` and `NOT NULL`. It runs beside the
/// audit, because it reads the whole file too and waits for other things.
private final class FileCheck: Sendable {
    private let path: String
    private let outcome = Mutex<Result<[String], any Error>>(.success([]))
    private let group = DispatchGroup()

    init(of path: String) {
        self.path = path
    }

    func start() {
        DispatchQueue.global(qos: .userInitiated).async(group: group) {
            let found = Result {
                var configuration = Configuration()
                configuration.readonly = true
                configuration.busyMode = .timeout(10)
                return try DatabaseQueue(path: self.path, configuration: configuration).read { db in
                    try String.fetchAll(db, sql: "PRAGMA integrity_check(10)").filter { $0 != "ok" }
                }
            }
            self.outcome.withLock { $0 = found }
        }
    }

    /// What is wrong; nothing where the file is sound.
    func finish() throws -> [String] {
        group.wait()
        do {
            return try outcome.withLock { $0 }.get()
        } catch {
            throw LedgerError(error, path: path)
        }
    }
}
