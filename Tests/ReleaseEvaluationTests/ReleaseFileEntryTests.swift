import ReleaseModel
import Testing

@testable import ReleaseEvaluation

/// What the commands refuse, an entry of the release file is refused too.
@Suite struct ReleaseFileEntryTests {
    private func judged(_ waivers: [Waiver], _ change: (inout ReviewInput) -> Void = { _ in }) -> [String?] {
        Evaluation.review(
            Sample.changed {
                $0.evidence[1] = Sample.plan(stateful: 1)
                $0.release.waivers = waivers
                change(&$0)
            }
        ).waivers.map(\.refusal)
    }

    @Test func whoMadeOrAskedForTheChangeDoesNotExcuseIt() {
        #expect(judged([Sample.waiver()]) == [nil])
        #expect(
            judged([Sample.waiver()]) { $0.release.initiative.authors = ["Rita"] }
                == ["rita is an author of the change and may not excuse it from a rule"])
        #expect(
            judged([Sample.waiver()]) { $0.release.initiative.requester = "rita" }
                == ["rita asked for the release and may not excuse it from a rule"])
    }

    @Test func aFurtherWaiverRenewsWhateverItsID() {
        func chain(_ approver: PersonID?, gap: TimeAmount = .days(1)) -> [String?] {
            let first = Sample.waiver(
                "a", approver: approver, start: Sample.now - .days(40), end: Sample.now - .days(30))
            let second = Sample.waiver("b", start: first.end + gap, end: Sample.now - .days(10))
            let third = Sample.waiver("c", start: Sample.hoursAgo(24), end: Sample.now + .days(9))
            return judged([first, second, third])
        }
        #expect(chain("rita").last == "it was renewed 2 times; class high allows 1")
        // What nobody approved was never in force, and what began long after is no renewal.
        #expect(chain(nil).last == .some(nil))
        #expect(chain("rita", gap: .days(15)).last == .some(nil))
    }

    @Test func ofTwoWithOneIDTheOneThatEndsFirstCounts() {
        let long = Sample.waiver("w", end: Sample.now + .days(9))
        let short = Sample.waiver("w", end: Sample.now + .days(2))
        #expect(judged([long, short]) == [nil, "another waiver that ends earlier has the same id"])
    }

    @Test func aDelegationThatBreaksARuleCountsForNothingAndSaysWhy() {
        func refusal(_ from: PersonID, _ to: PersonID) -> String? {
            let review = Evaluation.review(
                Sample.changed {
                    $0.release.delegations = [
                        Delegation(
                            role: "sre-lead", from: from, to: to, start: Sample.hoursAgo(5), end: Sample.now,
                            reason: "away")
                    ]
                })
            return review.delegations.first?.refusal
        }
        #expect(refusal("sam", "dora") == nil)
        #expect(refusal("carol", "dora")?.contains("has no vote in it to delegate") == true)
        #expect(refusal("sam", "rob") == "rob asked for the release")
        #expect(refusal("sam", "SAM@example.com") == "sam and SAM@example.com are the same person")
    }

    @Test func aVoteInARoleThatIsNotAskedCountsForNothing() {
        let review = Evaluation.review(
            Sample.changed { $0.release.approvals = [Sample.approval("carol", "cto", $0)] })
        #expect(
            review.gate("production")?.approval.votes.first?.voidReason
                == "the role \"cto\" is not asked; asked are sre-lead")
    }

    @Test func aReviewBeforeTheEndIsNone() {
        var override = OverrideJudgeTests.valid
        override.isReviewed = true
        override.reviewDue = Sample.now
        let review = Evaluation.review(Sample.changed { $0.release.overrides = [override] })
        #expect(review.overrides.first?.isOverdue == true)
        #expect(review.finding("overrides-reviewed", "dev")?.state == .red)
        // One of another initiative lets nothing pass, and its review is owed here too.
        override.isReviewed = false
        let foreign = Evaluation.review(
            Sample.changed {
                $0.evidence[0] = Sample.tests(failed: 50)
                $0.records.foreignOverrides = [override]
            })
        #expect(foreign.finding("overrides-reviewed", "dev")?.state == .red)
        #expect(foreign.gate("production")?.decision == .block)
    }

    @Test func aReleaseCountsOnceWithItsWorstOutcomeAndTheNumbersAreShown() {
        func outcome(
            _ result: ReleaseOutcome.Result, _ revision: String, _ hours: Int64, _ place: EnvironmentID? = nil
        ) -> ReleaseOutcome {
            ReleaseOutcome(
                subjectName: "Shop", revision: revision, modules: [], result: result, at: Sample.hoursAgo(hours),
                environment: place)
        }
        let review = Evaluation.review(
            Sample.changed {
                $0.records.outcomes = [
                    outcome(.success, "a", 9), outcome(.rolledBack, "a", 8), outcome(.success, "b", 7),
                    outcome(.successWithIssues, "c", 6, "production"), outcome(.incident, "d", 5, "staging"),
                ]
            })
        #expect(review.risk.riskClass == .medium)
        #expect(
            review.risk.factors.map(\.reason) == [
                "1 of the last 3 releases of this scope rolled back",
                "of the last 3 releases of this scope: 1 ended well, 1 with issues, 1 rolled back, 0 in an incident",
            ])
    }
}
