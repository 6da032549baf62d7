import ReleaseModel

/// Answers a criterion that compares a fact with limits.
///
/// `pass` and `warning` are alternatives of condition lists. A condition that cannot be decided makes its list UNKNOWN,
/// unless another condition of the list fails; a list that holds decides for its alternatives. A pass that cannot be
/// decided is UNKNOWN, whatever the warning says.
struct ThresholdEvaluation {
    /// Whether something holds, where it can be decided.
    enum Truth: Hashable, Sendable {
        case holds
        case fails
        case undecided(String)
    }

    let context: CriterionContext
    let criterion: Criterion
    let rule: ThresholdRule

    func answer() -> CriterionAnswer {
        let resolution = context.facts.resolve(rule.fact, in: context.environmentID)
        let value: FactValue
        switch resolution.reading {
        case .unknown(let reason):
            return CriterionAnswer(
                .unknown, "\(rule.fact) is unknown: \(reason)", remedy: handOver, evidence: resolution.references)
        case .known(let known): value = known
        }
        if let limit = criterion.timeToLive[context.risk.riskClass], let oldest = resolution.oldest,
            context.asOf > oldest + limit
        {
            return CriterionAnswer(
                .unknown,
                "\(rule.fact) is unknown: its evidence is STALE: it is \(context.asOf - oldest) old; the limit is \(limit)",
                remedy: handOver, measured: value, evidence: resolution.references)
        }
        let (state, detail) = judge(value)
        let ends = [
            resolution.expiresAt,
            criterion.timeToLive[context.risk.riskClass].flatMap { limit in resolution.oldest.map { $0 + limit } },
        ]
        let notes = (resolution.conflicts + resolution.replaced).map { "; \($0)" }.joined()
        return CriterionAnswer(
            state, "\(rule.fact) is \(value.display)\(because(resolution)); \(detail)\(notes)", measured: value,
            evidence: resolution.references, validUntil: ends.compactMap { $0 }.min())
    }

    /// Nobody knows yet whether anything is to be mended, so what helps is the evidence.
    private var handOver: String { "Hand over current \(FactTopic.words(for: rule.fact)) for this revision" }

    /// ` (the key of ci counted until 2026-11-01 00:00 UTC)`, where a document says why the value is what it is.
    private func because(_ resolution: FactTable.Resolution) -> String {
        let reasons = resolution.reasons(for: rule.fact)
        guard let first = reasons.first else { return "" }
        return reasons.count > 1 ? " (\(first), and \(reasons.count - 1) more reasons)" : " (\(first))"
    }

    /// The state for a known value, and the limit in words.
    func judge(_ value: FactValue) -> (state: ReadinessState, detail: String) {
        guard !rule.pass.isEmpty else { return (.unknown, "the policy states no limit to pass") }
        let limit = "the limit is \(ThresholdEvaluation.text(of: rule.pass))" + budgetInWords(for: value)
        switch any(rule.pass, value) {
        case .holds: return (.green, limit)
        case .undecided(let reason): return (.unknown, "\(limit), which cannot be decided: \(reason)")
        case .fails: break
        }
        guard !rule.warning.isEmpty else { return (.red, limit) }
        let warning = "\(limit), with a warning up to \(ThresholdEvaluation.text(of: rule.warning))"
        switch any(rule.warning, value) {
        case .holds: return (.yellow, warning)
        case .undecided(let reason): return (.unknown, "\(warning), which cannot be decided: \(reason)")
        case .fails: return (.red, warning)
        }
    }

    /// `<=+10% and <600, or ==0`.
    static func text(of alternatives: [[ThresholdRule.Condition]]) -> String {
        alternatives.map { $0.map(\.text).joined(separator: " and ") }.joined(separator: ", or ")
    }

    private func any(_ alternatives: [[ThresholdRule.Condition]], _ value: FactValue) -> Truth {
        var undecided: Truth?
        for conditions in alternatives {
            switch all(conditions, value) {
            case .holds: return .holds
            case .undecided(let reason): undecided = undecided ?? .undecided(reason)
            case .fails: break
            }
        }
        return undecided ?? .fails
    }

    private func all(_ conditions: [ThresholdRule.Condition], _ value: FactValue) -> Truth {
        guard !conditions.isEmpty else { return .undecided("the policy states an empty list of conditions") }
        var undecided: Truth?
        for condition in conditions {
            switch holds(condition, value) {
            case .holds: break
            case .fails: return .fails
            case .undecided(let reason): undecided = undecided ?? .undecided(reason)
            }
        }
        return undecided ?? .holds
    }

    private func holds(_ condition: ThresholdRule.Condition, _ value: FactValue) -> Truth {
        guard let number = value.comparable else { return .undecided("a value like \"\(value.display)\" has no order") }
        func compare(_ left: ExactDecimal, _ right: ExactDecimal) -> Truth {
            condition.comparison.holds(left, right) ? .holds : .fails
        }
        switch condition.limit {
        case .absolute(let limit):
            if case .money(let money) = value, limit != .zero {
                return .undecided("the limit \(condition.text) names no currency and the value is in \(money.currency)")
            }
            return compare(number, limit)
        case .money(let limit):
            guard case .money(let money) = value else {
                return .undecided("the limit \(condition.text) is an amount of money")
            }
            guard money.currency == limit.currency else {
                return .undecided("the value is in \(money.currency) and the limit in \(limit.currency)")
            }
            return compare(number, limit.amount)
        case .budget:
            guard case .money(let money) = value else { return .undecided("only an amount of money has a budget") }
            guard let budget = budget(in: money.currency) else { return .undecided(noBudget(in: money.currency)) }
            return compare(number, budget.amount.amount)
        case .relative(let share):
            return withBaseline { baseline in
                guard !baseline.isZero else {
                    return .undecided("the baseline is zero, of which no share can be taken")
                }
                return compare(
                    number * ExactDecimal(baseline.denominator), baseline.numerator + share * baseline.magnitude)
            }
        case .offset(let offset):
            return withBaseline { baseline in
                let count = ExactDecimal(baseline.denominator)
                return compare(number * count, baseline.numerator + offset * count)
            }
        }
    }

    private var budgets: [CostBudget] { context.release.riskTolerance.monthlyCostIncrease }

    private func budget(in currency: String) -> CostBudget? {
        budgets.binding(currency: currency, in: context.environmentID, for: context.risk.riskClass)
    }

    /// ` (the budget is 500 EUR in production)` where the limit is one.
    private func budgetInWords(for value: FactValue) -> String {
        guard rule.pass.joined().contains(where: { $0.limit == .budget }), case .money(let money) = value,
            let budget = budget(in: money.currency)
        else { return "" }
        return " (the budget is \(budget))"
    }

    private func noBudget(in currency: String) -> String {
        let others = Set(budgets.map(\.amount.currency)).subtracting([currency]).sorted()
        let isElsewhere = budgets.contains { $0.amount.currency == currency }
        let place = isElsewhere ? " for \(context.environmentID)" : ""
        let hint =
            others.isEmpty || isElsewhere
            ? "" : "; it states one in \(others.joined(separator: ", ")), and currencies are never converted"
        return "the risk tolerance states no monthly cost increase in \(currency)\(place)\(hint)"
    }

    private func withBaseline(_ decide: (Baseline) -> Truth) -> Truth {
        guard let rule = rule.baseline else { return .undecided("the policy names no baseline") }
        switch Baseline.of(self.rule.fact, rule, context.environmentID, context.input) {
        case .success(let baseline): return decide(baseline)
        case .failure(let refusal): return .undecided(refusal.reason)
        }
    }
}

extension ThresholdRule.Condition.Comparison {
    func holds(_ left: ExactDecimal, _ right: ExactDecimal) -> Bool {
        switch self {
        case .less: left < right
        case .lessOrEqual: left <= right
        case .equal: left == right
        case .notEqual: left != right
        case .greaterOrEqual: left >= right
        case .greater: left > right
        }
    }
}
