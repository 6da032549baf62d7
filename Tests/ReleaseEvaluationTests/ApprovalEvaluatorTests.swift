import ReleaseModel
import Testing

@testable import ReleaseEvaluation

@Suite struct ApprovalEvaluatorTests {
    private func state(_ change: (inout ReviewInput) -> Void) -> ApprovalStatus.State? {
        Evaluation.review(Sample.changed(change)).gate("production")?.approval.state
    }

    private func reason(_ change: (inout ReviewInput) -> Void) -> String? {
        Evaluation.review(Sample.changed(change)).gate("production")?.approval.votes.first?.voidReason
    }

    @Test func approvalsExpire() {
        let validity = TimeAmount.days(3)
        let lastGood = Instant(milliseconds: (Sample.now - validity).milliseconds + 1)
        #expect(
            state { $0.records.approvals = [Sample.approval("sam", "sre-lead", $0, at: lastGood)] }
                == .granted(until: lastGood + validity))
        #expect(
            state { $0.records.approvals = [Sample.approval("sam", "sre-lead", $0, at: Sample.now - validity)] }
                == .pending)
        #expect(
            state { $0.records.approvals = [Sample.approval("sam", "sre-lead", $0, expiresAt: Sample.now)] }
                == .pending)
        let soon = Sample.now + .minutes(1)
        #expect(
            state { $0.records.approvals = [Sample.approval("sam", "sre-lead", $0, expiresAt: soon)] }
                == .granted(until: soon))
        #expect(
            state { $0.records.approvals = [Sample.approval("sam", "sre-lead", $0, at: Sample.now + .hours(1))] }
                == .pending)
    }

    @Test func aRejectionSticksUntilTheContentChanges() {
        let rejected: (inout ReviewInput) -> Void = { input in
            input.records.approvals = [
                Sample.approval("sue", "sre-lead", input, vote: .reject, at: Sample.now - .days(40)),
                Sample.approval("sam", "sre-lead", input),
            ]
        }
        #expect(state(rejected) == .rejected(by: "sue", reason: "looks good"))
        #expect(Evaluation.review(Sample.changed(rejected)).gate("production")?.decision == .block)
        #expect(
            state {
                rejected(&$0)
                $0.evidence[1] = Sample.plan(changes: 2)
            } == .granted(until: Sample.hoursAgo(1) + .days(3)))
        #expect(
            state { $0.records.approvals = [Sample.approval("mallory", "sre-lead", $0, vote: .reject)] } == .pending)
    }

    @Test func onlyMembersVote() {
        #expect(
            reason { $0.records.approvals = [Sample.approval("mallory", "sre-lead", $0)] }
                == "mallory is not a member of the role \"sre-lead\"")
        #expect(
            reason { $0.records.approvals = [Sample.approval("sam", "cto", $0)] }
                == "sam is not a member of the role \"cto\"")
        #expect(state { $0.records.approvals = [Sample.approval("carol", "cto", $0)] } == .pending)
    }

    @Test func theStrengthOfTheIdentityCounts() {
        let critical: (inout ReviewInput, IdentityStrength) -> Void = { input, strength in
            input.release.initiative.declaredClass = .critical
            input.release.riskTolerance.maximumClass = .critical
            input.release.approvalMatrix.rules[1].requirement = .role("sre-lead")
            input.records.approvals = [Sample.approval("sam", "sre-lead", input, strength: strength)]
        }
        #expect(
            reason { critical(&$0, .webSignIn) }
                == "the identity was verified as web_sign_in; class critical needs ssh_signature")
        #expect(reason { critical(&$0, .sshSignature) } == nil)
    }

    @Test func delegationIsExplicitAndDated() {
        func delegated(_ end: Instant, from: PersonID = "sam") -> (inout ReviewInput) -> Void {
            return { input in
                input.records.delegations = [
                    Delegation(
                        role: "sre-lead", from: from, to: "dora", start: Sample.hoursAgo(5), end: end, reason: "away")
                ]
                input.records.approvals = [Sample.approval("dora", "sre-lead", input, onBehalfOf: from)]
            }
        }
        #expect(state(delegated(Sample.now + .days(1))) == .granted(until: Sample.hoursAgo(1) + .days(3)))
        #expect(state(delegated(Sample.hoursAgo(1))) == .pending)
        // The author's vote cannot be given by another.
        #expect(
            state { input in
                input.release.initiative.authors = ["sam"]
                delegated(Sample.now + .days(1))(&input)
            } == .pending)
    }

    @Test func missingMeansNobody() {
        let cases: [(String, (inout ReviewInput) -> Void)] = [
            (
                "rule for critical",
                {
                    $0.release.initiative.declaredClass = .critical
                    $0.release.approvalMatrix.rules.removeLast()
                }
            ),
            ("empty all", { $0.release.approvalMatrix.rules = [ApprovalRule(classes: [], requirement: .allOf([]))] }),
            (
                "nested empty all",
                {
                    $0.release.approvalMatrix.rules = [
                        ApprovalRule(classes: [], requirement: .allOf([.role("sre-lead"), .anyOf([.allOf([])])]))
                    ]
                }
            ),
            ("empty any", { $0.release.approvalMatrix.rules = [ApprovalRule(classes: [], requirement: .anyOf([]))] }),
            (
                "count of nobody",
                {
                    $0.release.approvalMatrix.rules = [ApprovalRule(classes: [], requirement: .count(1, of: []))]
                }
            ),
            (
                "count zero",
                {
                    $0.release.approvalMatrix.rules = [
                        ApprovalRule(classes: [], requirement: .count(0, of: ["sre-lead"]))
                    ]
                }
            ),
            (
                "too many",
                {
                    $0.release.approvalMatrix.rules = [
                        ApprovalRule(classes: [], requirement: .count(3, of: ["sre-lead"]))
                    ]
                }
            ),
            ("role without members", { $0.release.approvalMatrix.roles[0].members = [] }),
            (
                "no playbook rule",
                {
                    $0.release.approvalMatrix = ApprovalMatrix()
                    for index in $0.policy.playbooks.indices { $0.policy.playbooks[index].approvalRequirement = nil }
                }
            ),
        ]
        for (name, change) in cases {
            let input = Sample.changed(change)
            let gate = Evaluation.review(input).gate("production")
            guard case .unsatisfiable = gate?.approval.state else {
                Issue.record("\(name): \(String(describing: gate?.approval.state))")
                continue
            }
            #expect(gate?.decision == .block, "\(name)")
        }
    }

    @Test func theMostSpecificRuleCounts() {
        let input = Sample.changed {
            $0.release.approvalMatrix.rules.append(
                ApprovalRule(classes: [.low], environments: ["production"], requirement: .role("cto")))
        }
        let gate = Evaluation.review(input).gate("production")
        #expect(gate?.approval.requirement == .role("cto"))
        let two = Sample.changed {
            $0.release.approvalMatrix.rules.append(ApprovalRule(classes: [.low], requirement: .role("cto")))
        }
        #expect(
            Evaluation.review(two).gate("production")?.approval.requirement
                == .allOf([.role("sre-lead"), .role("cto")]))
        // A rule that names an environment asks there, whatever its kind.
        let staging = Sample.changed {
            $0.release.approvalMatrix.rules.append(
                ApprovalRule(classes: [.low], environments: ["staging"], requirement: .role("cto")))
        }
        #expect(Evaluation.review(staging).gate("staging")?.decision == .wait)
    }

    @Test func draftsAreBoundToTheirContent() {
        let key: DraftKey = "rg1-1"
        var records = Sample.records
        let review = Evaluation.review(Sample.input)
        func state(_ digest: ContentDigest) -> ApprovalStatus.State {
            ApprovalEvaluator(review, records: records).draftApproval(key: key, kind: .ticket, content: digest).state
        }
        #expect(state(Sample.digest(1)) == .pending)
        records.approvals = [
            ApprovalRecord(
                subject: .draft(key), vote: .approve, role: "sre-lead", person: "sue", reason: "ok",
                at: Sample.hoursAgo(1),
                content: ApprovalEvaluator.draftContent(digest: Sample.digest(1), riskClass: .low))
        ]
        #expect(state(Sample.digest(1)) == .granted(until: Sample.hoursAgo(1) + .days(3)))
        #expect(state(Sample.digest(2)) == .pending)
    }

    @Test func hugeRulesAreRefusedAndNotTried() {
        let pair = ApprovalRequirement.anyOf([.role("sre-lead"), .role("cto")])
        let huge = ApprovalRequirement.allOf(Array(repeating: pair, count: 60))
        #expect(VoteAssignment.alternatives(of: huge) == nil)
        guard
            case .unsatisfiable = state({
                $0.release.approvalMatrix.rules = [ApprovalRule(classes: [], requirement: huge)]
            })
        else {
            Issue.record("a rule with 2^60 ways is decided")
            return
        }
    }
}
