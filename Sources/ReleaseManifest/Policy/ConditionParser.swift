package import ReleaseModel

/// Reads Keptn's notation of conditions: `<=+10%`, `<600ms`, `>=98%`, `==0`, `<=500 EUR`, `<=budget`, `<=30d`.
///
/// A sign makes a limit relative: `+10%` is the baseline plus a tenth of its magnitude, `-50ms` the baseline less 50 ms.
/// Without a sign a percentage is a share, and only fits facts that are shares. The unit must fit the fact's type, and a
/// number without a unit is in the fact's own scale: 1 is 100 % of a share, and one second of a duration.
package enum ConditionParser {
    /// Why a condition cannot be used, as the end of the sentence "the condition … ".
    package struct Failure: Error, Hashable, Sendable {
        package let reason: String

        package init(_ reason: String) {
            self.reason = reason
        }
    }

    /// The condition that `text` states about `fact`.
    package static func parse(
        _ text: String, for fact: FactDefinition
    ) -> Result<ThresholdRule.Condition, Failure> {
        let compact = text.trimmed
        guard let comparison = comparisons.first(where: { compact.hasPrefix($0.rawValue) }) else {
            return parseBare(compact, for: fact, text: text)
        }
        return limit(compact.dropFirst(comparison.rawValue.count).trimmed, for: fact).map {
            ThresholdRule.Condition(comparison, $0, text: compact)
        }
    }

    // The two-character operators first, so that `<=` is not read as `<` and a strange number.
    private static let comparisons: [ThresholdRule.Condition.Comparison] = [
        .lessOrEqual, .greaterOrEqual, .equal, .notEqual, .less, .greater,
    ]

    /// A flag may be written `true` or `false`; Keptn's single `=` is read as equality.
    private static func parseBare(
        _ compact: String, for fact: FactDefinition, text: String
    ) -> Result<ThresholdRule.Condition, Failure> {
        if compact.hasPrefix("="), !compact.hasPrefix("=<"), !compact.hasPrefix("=>") {
            return limit(compact.dropFirst().trimmed, for: fact).map {
                ThresholdRule.Condition(.equal, $0, text: compact)
            }
        }
        if fact.type == .flag, compact == "true" || compact == "false" {
            return .success(ThresholdRule.Condition(.equal, .absolute(compact == "true" ? 1 : 0), text: compact))
        }
        return .failure(Failure("has no operator; accepted: <, <=, ==, !=, >=, >"))
    }

    private static func limit(
        _ text: String, for fact: FactDefinition
    ) -> Result<ThresholdRule.Condition.Limit, Failure> {
        guard !text.isEmpty else { return .failure(Failure("has no limit after its operator")) }
        switch fact.type {
        case .text, .instant: return .failure(Failure("compares \(fact.id.name), which is a \(fact.type.rawValue)"))
        case .flag:
            switch text {
            case "true", "1": return .success(.absolute(1))
            case "false", "0": return .success(.absolute(0))
            default: return .failure(Failure("must compare with true or false, because \(fact.id.name) is a flag"))
            }
        case .count, .ratio, .number, .money, .duration: break
        }
        if text == "budget" {
            guard fact.type == .money else {
                return .failure(Failure("compares with the budget; \(fact.id.name) is a \(fact.type.rawValue)"))
            }
            return .success(.budget)
        }
        let isSigned = text.hasPrefix("+") || text.hasPrefix("-")
        if text.hasSuffix("%") {
            guard let number = ExactDecimal(text.dropLast().trimmed), let hundredth = ExactDecimal("0.01") else {
                return .failure(Failure("has no number before its %"))
            }
            if isSigned { return .success(.relative(number * hundredth)) }
            guard fact.type == .ratio else {
                return .failure(
                    Failure(
                        "compares \(fact.id.name), a \(fact.type.rawValue), with a share; write +\(text) for a change against the baseline"
                    ))
            }
            return .success(.absolute(number * hundredth))
        }
        return value(text, for: fact, isSigned: isSigned)
    }

    private static func value(
        _ text: String, for fact: FactDefinition, isSigned: Bool
    ) -> Result<ThresholdRule.Condition.Limit, Failure> {
        func bounded(_ value: ExactDecimal) -> Result<ThresholdRule.Condition.Limit, Failure> {
            .success(isSigned ? .offset(value) : .absolute(value))
        }
        if fact.type == .money {
            if let number = ExactDecimal(text) {
                // Zero is the same in every currency.
                return number == 0
                    ? .success(.absolute(0)) : .failure(Failure("has an amount without a currency, such as 500 EUR"))
            }
            guard let money = MoneyText.parse(text) else { return .failure(Failure("has no amount such as 500 EUR")) }
            return .success(.money(money))
        }
        let sign = text.hasPrefix("-") ? ExactDecimal(-1) : 1
        let magnitude = isSigned ? String(text.dropFirst()).trimmed : text
        if let number = ExactDecimal(magnitude) { return bounded(number * sign) }
        if fact.type == .duration {
            guard let amount = TimeAmount(magnitude) else {
                return .failure(Failure("has no amount of time such as 30d or 4h"))
            }
            return bounded(ExactDecimal(amount.seconds) * sign)
        }
        let digits = magnitude.prefix { $0.isNumber || $0 == "." }
        let unit = magnitude.dropFirst(digits.count).trimmed
        guard let number = ExactDecimal(digits) else { return .failure(Failure("has no number as its limit")) }
        guard let factor = factor(of: unit, in: fact) else {
            let accepted = fact.unit.isEmpty ? "a bare number" : "a bare number or the unit \(quoted(fact.unit))"
            return .failure(Failure("has the unit \(quoted(unit)); \(fact.id.name) takes \(accepted)"))
        }
        return bounded(number * factor * sign)
    }

    /// What `unit` is in the fact's own unit; nil where they do not fit.
    private static func factor(of unit: String, in fact: FactDefinition) -> ExactDecimal? {
        if unit == fact.unit || unit + "s" == fact.unit { return 1 }
        if fact.unit == "ms" {
            switch unit {
            case "s": return 1000
            case "us", "µs": return ExactDecimal("0.001")
            default: return nil
            }
        }
        return fact.unit == "times" && unit == "x" ? 1 : nil
    }
}
