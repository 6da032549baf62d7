import ReleaseModel
import Testing

@testable import ReleaseEvaluation

@Suite struct WaiverJudgeTests {
    /// A release whose plan deletes a volume, so that `no-stateful-deletes` is RED at class high.
    private func review(_ waivers: [Waiver], _ change: (inout ReviewInput) -> Void = { _ in }) -> ReadinessReview {
        Evaluation.review(
            Sample.changed {
                $0.evidence[1] = Sample.plan(stateful: 1)
                $0.records.waivers = waivers
                change(&$0)
            })
    }

    @Test func aWaiverCapsTheGateAtYellow() throws {
        let review = review([Sample.waiver()])
        let finding = try #require(review.finding("no-stateful-deletes"))
        #expect(finding.state == .waived)
        #expect(finding.unwaivedState == .red)
        #expect(finding.waiver == "w-1")
        let gate = try #require(review.gate("production"))
        #expect(gate.state == .yellow)
        #expect(gate.waivedCount == 1)
        #expect(gate.approvableContent.items.contains { $0.name == "waiver:w-1" })
        #expect(review.finding("no-stateful-deletes", "staging")?.state == .red)
    }

    @Test(
        arguments: [
            ("no reason", { @Sendable (waiver: inout Waiver) in waiver.reason = " " }),
            ("no ticket", { $0.ticket = "" }), ("no owner", { $0.owner = "" }), ("no requester", { $0.requester = "" }),
            ("no id", { $0.id = "" }), ("not approved", { $0.approver = nil }),
            ("self-approved", { $0.approver = "quinn" }), ("self-approved by alias", { $0.requester = "RITA" }),
            ("approver without the role", { $0.approver = "sam" }), ("other role", { $0.approverRole = "cto" }),
            ("no environment", { $0.environments = [] }), ("every environment", { $0.environments = ["*"] }),
            ("every criterion", { $0.criterion = "*" }), ("other criterion", { $0.criterion = "tests-passed" }),
            ("other environment", { $0.environments = ["staging"] }), ("other revision", { $0.revision = "0000000" }),
            ("reversed", { $0.end = $0.start }),
            ("too long", { $0.end = $0.start + .days(14) + TimeAmount(seconds: 1) }),
            ("renewed too often", { $0.renewals = 2 }), ("negative renewals", { $0.renewals = -1 }),
            ("not started", { $0.start = Instant(milliseconds: Sample.now.milliseconds + 1) }),
            ("ended this instant", { $0.end = Sample.now }),
        ] as [(String, @Sendable (inout Waiver) -> Void)])
    func refused(name: String, change: @Sendable (inout Waiver) -> Void) {
        var waiver = Sample.waiver()
        change(&waiver)
        let review = review([waiver])
        #expect(review.finding("no-stateful-deletes")?.state == .red, "\(name)")
        if !name.hasPrefix("other criterion") && !name.hasPrefix("other environment") {
            #expect(review.waivers.first?.refusal != nil, "\(name)")
        }
    }

    @Test func boundaries() {
        var waiver = Sample.waiver(start: Sample.now, end: Instant(milliseconds: Sample.now.milliseconds + 1))
        #expect(review([waiver]).finding("no-stateful-deletes")?.state == .waived)
        waiver = Sample.waiver(start: Sample.hoursAgo(24), end: Sample.hoursAgo(24) + .days(14))
        #expect(review([waiver]).finding("no-stateful-deletes")?.state == .waived)
        #expect(review([waiver]).waivers.first?.endsSoon == false)
        waiver.end = Sample.now + .days(7)
        #expect(review([waiver]).waivers.first?.endsSoon == true)
    }

    @Test func theEarliestEndWinsOnOverlap() {
        let long = Sample.waiver("w-1")
        let short = Sample.waiver("w-2", end: Sample.now + .hours(3))
        let finding = review([long, short]).finding("no-stateful-deletes")
        #expect(finding?.waiver == "w-2")
        #expect(finding?.validUntil == Sample.now + .hours(3))
    }

    @Test func unknownOnlyWhereTheClassAllows() {
        func state(_ riskClass: RiskClass) -> (ReadinessState?, String?) {
            let review = review([Sample.waiver("w-1", "pass-rate")]) {
                $0.evidence[1] = Sample.plan()
                $0.evidence[0].facts.removeAll { $0.id == "tests.pass_rate" }
                $0.release.initiative.declaredClass = riskClass
            }
            return (review.finding("pass-rate")?.state, review.waivers.first?.refusal)
        }
        #expect(state(.low).0 == .waived)
        #expect(state(.medium).0 == .unknown)
        #expect(state(.medium).1?.contains("UNKNOWN") == true)
    }

    @Test func aKeyCriterionAtCriticalIsNeverWaived() {
        func state(_ riskClass: RiskClass) -> ReadinessState? {
            review([Sample.waiver("w-1", "tests-passed")]) {
                $0.evidence[0] = Sample.tests(failed: 3, total: 1000)
                $0.release.initiative.declaredClass = riskClass
            }.finding("tests-passed")?.state
        }
        #expect(state(.high) == .waived)
        #expect(state(.critical) == .red)
    }
}
