import Foundation
import ReleaseTestSupport
import Testing

/// Disks that are full or read-only, made with small file systems in memory. Needs root.
@Suite(.enabled(if: Mount.isPossible, "mounting a tmpfs needs root and CAP_SYS_ADMIN"))
struct FullDiskTests {
    @Test func `a full disk under the output folder leaves files and ledger as they were`() throws {
        let workplace = try Workplace()
        let disk = try Mount(at: workplace.folder.path("disk"), options: "size=1500k")
        defer { disk.end() }
        #expect(try workplace.plan("--out", "disk/out").status == 0)
        let before = try workplace.output("disk/out")
        let entries = try workplace.entries()
        try workplace.edit("use the fixed launcher", "use the repaired launcher")
        // What is left of the disk holds some of the new files, not all.
        let free = try disk.freeBytes()
        try workplace.folder.write(Data(count: max(free - 200_000, 0)), to: "disk/filler")
        let full = try workplace.plan("--out", "disk/out")
        #expect(full.status == 74, "\(full.errors)")
        #expect(
            full.errors.contains("cannot be written: no space left on device; nothing was changed"), "\(full.errors)")
        #expect(try workplace.output("disk/out") == before)
        #expect(try FileManager.default.contentsOfDirectory(atPath: workplace.folder.path("disk/out")).count == 10)
        #expect(try workplace.entries() == entries)
        #expect(try workplace.verify().status == 0)
        try workplace.folder.remove("disk/filler")
        let after = try workplace.plan("--out", "disk/out")
        #expect(after.status == 0, "\(after.errors)")
        #expect(after.output.contains(" updated"))
    }

    @Test func `a full disk under the ledger leaves files and ledger as they were`() throws {
        let workplace = try Workplace()
        let disk = try Mount(at: workplace.folder.path("disk"), options: "size=600k")
        defer { disk.end() }
        #expect(try workplace.plan("--ledger", "disk/ledger").status == 0)
        let before = try workplace.output()
        let entries = try workplace.entries("disk/ledger")
        try workplace.edit("use the fixed launcher", "use the repaired launcher")
        let free = try disk.freeBytes()
        try workplace.folder.write(Data(count: max(free - 16_000, 0)), to: "disk/filler")
        let full = try workplace.plan("--ledger", "disk/ledger")
        #expect(full.status == 74, "\(full.status) \(full.errors)")
        #expect(full.errors.contains("disk/ledger: the ledger cannot be read or written"), "\(full.errors)")
        #expect(try workplace.output() == before)
        try workplace.folder.remove("disk/filler")
        #expect(try workplace.entries("disk/ledger") == entries)
        #expect(try workplace.plan("--ledger", "disk/ledger").output.contains(" updated"))
        #expect(try workplace.verify("disk/ledger").status == 0)
    }

    @Test func `a read-only output folder is told, and the ledger has no entry`() throws {
        let workplace = try Workplace()
        let disk = try Mount(at: workplace.folder.path("disk"), options: "ro,size=100k")
        defer { disk.end() }
        for out in ["disk", "disk/out"] {
            let outcome = try workplace.plan("--out", out)
            #expect(outcome.status == 73, "\(outcome.errors)")
            #expect(outcome.errors.contains("read-only file system"), "\(outcome.errors)")
            #expect(try workplace.entries() == [])
        }
        let ledger = try workplace.plan("--ledger", "disk/ledger")
        #expect(ledger.status == 73, "\(ledger.errors)")
        #expect(!workplace.folder.has("readiness"))
    }
}

/// A small file system in memory.
struct Mount {
    private let path: String

    static let isPossible: Bool = {
        guard getuid() == 0, let folder = try? TemporaryFolder(),
            let mount = try? Mount(at: folder.path("m"), options: "size=64k")
        else { return false }
        mount.end()
        return true
    }()

    init(at path: String, options: String) throws {
        self.path = path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let program = Program.find("mount") ?? "mount"
        let outcome = try Command(program, ["-t", "tmpfs", "-o", options, "tmpfs", path], folder: "/").run()
        guard outcome.status == 0 else { throw Command.Failure(description: outcome.errors) }
    }

    func end() {
        _ = try? Command(Program.find("umount") ?? "umount", [path], folder: "/").run()
    }

    func freeBytes() throws -> Int {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { throw Command.Failure(description: "statvfs failed") }
        return Int(status.f_bavail) * Int(status.f_frsize)
    }
}
