import Foundation
package import Testing

/// Compares `text` with the golden file at `path`, or writes it there where `RECORD_GOLDEN=1` is set.
///
/// - Parameters:
///   - text: what the code made.
///   - path: the absolute path of the golden file.
package func expectGolden(
    _ text: String, at path: String, sourceLocation: Testing.SourceLocation = #_sourceLocation
) throws {
    let url = URL(fileURLWithPath: path)
    if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
        return
    }
    guard let expected = try? String(contentsOf: url, encoding: .utf8) else {
        Issue.record("there is no golden file \(path); RECORD_GOLDEN=1 writes it", sourceLocation: sourceLocation)
        return
    }
    guard expected != text else { return }
    let difference = firstDifference(expected, text)
    Issue.record("\(path) differs: \(difference); RECORD_GOLDEN=1 accepts the new text", sourceLocation: sourceLocation)
}

private func firstDifference(_ expected: String, _ actual: String) -> String {
    let expectedLines = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let actualLines = actual.split(separator: "\n", omittingEmptySubsequences: false)
    for index in 0..<max(expectedLines.count, actualLines.count) {
        let before = index < expectedLines.count ? String(expectedLines[index]) : "(end)"
        let after = index < actualLines.count ? String(actualLines[index]) : "(end)"
        if before != after { return "line \(index + 1): expected \"\(before)\", got \"\(after)\"" }
    }
    return "they differ in line endings"
}
