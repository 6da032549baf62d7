import ReleaseModel
import Testing

@testable import ReleaseEvaluation

@Suite struct ThresholdEvaluationTests {
    typealias Condition = ThresholdRule.Condition

    private func decimal(_ text: String) -> ExactDecimal { ExactDecimal(text) ?? 0 }

    private func state(
        _ value: FactValue, pass: [[Condition]], warning: [[Condition]] = [], past: [String] = [],
        aggregate: ThresholdRule.Baseline.Aggregate = .avg, count: Int = 11, minimum: Int = 1,
        change: (inout ReviewInput) -> Void = { _ in }
    ) -> ReadinessState {
        var input = Sample.changed { input in
            input.policy.criteria = [
                Sample.threshold(
                    "c", "metric.x", pass: pass, warning: warning,
                    baseline: .init(aggregate: aggregate, count: count, minimumCount: minimum))
            ]
            input.evidence = [Sample.item("m", "prometheus", [Fact("metric.x", value)])]
            input.records.pastResults = past.enumerated().map { index, text in
                PastResult(
                    fact: "metric.x", environment: "production", value: decimal(text), revision: "rev000\(index)",
                    at: Sample.hoursAgo(Int64(index) + 10), state: .green, policyDigest: input.policy.digest)
            }
        }
        change(&input)
        return Evaluation.review(input).finding("c")?.state ?? .notApplicable
    }

    private func condition(_ comparison: Condition.Comparison, _ limit: Condition.Limit) -> [[Condition]] {
        [[Condition(comparison, limit, text: "x")]]
    }

    /// The rows of TestEvaluateValue and TestEvaluateFixedThreshold of keptn/keptn @318a3d5 (Apache-2.0).
    @Test(arguments: [
        ("10", Condition.Comparison.greater, "9", true), ("10", .greaterOrEqual, "10", true),
        ("10", .lessOrEqual, "10", true), ("10", .less, "10", false), ("10", .greater, "10", false),
        ("10", .equal, "9", false), ("10", .equal, "10.0", true), ("10", .notEqual, "9", true),
        ("10", .notEqual, "10", false), ("0.979999999999", .greaterOrEqual, "0.98", false),
    ]) func absolute(value: String, comparison: Condition.Comparison, limit: String, holds: Bool) {
        let result = state(.number(decimal(value)), pass: condition(comparison, .absolute(decimal(limit))))
        #expect(result == (holds ? .green : .red))
    }

    /// The rows of TestEvaluateComparison of the same file, and negative and zero baselines, which it has not.
    @Test(arguments: [
        ("10", Condition.Comparison.lessOrEqual, "0.1", ["10", "10"], ReadinessState.green),
        ("11", .lessOrEqual, "0.1", ["10", "10"], .green),
        ("11.01", .lessOrEqual, "0.1", ["10", "10"], .red),
        ("10", .less, "0", ["10", "10"], .red),
        ("10", .greater, "0", ["10", "10"], .red),
        ("9", .greaterOrEqual, "-0.1", ["10", "10"], .green),
        ("8.99", .greaterOrEqual, "-0.1", ["10", "10"], .red),
        ("-9.5", .lessOrEqual, "0.1", ["-10"], .green),
        ("-9", .lessOrEqual, "0.1", ["-10"], .green),
        ("-8.9", .lessOrEqual, "0.1", ["-10"], .red),
        ("1", .lessOrEqual, "0.1", ["0", "0"], .unknown),
        ("1", .lessOrEqual, "0.1", ["-5", "5"], .unknown),
        ("1", .lessOrEqual, "0.1", [], .unknown),
        // An average of thirds is compared without rounding.
        ("0.4", .equal, "0.2", ["0.5", "0.25", "0.25"], .green),
    ]) func relative(
        value: String, comparison: Condition.Comparison, share: String, past: [String], expected: ReadinessState
    ) {
        #expect(
            state(.number(decimal(value)), pass: condition(comparison, .relative(decimal(share))), past: past)
                == expected)
    }

    @Test(arguments: [("11", "1", ReadinessState.green), ("9", "-1", .green), ("10", "1", .red)])
    func offset(value: String, offset: String, expected: ReadinessState) {
        #expect(
            state(.number(decimal(value)), pass: condition(.equal, .offset(decimal(offset))), past: ["10", "10"])
                == expected)
    }

    /// The rows of TestCalculatePercentile of the same file: 0...10, between two ranks where there is no whole one.
    @Test(arguments: [
        (ThresholdRule.Baseline.Aggregate.p50, "5"), (.p90, "9.8"), (.p95, "10"), (.avg, "5"),
    ]) func aggregates(aggregate: ThresholdRule.Baseline.Aggregate, expected: String) {
        let past = (0...10).map(String.init)
        let pass = condition(.equal, .offset(0))
        #expect(state(.number(decimal(expected)), pass: pass, past: past, aggregate: aggregate) == .green)
        #expect(state(.number(decimal(expected) + 1), pass: pass, past: past, aggregate: aggregate) == .red)
    }

    @Test func incomparableResultsAreLeftOut() {
        let pass = condition(.lessOrEqual, .relative(decimal("0.1")))
        let changes: [(String, (inout PastResult) -> Void)] = [
            ("red", { $0.state = .red }), ("unknown", { $0.state = .unknown }), ("waived", { $0.state = .waived }),
            ("invalid", { $0.isInvalidated = true }), ("policy", { $0.policyDigest = Sample.digest(1) }),
            ("environment", { $0.environment = "staging" }), ("fact", { $0.fact = "metric.y" }),
            ("self", { $0.revision = Sample.revision }), ("future", { $0.at = Sample.now + .hours(1) }),
        ]
        for (name, change) in changes {
            let result = state(.number(10), pass: pass, past: ["10"]) { change(&$0.records.pastResults[0]) }
            #expect(result == .unknown, "\(name)")
        }
        #expect(state(.number(10), pass: pass, past: ["10"]) { $0.records.pastResults[0].state = .yellow } == .green)
        #expect(state(.number(10), pass: pass, past: ["10", "10"], minimum: 3) == .unknown)
        // Only the newest are looked at.
        #expect(state(.number(11), pass: pass, past: ["10", "1000"], count: 1) == .green)
        #expect(state(.number(50), pass: pass, past: ["10", "1000"], count: 1) == .red)
    }

    @Test func alternativesAndLists() {
        let low = Condition(.less, .absolute(10), text: "<10")
        let high = Condition(.greater, .absolute(5), text: ">5")
        let open = Condition(.lessOrEqual, .relative(0), text: "<=+0%")
        #expect(state(.number(7), pass: [[low, high]]) == .green)
        #expect(state(.number(3), pass: [[low, high]]) == .red)
        #expect(state(.number(3), pass: [[low], [high]]) == .green)
        #expect(state(.number(12), pass: [[low]], warning: [[high]]) == .yellow)
        #expect(state(.number(7), pass: [[low], [open]]) == .green)
        #expect(state(.number(12), pass: [[low, open]]) == .red)
        #expect(state(.number(7), pass: [[low, open]]) == .unknown)
        #expect(state(.number(12), pass: [[open]], warning: [[high]]) == .unknown)
        #expect(state(.number(12), pass: []) == .unknown)
        #expect(state(.number(12), pass: [[]]) == .unknown)
        #expect(state(.text("ten"), pass: [[low]]) == .unknown)
    }

    /// What 500 EUR more a month in production, at the class that the sample has, comes to.
    @Test(arguments: [
        ([CostBudget(Money(500, "EUR"))], ReadinessState.green, "(the budget is 500 EUR)"),
        (
            [CostBudget(Money(900, "EUR")), CostBudget(Money(499, "EUR"), environments: ["production"])], .red,
            "(the budget is 499 EUR in production)"
        ),
        ([CostBudget(Money(500, "EUR")), CostBudget(Money(1, "EUR"), environments: ["staging"])], .green, "500 EUR"),
        ([CostBudget(Money(499, "EUR"), fromClass: .low)], .red, "499 EUR from class low up"),
        ([CostBudget(Money(900, "EUR"), environments: ["staging"])], .unknown, "increase in EUR for production"),
        (
            [CostBudget(Money(900, "USD"))], .unknown,
            "increase in EUR; it states one in USD, and currencies are never converted"
        ),
        ([], .unknown, "states no monthly cost increase in EUR"),
    ]) func budgets(budgets: [CostBudget], expected: ReadinessState, words: String) throws {
        let input = Sample.changed { input in
            input.policy.criteria = [
                Sample.threshold("c", "metric.x", pass: condition(.lessOrEqual, .budget), warning: [])
            ]
            input.evidence = [Sample.item("m", "prometheus", [Fact("metric.x", .money(Money(500, "EUR")))])]
            input.release.riskTolerance.monthlyCostIncrease = budgets
        }
        let finding = try #require(Evaluation.review(input).finding("c"))
        #expect(finding.state == expected)
        #expect("\(finding)".contains(words), "\(finding)")
    }

    @Test func money() {
        let euros = FactValue.money(Money(500, "EUR"))
        #expect(state(euros, pass: condition(.lessOrEqual, .budget)) == .green)
        #expect(state(.money(Money(decimal("500.01"), "EUR")), pass: condition(.lessOrEqual, .budget)) == .red)
        #expect(state(.money(Money(1, "USD")), pass: condition(.lessOrEqual, .budget)) == .unknown)
        #expect(state(.number(1), pass: condition(.lessOrEqual, .budget)) == .unknown)
        #expect(state(euros, pass: condition(.lessOrEqual, .money(Money(500, "EUR")))) == .green)
        #expect(state(euros, pass: condition(.lessOrEqual, .money(Money(500, "USD")))) == .unknown)
        #expect(state(euros, pass: condition(.lessOrEqual, .absolute(500))) == .unknown)
        #expect(state(.money(Money(-3, "EUR")), pass: condition(.lessOrEqual, .absolute(0))) == .green)
    }
}

extension ThresholdEvaluationTests {
    /// What a document says of a value stands in the finding, and what is said of another value does not.
    @Test func theReasonOfAValue() {
        func reason(_ facts: [Fact]) -> String {
            let input = Sample.changed { input in
                input.policy.criteria = [
                    Sample.threshold("c", "metric.x", pass: [[Condition(.equal, .absolute(1), text: "==1")]])
                ]
                input.evidence = facts.enumerated().map { index, fact in Sample.item("m\(index)", "prometheus", [fact])
                }
            }
            return Evaluation.review(input).finding("c")?.reason ?? ""
        }
        #expect(reason([Fact("metric.x", .number(2), because: "so it is")]).hasPrefix("metric.x is 2 (so it is); "))
        #expect(reason([Fact("metric.x", .number(2))]).hasPrefix("metric.x is 2; "))
    }
}
