import Foundation
import ReleaseModel

/// Reads from git who made a range of commits: authors, committers, co-authors and those who signed off.
///
/// Runs `git log` and nothing else: without a pager, hooks, the user's and the system's configuration, or verification of
/// signatures (which would run whatever program a repository's configuration names).
enum GitIdentities {
    /// How much `git log` may print; more than a hundred thousand commits are no release.
    private static let limit = 32 << 20

    /// Every identity in `range`, such as `v1.2.0..HEAD`, each once, sorted.
    ///
    /// - Throws: `WorkflowFailure` where git is not there, the folder is no repository, or the range is none.
    static func authors(in range: String, folder: String) throws(WorkflowFailure) -> [PersonID] {
        guard isRange(range) else {
            throw WorkflowFailure(
                .badInput,
                "the range \"\(range)\" is none; accepted are two revisions with dots between, such as v1.2.0..HEAD"
            )
        }
        return identities(in: try log(of: range, folder: folder)).map { PersonID($0) }
    }

    /// What `log` prints, one commit after the other: identities apart by unit separators, commits by record separators.
    static let format =
        "%an <%ae>%x1f%aN <%aE>%x1f%cn <%ce>%x1f%(trailers:key=Co-authored-by,valueonly,separator=%x1f)%x1f"
        + "%(trailers:key=Signed-off-by,valueonly,separator=%x1f)%x1e"

    /// The identities in what `log` printed.
    static func identities(in text: String) -> [String] {
        let parts = text.unicodeScalars.split { $0 == "\u{1e}" || $0 == "\u{1f}" }
        let names = parts.map { String($0).trimmingBlanks }.filter { !$0.isEmpty && $0 != "<>" }
        return Set(names).sorted()
    }

    /// Reports whether the text is two revisions with dots between, and no option.
    static func isRange(_ text: String) -> Bool {
        let allowed: Set<Character> = ["/", ".", "_", "-", "~", "^", "@", "{", "}"]
        guard let first = text.first, first != "-", first != ".", text.contains(".."), !text.hasSuffix(".") else {
            return false
        }
        return text.utf8.count <= 200
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || allowed.contains($0)) }
    }

    private static func log(of range: String, folder: String) throws(WorkflowFailure) -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "git", "--no-pager", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c",
            "log.showSignature=false", "-C", folder.isEmpty ? "." : folder, "log", "--no-color", "--no-decorate",
            "--format=tformat:\(format)", "--end-of-options", range, "--",
        ]
        process.environment = [
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "LC_ALL": "C.UTF-8",
            "HOME": "/nonexistent", "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null",
            "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0",
        ]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        do {
            try process.run()
            let data = try output.fileHandleForReading.readToEnd() ?? Data()
            process.waitUntilExit()
            guard process.terminationStatus == 0, data.count <= limit else {
                throw WorkflowFailure(
                    .inputMissing,
                    "git cannot list \"\(range)\" in \"\(folder.isEmpty ? "." : folder)\"; the release file has to lie in a "
                        + "repository that holds both revisions")
            }
            return String(decoding: data, as: UTF8.self)
        } catch let failure as WorkflowFailure {
            throw failure
        } catch {
            throw WorkflowFailure(.inputMissing, "git cannot be run; it is needed for the range \"\(range)\"")
        }
    }
}
