import ReleaseModel
import Testing

@testable import ReleaseEvaluation

/// The score of objectives: Keptn's arithmetic, and UNKNOWN where Keptn has a verdict all the same.
@Suite struct TotalScoreTests {
    /// The answer for members of these states and weights, with limits of 90 and 75.
    private func answer(_ members: [(ReadinessState, Int)]) -> CriterionAnswer {
        let findings = members.enumerated().map { index, member in
            Finding(
                criterion: CriterionID("m\(index)"), environment: "production", state: member.0, reason: "",
                measured: nil, isRequired: false, isKey: false, weight: member.1, owner: "sre-lead", evidence: [],
                validUntil: nil)
        }
        let rule = ScoreRule(members: findings.map(\.criterion), pass: 90, warning: 75)
        return TotalScore(rule: rule, findings: findings).answer()
    }

    @Test(arguments: [
        ([(ReadinessState.green, 1)], ReadinessState.green), ([(.red, 1)], .red),
        ([(.green, 9), (.red, 1)], .green), ([(.green, 89), (.red, 11)], .yellow),
        ([(.green, 3), (.red, 1)], .yellow), ([(.green, 74), (.red, 26)], .red),
        ([(.green, 1), (.yellow, 1)], .yellow), ([(.yellow, 1)], .red), ([(.green, 4), (.waived, 1)], .green),
        // A member without a value leaves it open, unless even the best case is not enough.
        ([(.green, 9), (.unknown, 1)], .unknown), ([(.red, 1), (.unknown, 1)], .red),
        ([(.unknown, 1)], .unknown), ([(.green, 98), (.red, 1), (.unknown, 1)], .unknown), ([], .unknown),
        ([(.green, 0)], .unknown),
    ]) func states(members: [(ReadinessState, Int)], expected: ReadinessState) {
        let answer = answer(members)
        #expect(answer.state == expected, "\(answer.reason)")
    }

    @Test func wordsSayWhatIsMissing() {
        #expect(
            answer([(.green, 3), (.red, 1)]).reason
                == "the score of 2 objectives is 75.00; the limit is 90, with a warning from 75")
        #expect(
            answer([(.green, 3), (.unknown, 1)]).reason
                == "1 of 2 objectives have no value (m1), so the score lies between 75.00 and 100.00; the limit is 90, with a warning from 75"
        )
    }

    /// Taking evidence away never makes it better: whatever a member was, UNKNOWN in its place is no better.
    @Test func losingAMemberNeverHelps() {
        let states: [ReadinessState] = [.green, .yellow, .red, .unknown, .waived]
        for first in states {
            for second in states {
                for weight in [1, 3, 9] {
                    let before = answer([(first, weight), (second, 1)]).state
                    let after = answer([(first, weight), (.unknown, 1)]).state
                    #expect(after.rank >= before.rank, "\(first) \(second) \(weight)")
                }
            }
        }
    }

    /// In a gate: an advisory objective that fails shows as YELLOW at most, a score that fails as RED.
    @Test(arguments: [
        (["1", "1"], ReadinessState.green, ReadinessState.green), (["1", "9"], .red, .red),
        (["1"], .unknown, .unknown),
    ]) func inAGate(values: [String], total: ReadinessState, gate: ReadinessState) {
        let input = Sample.changed { input in
            let limit = [[ThresholdRule.Condition(.less, .absolute(5), text: "<5")]]
            var criteria = ["a", "b"].map { Sample.threshold(CriterionID($0), FactID("metric.\($0)"), pass: limit) }
            for index in criteria.indices { criteria[index].isRequired = false }
            var score = Sample.threshold("total", "metric.a", pass: limit)
            score.rule = .score(ScoreRule(members: ["a", "b"], pass: 90, warning: 75))
            score.weight = 0
            input.policy.criteria = criteria + [score]
            input.evidence = [
                Sample.item(
                    "m", "prometheus",
                    zip(["a", "b"], values).map { Fact(FactID("metric.\($0)"), .number(ExactDecimal($1) ?? 0)) })
            ]
        }
        let review = Evaluation.review(input)
        #expect(review.finding("total")?.state == total)
        #expect(review.gates.last?.state == gate)
    }
}
