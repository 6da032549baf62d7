package import Foundation
package import Testing

/// Every file below a folder with its bytes.
package struct FolderSnapshot: Hashable {
    package var files: [String: Data]

    /// Reads the folder at `path`; one that is not there has no files.
    package init(_ path: String) throws {
        files = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: path) {
            var isFolder: ObjCBool = false
            let full = "\(path)/\(name)"
            guard FileManager.default.fileExists(atPath: full, isDirectory: &isFolder), !isFolder.boolValue else {
                continue
            }
            files[name] = try Data(contentsOf: URL(fileURLWithPath: full))
        }
    }

    /// The files that are missing, further or different in `other`, sorted.
    package func differences(from other: FolderSnapshot) -> [String] {
        Set(files.keys).union(other.files.keys).filter { files[$0] != other.files[$0] }.sorted()
    }
}

/// Compares every file below `folder` with the golden folder at `path`, or writes that where `RECORD_GOLDEN=1` is set.
package func expectGoldenFolder(
    _ folder: String, at path: String, sourceLocation: Testing.SourceLocation = #_sourceLocation
) throws {
    let made = try FolderSnapshot(folder)
    if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
        try? FileManager.default.removeItem(atPath: path)
    } else {
        let expected = (try? FolderSnapshot(path).files.keys).map(Set.init) ?? []
        let gone = expected.subtracting(made.files.keys).sorted()
        if !gone.isEmpty { Issue.record("\(path) has \(gone), which is not made", sourceLocation: sourceLocation) }
    }
    for (name, bytes) in made.files.sorted(by: { $0.key < $1.key }) {
        try expectGolden(String(decoding: bytes, as: UTF8.self), at: "\(path)/\(name)", sourceLocation: sourceLocation)
    }
}
