import Foundation
import ReleaseTestSupport
import Testing

/// Ledgers and output folders that cannot be used: the right status, a message that helps, and everything as it was.
@Suite struct BadPlaceTests {
    private static let ledger = ".releasegate/ledger.sqlite"

    @Test func `a file that is no ledger is refused and stays`() throws {
        let workplace = try Workplace()
        for bytes in [Data("hello hello".utf8), Data((0..<8192).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ 7) })] {
            try workplace.folder.write(bytes, to: BadPlaceTests.ledger)
            for outcome in [try workplace.plan(), try workplace.run("gate", "staging"), try workplace.verify()] {
                #expect(outcome.status == 65)
                #expect(outcome.errors.contains("this is no ledger of releasegate (file is not a database)"))
                #expect(outcome.errors.contains("name another file with --ledger, or restore it from a backup"))
            }
            #expect(try Data(contentsOf: URL(fileURLWithPath: workplace.folder.path(BadPlaceTests.ledger))) == bytes)
        }
        #expect(!workplace.folder.has("readiness"))
    }

    @Test func `a ledger of a later version is refused and stays`() throws {
        let workplace = try Workplace()
        _ = try workplace.plan()
        var bytes = try Data(contentsOf: URL(fileURLWithPath: workplace.folder.path(BadPlaceTests.ledger)))
        // The user version stands at offset 60, big-endian (https://sqlite.org/fileformat.html, 1.3.15).
        bytes.replaceSubrange(60..<64, with: [0, 0, 0, 99])
        try workplace.folder.write(bytes, to: BadPlaceTests.ledger)
        let before = try workplace.output()
        for outcome in [try workplace.plan(), try workplace.run("gate", "staging"), try workplace.verify()] {
            #expect(outcome.status == 65)
            #expect(outcome.errors.contains("the ledger has schema version 99 and this program knows versions up to"))
            #expect(outcome.errors.contains("use the version of releasegate that wrote it, or a later one"))
        }
        #expect(try workplace.output() == before)
        #expect(try Data(contentsOf: URL(fileURLWithPath: workplace.folder.path(BadPlaceTests.ledger))) == bytes)
    }

    @Test(arguments: [
        ("evidence", "it is a folder"), ("release.yaml/ledger", "its folder \"release.yaml\" cannot be made"),
        ("/proc/none/ledger", "its folder \"/proc/none\" cannot be made"), ("/dev/null", "it is a device or pipe"),
    ])
    func `a place where no ledger can be is told`(path: String, message: String) throws {
        let workplace = try Workplace()
        let outcome = try workplace.plan("--ledger", path)
        #expect(outcome.status == 73)
        #expect(outcome.errors.contains(message), "\(outcome.errors)")
        #expect(outcome.errors.contains("name a place that can be written with --ledger"))
        #expect(!workplace.folder.has("readiness"))
    }

    @Test func `a ledger and a folder with the shortest of names are made`() throws {
        let workplace = try Workplace()
        #expect(try workplace.plan("--ledger", "l", "--out", "o").status == 0)
        #expect(try workplace.verify("l").status == 0)
        #expect(try workplace.plan("--ledger", "l", "--out", "").status == 0)
        #expect(workplace.folder.has("report.html"))
    }

    @Test func `a locked ledger is waited for, then told`() async throws {
        let workplace = try Workplace()
        _ = try workplace.plan()
        let before = try workplace.output()
        try workplace.edit("use the fixed launcher", "use the repaired launcher")
        // A writer of the write-ahead log holds byte 120 of the index (https://sqlite.org/walformat.html, 2.3.1).
        let descriptor = open(workplace.folder.path(BadPlaceTests.ledger + "-shm"), O_RDWR | O_CREAT, 0o644)
        defer { close(descriptor) }
        var lock = flock()
        lock.l_type = Int16(F_WRLCK)
        lock.l_whence = Int16(SEEK_SET)
        lock.l_start = 120
        lock.l_len = 1
        #expect(fcntl(descriptor, F_SETLK, &lock) == 0)
        let command = try workplace.command(["plan", "--now", workplace.now]).start()
        let outcome = try await end(of: command)
        #expect(outcome.status == 75, "\(outcome.errors)")
        #expect(outcome.errors.contains("another process holds the ledger; try again when it has finished"))
        #expect(outcome.output == "")
        #expect(try workplace.output() == before)
    }

    @Test func `a held output folder is waited for, then told, and the ledger has no entry`() async throws {
        let workplace = try Workplace()
        try workplace.folder.write("mine\n", to: "readiness/notes.txt")
        let descriptor = open(workplace.folder.path("readiness"), O_RDONLY | O_DIRECTORY)
        defer { close(descriptor) }
        #expect(flock(descriptor, LOCK_EX) == 0)
        let command = try workplace.command(["plan", "--now", workplace.now]).start()
        let outcome = try await end(of: command)
        #expect(outcome.status == 75, "\(outcome.errors)")
        #expect(outcome.errors.contains("readiness: another process writes into this folder; try again"))
        #expect(try workplace.entries() == [])
        #expect(try workplace.output().files.keys.sorted() == ["notes.txt"])
    }

    @Test(arguments: [
        ("readiness", "release.yaml", "release.yaml: the output folder cannot be made: a file stands there"),
        ("readiness", "release.yaml/out", "release.yaml/out: the folder cannot be made: not a directory"),
        ("readiness", "/proc/none", "/proc/none: the folder cannot be made"),
        ("taken/report.md/inner", "taken", "taken/report.md: something else than a file stands where a file is to be"),
    ])
    func `a place where no output can be is told, and the ledger has no entry`(
        made: String, out: String, message: String
    ) throws {
        let workplace = try Workplace()
        if made.hasPrefix("taken") { try workplace.folder.write("mine", to: made) }
        let outcome = try workplace.plan("--out", out)
        #expect(outcome.status == 73)
        #expect(outcome.errors.contains(message), "\(outcome.errors)")
        #expect(outcome.output == "")
        if workplace.folder.has(BadPlaceTests.ledger) { #expect(try workplace.entries() == []) }
        if made.hasPrefix("taken") {
            #expect(try workplace.output("taken").files.keys.sorted() == ["report.md/inner"])
        }
    }

    @Test func `a file that a person changed stays, and the new text is beside it`() throws {
        let workplace = try Workplace()
        _ = try workplace.plan()
        let mine = try workplace.folder.text("readiness/report.md") + "\nmy own remark\n"
        try workplace.folder.write(mine, to: "readiness/report.md")
        try workplace.folder.write("my own file\n", to: "readiness/notes.txt")
        try workplace.edit("use the fixed launcher", "use the repaired launcher")
        let plan = try workplace.plan()
        #expect(
            plan.output.contains(
                "report.md was changed by hand and stays; the new text is in report.md.releasegate-new"))
        #expect(try workplace.folder.text("readiness/report.md") == mine)
        #expect(try workplace.folder.text("readiness/notes.txt") == "my own file\n")
        #expect(try workplace.folder.text("readiness/report.md.releasegate-new").contains("use the repaired launcher"))
    }

    private func end(of command: RunningCommand) async throws -> Command.Outcome {
        for _ in 0..<600 {
            if let outcome = try command.poll() { return outcome }
            try await Task.sleep(for: .milliseconds(50))
        }
        return try command.wait(seconds: 0)
    }
}
