import ReleaseModel
import Testing

@testable import ReleaseEvaluation

/// A request that nobody answers counts as rejected, in the gate's own word.
@Suite struct TimeoutTests {
    private static let asked = Sample.hoursAgo(24)

    private func gate(
        deadline: Instant, _ change: (inout ReviewInput) -> Void = { _ in }
    ) -> GateResult? {
        let input = Sample.changed { input in
            input.records.requests.made = [TimeoutTests.request(TimeoutTests.asked, deadline)]
            change(&input)
        }
        return Evaluation.review(input).gate("production")
    }

    private static func request(_ since: Instant, _ deadline: Instant, isExplicit: Bool = true) -> ApprovalRequest {
        ApprovalRequest(
            subject: .gate("production"), since: since, isExplicit: isExplicit,
            deadlines: Dictionary(uniqueKeysWithValues: RiskClass.allCases.map { ($0, deadline) }))
    }

    @Test func theGateBlocksFromTheDeadlineOn() throws {
        let before = try #require(gate(deadline: Instant(milliseconds: Sample.now.milliseconds + 1)))
        #expect(before.approval.state == .pending && before.decision == .wait)
        #expect(before.waits.first?.until == Instant(milliseconds: Sample.now.milliseconds + 1))
        let after = try #require(gate(deadline: Sample.now))
        #expect(after.approval.state == .timedOut(since: TimeoutTests.asked, at: Sample.now))
        #expect(after.decision == .block)
        #expect(after.decisionReason.contains("nobody answered the request for approval"))
        #expect(after.pathToGreen.contains { $0.action.contains("ask for the approval of production again") })
    }

    @Test func aVoteAfterTheDeadlineCountsForNothingUntilItIsAskedAgain() throws {
        let deadline = Sample.hoursAgo(2)
        let late: (inout ReviewInput) -> Void = { $0.records.approvals = [Sample.approval("sam", "sre-lead", $0)] }
        let gate = try #require(self.gate(deadline: deadline, late))
        #expect(gate.decision == .block)
        #expect(gate.approval.votes.first?.voidReason?.contains("for want of an answer") == true)
        // The same entry in the release file is held to the same rule.
        let inFile = self.gate(deadline: deadline) { $0.release.approvals = [Sample.approval("sam", "sre-lead", $0)] }
        #expect(inFile?.approval.state == gate.approval.state)
        let again = self.gate(deadline: deadline) { input in
            late(&input)
            input.records.requests.made.append(TimeoutTests.request(Sample.hoursAgo(1), Sample.now + .hours(9)))
        }
        #expect(again?.decision == .proceed)
    }

    /// A timeout is a rejection: what was voted before the request was made again has to be voted again.
    @Test(arguments: [false, true], [3, 1] as [Int64])
    func aRequestThatIsMadeAgainNeedsNewVotes(isInFile: Bool, hours: Int64) throws {
        func gate(_ requests: [ApprovalRequest], votes: [Int64]) throws -> GateResult {
            try #require(
                self.gate(deadline: Sample.hoursAgo(4)) { input in
                    input.records.requests.made = requests
                    let cast = votes.map { Sample.approval("sam", "sre-lead", input, at: Sample.hoursAgo($0)) }
                    if isInFile { input.release.approvals = cast } else { input.records.approvals = cast }
                })
        }
        let missed = TimeoutTests.request(TimeoutTests.asked, Sample.hoursAgo(4))
        var again = TimeoutTests.request(Sample.hoursAgo(2), Sample.now + .hours(9))
        // The vote of three hours ago came too late for the first request and before the second.
        let both = try gate([missed, again], votes: [hours])
        #expect(both.decision == (hours == 1 ? .proceed : .wait))
        let reason = both.approval.votes.first?.voidReason
        #expect((reason == nil) == (hours == 1))
        #expect(reason?.contains("before the request was made again") ?? true)
        // The entry of the second says so where the first is no longer on record.
        #expect(try gate([again], votes: [hours]).decision == .proceed)
        again.isReopening = true
        #expect(try gate([again], votes: [hours]).approval.votes.first?.voidReason == reason)
        // Given again, it counts, and the first one does not stand in its way.
        #expect(try gate([missed, again], votes: [3, 1]).decision == .proceed)
        // A request that was answered in time is not made again: its votes go on counting.
        again.isReopening = false
        #expect(try gate([missed, again], votes: [5]).decision == .proceed)
    }

    @Test func aVoteInTimeAnswersItEvenWhereItHasEndedSince() {
        let deadline = Sample.hoursAgo(2)
        let answered = gate(deadline: deadline) {
            $0.records.approvals = [Sample.approval("sam", "sre-lead", $0, at: Sample.hoursAgo(3))]
        }
        #expect(answered?.decision == .proceed)
        let ended = gate(deadline: deadline) {
            $0.records.approvals = [
                Sample.approval("sam", "sre-lead", $0, at: Sample.hoursAgo(3), expiresAt: Sample.hoursAgo(1))
            ]
        }
        #expect(ended?.approval.state == .pending)
        #expect(ended?.approval.askedSince == Sample.now)
        // A vote from before the request is no answer to it.
        let older = gate(deadline: deadline) {
            $0.records.approvals = [
                Sample.approval("sam", "sre-lead", $0, at: Sample.hoursAgo(30), expiresAt: Sample.hoursAgo(1))
            ]
        }
        #expect(older?.approval.state == .timedOut(since: TimeoutTests.asked, at: deadline))
    }

    @Test func halfAnAnswerIsNone() {
        let gate = self.gate(deadline: Sample.hoursAgo(2)) { input in
            input.release.approvalMatrix.rules = [
                ApprovalRule(classes: [], requirement: .allOf([.role("sre-lead"), .role("cto")]))
            ]
            input.records.approvals = [
                Sample.approval("sam", "sre-lead", input, at: Sample.hoursAgo(3)),
                Sample.approval("carol", "cto", input, at: Sample.hoursAgo(1)),
            ]
        }
        #expect(gate?.decision == .block)
        #expect(gate?.approval.missingRoles == ["cto"])
    }

    @Test func draftsTimeOutToo() {
        var records = Sample.records
        let key: DraftKey = "rg1-1"
        let deadline = Sample.hoursAgo(1)
        var request = TimeoutTests.request(TimeoutTests.asked, deadline, isExplicit: false)
        request.subject = .draft(key)
        records.requests.made = [request]
        let evaluator = ApprovalEvaluator(Evaluation.review(Sample.input), records: records)
        func state(isNew: Bool) -> ApprovalStatus.State {
            evaluator.draftApproval(key: key, kind: .ticket, content: Sample.digest(1), isNew: isNew).state
        }
        #expect(state(isNew: false) == .timedOut(since: TimeoutTests.asked, at: deadline))
        #expect(state(isNew: true) == .pending)
    }

    @Test func anEscalationToNobodyIsSaid() throws {
        let input = Sample.changed { input in
            input.release.approvalMatrix.roles.removeAll { $0.id == "cto" }
            input.release.approvalMatrix.rules = [ApprovalRule(classes: [], requirement: .role("sre-lead"))]
        }
        let review = Evaluation.review(input)
        let gap = try #require(review.gaps.first { $0.id == "escalation:cto" })
        #expect(gap.summary.contains("4 h after it was asked for") && gap.summary.contains("has no members named"))
        #expect(!gap.isBlocking)
        #expect(review.finding("approvals-satisfiable")?.reason.contains("has no members named") == true)
        let author = Sample.changed { $0.release.initiative.authors = ["carol"] }
        #expect(
            Evaluation.review(author).gaps.first { $0.id == "escalation:cto" }?.summary.hasSuffix(
                "in which nobody may approve: carol is an author of the change") == true)
        #expect(!Evaluation.review(Sample.input).gaps.contains { $0.id.hasPrefix("escalation") })
    }
}
