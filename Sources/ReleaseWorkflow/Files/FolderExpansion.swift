import Foundation

/// The files that stand for a folder somebody named: all below it, sorted by path.
///
/// Hidden files and folders are passed over, links are not followed, and of a very large folder only the first files
/// are taken.
struct FolderExpansion {
    /// Files that are taken in all.
    private static let limit = 10_000

    private var taken = 0
    /// Files that were passed over because of the limit.
    private(set) var leftOut = 0

    /// The files at `path`: itself, unless it is a folder with files in it.
    mutating func files(at path: String) -> [String] {
        guard InputFile.kind(of: path) == .folder else { return [path] }
        var found: [String] = []
        collect(path, depth: 0, into: &found)
        return found.isEmpty && leftOut == 0 ? [path] : found
    }

    private mutating func collect(_ folder: String, depth: Int, into found: inout [String]) {
        guard depth < 64, let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else { return }
        for name in names.sorted() where !name.hasPrefix(".") {
            let path = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
            var status = stat()
            guard lstat(path, &status) == 0 else { continue }
            switch status.st_mode & S_IFMT {
            case S_IFDIR: collect(path, depth: depth + 1, into: &found)
            case S_IFREG:
                if taken < FolderExpansion.limit {
                    taken += 1
                    found.append(path)
                } else {
                    leftOut += 1
                }
            default: continue
            }
        }
    }
}
