import Foundation
import ReleaseAudit
import ReleaseModel
import ReleaseStore
import ReleaseTestSupport
import Testing

@Suite("Ledger")
struct LedgerTests {
    private let home: TemporaryFolder
    var folder: String { home.path("ledgers") }
    var path: String { folder + "/inner/ledger.sqlite" }

    init() throws { home = try TemporaryFolder() }

    static func entry(_ number: Int64) -> AuditEntry {
        AuditEntry(
            initiative: "analytics", at: Instant(seconds: 1_800_000_000 + number), kind: .plan,
            actor: AuditEntry.Actor(person: "ana", role: "release-manager"), reason: "first plan",
            content: ["number": .integer(number)])
    }

    @Test("entries get numbers, leaves and one head, and are there after opening again")
    func appending() throws {
        do {
            let ledger = try Ledger(creatingAt: path)
            for number in 0..<5 {
                let sequence = try ledger.write { try $0.append(Self.entry(Int64(number))) }
                #expect(sequence == Int64(number))
            }
        }
        let ledger = try #require(try Ledger.reading(at: path))
        let (entries, summary) = try ledger.read { (try $0.entries(), try $0.summary()) }
        #expect(entries.map(\.sequence) == [0, 1, 2, 3, 4])
        #expect(entries.allSatisfy { MerkleTree.leafHash(of: $0.body.utf8) == $0.leafHash })
        #expect(summary.entryCount == 5)
        // The head computed from the leaves alone, without the stored nodes.
        let hashes = entries.map(\.leafHash)
        let left = MerkleTree.nodeHash(
            MerkleTree.nodeHash(hashes[0], hashes[1]), MerkleTree.nodeHash(hashes[2], hashes[3]))
        #expect(summary.rootDigest == MerkleTree.nodeHash(left, hashes[4]))
    }

    @Test("a transaction that fails leaves nothing")
    func rollback() throws {
        struct Refusal: Error {}
        let ledger = try Ledger(creatingAt: path)
        #expect(throws: Refusal.self) {
            try ledger.write { writer in
                try writer.append(Self.entry(1))
                throw Refusal()
            }
        }
        #expect(try ledger.read { try $0.entryCount() } == 0)
    }

    @Test("what a governance record says comes back, and a later one of the same name supersedes it")
    func governance() throws {
        let ledger = try Ledger(creatingAt: path)
        let start = Instant(seconds: 1_800_000_000)
        var waiver = Waiver(
            id: "w-1", criterion: "tests-passed", environments: ["staging"], owner: "qa-lead", requester: "ana",
            approver: "ben", reason: "known flake", ticket: "QA-1", start: start, end: start + .days(2))
        let approval = ApprovalRecord(
            subject: .gate("production"), vote: .approve, role: "cto", person: "cy", reason: "read it", at: start,
            content: ApprovedContent(items: [.init(name: "class", value: "high", severity: 2)]), onBehalfOf: "dee")
        try ledger.write { writer in
            try writer.append(Self.entry(1), with: [.governance(.waiver(waiver))])
            waiver.renewals = 1
            try writer.append(
                Self.entry(2), with: [.governance(.waiver(waiver)), .governance(.approval(approval))])
        }
        let records = try ledger.read { try $0.records(initiative: "analytics", revision: "abc") }
        #expect(records.waivers == [waiver])
        #expect(records.approvals == [approval])
        #expect(try ledger.read { try $0.records(initiative: "other", revision: "abc") } == LedgerRecords())
    }

    @Test("a file of something else, a folder, and a later version are told apart")
    func refusals() throws {
        try FileManager.default.createDirectory(atPath: folder + "/inner", withIntermediateDirectories: true)
        try Data(repeating: 7, count: 8192).write(to: URL(fileURLWithPath: path))
        #expect { try Ledger(creatingAt: path) } throws: { error in
            guard case .notALedger = error as? LedgerError else { return false }
            return true
        }
        #expect { try Ledger(creatingAt: folder) } throws: { error in
            guard case .cannotCreate = error as? LedgerError else { return false }
            return true
        }
        #expect(try Ledger.reading(at: folder + "/none.sqlite") == nil)
    }

    @Test("eight writers at once lose and double nothing")
    func concurrency() async throws {
        let path = self.path
        _ = try Ledger(creatingAt: path)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<8 {
                group.addTask {
                    let ledger = try Ledger(creatingAt: path)
                    for number in 0..<10 {
                        _ = try ledger.write { try $0.append(Self.entry(Int64(writer * 10 + number))) }
                    }
                }
            }
            try await group.waitForAll()
        }
        let ledger = try #require(try Ledger.reading(at: path))
        let entries = try ledger.read { try $0.entries() }
        #expect(entries.map(\.sequence) == Array(0..<80))
        #expect(Set(entries.map(\.leafHash)).count == 80)
        #expect(try ledger.read { try $0.summary() }.entryCount == 80)
    }
}
