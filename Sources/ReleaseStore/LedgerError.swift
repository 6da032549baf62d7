import GRDB

/// Why the ledger cannot be used.
package enum LedgerError: Error, Hashable {
    /// The file is something else than a ledger, or damaged.
    case notALedger(path: String, detail: String)
    /// A later version of the program wrote it.
    case newerVersion(path: String, version: Int, supported: Int)
    /// Another process holds it.
    case locked(path: String)
    /// It cannot be created or opened for writing.
    case cannotCreate(path: String, detail: String)
    /// The disk failed or is full.
    case inputOutput(path: String, detail: String)
    /// What stands in it contradicts itself.
    case inconsistent(path: String, detail: String)
}

extension LedgerError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notALedger(let path, let detail):
            "\(path): this is no ledger of releasegate (\(detail)); name another file with --ledger, or restore it from a backup"
        case .newerVersion(let path, let version, let supported):
            "\(path): the ledger has schema version \(version) and this program knows versions up to \(supported); "
                + "use the version of releasegate that wrote it, or a later one"
        case .locked(let path):
            "\(path): another process holds the ledger; try again when it has finished"
        case .cannotCreate(let path, let detail):
            "\(path): the ledger cannot be created (\(detail)); name a place that can be written with --ledger"
        case .inputOutput(let path, let detail):
            "\(path): the ledger cannot be read or written (\(detail)); nothing was recorded"
        case .inconsistent(let path, let detail):
            "\(path): the ledger contradicts itself (\(detail)); `releasegate audit verify` says where"
        }
    }
}

extension LedgerError {
    /// What SQLite reported, in our terms.
    init(_ error: any Error, path: String) {
        if let own = error as? LedgerError {
            self = own
            return
        }
        if let error = error as? RowDecodingError {
            self = .inconsistent(path: path, detail: "\(error)")
            return
        }
        guard let error = error as? DatabaseError else {
            self = .inputOutput(path: path, detail: "\(error)")
            return
        }
        let detail = error.message ?? "\(error.resultCode)"
        switch error.resultCode {
        case .SQLITE_NOTADB, .SQLITE_CORRUPT, .SQLITE_FORMAT: self = .notALedger(path: path, detail: detail)
        // "Locking protocol" is what SQLite says where another process opens or recovers the file for too long.
        case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL: self = .locked(path: path)
        case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
            self = .cannotCreate(path: path, detail: detail)
        case .SQLITE_CONSTRAINT: self = .inconsistent(path: path, detail: detail)
        default: self = .inputOutput(path: path, detail: detail)
        }
    }
}
