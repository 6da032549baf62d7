import ReleaseModel
import Testing

@testable import ReleaseEvaluation

/// The next promotion waits until the environment before it was watched for as long as the class asks.
@Suite struct SoakTimeTests {
    private static func deployment(
        _ fact: Fact = Fact("deployment.succeeded", .flag(true)), at: Instant, environment: EnvironmentID = "staging",
        path: String = "deploy.json", revision: String = Sample.revision
    ) -> EvidenceItem {
        Sample.item(
            path, "ci", format: "github-deployments", revision: revision, environment: environment, observedAt: at,
            number: 7, [fact])
    }

    private func gate(_ change: (inout ReviewInput) -> Void) -> GateResult? {
        let input = Sample.changed { input in
            for index in input.policy.playbooks.indices {
                input.policy.playbooks[index].soakTimes = [.staging: .hours(4)]
            }
            change(&input)
            input.records.approvals = (["dev", "staging", "production"] as [EnvironmentID]).map {
                Sample.approval("sam", "sre-lead", input, $0)
            }
        }
        return Evaluation.review(input).gate("production")
    }

    private func soak(_ change: (inout ReviewInput) -> Void) -> Wait? {
        gate(change)?.waits.first { $0.kind == .soak }
    }

    @Test func withoutARecordItIsUnknown() throws {
        let wait = try #require(soak { _ in })
        #expect(wait.description.hasPrefix("UNKNOWN whether staging was promoted"))
        #expect(wait.until == nil && wait.role == "sre-lead")
        #expect(gate { _ in }?.decision == .wait)
    }

    @Test func itOpensWhenTheTimeIsOver() throws {
        let early = Instant(milliseconds: Sample.hoursAgo(4).milliseconds + 1)
        let wait = try #require(soak { $0.evidence.append(SoakTimeTests.deployment(at: early)) })
        #expect(wait.until == early + .hours(4))
        #expect(wait.description.contains("opens at"))
        let open = gate { $0.evidence.append(SoakTimeTests.deployment(at: Sample.hoursAgo(4))) }
        #expect(open?.decision == .proceed)
        #expect(open?.waits == [])
    }

    @Test(
        arguments: [
            (
                "failed", SoakTimeTests.deployment(Fact("deployment.succeeded", .flag(false)), at: Sample.hoursAgo(9)),
                "did not succeed"
            ),
            (
                "under way",
                SoakTimeTests.deployment(Fact("deployment.succeeded", unknown: "running"), at: Sample.hoursAgo(9)),
                "UNKNOWN how"
            ),
            ("elsewhere", SoakTimeTests.deployment(at: Sample.hoursAgo(9), environment: "dev"), "UNKNOWN whether"),
            (
                "another revision",
                SoakTimeTests.deployment(at: Sample.hoursAgo(9), revision: "0000000"), "UNKNOWN whether"
            ),
        ] as [(String, EvidenceItem, String)])
    func whatDoesNotCount(name: String, item: EvidenceItem, words: String) {
        #expect(soak { $0.evidence.append(item) }?.description.contains(words) == true, "\(name)")
    }

    @Test func theNewestDeploymentCountsAndOneThatIsGoneIsUnknown() {
        let old = SoakTimeTests.deployment(at: Sample.hoursAgo(9), path: "old.json")
        let new = SoakTimeTests.deployment(at: Sample.hoursAgo(1), path: "new.json")
        #expect(soak { $0.evidence += [old, new] }?.until == Sample.now + .hours(3))
        let gone = Evaluation.review(
            Sample.changed { input in
                input.evidence.append(old)
                input.records.seenEvidence = [
                    SeenEvidence(
                        path: new.path, channel: "ci", environment: "staging", digest: Sample.digest(8),
                        observedAt: new.observedAt, facts: ["deployment.succeeded"])
                ]
            })
        #expect(gone.deployment(to: "staging")?.state == .undecided)
        #expect(gone.deployment(to: "staging")?.at == new.observedAt)
    }

    @Test func theLedgerTellsToo() {
        func outcome(
            _ result: ReleaseOutcome.Result, revision: String = Sample.revision, environment: EnvironmentID? = "staging"
        ) -> (inout ReviewInput) -> Void {
            return {
                $0.records.outcomes.append(
                    ReleaseOutcome(
                        subjectName: "shop", revision: revision, modules: [], result: result, at: Sample.hoursAgo(5),
                        environment: environment))
            }
        }
        #expect(soak(outcome(.success)) == nil)
        #expect(soak(outcome(.rolledBack))?.description.contains("did not succeed") == true)
        #expect(soak(outcome(.success, revision: "0000000")) != nil)
        #expect(soak(outcome(.success, environment: nil)) != nil)
    }

    @Test func aRunOfTheDeploymentsChannelIsADeployment() {
        func run(failed: Int64, pending: Int64 = 0, succeeded: Int64 = 3, channel: ChannelID) -> Wait? {
            soak { input in
                input.evidence.append(
                    Sample.item(
                        "run.json", channel, format: "jenkins-build", environment: "staging",
                        observedAt: Sample.hoursAgo(6), number: 9,
                        [
                            Fact("ci.succeeded", .count(succeeded)), Fact("ci.failed", .count(failed)),
                            Fact("ci.pending", .count(pending)),
                        ]))
            }
        }
        #expect(run(failed: 0, channel: "deployments") == nil)
        #expect(run(failed: 1, channel: "deployments") != nil)
        #expect(run(failed: 0, pending: 1, channel: "deployments") != nil)
        #expect(run(failed: 0, succeeded: 0, channel: "deployments") != nil)
        #expect(run(failed: 0, channel: "ci") != nil)
    }
}
