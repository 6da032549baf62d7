import Foundation
import ReleaseModel
import ReleaseReports
import Testing

@testable import ReleaseWorkflow

@Suite("Votes")
struct VoteTests {
    static let collisions: [(person: PersonID, role: RoleID, sentence: String)] = [
        ("alex", "sre-lead", "alex is an author of the change"),
        ("ALEX", "sre-lead", "ALEX is an author of the change"),
        ("Sam Smith", "sre-lead", "Sam Smith is an author of the change"),
        ("sam", "sre-lead", "sam is an author of the change"),
        ("kim", "sre-lead", "kim is an author of the change"),
        ("Kim@Example.com", "sre-lead", "Kim@Example.com is an author of the change"),
        ("rob", "sre-lead", "rob asked for the release"),
        ("dana", "sre-lead", "dana produced the evidence evidence/rehearsal.yaml"),
        ("deploy", "sre-lead", "deploy is a bot"),
        ("renovate[bot]", "sre-lead", "renovate[bot] is a bot"),
        ("gil", "sre-lead", "gil is not a member of the role \"sre-lead\""),
        ("zed", "sre-lead", "zed is not a member of the role \"sre-lead\""),
        ("bo", "service-owner", "the role \"service-owner\" is not asked; asked are sre-lead"),
    ]

    @Test("whoever made, asked for or proved the change is refused with the reason, and nothing is recorded")
    func collisionMatrix() throws {
        let place = try Workplace()
        try place.plan()
        for (person, role, sentence) in Self.collisions {
            let refusal = place.refusal { try place.vote(.approve, person, as: role) }
            #expect(refusal == "refused, nothing was recorded: \(sentence)", "\(person)")
        }
        #expect(try place.entries() == 1)
    }

    @Test("the requester of an open waiver cannot approve what it lets pass")
    func waiverRequester() throws {
        let place = try Workplace([("  last_rehearsed: 2020-08-28\n", "")])
        let waiver = try place.workflow().requestWaiver(WaiverTests.request(requester: "wes"))
        _ = try place.workflow().approveWaiver(waiver.waiver.id, by: "eli", role: nil, reason: "agreed")
        let refusal = place.refusal { try place.vote(.approve, "wes", on: "production") }
        #expect(refusal.hasSuffix("wes asked for the waiver \"\(waiver.waiver.id)\""))
    }

    @Test("one person has one vote under every name")
    func oneVote() throws {
        let place = try Workplace([("medium: sre-lead", "medium: {count: 2, of: [sre-lead]}")])
        #expect(try place.vote().state == .pending)
        let refusal = place.refusal { try place.vote(.approve, "ELI@example.com") }
        #expect(refusal.contains("eli has voted already"))
        guard case .granted = try place.vote(.approve, "lee").state else {
            Issue.record("two people are two votes")
            return
        }
    }

    @Test("an approval lets the gate proceed; evidence that goes away makes it void, and says what")
    func voiding() throws {
        let place = try Workplace()
        try place.plan()
        try place.vote()
        #expect(try place.gate()?.decision == .proceed)
        try place.remove("evidence/plan.json")
        let gate = try place.gate()
        #expect(gate?.decision != .proceed)
        let reason = gate?.approval.votes.first?.voidReason ?? ""
        #expect(reason.hasPrefix("changed since the approval: "))
        #expect(reason.contains("gate:drift-absent worsened from GREEN to UNKNOWN"))
    }

    @Test("a digest that was read is held to, and a wrong one refused")
    func digest() throws {
        let place = try Workplace()
        let seen = try place.workflow().approvals(of: "staging").value.first?.digest.prefixed ?? ""
        try place.rewrite(
            "- {name: staging, owner: sre-lead}",
            "- {name: staging, owner: sre-lead, planned_start: 2020-09-02T08:00:00Z}")
        #expect(place.refusal { try place.vote(digest: seen) }.contains("and not the one that was read"))
        let now = try place.workflow().approvals(of: "staging").value.first?.digest.short ?? ""
        #expect(place.refusal { try place.vote(digest: now) } == "")
    }

    @Test("a rejection sticks until the content changes")
    func rejection() throws {
        let place = try Workplace()
        try place.vote(.reject)
        #expect(try place.gate()?.decision == .block)
        #expect(
            place.refusal { try place.vote(.approve, "lee") }.contains("a rejection sticks until the content changes"))
        try place.rewrite(
            "- {name: staging, owner: sre-lead}",
            "- {name: staging, owner: sre-lead, planned_start: 2020-09-02T08:00:00Z}")
        #expect(place.refusal { try place.vote(.approve, "lee") } == "")
    }

    @Test("a delegate votes and the delegator does not; nobody delegates what they may not give")
    func delegation() throws {
        let place = try Workplace()
        let end = Workplace.now + .days(3)
        let workflow = place.workflow()
        func refused(_ from: PersonID, _ to: PersonID) -> String {
            place.refusal {
                _ = try workflow.delegate(role: "sre-lead", from: from, to: to, until: end, reason: "away")
            }
        }
        #expect(refused("alex", "bo").contains("alex is an author of the change"))
        #expect(refused("eli", "sam").contains("sam is an author of the change"))
        #expect(refused("bo", "lee").contains("has no vote in it to delegate"))
        #expect(refused("eli", "ELI@example.com").contains("are the same person"))
        #expect(refused("eli", "bo") == "")
        #expect(place.refusal { try place.vote(.approve, "eli", hours: 1) }.contains("delegated the vote to bo"))
        #expect(place.refusal { try place.vote(.approve, "bo", hours: 1, onBehalfOf: "eli") } == "")
    }

    @Test("a request that nobody answered is rejected, never approved, and can be made again")
    func timeout() throws {
        let place = try Workplace()
        try place.plan()
        #expect(try place.gate("staging", 24 * 5)?.decision != .proceed)
        #expect(place.refusal { try place.vote(hours: 24 * 4) }.contains("for want of an answer"))
        _ = try place.workflow(24).requestApproval(of: "staging", by: "fay")
        let course = try place.workflow(24).approvals(of: "staging").value.first?.course
        #expect(course?.since == Workplace.now + .hours(24))
        #expect(place.refusal { try place.vote(hours: 25) } == "")
    }

    @Test("an entry made for the release file, once its reason is written, is an approval")
    func entryInFile() throws {
        let place = try Workplace()
        let entry = try place.workflow().approvalEntry(for: "staging", person: nil, role: nil, reason: "read the plan")
        #expect(entry.contains("person: eli") == false || entry.contains("role: sre-lead"))
        let text = try String(contentsOfFile: place.releasePath, encoding: .utf8)
        try (text + "\n" + entry).write(toFile: place.releasePath, atomically: true, encoding: .utf8)
        #expect(try place.gate()?.decision == .proceed)
    }

    @Test("a signature is verified over the payload of the same vote, and gives its strength")
    func signature() throws {
        let place = try Workplace()
        let paper = BallotPaper(
            target: "staging", vote: .approve, person: "eli", role: "sre-lead", reason: "read it",
            signedAt: Workplace.now)
        let payload = try place.workflow().payload(of: paper)
        let check = SignatureCheck { claim throws(WorkflowFailure) in
            #expect(String(decoding: claim.payload, as: UTF8.self) == payload)
            #expect(claim.identities.contains("eli@example.com"))
            guard claim.signature == [1, 2, 3] else { throw WorkflowFailure(.block, "refused: another text") }
            return .sshSignature
        }
        #expect(
            place.refusal { _ = try place.workflow(1).vote(paper, signature: ([9], check)) } == "refused: another text")
        let recorded = try place.workflow(1).vote(paper, signature: ([1, 2, 3], check)).value.record
        #expect(recorded.strength == .sshSignature)
        #expect(recorded.at == Workplace.now)
    }

    @Test("approvals from eight places at once are all seen, and each person still has one vote")
    func concurrency() async throws {
        let place = try Workplace([("medium: sre-lead", "medium: {count: 2, of: [sre-lead]}")])
        let recorded = await withTaskGroup(of: Int.self) { group in
            for number in 0..<8 {
                group.addTask {
                    place.refusal { try place.vote(.approve, number.isMultiple(of: 2) ? "eli" : "lee") }.isEmpty ? 1 : 0
                }
            }
            return await group.reduce(0, +)
        }
        #expect(recorded == 2)
        #expect(try place.entries() == 2)
        let status = try place.gate()?.approval
        #expect(Set(status?.votes.map(\.record.person) ?? []) == ["eli", "lee"])
        #expect(try place.gate()?.decision == .proceed)
    }
}
