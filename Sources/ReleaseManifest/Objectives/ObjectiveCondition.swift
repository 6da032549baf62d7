import ReleaseModel

/// Reads one criterion of a Keptn objective: `<600`, `<=+10%`, `>=-5`, `=100`.
///
/// As in Keptn's lighthouse service, blanks do not matter, a sign makes the limit relative to earlier results, and so does a
/// percent sign: `<=10%` is `<=+10%`, never a share.
enum ObjectiveCondition {
    /// The longest first, so that `<=` is not read as `<`; `==` is what people mean by `=`.
    private static let operators: [(String, ThresholdRule.Condition.Comparison)] = [
        ("<=", .lessOrEqual), (">=", .greaterOrEqual), ("==", .equal), ("<", .less), (">", .greater), ("=", .equal),
    ]

    /// The condition; nil where the text is none.
    static func parse(_ text: String) -> ThresholdRule.Condition? {
        let compact = text.filter { !$0.isWhitespace }
        guard let (mark, comparison) = operators.first(where: { compact.hasPrefix($0.0) }) else { return nil }
        var rest = compact.dropFirst(mark.count)
        let isPercent = rest.hasSuffix("%")
        if isPercent { rest = rest.dropLast() }
        let isFalling = rest.hasPrefix("-")
        let isSigned = isFalling || rest.hasPrefix("+")
        if isSigned { rest = rest.dropFirst() }
        guard let first = rest.first, first.isASCII, first.isNumber, let number = ExactDecimal(rest) else { return nil }
        let value = isFalling ? number * -1 : number
        let sign = isFalling ? "-" : isSigned || isPercent ? "+" : ""
        let words = "\(comparison.rawValue)\(sign)\(rest)\(isPercent ? "%" : "")"
        guard let hundredth = ExactDecimal("0.01") else { return nil }
        let limit: ThresholdRule.Condition.Limit =
            isPercent ? .relative(value * hundredth) : isSigned ? .offset(value) : .absolute(value)
        return ThresholdRule.Condition(comparison, limit, text: words)
    }
}
