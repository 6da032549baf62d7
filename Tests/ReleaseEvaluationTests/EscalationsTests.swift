import ReleaseModel
import Testing

@testable import ReleaseEvaluation

@Suite struct EscalationsTests {
    private func entry(_ requestedAt: Instant?) -> Escalations.Entry? {
        let review = Evaluation.review(Sample.input)
        return Escalations.schedule(
            review, requestedAt: requestedAt.map { ["production": $0] } ?? [:], workingTime: { $0 + $1 }
        ).first
    }

    @Test func waitsPassOnAndEndInARejection() {
        let fresh = entry(nil)
        #expect(fresh?.roles == ["sre-lead"])
        #expect(fresh?.nextRole == "cto")
        #expect(fresh?.nextAt == Sample.now + .hours(4))
        #expect(fresh?.rejectedAt == Sample.now + .hours(24))
        let passed = entry(Sample.hoursAgo(4))
        #expect(passed?.roles == ["cto"])
        #expect(passed?.nextRole == nil)
        #expect(passed?.isTimedOut == false)
        let over = entry(Sample.hoursAgo(24))
        #expect(over?.isTimedOut == true)
        #expect(over?.summary.contains("rejected") == true)
    }

    @Test func nothingPendingIsNoSchedule() {
        let input = Sample.changed { $0.records.approvals = [Sample.approval("sam", "sre-lead", $0)] }
        let review = Evaluation.review(input)
        #expect(Escalations.schedule(review, requestedAt: [:], workingTime: { $0 + $1 }).isEmpty)
    }
}
