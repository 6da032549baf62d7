import ReleaseModel
import Testing

@testable import ReleaseEvaluation

@Suite struct EvidenceJudgeTests {
    private func word(_ item: EvidenceItem, _ input: ReviewInput = Sample.input) -> String {
        EvidenceJudge(input).judge(item, for: .low).standing.word
    }

    @Test func revisions() {
        let facts = [Fact("tests.failed", .count(0))]
        #expect(word(Sample.item("a", "tests", facts)) == "ACCEPTED")
        #expect(word(Sample.item("a", "tests", revision: "9F2C1E7", facts)) == "ACCEPTED")
        #expect(word(Sample.item("a", "tests", revision: "9f2c1e", facts)) == "REJECTED")
        #expect(word(Sample.item("a", "tests", revision: "0000000", facts)) == "REJECTED")
        #expect(word(Sample.item("a", "tests", revision: nil, facts)) == "REJECTED")
        #expect(word(Sample.item("a", "jira", revision: nil, facts)) == "ACCEPTED")
        #expect(word(Sample.item("a", "jira", revision: "0000000", facts)) == "REJECTED")
        #expect(word(Sample.item("a", "github", revision: nil, [Fact("issues.open", .count(0))])) == "ACCEPTED")
        let unknown = Sample.changed { $0.release.subject?.revision = nil }
        #expect(word(Sample.item("a", "tests", facts), unknown) == "REJECTED")
        #expect(word(Sample.item("a", "tests", revision: nil, facts), unknown) == "REJECTED")
    }

    @Test func environments() {
        #expect(word(Sample.tests(environment: "staging")) == "ACCEPTED")
        #expect(word(Sample.tests(environment: "prod2")) == "REJECTED")
        let input = Sample.changed { $0.evidence[0].environment = "staging" }
        let review = Evaluation.review(input)
        #expect(review.finding("tests-passed", "staging")?.state == .green)
        #expect(review.finding("tests-passed", "production")?.state == .unknown)
    }

    @Test func times() {
        let skew = Sample.now + .minutes(5)
        #expect(word(Sample.tests(observedAt: skew)) == "ACCEPTED")
        #expect(word(Sample.tests(observedAt: Instant(milliseconds: skew.milliseconds + 1))) == "REJECTED")
        #expect(word(Sample.tests(observedAt: nil)) == "REJECTED")
        let limit = Sample.now - .days(7)
        #expect(word(Sample.tests(observedAt: limit)) == "ACCEPTED")
        #expect(word(Sample.tests(observedAt: Instant(milliseconds: limit.milliseconds - 1))) == "STALE")
        let judged = EvidenceJudge(Sample.input).judge(Sample.tests(), for: .low)
        #expect(judged.expiresAt == Sample.hoursAgo(2) + .days(7))
    }

    @Test func aStatementEndsByItsOwnWords() {
        var item = Sample.tests()
        item.validUntil = Sample.now
        #expect(word(item) == "STALE")
        item.validUntil = Instant(milliseconds: Sample.now.milliseconds + 1)
        #expect(word(item) == "ACCEPTED")
        #expect(EvidenceJudge(Sample.input).judge(item, for: .low).expiresAt == item.validUntil)
    }

    @Test func theShorterLifetimeCounts() {
        let shorter = Sample.changed { $0.release.channels[0].timeToLive = .hours(1) }
        #expect(word(Sample.tests(), shorter) == "STALE")
        let longer = Sample.changed { $0.release.channels[0].timeToLive = .days(700) }
        #expect(word(Sample.tests(observedAt: Sample.now - .days(8)), longer) == "STALE")
        let criterion = Sample.changed { input in
            for index in input.policy.criteria.indices { input.policy.criteria[index].timeToLive = [.low: .hours(1)] }
        }
        let review = Evaluation.review(criterion)
        #expect(review.finding("tests-passed")?.state == .unknown)
        #expect(review.finding("tests-passed")?.reason.contains("STALE") == true)
    }

    @Test func withdrawnUntilSomethingNewerComes() {
        let seen = SeenEvidence(
            path: "gone.xml", channel: "tests", environment: nil, digest: Sample.digest(7),
            observedAt: Sample.hoursAgo(3), facts: ["tests.failed"])
        let none = Sample.changed {
            $0.evidence.removeFirst()
            $0.records.seenEvidence = [seen]
        }
        #expect(Evaluation.review(none).evidence.contains { $0.standing.word == "WITHDRAWN" })
        #expect(Evaluation.review(none).finding("tests-passed")?.reason.contains("WITHDRAWN") == true)

        let newer = Sample.changed { $0.records.seenEvidence = [seen] }
        #expect(Evaluation.review(newer).finding("tests-passed")?.state == .green)

        let older = Sample.changed {
            $0.evidence[0].observedAt = Sample.hoursAgo(4)
            $0.records.seenEvidence = [seen]
        }
        #expect(Evaluation.review(older).finding("tests-passed")?.state == .unknown)

        // A document of the same run, or one that stood beside it, is no replacement.
        let sameRun = Sample.changed {
            $0.evidence[0].runID = "77"
            var part = seen
            part.runID = "77"
            $0.records.seenEvidence = [part]
        }
        #expect(Evaluation.review(sameRun).finding("tests-passed")?.state == .unknown)
        let beside = Sample.changed { input in
            input.evidence[0].observedAt = Sample.hoursAgo(3) + .minutes(30)
            input.records.seenEvidence = [
                seen,
                SeenEvidence(
                    path: "tests.xml", channel: "tests", environment: nil, digest: Sample.digest(1),
                    observedAt: input.evidence[0].observedAt, facts: ["tests.failed"]),
            ]
        }
        #expect(Evaluation.review(beside).finding("tests-passed")?.state == .unknown)
    }

    @Test func aMissingOrBrokenDocumentHidesItsChannel() {
        let missing = UnreadableEvidence(
            path: "shard-2.xml", channel: "tests", environment: nil, isMissing: true, digest: nil,
            diagnostic: Diagnostic(.error, at: Sample.location(), "there is no such file"))
        let input = Sample.changed { $0.unreadable = [missing] }
        let review = Evaluation.review(input)
        #expect(review.finding("tests-passed")?.state == .unknown)
        #expect(review.finding("no-stateful-deletes")?.state == .green)
        #expect(review.finding("channels-covered")?.state == .unknown)
        #expect(review.evidence.map(\.standing.word).contains("MISSING"))
        var broken = missing
        broken.isMissing = false
        broken.environment = "staging"
        let other = Evaluation.review(Sample.changed { $0.unreadable = [broken] })
        #expect(other.finding("tests-passed", "staging")?.state == .unknown)
        #expect(other.finding("tests-passed", "production")?.state == .green)
    }

    @Test func theLedgerRemembersWhatIsAboutTheSubject() {
        let input = Sample.changed {
            $0.evidence[0].runID = "7"
            $0.evidence.append(
                Sample.item("foreign.xml", "tests", revision: "0000000", [Fact("tests.failed", .count(0))]))
        }
        let remembered = Evaluation.review(input).evidenceToRemember
        #expect(remembered.map(\.path) == ["page.json", "plan.json", "tests.xml"])
        #expect(remembered.last?.runID == "7")
    }
}
