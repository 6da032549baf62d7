import Foundation
import GRDB
import ReleaseAudit

/// The stored hashes of each level of the tree in order, read beside the log that asks for them in the same order.
struct StoredNodes {
    private struct Level {
        private let rows: StatementRows
        private(set) var next: (position: Int64, hash: TreeHash?)?

        init(_ db: Database, level: Int) throws {
            rows = try StatementRows(
                db, sql: "SELECT position, hash FROM merkleNode WHERE level = \(level) ORDER BY position")
            try advance()
        }

        mutating func advance() throws {
            next = try rows.next() ? (try rows.integer(0), rows.withBytes(1) { TreeHash($0.span) }) : nil
        }
    }

    private let db: Database
    private var levels: [Level] = []
    /// The first hash that nothing asked for.
    private var skipped: NodeAddress?

    init(db: Database) {
        self.db = db
    }

    /// The stored hash at this place; nil where there is none. Positions of a level are asked for in rising order.
    mutating func hash(level: Int, position: Int64) throws -> TreeHash? {
        while levels.count <= level {
            levels.append(try Level(db, level: levels.count))
        }
        while let next = levels[level].next, next.position <= position {
            try levels[level].advance()
            if next.position == position { return next.hash }
            if skipped == nil { skipped = NodeAddress(level: level, position: next.position) }
        }
        return nil
    }

    /// A stored hash that does not belong to a tree over `count` entries; nil where there is none.
    func leftover(over count: Int64) throws -> NodeAddress? {
        if let skipped { return skipped }
        for (level, stream) in levels.enumerated() {
            if let next = stream.next { return NodeAddress(level: level, position: next.position) }
        }
        let row = try Row.fetchOne(
            db, sql: "SELECT level, position FROM merkleNode WHERE level >= ? LIMIT 1", arguments: [levels.count])
        return try row.map { NodeAddress(level: try $0.decode(atIndex: 0), position: try $0.decode(atIndex: 1)) }
    }
}

/// The rows of one table beside the log, by their entry.
struct RecordStream {
    let table: String
    private let cursor: RowCursor
    /// The next row and its entry.
    private var next: (entry: Int64, text: String)?

    init(table: String, in db: Database) throws {
        self.table = table
        cursor = try Row.fetchCursor(db, sql: "SELECT * FROM \(table) ORDER BY entry")
        try advance()
    }

    /// The entry of the next row; nil behind the last.
    var entry: Int64? { next?.entry }

    /// Gives the rows of `entry`, and of earlier entries that are not there.
    mutating func take(upTo entry: Int64, into rows: inout [String]) throws {
        while let row = next, row.entry <= entry {
            rows.append(row.text)
            try advance()
        }
    }

    private mutating func advance() throws {
        next = try cursor.next().map { (try $0.decode(forColumn: "entry"), RecordDigest.text(of: $0, in: table)) }
    }
}
