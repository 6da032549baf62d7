import Foundation
import GRDB

/// The team's memory in one SQLite file: audit log, drafts, evidence seen, approvals and what stands beside them.
///
/// Durable and shared: write-ahead log with `synchronous=FULL` (read back after opening, because a connection that is
/// less durable than it says is worse than none), one writer at a time across processes, readers never wait. A write is
/// one transaction; a crash leaves all of it or nothing.
package final class Ledger: Sendable {
    /// The file.
    package let path: String
    private let queue: DatabaseQueue
    /// Whether nothing was ever made in the file, as after a crash while the ledger was being made.
    private let isBlank: Bool

    /// Seconds to wait for another process that writes.
    private static let busySeconds: TimeInterval = 10

    /// Opens the ledger at `path`, making it and its folder where there is none.
    package convenience init(creatingAt path: String) throws(LedgerError) {
        // Foundation's own path functions trap on a path of one character.
        if let slash = path.lastIndex(of: "/"), slash != path.startIndex {
            let folder = String(path[..<slash])
            do {
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            } catch {
                throw .cannotCreate(path: path, detail: "its folder \"\(folder)\" cannot be made")
            }
        }
        try self.init(path: path, isReadOnly: false)
    }

    /// Opens the ledger at `path` for reading; nil where there is no such file, or nothing in it yet.
    package static func reading(at path: String) throws(LedgerError) -> Ledger? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        do {
            let ledger = try Ledger(path: path, isReadOnly: true)
            return ledger.isBlank ? nil : ledger
        } catch {
            // A crash can leave a journal that has to be rolled back first, which a reader may not do.
            guard case .cannotCreate = error else { throw error }
            try recover(path)
            let ledger = try Ledger(path: path, isReadOnly: true)
            return ledger.isBlank ? nil : ledger
        }
    }

    private static func recover(_ path: String) throws(LedgerError) {
        var configuration = Configuration()
        configuration.busyMode = .timeout(busySeconds)
        do {
            try DatabaseQueue(path: path, configuration: configuration).inDatabase { db in
                _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema")
            }
        } catch {
            throw LedgerError(error, path: path)
        }
    }

    private init(path: String, isReadOnly: Bool) throws(LedgerError) {
        self.path = path
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
            let isFolder = status.st_mode & S_IFMT == S_IFDIR
            throw .cannotCreate(path: path, detail: isFolder ? "it is a folder" : "it is a device or pipe")
        }
        var configuration = Configuration()
        configuration.readonly = isReadOnly
        configuration.busyMode = .timeout(Ledger.busySeconds)
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON; PRAGMA trusted_schema=OFF")
        }
        do {
            queue = try DatabaseQueue(path: path, configuration: configuration)
            isBlank = try Ledger.prepare(queue, path: path, isReadOnly: isReadOnly) == 0
        } catch {
            throw LedgerError(error, path: path)
        }
    }

    /// Checks what stands in the file, makes what is missing where it may, and returns the version that stood there.
    private static func prepare(_ queue: DatabaseQueue, path: String, isReadOnly: Bool) throws -> Int {
        try queue.inDatabase { db in
            let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
            guard version <= LedgerSchema.version else {
                throw LedgerError.newerVersion(path: path, version: version, supported: LedgerSchema.version)
            }
            let application = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
            let tableCount = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
            guard tableCount == 0 || application == LedgerSchema.applicationID else {
                throw LedgerError.notALedger(path: path, detail: "it is a database of another program")
            }
            guard !isReadOnly else { return version }
            try db.execute(sql: "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL")
            guard try Int.fetchOne(db, sql: "PRAGMA synchronous") == 2 else {
                throw LedgerError.inputOutput(path: path, detail: "SQLite does not keep synchronous=FULL here")
            }
            guard version < LedgerSchema.version else { return version }
            try db.inTransaction(.immediate) {
                // Another process may have migrated while this one waited for the lock.
                let current = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
                try LedgerSchema.migrate(db, from: current)
                return .commit
            }
            return version
        }
    }

    /// Reads, in one snapshot.
    package func read<Value>(_ body: (LedgerReader) throws -> Value) throws -> Value {
        do {
            return try queue.inDatabase { db in
                var result: Value?
                try db.inTransaction(.deferred) {
                    result = try body(LedgerReader(db: db, path: path))
                    return .commit
                }
                guard let result else { throw LedgerError.inputOutput(path: path, detail: "the read gave nothing") }
                return result
            }
        } catch let error as DatabaseError {
            throw LedgerError(error, path: path)
        } catch let error as RowDecodingError {
            throw LedgerError(error, path: path)
        }
    }

    /// Writes, in one transaction that no other writer runs beside; where `body` throws, nothing is recorded.
    package func write<Value>(_ body: (LedgerWriter) throws -> Value) throws -> Value {
        do {
            return try queue.inDatabase { db in
                var result: Value?
                try db.inTransaction(.immediate) {
                    result = try body(LedgerWriter(db: db, path: path))
                    return .commit
                }
                guard let result else { throw LedgerError.inputOutput(path: path, detail: "the write gave nothing") }
                return result
            }
        } catch let error as DatabaseError {
            throw LedgerError(error, path: path)
        } catch let error as RowDecodingError {
            throw LedgerError(error, path: path)
        }
    }
}
