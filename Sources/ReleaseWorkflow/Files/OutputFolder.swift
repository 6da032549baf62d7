import Foundation
import JSONStream
import ReleaseAudit
package import ReleaseModel

/// A folder of files that the program makes, and nothing else in it.
///
/// All new files are staged beside their places first; only when every byte is on disk are they moved in, each in one
/// step. A list with the digest of each written file stands in the folder: a file that a person changed since, or that
/// was never ours, is not overwritten or removed; the new text is put beside it.
package struct OutputFolder {
    /// What writing came to.
    package struct Summary: Hashable, Sendable {
        package var written: [String] = []
        package var unchanged: [String] = []
        package var removed: [String] = []
        /// Files that a person changed, and where the new text was put instead.
        package var kept: [String] = []
    }

    package let path: String
    private static let listName = ".releasegate-files.json"

    package init(path: String) {
        self.path = path
    }

    /// Files that are on disk beside their places and wait to be moved in.
    package struct Staging {
        fileprivate let folder: OutputFolder
        fileprivate let moves: [(from: String, to: String)]
        fileprivate let removals: [String]
        package let summary: Summary
        fileprivate let stagingPath: String?
    }

    /// Writes what differs from the folder's content beside its place. Nothing that stands there is touched.
    package func stage(_ files: [OutputFile]) throws(WorkflowFailure) -> Staging {
        if InputFile.kind(of: path) != .missing, InputFile.kind(of: path) != .folder {
            throw WorkflowFailure(.cannotCreate, "\(path): the output folder cannot be made: a file stands there")
        }
        let known = try readList()
        var summary = Summary()
        var pending: [(path: String, text: String)] = []
        var digests: [String: ContentDigest] = [:]
        for file in files.sorted() {
            let digest = ContentDigest(sha256: file.text)
            digests[file.path] = digest
            switch try currentDigest(of: file.path) {
            case digest: summary.unchanged.append(file.path)
            case nil: pending.append((file.path, file.text))
            case let current where current == known[file.path]: pending.append((file.path, file.text))
            default:
                let beside = file.path + ".releasegate-new"
                digests[file.path] = known[file.path]
                if try currentDigest(of: beside) != digest { pending.append((beside, file.text)) }
                summary.kept.append(file.path)
            }
        }
        var removals: [String] = []
        for path in known.keys.sorted() where digests[path] == nil {
            if try currentDigest(of: path) == known[path] { removals.append(path) }
        }
        summary.written = pending.map(\.path)
        summary.removed = removals
        let list = OutputFolder.list(of: digests)
        if try currentDigest(of: OutputFolder.listName) != ContentDigest(sha256: list) {
            pending.append((OutputFolder.listName, list))
        }
        return try write(pending, removing: removals, summary: summary)
    }

    /// Moves the staged files in. Each move is one step; the list goes last.
    package func commit(_ staging: Staging) throws(WorkflowFailure) {
        defer { discard(staging) }
        for move in staging.moves {
            try makeFolder(InputFile.folder(of: move.to))
            guard rename(move.from, move.to) == 0 else {
                throw WorkflowFailure(.inputOutput, "\(move.to): cannot be written: \(SystemError.current)")
            }
        }
        for removal in staging.removals { unlink(path + "/" + removal) }
    }

    /// Takes the staged files away again.
    package func discard(_ staging: Staging) {
        if let path = staging.stagingPath { try? FileManager.default.removeItem(atPath: path) }
    }

    private func write(
        _ pending: [(path: String, text: String)], removing removals: [String], summary: Summary
    ) throws(WorkflowFailure) -> Staging {
        guard !pending.isEmpty else {
            return Staging(folder: self, moves: [], removals: removals, summary: summary, stagingPath: nil)
        }
        try makeFolder(path)
        let stagingPath = path + "/.releasegate-staging-\(getpid())"
        try? FileManager.default.removeItem(atPath: stagingPath)
        do {
            try makeFolder(stagingPath)
            var moves: [(from: String, to: String)] = []
            for (index, file) in pending.enumerated() {
                let staged = "\(stagingPath)/\(index)"
                try OutputFolder.writeDurably(Array(file.text.utf8), to: staged, named: path + "/" + file.path)
                moves.append((staged, path + "/" + file.path))
            }
            return Staging(folder: self, moves: moves, removals: removals, summary: summary, stagingPath: stagingPath)
        } catch {
            try? FileManager.default.removeItem(atPath: stagingPath)
            throw error
        }
    }

    private func makeFolder(_ path: String) throws(WorkflowFailure) {
        guard !path.isEmpty else { return }
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            let reason =
                access(InputFile.folder(of: path), W_OK) == 0
                ? "\(SystemError.current)" : "no permission to write there"
            throw WorkflowFailure(.cannotCreate, "\(path): the folder cannot be made: \(reason)")
        }
    }

    /// Makes one new file, whole or not at all, and its folder.
    static func createFile(_ path: String, text: String) throws(WorkflowFailure) {
        let staged = path + ".releasegate-\(getpid())"
        let folder = InputFile.folder(of: path)
        try OutputFolder(path: folder).makeFolder(folder)
        do {
            try writeDurably(Array(text.utf8), to: staged, named: path)
        } catch {
            unlink(staged)
            throw error
        }
        guard rename(staged, path) == 0 else {
            let reason = SystemError.current
            unlink(staged)
            throw WorkflowFailure(.cannotCreate, "\(path): cannot be created: \(reason)")
        }
    }

    /// Writes `bytes` to a new file and waits until they are on disk.
    static func writeDurably(_ bytes: [UInt8], to path: String, named name: String) throws(WorkflowFailure) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw WorkflowFailure(.cannotCreate, "\(name): cannot be created: \(SystemError.current)")
        }
        defer { close(descriptor) }
        var position = 0
        while position < bytes.count {
            let count = bytes[position...].withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else {
                throw WorkflowFailure(
                    .inputOutput, "\(name): cannot be written: \(SystemError.current); nothing was changed")
            }
            position += count
        }
        guard fsync(descriptor) == 0 else {
            throw WorkflowFailure(
                .inputOutput, "\(name): cannot be written: \(SystemError.current); nothing was changed")
        }
    }

    private func currentDigest(of file: String) throws(WorkflowFailure) -> ContentDigest? {
        let full = path + "/" + file
        switch InputFile.kind(of: full) {
        case .missing: return nil
        case .file:
            do { return try FileByteSource(path: full).finishDigest() } catch {
                throw WorkflowFailure(.cannotCreate, "\(full): \(error.message)")
            }
        default:
            throw WorkflowFailure(
                .cannotCreate, "\(full): something else than a file stands where a file is to be written")
        }
    }

    private static func list(of digests: [String: ContentDigest]) -> String {
        let members = digests.sorted { $0.key < $1.key }.map { JSONValue.Member($0.key, .string($0.value.hexadecimal)) }
        let document: JSONValue = ["schema": "releasegate.files/v1", "files": .object(members)]
        return document.serialized()
    }

    private func readList() throws(WorkflowFailure) -> [String: ContentDigest] {
        let file = path + "/" + OutputFolder.listName
        guard case .file = InputFile.kind(of: file) else { return [:] }
        let bytes = try InputFile.read(file, limit: 64 << 20)
        // A list that a person damaged only makes the program more careful: it then owns no file.
        guard case .object(let members)? = (try? JSONText.value(of: bytes))?["files"] else { return [:] }
        return Dictionary(
            members.compactMap { member in member.value.text.flatMap { ContentDigest($0) }.map { (member.name, $0) } },
            uniquingKeysWith: { first, _ in first })
    }
}
