import ReleaseModel
import Testing

@testable import ReleaseEvaluation

@Suite struct GapFinderTests {
    /// What the sentence "SME for low risk, SRE lead for medium, CTO for high." says: roles, and nobody in them.
    @Test func rolesWithoutPeopleAreGapsAndBlock() throws {
        let input = Sample.changed {
            $0.release.approvalMatrix = ApprovalMatrix(
                roles: [Role(id: "sme", title: "SME"), Role(id: "sre-lead", title: "SRE lead")],
                rules: [
                    ApprovalRule(classes: [.low], requirement: .role("sme")),
                    ApprovalRule(classes: [.medium], requirement: .role("sre-lead")),
                ])
        }
        let review = Evaluation.review(input)
        let gate = try #require(review.gate("production"))
        #expect(gate.approval.state == .unsatisfiable("the role \"sme\" has no members named"))
        #expect(gate.decision == .block)
        #expect(gate.pathToGreen.contains { $0.action.contains("\"sme\" has no members named") })
        #expect(review.gaps.map(\.id) == ["approval:production", "role:sme", "escalation:cto", "role:sre-lead"])
        #expect(review.gaps.map(\.isBlocking) == [true, true, false, false])
    }

    /// One document answers both questions, so its owner is asked once, and both are named.
    @Test func questionsThatTheSameEvidenceAnswersAreAskedOnce() throws {
        let gaps = Evaluation.review(Sample.changed { $0.evidence = [] }).gaps
        let asks = gaps.filter { $0.action == "Hand over current test results for this revision" }
        let gap = try #require(asks.first)
        #expect(asks.count == 1)
        #expect(gap.id == "criterion:tests-passed,pass-rate")
        #expect(gap.criteria == ["tests-passed", "pass-rate"])
        #expect(
            gap.summary
                == "\"Is tests-passed met?\", \"Is pass-rate met?\" have no answer: no accepted evidence carries "
                + "\"tests.failed\" or \"tests.pass_rate\"")
        #expect(gap.isBlocking)
    }

    @Test func eachThingMissingIsOneGap() {
        let input = Sample.changed {
            $0.release.scope.isCustomerFacing = nil
            $0.release.scope.dependencies = [Dependency(name: "db", owner: "dba", isReady: nil)]
            $0.release.channels.append(Sample.channel("jira"))
            $0.release.rollbackPlan.verification = []
            $0.release.rollbackPlan.lastRehearsed = nil
            $0.release.phrases = [
                Phrase(
                    input: "risk_tolerance", text: "be nice", reading: .notUnderstood(accepted: "a limit"),
                    location: Sample.location(7))
            ]
            $0.evidence[0].revision = "0000000"
        }
        let gaps = Evaluation.review(input).gaps
        let ids = Set(gaps.map(\.id))
        for id in [
            "dependency:db", "evidence:jira", "evidence:tests", "document:tests.xml",
            "criterion:tests-passed,pass-rate",
            "phrase:risk_tolerance:1", "rollback:1", "rollback:rehearsal", "scope:whether-customers-see-it",
        ] { #expect(ids.contains(id), "\(id)") }
        #expect(gaps.first { $0.id == "dependency:db" }?.owner == "dba")
        #expect(gaps.first { $0.id == "phrase:risk_tolerance:1" }?.location == Sample.location(7))
        #expect(gaps.filter { !$0.isBlocking }.isEmpty)
    }
}
