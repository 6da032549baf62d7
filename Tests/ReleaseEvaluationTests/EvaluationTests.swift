import ReleaseModel
import Testing

@testable import ReleaseEvaluation

@Suite struct EvaluationTests {
    @Test func everythingReadyWaitsForApprovalOnly() throws {
        let review = Evaluation.review(Sample.input)
        #expect(review.risk.riskClass == .low)
        #expect(review.risk.factors.map(\.id) == ["earlier-releases"])
        #expect(!review.risk.requiresManualApproval)
        #expect(review.gates.map(\.state) == [.green, .green, .green])
        #expect(review.gates.map(\.decision) == [.proceed, .proceed, .wait])
        #expect(review.gaps.isEmpty)
        let production = try #require(review.gate("production"))
        #expect(production.waits.map(\.role) == ["sre-lead"])
        #expect(production.pathToGreen.map(\.role) == ["sre-lead"])
        #expect(production.score == 100)
        // Seven days after the oldest document of class low.
        #expect(production.validUntil == Sample.hoursAgo(2) + .days(7))
    }

    @Test func anApprovalLetsItProceed() throws {
        let input = Sample.changed { $0.records.approvals = [Sample.approval("sam", "sre-lead", $0)] }
        let production = try #require(Evaluation.review(input).gate("production"))
        #expect(production.decision == .proceed)
        #expect(production.pathToGreen.isEmpty)
        #expect(production.validUntil == Sample.hoursAgo(1) + .days(3))
    }

    @Test func nothingAtAllBlocks() {
        let empty = ReviewInput(release: Release(file: "r"), policy: Sample.policy, asOf: Sample.now)
        #expect(Evaluation.review(empty).decision == .block)
        let noPolicy = Sample.changed {
            $0.policy.criteria = []
            $0.policy.playbooks = []
        }
        let review = Evaluation.review(noPolicy)
        #expect(review.gates.map(\.state) == [.unknown, .unknown, .unknown])
        #expect(review.gates.map(\.decision) == [.block, .block, .block])
        #expect(review.gates.map(\.score) == [nil, nil, nil])
    }

    @Test func onlyNotApplicableIsNotGreen() {
        let input = Sample.changed { input in
            input.policy.criteria = [
                Sample.threshold("a", "alerts.firing", pass: [[Sample.zero]], onlyWithChannels: ["alertmanager"])
            ]
        }
        let review = Evaluation.review(input)
        #expect(review.finding("a")?.state == .notApplicable)
        #expect(review.gate("dev")?.state == .unknown)
    }

    @Test func theOrderOfInputsDoesNotMatter() {
        var shuffled = Sample.input
        shuffled.evidence += [Sample.tests("b.xml", number: 8), Sample.plan("p2.json", number: 9)]
        var other = shuffled
        other.evidence.reverse()
        #expect(Evaluation.review(shuffled).gates == Evaluation.review(other).gates)
        #expect(Evaluation.review(shuffled).evidence == Evaluation.review(other).evidence)
    }

    @Test func everyUnreadyFindingNamesARemedyAndEveryGapAnOwner() {
        let empty = Sample.changed {
            $0.evidence = []
            $0.release.approvalMatrix = ApprovalMatrix()
            $0.release.rollbackPlan = RollbackPlan()
            $0.release.subject = nil
        }
        let review = Evaluation.review(empty)
        for finding in review.gates.flatMap(\.findings) where finding.state.blocks {
            #expect(finding.remedy?.isEmpty == false)
        }
        #expect(!review.gaps.isEmpty)
        #expect(review.gaps.allSatisfy { !$0.owner.name.isEmpty && !$0.action.isEmpty })
        #expect(Set(review.gaps.map(\.id)).count == review.gaps.count)
        #expect(review.gaps == review.gaps.sorted())
        #expect(review.gates.allSatisfy { !$0.pathToGreen.isEmpty })
    }

    @Test func anAdvisoryCriterionLowersToYellowAtMost() {
        let input = Sample.changed { $0.evidence[2].facts = [Fact("docs.age", .duration(.days(300)))] }
        let review = Evaluation.review(input)
        #expect(review.finding("docs-current")?.state == .red)
        #expect(review.gate("dev")?.state == .yellow)
        // A gate that is not green needs a person even where its kind would not.
        #expect(review.gate("dev")?.decision == .wait)
    }

    @Test(arguments: [
        (CalendarVerdict.State.open, PromotionDecision.proceed), (.unrestricted, .proceed), (.closed, .wait),
        (.unknown("broken"), .block),
    ]) func theCalendarDecidesToo(state: CalendarVerdict.State, decision: PromotionDecision) {
        let input = Sample.changed {
            $0.calendar["dev"] = CalendarVerdict(state: state, explanation: "year end", nextOpen: Sample.now + .days(1))
        }
        let gate = Evaluation.review(input).gate("dev")
        #expect(gate?.decision == decision)
        #expect(gate?.waits.first?.until == (decision == .wait ? Sample.now + .days(1) : nil))
        let later = Evaluation.review(input).gate("staging")
        #expect(later?.decision == (decision == .proceed ? .proceed : .wait))
    }
}
