import Foundation
import ReleaseModel
import ReleaseStore
import ReleaseTestSupport
import Testing

/// What is known of drafts at their targets is what the log's own entries say.
@Suite("Placements")
struct DraftPlacementTests {
    private let home: TemporaryFolder
    private var path: String { home.path("ledger.sqlite") }
    private static let key: DraftKey = "rg1-0f6028c0b092cf92377f"
    private static let noon = Instant(seconds: 1_800_000_000)

    init() throws { home = try TemporaryFolder() }

    private static func digest(_ pair: String) throws -> ContentDigest {
        try #require(ContentDigest(String(repeating: pair, count: 32)))
    }

    private static func draft(_ pair: String, revision: Int) throws -> Draft {
        Draft(
            key: key, kind: .ticket, artefact: "change-ticket", connector: "jira", container: "REL", tier: .inert,
            operation: .createDraft, change: revision == 1 ? .created : .updated, title: "DRAFT x", body: "x",
            contentDigest: try digest(pair), revision: revision, approverRoles: [], approverReason: "",
            approval: ApprovalStatus(requirement: nil, state: .notRequired), triggers: [], handOff: "")
    }

    /// Records a revision as a plan does.
    private static func save(_ draft: Draft, _ ledger: Ledger) throws {
        try ledger.write { writer in
            _ = try writer.append(
                AuditEntry(
                    initiative: "analytics", at: noon, kind: .plan, actor: AuditEntry.Actor(), reason: "plan",
                    content: .object([])),
                with: [.draft(draft)])
        }
    }

    private static func tell(_ placement: DraftPlacement, _ kind: AuditEntry.Kind, _ ledger: Ledger) throws {
        try ledger.write { writer in
            _ = try writer.append(
                AuditEntry(
                    initiative: "analytics", at: placement.at, kind: kind, actor: AuditEntry.Actor(), reason: "told",
                    content: ["drafts": [placement.json]]))
        }
    }

    private static func presence(_ ledger: Ledger) throws -> DraftPresence? {
        try ledger.read { try $0.drafts(of: "analytics").first?.presence }
    }

    @Test("presence follows what was told, and what is told comes back as it was")
    func presence() throws {
        let ledger = try Ledger(creatingAt: path)
        try Self.save(try Self.draft("ab", revision: 1), ledger)
        #expect(try Self.presence(ledger) == .planned)
        let handedOut = DraftPlacement(
            key: Self.key, act: .handedOut, contentDigest: try Self.digest("ab"), at: Self.noon)
        try Self.tell(handedOut, .draftExport, ledger)
        #expect(try Self.presence(ledger) == .possible)
        let placed = DraftPlacement(
            key: Self.key, act: .placed, contentDigest: try Self.digest("ab"), record: "REL-7", recordRevision: "r1",
            at: Self.noon + .hours(1))
        try Self.tell(placed, .draftPlacement, ledger)
        #expect(try Self.presence(ledger) == .recorded)
        // The next revision leaves, and its record is still known.
        try Self.save(try Self.draft("cd", revision: 2), ledger)
        let again = DraftPlacement(
            key: Self.key, act: .handedOut, contentDigest: try Self.digest("cd"), at: Self.noon + .hours(2))
        try Self.tell(again, .draftExport, ledger)
        #expect(try Self.presence(ledger) == .recorded)
        let forgotten = DraftPlacement(
            key: Self.key, act: .forgotten, contentDigest: try Self.digest("cd"), record: "REL-7",
            at: Self.noon + .hours(3))
        try Self.tell(forgotten, .draftPlacement, ledger)
        #expect(try Self.presence(ledger) == .planned)
        // A revision that came after may have been carried over by hand.
        try Self.save(try Self.draft("ef", revision: 3), ledger)
        #expect(try Self.presence(ledger) == .possible)
        #expect(
            try ledger.read { try $0.placements(of: "analytics") } == [
                Self.key: [handedOut, placed, again, forgotten]
            ])
        #expect(try ledger.read { try $0.placements(of: "other") } == [:])
    }

    @Test("a second revision may have been carried over, whoever told nothing")
    func untold() throws {
        let ledger = try Ledger(creatingAt: path)
        try Self.save(try Self.draft("ab", revision: 1), ledger)
        try Self.save(try Self.draft("cd", revision: 2), ledger)
        #expect(try Self.presence(ledger) == .possible)
    }
}
