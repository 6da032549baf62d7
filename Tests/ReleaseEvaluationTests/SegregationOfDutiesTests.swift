import ReleaseModel
import Testing

@testable import ReleaseEvaluation

/// The ways in which one person could approve their own change: roles that collide, and names that hide it.
@Suite struct SegregationOfDutiesTests {
    /// Changes the release so that `sam`, who signs as SRE lead, stands in the way of himself.
    static let collisions: [(name: String, change: @Sendable (inout ReviewInput) -> Void, reason: String)] = [
        ("author", { $0.release.initiative.authors.append("sam") }, "is an author of the change"),
        (
            "co-author line", { $0.release.initiative.authors.append("Sam Smith <sam@example.com>") },
            "is an author of the change"
        ),
        ("requester", { $0.release.initiative.requester = "sam" }, "asked for the release"),
        ("evidence producer", { $0.evidence[0].producer = "sam@example.com" }, "produced the evidence tests.xml"),
        (
            "stated evidence producer", { $0.release.channels[0].sources[0].producer = "sam" },
            "produced the evidence tests.xml"
        ),
        (
            "waiver requester",
            { $0.release.waivers = [Sample.waiver(requester: "sam")] }, "asked for the waiver \"w-1\""
        ),
        (
            "delegator",
            {
                $0.release.delegations = [
                    Delegation(
                        role: "sre-lead", from: "sam", to: "dora", start: Sample.hoursAgo(9),
                        end: Sample.now + .days(1), reason: "holiday")
                ]
            }, "delegated the vote to dora"
        ),
        ("alias", { $0.release.initiative.authors = ["SAM@EXAMPLE.COM"] }, "is an author of the change"),
        ("case and spaces", { $0.release.initiative.authors = ["  SAM "] }, "is an author of the change"),
        ("login sign", { $0.release.initiative.authors = ["@sam"] }, "is an author of the change"),
        (
            "address in other case", { $0.release.initiative.authors = ["Sam@Example.COM"] },
            "is an author of the change"
        ),
        (
            "name in quotes", { $0.release.initiative.authors = ["\"Sam\" <s@example.org>"] },
            "is an author of the change"
        ),
        ("mail link", { $0.release.initiative.authors = ["mailto:sam@example.com"] }, "is an author of the change"),
        (
            "tag in the address", { $0.release.initiative.authors = ["Bot <sam+ci@example.com>"] },
            "is an author of the change"
        ),
        (
            "dots of Gmail",
            {
                $0.release.approvalMatrix.roles[0].members[0].aliases = ["sam.smith@gmail.com"]
                $0.release.initiative.authors = ["S <s.a.m.smith+x@googlemail.com>"]
            }, "is an author of the change"
        ),
        (
            "private address of GitHub",
            { $0.release.initiative.authors = ["Nobody <583231+sam@users.noreply.github.com>"] },
            "is an author of the change"
        ),
        (
            "old private address of GitHub", { $0.release.initiative.authors = ["sam@users.noreply.github.com"] },
            "is an author of the change"
        ),
        (
            "private address of GitLab",
            { $0.release.initiative.authors = ["N <77-Sam@users.noreply.gitlab.com>"] }, "is an author of the change"
        ),
        (
            "accent written the other way",
            {
                $0.release.approvalMatrix.roles[0].members[0].aliases = ["Jos\u{E9}"]
                $0.release.initiative.authors = ["JOSE\u{301} <j@example.org>"]
            }, "is an author of the change"
        ),
        (
            "sharp s in capitals",
            {
                $0.release.approvalMatrix.roles[0].members[0].aliases = ["Wei\u{DF}"]
                $0.release.initiative.authors = ["WEISS"]
            }, "is an author of the change"
        ),
        (
            "invisible characters", { $0.release.initiative.authors = ["s\u{200B}am\u{FEFF}"] },
            "is an author of the change"
        ),
        (
            "last pusher, whom the evidence names",
            { $0.evidence[1].producer = "Sam Smith <sam@example.com>" }, "produced the evidence plan.json"
        ),
        (
            "delegate of an author",
            {
                $0.release.initiative.authors = ["sue"]
                $0.release.delegations = [
                    Delegation(
                        role: "sre-lead", from: "sam", to: "sue", start: Sample.hoursAgo(9),
                        end: Sample.now + .days(1), reason: "holiday")
                ]
            }, "delegated the vote to sue"
        ),
        (
            "bot by its name",
            {
                $0.release.approvalMatrix.roles[0].members[0].id = "sam[bot]"
                $0.release.approvalMatrix.roles[0].members[0].aliases = ["sam"]
            }, "is a bot"
        ),
        (
            "bot by its private address",
            {
                $0.release.approvalMatrix.roles[0].members[0].id = "49699333+dependabot[bot]@users.noreply.github.com"
                $0.release.approvalMatrix.roles[0].members[0].aliases = ["sam"]
            }, "is a bot"
        ),
        ("bot", { $0.release.approvalMatrix.roles[0].members[0].isBot = true }, "is a bot"),
        (
            "shared alias",
            {
                $0.release.approvalMatrix.roles[1].members[0].aliases = ["sam@example.com"]
                $0.release.initiative.authors = ["carol"]
            }, "is an author of the change"
        ),
    ]

    @Test(arguments: collisions.indices) func nobodyApprovesTheirOwn(index: Int) throws {
        let collision = SegregationOfDutiesTests.collisions[index]
        let clean = Sample.changed { $0.records.approvals = [Sample.approval("sam", "sre-lead", $0)] }
        #expect(Evaluation.review(clean).gate("production")?.decision == .proceed)
        let input = Sample.changed {
            collision.change(&$0)
            $0.records.approvals = [Sample.approval("sam", "sre-lead", $0)]
        }
        let gate = try #require(Evaluation.review(input).gate("production"))
        #expect(gate.decision != .proceed, "\(collision.name)")
        #expect(gate.approval.votes.first?.voidReason?.contains(collision.reason) == true, "\(collision.name)")
    }

    /// What looks alike and is another person does not keep anybody out.
    @Test(arguments: [
        "sam@example.org", "samuel", "Sam Jones", "+sam@example.com", "sam-x@example.com", "s.am@example.com",
        "sam@noreply.github.com", "x-sam@users.noreply.gitlab.com", "12+sam2@users.noreply.github.com",
    ])
    func othersApprove(author: String) {
        let input = Sample.changed {
            $0.release.initiative.authors = [PersonID(author)]
            $0.records.approvals = [Sample.approval("sam", "sre-lead", $0)]
        }
        #expect(Evaluation.review(input).gate("production")?.decision == .proceed, "\(author)")
    }

    @Test func aRoleWhoseOnlyMemberIsTheAuthorIsToldAtPlanTime() throws {
        let input = Sample.changed {
            $0.release.initiative.authors = ["carol"]
            $0.release.initiative.declaredClass = .high
        }
        let review = Evaluation.review(input)
        let gate = try #require(review.gate("production"))
        #expect(
            gate.approval.state
                == .unsatisfiable("nobody in the role \"cto\" may approve: carol is an author of the change"))
        #expect(gate.decision == .block)
        #expect(review.finding("approvals-satisfiable")?.state == .red)
        #expect(review.gaps.contains { $0.id == "approval:production" && $0.isBlocking })
        #expect(gate.approval.excluded == ["carol is an author of the change"])
    }

    @Test func onePersonHasOneVoteInTwoRoles() throws {
        let both = ApprovalRequirement.allOf([.role("sre-lead"), .role("release-manager")])
        func state(_ voters: [(PersonID, RoleID)]) -> ApprovalStatus.State? {
            let input = Sample.changed { input in
                input.release.approvalMatrix.rules = [ApprovalRule(classes: [], requirement: both)]
                input.records.approvals = voters.map { Sample.approval($0.0, $0.1, input) }
            }
            return Evaluation.review(input).gate("production")?.approval.state
        }
        let until = Sample.hoursAgo(1) + .days(3)
        #expect(state([("sue", "sre-lead"), ("sue", "release-manager")]) == .pending)
        #expect(state([("sue", "sre-lead"), ("rita", "release-manager")]) == .granted(until: until))
        // Sue's first vote is her vote: a second one in another role counts for nothing.
        #expect(state([("sue", "sre-lead"), ("sue", "release-manager"), ("sam", "sre-lead")]) == .pending)
        #expect(
            state([("sue", "release-manager"), ("sue", "sre-lead"), ("sam", "sre-lead")]) == .granted(until: until))
    }

    @Test func aDelegatedVoteIsGivenOnce() {
        let two = ApprovalRequirement.count(2, of: ["sre-lead"])
        func votes(_ second: PersonID, behalf: PersonID?) -> ApprovalStatus? {
            let input = Sample.changed { input in
                input.release.approvalMatrix.rules = [ApprovalRule(classes: [], requirement: two)]
                input.release.delegations = [
                    Delegation(
                        role: "sre-lead", from: "sam", to: "dora", start: Sample.hoursAgo(2), end: Sample.now,
                        reason: "away")
                ]
                input.records.approvals = [
                    Sample.approval("sam", "sre-lead", input, at: Sample.hoursAgo(3)),
                    Sample.approval(second, "sre-lead", input, onBehalfOf: behalf),
                ]
            }
            return Evaluation.review(input).gate("production")?.approval
        }
        #expect(votes("dora", behalf: "sam")?.state == .pending)
        #expect(
            votes("dora", behalf: nil)?.votes.last?.voidReason
                == "sam has voted already; a vote that was given cannot be given again for them")
        #expect(votes("sue", behalf: nil)?.state != .pending)
        #expect(
            votes("sue", behalf: "sam")?.votes.last?.voidReason
                == "sam did not delegate the vote in the role \"sre-lead\" to sue")
    }
}
