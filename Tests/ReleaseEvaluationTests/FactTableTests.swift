import ReleaseModel
import Testing

@testable import ReleaseEvaluation

@Suite struct FactTableTests {
    private func resolve(
        _ fact: FactID, _ items: [EvidenceItem], in environment: EnvironmentID = "production"
    ) -> FactTable.Resolution {
        let input = Sample.changed { $0.evidence = items }
        return FactTable(EvidenceSet(input, riskClass: .low)).resolve(fact, in: environment)
    }

    private func value(_ fact: FactID, _ items: [EvidenceItem]) -> String {
        FactTable.display(resolve(fact, items).reading)
    }

    @Test func partsOfOneWholeAddUp() {
        let shards = (1...12).map { number in
            Sample.tests(
                "shard-\(number).xml", failed: number == 3 ? 2 : 0, total: 10, number: number,
                observedAt: Sample.hoursAgo(2) + .minutes(Int64(number)))
        }
        #expect(value("tests.failed", shards) == "2")
        #expect(value("tests.total", shards) == "120")
        #expect(value("tests.pass_rate", shards) == "98.33 %")
        #expect(resolve("tests.failed", shards).sources.count == 12)
        let sameRun = [
            Sample.tests("a.xml", failed: 1, number: 1, observedAt: Sample.hoursAgo(9), runID: "7"),
            Sample.tests("b.xml", failed: 0, number: 2, observedAt: Sample.hoursAgo(2), runID: "7"),
        ]
        #expect(value("tests.failed", sameRun) == "1")
    }

    @Test func aNewerRunTakesThePlaceAndTheOlderIsShown() {
        let runs = [
            Sample.tests("a.xml", failed: 3, number: 1, observedAt: Sample.hoursAgo(3), runID: "7"),
            Sample.tests("b.xml", failed: 0, number: 2, observedAt: Sample.hoursAgo(2), runID: "8"),
        ]
        #expect(value("tests.failed", runs) == "0")
        #expect(resolve("tests.failed", runs).replaced == ["the older a.xml says 3"])
        let days = [
            Sample.tests("a.xml", failed: 3, number: 1, observedAt: Sample.hoursAgo(30)),
            Sample.tests("b.xml", failed: 0, number: 2, observedAt: Sample.hoursAgo(2)),
        ]
        #expect(value("tests.failed", days) == "0")
    }

    @Test func twoChannelsConflict() {
        var other = Sample.tests("ci.xml", failed: 4, number: 5, observedAt: Sample.hoursAgo(3))
        other.channel = "ci"
        let resolution = resolve("tests.failed", [Sample.tests(), other])
        #expect(FactTable.display(resolution.reading) == "0")
        #expect(resolution.conflicts == ["ci.xml says 4"])
        let review = Evaluation.review(Sample.changed { $0.evidence.append(other) })
        #expect(review.finding("evidence-consistent")?.state == .yellow)
        // The same run said something worse before: it is not hidden.
        var first = Sample.tests(runID: "7")
        first.observedAt = Sample.hoursAgo(2)
        other.runID = "7"
        #expect(value("tests.failed", [first, other]) == "4")
        // At the same instant nobody can tell which is newer.
        other.runID = nil
        other.observedAt = Sample.hoursAgo(2)
        #expect(value("tests.failed", [Sample.tests(), other]) == "4")
    }

    @Test func differentStacksAddUpAndPagesAreEachJudged() {
        var pulumi = Sample.plan("pulumi.json", stateful: 1, number: 4)
        pulumi.channel = "pulumi"
        #expect(value("plan.changes", [Sample.plan(), pulumi]) == "6")
        #expect(value("plan.deletes.stateful", [Sample.plan(stateful: 2), pulumi]) == "3")
        let page = { (path: String, channel: ChannelID, days: Int64) in
            Sample.item(path, channel, revision: nil, [Fact("docs.age", .duration(.days(days)))])
        }
        #expect(value("docs.age", [page("a", "confluence", 2), page("b", "notion", 400)]) == "400 d")
        #expect(value("docs.age", [page("a", "confluence", 2), page("b", "confluence", 400)]) == "400 d")
    }

    @Test func twoFormatsOfOneChannelAreTwoViews() {
        let runs = [
            Sample.item("a", "ci", format: "checks", [Fact("ci.failed", .count(0))]),
            Sample.item("b", "ci", format: "runs", [Fact("ci.failed", .count(2))]),
        ]
        #expect(value("ci.failed", runs) == "2")
        #expect(value("ci.failed", runs.reversed()) == "2")
    }

    @Test func unknownIsNotSkipped() {
        let items = [
            Sample.tests("a.xml", number: 1),
            Sample.item("b.xml", "tests", number: 2, [Fact("tests.failed", unknown: "the report is empty")]),
        ]
        #expect(resolve("tests.failed", items).reading == .unknown("b.xml: the report is empty"))
        #expect(value("tests.none", items).hasPrefix("unknown"))
    }

    @Test func amountsOfTwoCurrenciesAreUnknown() {
        let cost = { (path: String, currency: String) in
            Sample.item(path, "cost", [Fact("cost.monthly_delta", .money(Money(10, currency)))])
        }
        #expect(value("cost.monthly_delta", [cost("a", "EUR"), cost("b", "EUR")]) == "20 EUR")
        #expect(value("cost.monthly_delta", [cost("a", "EUR"), cost("b", "USD")]).hasPrefix("unknown"))
    }

    @Test func sumsDoNotOverflow() {
        let huge = [Sample.plan("a", changes: .max, number: 1), Sample.plan("b", changes: .max, number: 2)]
        #expect(value("plan.changes", huge) == "\(Int64.max)")
    }
}
