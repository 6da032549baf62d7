import Foundation

/// Holds an output folder for one process, so that the files of two plans never mix.
///
/// An advisory lock of the operating system (`flock`) on the folder itself: it needs no file, and it ends with the
/// process, however that ends.
final class FolderLock {
    private let descriptor: Int32
    /// The folders that were made to have one to lock, outermost first.
    private let created: [String]

    /// How often to try, with 20 ms in between: ten seconds, as long as the ledger is waited for.
    private static let attempts = 500

    /// Makes the folder at `path` where there is none, and waits until no other process holds it.
    init(_ path: String) throws(WorkflowFailure) {
        created = try FolderLock.create(path)
        descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw WorkflowFailure(.cannotCreate, "\(path): the folder cannot be opened: \(SystemError.current)")
        }
        for _ in 0..<FolderLock.attempts {
            // A file system without locks is used as it is.
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK { return }
            usleep(20_000)
        }
        throw WorkflowFailure(
            .tryAgain, "\(path): another process writes into this folder; try again when it has finished")
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Takes the folders away again that were made, as far as they are empty.
    func removeCreated() {
        for folder in created.reversed() { rmdir(folder) }
    }

    /// Makes the folder at `path` and those above it, and returns the ones that were not there.
    @discardableResult
    static func create(_ path: String) throws(WorkflowFailure) -> [String] {
        var missing: [String] = []
        var folder = path
        while !folder.isEmpty, InputFile.kind(of: folder) == .missing {
            missing.append(folder)
            folder = InputFile.folder(of: folder)
        }
        var created: [String] = []
        for folder in missing.reversed() {
            if mkdir(folder, 0o777) == 0 {
                created.append(folder)
            } else if errno != EEXIST {
                let reason = SystemError.current
                for folder in created.reversed() { rmdir(folder) }
                throw WorkflowFailure(.cannotCreate, "\(path): the folder cannot be made: \(reason)")
            }
        }
        return created
    }
}
