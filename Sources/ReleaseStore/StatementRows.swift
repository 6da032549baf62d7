import GRDB
import GRDBSQLite

/// The rows of one query, read column by column where SQLite holds them.
///
/// For walks over millions of rows: no value is copied, and none lives longer than its row. Everything else reads rows
/// through GRDB.
final class StatementRows {
    private let statement: Statement
    private let db: Database

    init(_ db: Database, sql: String) throws {
        statement = try db.makeStatement(sql: sql)
        self.db = db
    }

    deinit {
        sqlite3_reset(statement.sqliteStatement)
    }

    /// Moves to the next row; false behind the last.
    func next() throws -> Bool {
        switch sqlite3_step(statement.sqliteStatement) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code:
            throw DatabaseError(
                resultCode: ResultCode(rawValue: code), message: db.lastErrorMessage, sql: statement.sql)
        }
    }

    /// The whole number in `column`; an error where it is anything else.
    func integer(_ column: Int32) throws -> Int64 {
        guard sqlite3_column_type(statement.sqliteStatement, column) == SQLITE_INTEGER else {
            throw DatabaseError(
                resultCode: .SQLITE_MISMATCH, message: "column \(column) holds no whole number", sql: statement.sql)
        }
        return sqlite3_column_int64(statement.sqliteStatement, column)
    }

    /// Gives the bytes of `column`, which holds a BLOB: none where it is NULL.
    func withBytes<Result>(_ column: Int32, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
        let start = sqlite3_column_blob(statement.sqliteStatement, column)
        let count = Int(sqlite3_column_bytes(statement.sqliteStatement, column))
        return try body(UnsafeBufferPointer(start: start?.assumingMemoryBound(to: UInt8.self), count: count))
    }
}
