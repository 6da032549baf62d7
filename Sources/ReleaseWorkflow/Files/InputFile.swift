import Foundation
import JSONStream
import ReleaseModel

/// Looks at and reads the files that a user names.
enum InputFile {
    /// What stands at a path.
    enum Kind: Hashable {
        case missing
        case folder
        case file(size: Int)
        /// A device, socket or pipe.
        case special
        case unreachable(String)
    }

    static func kind(of path: String) -> Kind {
        var status = stat()
        guard stat(path, &status) == 0 else {
            return errno == ENOENT || errno == ENOTDIR ? .missing : .unreachable(SystemError.current)
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return .file(size: Int(status.st_size))
        case S_IFDIR: return .folder
        default: return .special
        }
    }

    /// All bytes of a text file of at most `limit` bytes; a larger one is cut one byte above the limit, so that the
    /// reader of its format reports its own limit.
    static func read(_ path: String, limit: Int) throws(WorkflowFailure) -> [UInt8] {
        switch kind(of: path) {
        case .missing: throw WorkflowFailure(.inputMissing, "\(path): there is no such file")
        case .folder: throw WorkflowFailure(.inputMissing, "\(path): this is a folder; a file is needed")
        case .unreachable(let reason): throw WorkflowFailure(.inputMissing, "\(path): cannot be reached: \(reason)")
        case .special: return try readAll(path, limit: limit)
        case .file: return try readAll(path, limit: limit)
        }
    }

    private static func readAll(_ path: String, limit: Int) throws(WorkflowFailure) -> [UInt8] {
        do {
            let source = try FileByteSource(path: path)
            var bytes: [UInt8] = []
            while bytes.count <= limit, try source.read(into: &bytes, count: min(limit + 1 - bytes.count, 1 << 18)) > 0
            {}
            return bytes
        } catch {
            throw WorkflowFailure(.inputMissing, "\(path): \(error.message)")
        }
    }

    /// `path` as seen from `folder`; absolute paths stay.
    static func resolve(_ path: String, in folder: String) -> String {
        path.hasPrefix("/") || folder.isEmpty ? path : folder + "/" + path
    }

    /// The folder part of `path`; empty for the current folder.
    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "" }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
