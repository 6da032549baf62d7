import ReleaseModel

/// Which of two sets of threshold conditions is the stricter.
enum ThresholdOrder {
    /// Reports whether every value that meets `new` also meets `old`. Where that cannot be shown, it is not so.
    static func implies(_ new: [[ThresholdRule.Condition]], _ old: [[ThresholdRule.Condition]]) -> Bool {
        new.allSatisfy { group in
            old.contains { accepted in
                accepted.allSatisfy { condition in group.contains { implies($0, condition) } }
            }
        }
    }

    /// The alternatives as the policy writes them.
    static func text(_ alternatives: [[ThresholdRule.Condition]]) -> String {
        guard !alternatives.isEmpty else { return "none" }
        return alternatives.map { $0.map(\.text).joined(separator: " and ") }.joined(separator: ", or ")
    }

    private static func implies(_ new: ThresholdRule.Condition, _ old: ThresholdRule.Condition) -> Bool {
        if new.comparison == old.comparison && new.limit == old.limit { return true }
        guard let (value, limit) = comparable(new.limit, old.limit) else { return false }
        switch (new.comparison, old.comparison) {
        case (.equal, .less), (.lessOrEqual, .less): return value < limit
        case (.less, .less), (.less, .lessOrEqual), (.lessOrEqual, .lessOrEqual), (.equal, .lessOrEqual):
            return value <= limit
        case (.equal, .greater), (.greaterOrEqual, .greater): return value > limit
        case (.greater, .greater), (.greater, .greaterOrEqual), (.greaterOrEqual, .greaterOrEqual),
            (.equal, .greaterOrEqual):
            return value >= limit
        case (.equal, .equal), (.notEqual, .notEqual): return value == limit
        case (.equal, .notEqual): return value != limit
        case (.less, .notEqual): return value <= limit
        case (.lessOrEqual, .notEqual): return value < limit
        case (.greater, .notEqual): return value >= limit
        case (.greaterOrEqual, .notEqual): return value > limit
        default: return false
        }
    }

    private static func comparable(
        _ new: ThresholdRule.Condition.Limit, _ old: ThresholdRule.Condition.Limit
    ) -> (ExactDecimal, ExactDecimal)? {
        switch (new, old) {
        case (.absolute(let value), .absolute(let limit)), (.relative(let value), .relative(let limit)),
            (.offset(let value), .offset(let limit)):
            (value, limit)
        case (.money(let value), .money(let limit)) where value.currency == limit.currency:
            (value.amount, limit.amount)
        default: nil
        }
    }
}
