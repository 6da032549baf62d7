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
    private static let stagingName = ".releasegate-staging"

    package init(path: String) {
        self.path = path.isEmpty ? "." : path
    }

    /// Files that are on disk beside their places and wait to be moved in. Holds the folder until it is let go.
    package struct Staging {
        fileprivate let moves: [(from: String, to: String)]
        fileprivate let removals: [String]
        package let summary: Summary
        fileprivate let lock: FolderLock
    }

    /// Refuses a place where no folder can be, before anything else is done.
    package func check() throws(WorkflowFailure) {
        switch InputFile.kind(of: path) {
        case .missing, .folder: return
        case .unreachable(let reason):
            throw WorkflowFailure(.cannotCreate, "\(path): the output folder cannot be reached: \(reason)")
        case .file, .special:
            throw WorkflowFailure(.cannotCreate, "\(path): the output folder cannot be made: a file stands there")
        }
    }

    /// Writes what differs from the folder's content beside its place. Nothing that stands there is touched.
    ///
    /// No other process writes into the folder until the staging is committed or discarded.
    package func stage(_ files: [OutputFile]) throws(WorkflowFailure) -> Staging {
        try check()
        let lock = try FolderLock(path)
        do {
            return try stage(files, lock: lock)
        } catch {
            removeStaged()
            lock.removeCreated()
            throw error
        }
    }

    private func stage(_ files: [OutputFile], lock: FolderLock) throws(WorkflowFailure) -> Staging {
        let owned = try readOwned()
        var summary = Summary()
        var pending: [(path: String, text: String)] = []
        var digests: [String: ContentDigest] = [:]
        let files = files.sorted()
        let comparisons = try Concurrent.map(files) { file throws(WorkflowFailure) in try compare(file) }
        for (file, (digest, isStanding)) in zip(files, comparisons) {
            digests[file.path] = digest
            if isStanding {
                summary.unchanged.append(file.path)
                continue
            }
            let current = try currentDigest(of: file.path)
            if current == nil || owned.own(file.path, current) {
                pending.append((file.path, file.text))
            } else {
                let beside = file.path + ".releasegate-new"
                digests[file.path] = owned.digest(of: file.path)
                if try currentDigest(of: beside) != digest { pending.append((beside, file.text)) }
                summary.kept.append(file.path)
            }
        }
        for path in owned.paths where digests[path] == nil {
            if owned.own(path, try currentDigest(of: path)) { summary.removed.append(path) }
        }
        summary.written = pending.map(\.path)
        if !pending.isEmpty || !summary.removed.isEmpty {
            pending.insert((OwnedFiles.name, OwnedFiles.document(of: digests, moving: owned)), at: 0)
        }
        let list = OwnedFiles.document(of: digests)
        let standing = try currentDigest(of: OwnedFiles.name)
        if !pending.isEmpty || standing != ContentDigest(sha256: list) {
            pending.append((OwnedFiles.name, list))
        }
        return Staging(moves: try write(pending), removals: summary.removed, summary: summary, lock: lock)
    }

    /// Moves the staged files in. Each move is one step; a list that knows the old and the new goes first, the list of
    /// what then stands there last.
    package func commit(_ staging: Staging) throws(WorkflowFailure) {
        defer { removeStaged() }
        for move in staging.moves.dropLast() { try moveIn(move) }
        for removal in staging.removals { unlink(path + "/" + removal) }
        if let list = staging.moves.last { try moveIn(list) }
    }

    /// Takes the staged files away again, and the folder where it was made for them.
    package func discard(_ staging: Staging) {
        removeStaged()
        staging.lock.removeCreated()
    }

    private func moveIn(_ move: (from: String, to: String)) throws(WorkflowFailure) {
        try FolderLock.create(InputFile.folder(of: move.to))
        guard rename(move.from, move.to) == 0 else {
            throw WorkflowFailure(.inputOutput, "\(move.to): cannot be written: \(SystemError.current)")
        }
    }

    /// Nobody else holds the folder: what is staged there was left by a process that was killed.
    private func removeStaged() {
        try? FileManager.default.removeItem(atPath: path + "/" + OutputFolder.stagingName)
    }

    private func write(
        _ pending: [(path: String, text: String)]
    ) throws(WorkflowFailure) -> [(from: String, to: String)] {
        removeStaged()
        guard !pending.isEmpty else { return [] }
        let staging = path + "/" + OutputFolder.stagingName
        try FolderLock.create(staging)
        var moves: [(from: String, to: String)] = []
        for (index, file) in pending.enumerated() {
            let staged = "\(staging)/\(index)"
            try OutputFolder.writeDurably(Array(file.text.utf8), to: staged, named: path + "/" + file.path)
            moves.append((staged, path + "/" + file.path))
        }
        return moves
    }

    /// Makes one new file, whole or not at all, and its folder.
    static func createFile(_ path: String, text: String) throws(WorkflowFailure) {
        let staged = path + ".releasegate-\(getpid())"
        let folder = InputFile.folder(of: path)
        try FolderLock.create(folder)
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

    /// The digest of a new file, and whether exactly its bytes stand in its place.
    private func compare(_ file: OutputFile) throws(WorkflowFailure) -> (digest: ContentDigest, isStanding: Bool) {
        let bytes = Array(file.text.utf8)
        let digest = ContentDigest(sha256: bytes)
        let full = path + "/" + file.path
        guard case .file(let size) = InputFile.kind(of: full), size == bytes.count else { return (digest, false) }
        return (digest, OutputFolder.holds(full, bytes))
    }

    /// Whether the file at `path` can be read and has exactly `bytes`.
    private static func holds(_ path: String, _ bytes: [UInt8]) -> Bool {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        // One byte more finds out whether the file goes on.
        var standing = [UInt8](repeating: 0, count: bytes.count + 1)
        var length = 0
        while length <= bytes.count {
            let count = standing.withUnsafeMutableBytes {
                Foundation.read(descriptor, $0.baseAddress.map { $0 + length }, $0.count - length)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { break }
            length += count
        }
        return length == bytes.count && memcmp(standing, bytes, length) == 0
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

    private func readOwned() throws(WorkflowFailure) -> OwnedFiles {
        let file = path + "/" + OwnedFiles.name
        guard case .file = InputFile.kind(of: file) else { return OwnedFiles([:]) }
        return OwnedFiles(json: try InputFile.read(file, limit: 64 << 20))
    }
}
