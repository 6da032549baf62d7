import ReleaseModel
import ReleaseReports
import Testing

@testable import ReleaseWorkflow

@Suite("Waivers")
struct WaiverTests {
    static func request(
        requester: PersonID = "gil", days: Int64 = 10, criterion: CriterionID = "rollback-rehearsed",
        environments: [EnvironmentID] = ["production"], start: Instant? = nil, ticket: String = "OPS-1"
    ) -> WaiverRequest {
        WaiverRequest(
            criterion: criterion, environments: environments, owner: "qa-lead", requester: requester,
            reason: "the rehearsal is booked", ticket: ticket, start: start,
            end: (start ?? Workplace.now) + .days(days))
    }

    static func place() throws -> Workplace { try Workplace([("  last_rehearsed: 2020-08-28\n", "")]) }

    @Test("a waiver applies once somebody else approves it, from its first to before its last instant")
    func lifecycle() throws {
        let place = try Self.place()
        #expect(try place.gate("production")?.state == .unknown)
        let asked = try place.workflow().requestWaiver(Self.request())
        #expect(asked.state == .awaitsApproval(["sre-lead", "security-lead"]))
        #expect(try place.gate("production")?.state == .unknown)
        let id = asked.waiver.id
        let refusal = { (person: PersonID) in
            place.refusal { _ = try place.workflow().approveWaiver(id, by: person, role: nil, reason: "agreed") }
        }
        #expect(refusal("gil").contains("the two have to be different people"))
        #expect(refusal("alex").contains("alex is an author of the change"))
        #expect(refusal("bo").contains("is in none of the roles that approve waivers"))
        #expect(refusal("eli") == "")
        #expect(try place.gate("production")?.state == .yellow)
        #expect(try place.gate("production")?.waivedCount == 1)
        let last = Self.request().end
        let before = ReadinessWorkflow(
            releasePath: place.releasePath, asOf: Instant(milliseconds: last.milliseconds - 1))
        let after = ReadinessWorkflow(releasePath: place.releasePath, asOf: last)
        let waived = { (workflow: ReadinessWorkflow) in
            try workflow.review().review.waivers.contains { $0.refusal == nil }
        }
        #expect(try waived(before))
        #expect(try !waived(after))
    }

    static let refused: [(WaiverRequest, String)] = [
        (request(days: 15), "it lasts 15 d; class medium allows 14 d"),
        (request(days: 0), "it ended at"),
        (request(criterion: "no-such"), "the policy has no criterion \"no-such\""),
        (request(environments: ["moon"]), "has no environment \"moon\""),
        (request(environments: []), "it names no environment"),
        (request(ticket: "  "), "--ticket is empty"),
    ]

    @Test("what no approval could make apply is refused when it is asked for", arguments: 0..<6)
    func refusals(number: Int) throws {
        let place = try Self.place()
        let (request, sentence) = Self.refused[number]
        let message = place.refusal { _ = try place.workflow().requestWaiver(request) }
        #expect(message.contains(sentence), "\(message)")
    }

    @Test("a further waiver for the same criterion counts as a renewal, and the class limits them")
    func renewals() throws {
        let place = try Self.place()
        for (number, day) in [0, 9].enumerated() {
            let start = Workplace.now + .days(Int64(day))
            let asked = try place.workflow().requestWaiver(Self.request(start: start, ticket: "OPS-\(number)"))
            #expect(asked.waiver.renewals == number)
            _ = try place.workflow().approveWaiver(asked.waiver.id, by: "eli", role: nil, reason: "agreed")
        }
        let third = Self.request(start: Workplace.now + .days(18), ticket: "OPS-3")
        let message = place.refusal { _ = try place.workflow().requestWaiver(third) }
        #expect(message.contains("it was renewed 2 times; class medium allows 1"))
    }

    @Test("a revoked waiver ends at once")
    func revoke() throws {
        let place = try Self.place()
        let id = try place.workflow().requestWaiver(Self.request()).waiver.id
        _ = try place.workflow().approveWaiver(id, by: "eli", role: nil, reason: "agreed")
        let revoked = try place.workflow(1).revokeWaiver(id, by: "fay", reason: "rehearsed after all")
        #expect(revoked.state == .refused("it ended at 2020-09-01 09:00 UTC"))
        #expect(try place.gate("production", 1)?.state == .unknown)
        #expect(try place.entries() == 3)
    }
}
