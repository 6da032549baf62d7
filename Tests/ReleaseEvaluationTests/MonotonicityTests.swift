import ReleaseModel
import Testing

@testable import ReleaseEvaluation

/// Removing or worsening one piece of evidence never improves anything.
@Suite struct MonotonicityTests {
    /// A generator with a fixed sequence (Steele, Lea, Flood: SplitMix64), so that a failure can be repeated.
    private struct Generator {
        private var state: UInt64

        init(seed: UInt64) { state = seed }

        mutating func next(_ bound: Int) -> Int {
            state &+= 0x9E37_79B9_7F4A_7C15
            var value = state
            value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
            return Int((value ^ (value >> 31)) % UInt64(bound))
        }

        mutating func flip() -> Bool { next(2) == 0 }
    }

    private func release(_ random: inout Generator) -> ReviewInput {
        let environments: [EnvironmentID?] = [nil, nil, "staging", "production"]
        let count = 2 + random.next(6)
        let evidence = (0..<count).map { number -> EvidenceItem in
            let observedAt = Sample.now - .minutes(Int64(random.next(60 * 24 * 5)))
            let environment = environments[random.next(environments.count)]
            let runID = ["7", "8", nil, nil][random.next(4)]
            switch random.next(4) {
            case 0:
                return Sample.plan(
                    "plan-\(number)", deletes: Int64(random.next(2)), stateful: Int64(random.next(2)),
                    changes: Int64(random.next(30)), number: number, environment: environment)
            case 1:
                return Sample.item(
                    "page-\(number)", "confluence", format: "page", revision: nil, environment: environment,
                    observedAt: observedAt, number: number,
                    [Fact("docs.age", .duration(.days(Int64(random.next(50)))))])
            default:
                var item = Sample.tests(
                    "tests-\(number)", failed: Int64(random.next(4)), number: number, observedAt: observedAt,
                    runID: runID, environment: environment)
                if random.next(3) == 0 { item.channel = "ci" }
                return item
            }
        }
        return Sample.changed { input in
            input.evidence = evidence
            input.release.channels = ["tests", "terraform", "confluence"].map { Sample.channel($0) }
            input.records.seenEvidence = evidence.map { item in
                SeenEvidence(
                    path: item.path, channel: item.channel, environment: item.environment, digest: item.digest,
                    observedAt: item.observedAt, facts: item.facts.map(\.id), runID: item.runID)
            }
            input.records.approvals = input.release.scope.environments.map {
                Sample.approval("sam", "sre-lead", input, $0.id)
            }
        }
    }

    private func worsen(_ input: inout ReviewInput, _ random: inout Generator) -> String {
        let index = random.next(input.evidence.count)
        let item = input.evidence[index]
        switch random.next(6) {
        case 0:
            input.evidence.remove(at: index)
            return "withdrew \(item.path)"
        case 1:
            input.evidence.remove(at: index)
            input.unreadable.append(
                UnreadableEvidence(
                    path: item.path, channel: item.channel, environment: item.environment, isMissing: random.flip(),
                    digest: nil, diagnostic: Diagnostic(.error, at: Sample.location(), "cut off")))
            return "broke \(item.path)"
        case 2:
            input.evidence[index].revision = "0000000"
            return "took \(item.path) from elsewhere"
        case 3:
            input.evidence[index].environment = "nowhere"
            return "moved \(item.path) to a foreign environment"
        case 4:
            let fact = random.next(item.facts.count)
            input.evidence[index].facts[fact].reading = .unknown("cut off")
            return "made \(item.facts[fact].id) of \(item.path) unknown"
        default:
            input.evidence[index].facts = item.facts.map { fact in
                switch (fact.id, fact.value) {
                case ("tests.failed", .count(let count)): Fact(fact.id, .count(count + 3))
                case ("tests.passed", .count(let count)): Fact(fact.id, .count(max(0, count - 3)))
                case ("tests.pass_rate", .ratio(let rate)): Fact(fact.id, .ratio(rate - (ExactDecimal("0.03") ?? 0)))
                case ("docs.age", .duration(let age)): Fact(fact.id, .duration(TimeAmount(seconds: age.seconds * 2)))
                case (_, .count(let count)) where fact.id.name.hasPrefix("plan."): Fact(fact.id, .count(count + 3))
                default: fact
                }
            }
            return "worsened \(item.path)"
        }
    }

    private func order(_ decision: PromotionDecision) -> Int {
        PromotionDecision.allCases.firstIndex(of: decision) ?? 0
    }

    @Test func worseEvidenceNeverImprovesAnything() {
        for seed in 1...300 {
            var random = Generator(seed: UInt64(seed))
            let before = release(&random)
            var after = before
            let what = worsen(&after, &random)
            let (first, second) = (Evaluation.review(before), Evaluation.review(after))
            #expect(second.risk.riskClass >= first.risk.riskClass, "seed \(seed): \(what)")
            for (old, new) in zip(first.gates, second.gates) {
                let place = "seed \(seed), \(old.environment): \(what)"
                #expect(new.state.rank >= old.state.rank, "\(place)")
                #expect(order(new.decision) >= order(old.decision), "\(place)")
                if let oldScore = old.score, let newScore = new.score { #expect(newScore <= oldScore, "\(place)") }
                for finding in old.findings {
                    guard let other = new.findings.first(where: { $0.criterion == finding.criterion }) else {
                        Issue.record("\(place): \(finding.criterion) is no longer asked")
                        continue
                    }
                    #expect(other.state.rank >= finding.state.rank, "\(place): \(finding.criterion)")
                }
            }
        }
    }

    @Test func timeAloneNeverImprovesEvidence() {
        for seed in 1...100 {
            var random = Generator(seed: UInt64(seed))
            let before = release(&random)
            var after = before
            after.asOf = before.asOf + .hours(Int64(1 + random.next(100)))
            let (first, second) = (Evaluation.review(before), Evaluation.review(after))
            for (old, new) in zip(first.gates, second.gates) {
                #expect(new.state.rank >= old.state.rank, "seed \(seed), \(old.environment)")
                #expect(order(new.decision) >= order(old.decision), "seed \(seed), \(old.environment)")
            }
        }
    }

    /// No vote of somebody who may not vote, and no waiver or override of nobody, opens a gate.
    @Test func actsWithoutAuthorityNeverOpenAGate() {
        let people: [PersonID] = ["mallory", "Ann Lee <ann@example.com>", "rob", "carol", "renovate[bot]", "rita"]
        for seed in 1...100 {
            var random = Generator(seed: UInt64(seed))
            var input = release(&random)
            input.records.approvals = []
            let before = Evaluation.review(input)
            for _ in 0...random.next(4) {
                let person = people[random.next(people.count)]
                switch random.next(3) {
                case 0: input.records.approvals.append(Sample.approval(person, "sre-lead", input))
                case 1:
                    input.records.waivers.append(
                        Sample.waiver(
                            WaiverID("w-\(random.next(9))"), "tests-passed", ["production"], requester: person,
                            approver: person))
                default:
                    var override = OverrideJudgeTests.valid
                    override.consents = [
                        .init(role: "sre-lead", person: person), .init(role: "cto", person: person),
                    ]
                    input.records.overrides.append(override)
                }
            }
            let after = Evaluation.review(input)
            #expect(after.gate("production")?.decision != .proceed, "seed \(seed)")
            for (old, new) in zip(before.gates, after.gates) {
                #expect(order(new.decision) >= order(old.decision), "seed \(seed), \(old.environment)")
            }
        }
    }
}
