import Foundation
import JSONStream
import ReleaseModel
import ReleaseTestSupport
import Testing

/// Kills a plan at its writes and syncs, and lets them fail: what was acknowledged stays, nothing is half-written, and
/// the next run brings the same files as one that was never disturbed.
///
/// `EVERY_CRASH_POINT=1` takes every single write; without it, every sync and move, and every ninth write.
@Suite(
    .enabled(if: SystemCallFault.isPossible, "needs strace and the right to trace: apt-get install strace"), .serialized
)
struct CrashTests {
    /// The calls that change what is on disk, and how many of a first plan's are passed over from one to the next.
    private static let calls: [(name: String, stride: Int)] = [
        ("rename", 1), ("fsync", 3), ("fdatasync", 1), ("unlink", 1), ("ftruncate", 1), ("pwrite64", 9),
    ]

    private static let takesEvery = ProcessInfo.processInfo.environment["EVERY_CRASH_POINT"] == "1"

    @Test(arguments: calls.map(\.name))
    func `a plan killed at any write is made good by the next`(call: String) throws {
        let undisturbed = try Workplace()
        let count = try SystemCallFault.count(of: call, in: undisturbed)
        let expected = try undisturbed.output()
        let entries = try undisturbed.entries()
        let stride = CrashTests.takesEvery ? 1 : CrashTests.calls.first { $0.name == call }?.stride ?? 1
        #expect(count > 0)
        for number in Swift.stride(from: 1, through: count, by: stride) {
            let workplace = try Workplace()
            let killed = try SystemCallFault.plan(in: workplace, call, "signal=KILL", at: number)
            #expect(killed.status == 128 + SIGKILL, "\(call) \(number)")
            try expectSound(workplace, "\(call) \(number)")
            let next = try workplace.plan()
            #expect(next.status == 0, "\(call) \(number): \(next.errors)")
            #expect(try workplace.output().differences(from: expected) == [], "\(call) \(number)")
            #expect(try workplace.entries() == entries, "\(call) \(number)")
        }
    }

    @Test func `an update killed at any move leaves no file for one that a person changed`() throws {
        let base = try Workplace()
        #expect(try base.plan().status == 0)
        let other = try Workplace()
        _ = try other.plan()
        let count = try SystemCallFault.count(of: "rename", in: edited(other, "repaired"))
        #expect(count > 3)
        for number in 1...count {
            let workplace = try Workplace()
            for name in [".releasegate", "readiness"] {
                try workplace.folder.copy(base.folder.path(name), to: name)
            }
            _ = try SystemCallFault.plan(in: edited(workplace, "repaired"), "rename", "signal=KILL", at: number)
            try workplace.edit("use the repaired launcher", "use the replaced launcher")
            let next = try workplace.plan()
            #expect(next.status == 0, "\(number): \(next.errors)")
            let files = try workplace.output().files
            #expect(files.keys.filter { $0.contains("releasegate-new") || $0.contains("staging") } == [], "\(number)")
            let announcement = files["drafts/comms/announcement.slack.md"].map { String(decoding: $0, as: UTF8.self) }
            #expect(announcement?.contains("use the replaced launcher") == true, "\(number)")
            #expect(try workplace.entries().count == 3)
        }
    }

    @Test(arguments: [
        ("fsync", "EIO"), ("fdatasync", "EIO"), ("pwrite64", "ENOSPC"), ("pwrite64", "EIO"), ("rename", "EIO"),
        ("ftruncate", "EIO"), ("mkdir", "ENOSPC"),
    ])
    func `a call that fails ends the plan and changes nothing`(call: String, fault: String) throws {
        let undisturbed = try Workplace()
        let count = try SystemCallFault.count(of: call, in: undisturbed)
        let expected = try undisturbed.output()
        #expect(count > 0)
        for number in Set([1, 2, count / 2, count - 1]).filter({ (1...count).contains($0) }).sorted() {
            let workplace = try Workplace()
            let failed = try SystemCallFault.plan(in: workplace, call, "error=\(fault)", at: number)
            let name = "\(call) \(fault) \(number) of \(count): \(failed.errors)"
            if failed.status == 0 {
                // SQLite may do without, as when it tidies up after the commit.
                #expect(try workplace.output().differences(from: expected) == [], "\(name)")
            } else {
                #expect(failed.status == (call == "mkdir" ? 73 : 74), "\(name)")
                #expect(failed.errors.hasPrefix("error: "), "\(name)")
                #expect(failed.output == "", "\(name)")
            }
            try expectSound(workplace, name)
            #expect(try workplace.plan().status == 0, "\(name)")
            #expect(try workplace.output().differences(from: expected) == [], "\(name)")
        }
    }

    private func edited(_ workplace: Workplace, _ word: String) throws -> Workplace {
        try workplace.edit("use the fixed launcher", "use the \(word) launcher")
        return workplace
    }

    /// The ledger, where there is one, is whole and has one entry or none.
    private func expectSound(_ workplace: Workplace, _ name: String) throws {
        guard workplace.folder.has(".releasegate/ledger.sqlite") else { return }
        let verification = try workplace.verify()
        // The file can stand there before the first table does: then there is no ledger yet.
        if verification.status == 66, verification.errors.contains("there is no ledger") { return }
        #expect(verification.status == 0, "\(name): \(verification.errors)")
        #expect(try [0, 1].contains(json(verification.output)["entries"]?.wholeNumber ?? -1), "\(name)")
    }
}

/// Lets one system call of a program fail, or kills the program there, with strace's injection.
enum SystemCallFault {
    static let isPossible: Bool = {
        guard let strace = Program.find("strace") else { return false }
        let trial = Command(strace, ["-f", "-qq", "-o", "/dev/null", "-e", "trace=none", "/bin/true"], folder: "/")
        return (try? trial.run())?.status == 0
    }()

    /// How many calls of `name` a plan makes that is let run.
    static func count(of name: String, in workplace: Workplace) throws -> Int {
        _ = try traced(workplace, ["-e", "trace=\(name)", "-o", "trace"])
        let lines = try workplace.folder.text("trace").split(separator: "\n").filter { $0.contains("\(name)(") }
        try workplace.folder.remove("trace")
        return lines.count
    }

    /// Runs a plan in which the call of `name` with this number meets `fault`.
    static func plan(in workplace: Workplace, _ name: String, _ fault: String, at number: Int) throws -> Command.Outcome
    {
        try traced(
            workplace,
            ["-e", "trace=\(name)", "-e", "inject=\(name):\(fault):when=\(number)", "-o", "/dev/null"])
    }

    private static func traced(_ workplace: Workplace, _ options: [String]) throws -> Command.Outcome {
        var command = workplace.command(["plan", "--now", workplace.now])
        command.arguments = ["-f", "-qq"] + options + [command.executable] + command.arguments
        command.executable = Program.find("strace") ?? "strace"
        return try command.run()
    }
}
