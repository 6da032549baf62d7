package import Foundation

/// A folder of a test's own, gone with it.
package final class TemporaryFolder: Sendable {
    /// The absolute path.
    package let path: String

    package init() throws {
        var template = Array("/tmp/releasegate-test-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else {
            throw Command.Failure(description: "no temporary folder can be made: \(String(cString: strerror(errno)))")
        }
        path = String(cString: made)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The absolute path of `name` in the folder.
    package func path(_ name: String) -> String { "\(path)/\(name)" }

    /// The text of the file `name`.
    package func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: path(name))), as: UTF8.self)
    }

    /// Writes the file `name`, making the folders it needs.
    package func write(_ text: String, to name: String) throws {
        try write(Data(text.utf8), to: name)
    }

    /// Writes the file `name`, making the folders it needs.
    package func write(_ data: Data, to name: String) throws {
        let url = URL(fileURLWithPath: path(name))
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: url)
    }

    /// Copies the file or folder at `source` to `name`.
    package func copy(_ source: String, to name: String) throws {
        let target = path(name)
        try FileManager.default.createDirectory(
            at: URL(fileURLWithPath: target).deletingLastPathComponent(), withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: source, toPath: target)
    }

    /// Removes the file or folder `name`.
    package func remove(_ name: String) throws {
        try FileManager.default.removeItem(atPath: path(name))
    }

    /// Reports whether anything stands at `name`.
    package func has(_ name: String) -> Bool {
        FileManager.default.fileExists(atPath: path(name))
    }
}
