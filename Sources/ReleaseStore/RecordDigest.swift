import GRDB
import ReleaseAudit
import ReleaseModel

/// The digest of the rows that hang on one entry, which the entry holds.
///
/// SHA-256 of the RFC 8785 form of an array with one array for each row: the table, then the values of all columns in
/// their order. The rows are sorted by their bytes, so that the digest does not depend on how they are stored.
enum RecordDigest {
    /// The digest of the rows of `entry` as they stand; nil where there are none.
    static func of(entry: Int64, in db: Database) throws -> ContentDigest? {
        var rows: [String] = []
        for table in LedgerSchema.recordTables {
            let statement = try db.cachedStatement(sql: "SELECT * FROM \(table) WHERE entry = ?")
            let cursor = try Row.fetchCursor(statement, arguments: [entry])
            while let row = try cursor.next() { rows.append(text(of: row, in: table)) }
        }
        return of(rows)
    }

    /// The digest of `rows`, in any order.
    static func of(_ rows: [String]) -> ContentDigest? {
        guard !rows.isEmpty else { return nil }
        let sorted = rows.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        return ContentDigest(sha256: "[" + sorted.joined(separator: ",") + "]")
    }

    /// One row as canonical JSON.
    static func text(of row: Row, in table: String) -> String {
        let values = row.databaseValues.map { value -> JSONValue in
            switch value.storage {
            case .null: .null
            // As text: RFC 8785 has no whole numbers above 2^53.
            case .int64(let number): .array([.string(String(number))])
            case .string(let text): .string(text)
            // No table has these; a file that was tampered with may.
            case .double(let number): .array([.string("\(number)"), .null])
            case .blob(let bytes): .array([.array(bytes.map { .integer(Int64($0)) })])
            }
        }
        return CanonicalJSON.text(of: .array([.string(table)] + values))
    }
}
