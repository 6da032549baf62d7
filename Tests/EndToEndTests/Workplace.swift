import Foundation
import JSONStream
import ReleaseModel
import ReleaseTestSupport

/// A folder of its own with a copy of a sample, in which the built program runs as a user runs it.
struct Workplace {
    let folder: TemporaryFolder
    /// The time of judgement.
    var now: String
    /// What the program sees besides `PATH` and `HOME`.
    var environment: [String: String] = [:]

    /// - Parameter sample: a folder in `samples`.
    init(sample: String = "standard-change") throws {
        folder = try TemporaryFolder()
        let source = "\(projectFolder)/samples/\(sample)"
        now = String(decoding: try Data(contentsOf: URL(fileURLWithPath: source + "/now")), as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        for name in try FileManager.default.contentsOfDirectory(atPath: source).sorted() where name != "expected" {
            try folder.copy("\(source)/\(name)", to: name)
        }
    }

    /// The built program, beside the test bundle that runs.
    static let program: String = {
        let bundle = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        let beside = bundle.split(separator: "/").dropLast().map { "/\($0)" }.joined() + "/releasegate"
        return access(beside, X_OK) == 0 ? beside : projectFolder + "/.build/debug/releasegate"
    }()

    /// The samples, by name.
    static let samples: [String] = {
        let folder = projectFolder + "/samples"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { access("\(folder)/\($0)/release.yaml", R_OK) == 0 }.sorted()
    }()

    /// The program with these arguments.
    func command(_ arguments: [String]) -> Command {
        var variables = ["PATH": "/usr/bin:/bin", "HOME": folder.path, "SWIFT_BACKTRACE": "enable=no"]
        variables.merge(environment) { $1 }
        return Command(Workplace.program, arguments, environment: variables, folder: folder.path)
    }

    /// Runs the program with these arguments.
    func run(_ arguments: String...) throws -> Command.Outcome {
        try command(arguments).run()
    }

    /// Runs `plan` at the sample's time.
    func plan(_ arguments: String...) throws -> Command.Outcome {
        try command(["plan", "--now", now] + arguments).run()
    }

    /// Runs a line of shell in the folder, in which `$RG` is the program.
    func shell(_ line: String) throws -> Command.Outcome {
        var variables = command([]).environment
        variables["RG"] = Workplace.program
        variables["NOW"] = now
        return try Command("/bin/bash", ["-c", line], environment: variables, folder: folder.path).run()
    }

    /// What stands in the output folder.
    func output(_ name: String = "readiness") throws -> FolderSnapshot {
        try FolderSnapshot(folder.path(name))
    }

    /// Puts `new` where the release file has `old`.
    func edit(_ old: String, _ new: String) throws {
        let text = try folder.text("release.yaml")
        guard text.contains(old) else { throw Command.Failure(description: "the sample has no \"\(old)\"") }
        try folder.write(text.replacingOccurrences(of: old, with: new), to: "release.yaml")
    }

    /// Takes the approvals out of the release file: its last part.
    func forgetApprovals() throws {
        let text = try folder.text("release.yaml")
        guard let start = text.range(of: "\napprovals:") else {
            throw Command.Failure(description: "the sample has no approvals")
        }
        try folder.write(String(text[..<start.lowerBound]) + "\n", to: "release.yaml")
    }

    /// The entries of the audit log.
    func entries(_ ledger: String = ".releasegate/ledger.sqlite") throws -> [JSONValue] {
        let log = try run("audit", "log", "--ledger", ledger, "--format", "json")
        return try json(log.output)["entries"]?.elements ?? []
    }

    /// What `audit verify` says.
    func verify(_ ledger: String = ".releasegate/ledger.sqlite") throws -> Command.Outcome {
        try run("audit", "verify", "--ledger", ledger, "--format", "json")
    }
}

/// The document in `text`.
func json(_ text: String) throws -> JSONValue {
    var cursor = JSONCursor(Array(text.utf8))
    let value = try cursor.value()
    try cursor.finish()
    return value
}
