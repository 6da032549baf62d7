import Foundation
import ReleaseModel
import ReleaseReports
import ReleaseTestSupport

@testable import ReleaseWorkflow

/// A folder of its own with the standard change in it, roles in which identities collide, and a ledger.
struct Workplace {
    static let now = Instant(rfc3339: "2020-09-01T08:00:00Z") ?? Instant(seconds: 0)

    private let home: TemporaryFolder
    let folder: String
    var releasePath: String { folder + "/release.yaml" }

    /// - Parameter edits: texts of the release file and what stands in their place.
    init(_ edits: [(String, String)] = []) throws {
        home = try TemporaryFolder()
        folder = home.path("release")
        try FileManager.default.copyItem(atPath: projectFolder + "/samples/standard-change", toPath: folder)
        for extra in ["/.releasegate", "/readiness"] { try? FileManager.default.removeItem(atPath: folder + extra) }
        var text = try String(contentsOfFile: releasePath, encoding: .utf8)
        if let approvals = text.range(of: "\napprovals:") { text = String(text[..<approvals.lowerBound]) + "\n" }
        // Signals of monitoring count for hours only; these tests are about people over days.
        if let signals = text.range(of: "  - channel: alertmanager"),
            let next = text.range(of: "  - channel: sign-off"),
            signals.lowerBound < next.lowerBound
        {
            text.removeSubrange(signals.lowerBound..<next.lowerBound)
        }
        let members = """
            members: [dana, {id: eli, aliases: [eli@example.com]}, lee, alex, {id: Sam Smith, aliases: [sam]}, \
            {id: kim, aliases: [kim@example.com]}, rob, wes, {id: deploy, bot: true}, "renovate[bot]"]
            """
        for (old, new) in [
            ("members: [dana, eli]", members), ("requester: alex", "requester: rob"),
            ("authors: [alex, sam]", "authors: [alex, sam, \"Kim Poe <kim@example.com>\"]"),
        ] + edits {
            guard text.contains(old) else { throw Missing(text: old) }
            text = text.replacing(old, with: new)
        }
        try text.write(toFile: releasePath, atomically: true, encoding: .utf8)
    }

    struct Missing: Error {
        let text: String
    }

    func workflow(_ hours: Int64 = 0) -> GovernanceWorkflow {
        GovernanceWorkflow(releasePath: releasePath, asOf: Self.now + .hours(hours))
    }

    func readiness(_ hours: Int64 = 0) -> ReadinessWorkflow {
        ReadinessWorkflow(releasePath: releasePath, asOf: Self.now + .hours(hours))
    }

    func plan(_ hours: Int64 = 0) throws {
        _ = try readiness(hours).plan(into: OutputFolder(path: folder + "/readiness"))
    }

    func gate(_ environment: EnvironmentID = "staging", _ hours: Int64 = 0) throws -> GateResult? {
        try readiness(hours).review().review.gates.first { $0.environment == environment }
    }

    func rewrite(_ old: String, _ new: String) throws {
        let text = try String(contentsOfFile: releasePath, encoding: .utf8)
        guard text.contains(old) else { throw Missing(text: old) }
        try text.replacing(old, with: new).write(toFile: releasePath, atomically: true, encoding: .utf8)
    }

    func remove(_ path: String) throws { try FileManager.default.removeItem(atPath: folder + "/" + path) }

    @discardableResult
    func vote(
        _ vote: ApprovalRecord.Vote = .approve, _ person: PersonID = "eli", as role: RoleID = "sre-lead",
        on target: String = "staging", hours: Int64 = 0, onBehalfOf: PersonID? = nil, digest: String? = nil
    ) throws -> ApprovalStatus {
        try workflow(hours).vote(
            BallotPaper(
                target: target, vote: vote, person: person, role: role, reason: "read the plan",
                onBehalfOf: onBehalfOf, digest: digest)
        ).value.after.status
    }

    /// What `body` is refused with; empty where it is not.
    func refusal(_ body: () throws -> Void) -> String {
        do {
            try body()
            return ""
        } catch let failure as WorkflowFailure {
            return failure.message
        } catch {
            return "\(error)"
        }
    }

    func entries() throws -> Int {
        try AuditWorkflow(ledgerPath: folder + "/.releasegate/ledger.sqlite").lines().entries.count
    }
}
