import ReleaseModel
import Testing

@testable import ReleaseEvaluation

@Suite struct OverrideJudgeTests {
    static let valid = EmergencyOverride(
        id: "o-1", environment: "production", reason: "payments are down",
        consents: [.init(role: "sre-lead", person: "sam"), .init(role: "cto", person: "carol")],
        start: Sample.hoursAgo(1), end: Sample.now + .hours(3), reviewDue: Sample.now + .days(3))

    private func review(
        _ override: EmergencyOverride, _ change: (inout ReviewInput) -> Void = { _ in }
    ) -> ReadinessReview {
        Evaluation.review(
            Sample.changed {
                $0.evidence[0] = Sample.tests(failed: 50)
                $0.records.overrides = [override]
                change(&$0)
            })
    }

    @Test func twoRolesLetItPassAndTheStateStays() throws {
        let gate = try #require(review(OverrideJudgeTests.valid).gate("production"))
        #expect(gate.decision == .proceed)
        #expect(gate.state == .red)
        #expect(gate.decisionReason.contains("o-1"))
        #expect(gate.override?.contains("payments are down") == true)
        #expect(gate.validUntil == Sample.now + .hours(3))
        #expect(review(OverrideJudgeTests.valid).gate("staging")?.decision == .block)
    }

    @Test(
        arguments: [
            ("no reason", { @Sendable (override: inout EmergencyOverride) in override.reason = "" }),
            ("one role", { $0.consents.removeLast() }),
            ("one person", { $0.consents[1].person = "sam" }),
            (
                "same role",
                { $0.consents = [.init(role: "sre-lead", person: "sam"), .init(role: "sre-lead", person: "sue")] }
            ),
            ("no member", { $0.consents[1].person = "mallory" }),
            ("no override role", { $0.consents[1] = .init(role: "release-manager", person: "rita") }),
            ("too long", { $0.end = $0.start + .hours(8) + TimeAmount(seconds: 1) }),
            ("not started", { $0.start = Sample.now + .minutes(1) }), ("ended", { $0.end = Sample.now }),
            ("ended early", { $0.endedAt = Sample.now }), ("elsewhere", { $0.environment = "staging" }),
        ] as [(String, @Sendable (inout EmergencyOverride) -> Void)])
    func refused(name: String, change: @Sendable (inout EmergencyOverride) -> Void) {
        var override = OverrideJudgeTests.valid
        change(&override)
        #expect(review(override).gate("production")?.decision == .block, "\(name)")
    }

    @Test func itPassesNeitherTheCalendarNorAnUnknownSubject() {
        let closed = review(OverrideJudgeTests.valid) {
            $0.calendar["production"] = CalendarVerdict(state: .closed, explanation: "freeze")
        }
        #expect(closed.gate("production")?.decision == .wait)
        let unknown = review(OverrideJudgeTests.valid) { $0.release.subject = nil }
        #expect(unknown.gate("production")?.decision == .block)
    }

    @Test func anOverdueReviewBlocksTheNextPromotion() {
        func state(_ due: Instant, isReviewed: Bool = false, end: Instant = Sample.now + .hours(3)) -> ReadinessState? {
            var override = OverrideJudgeTests.valid
            override.reviewDue = due
            override.isReviewed = isReviewed
            override.end = end
            override.start = end - .hours(2)
            return review(override).finding("overrides-reviewed", "dev")?.state
        }
        #expect(state(Sample.now, end: Sample.hoursAgo(1)) == .red)
        #expect(state(Instant(milliseconds: Sample.now.milliseconds + 1), end: Sample.hoursAgo(1)) == .green)
        #expect(state(Sample.now, isReviewed: true, end: Sample.hoursAgo(1)) == .green)
        // A due date later than the class allows does not help.
        #expect(state(Sample.now + .days(900), end: Sample.now - .days(5)) == .red)
    }
}
