import ReleaseModel

/// 100 × the earned share of the weight of all applicable criteria, as an exact fraction.
///
/// GREEN earns its weight, YELLOW and WAIVED half of it, RED and UNKNOWN nothing: missing data never makes the
/// denominator smaller. Limits are compared by cross-multiplying, so 89.5 is not 90.
struct Score: Hashable, Sendable {
    /// Earned weight, times 200.
    private let numerator: ExactDecimal
    /// All weight, times 2.
    private let denominator: ExactDecimal

    /// No weight that a policy can mean is larger.
    private static let maximumWeight = 1_000_000

    init(_ findings: [Finding]) {
        var earned: Int64 = 0
        var all: Int64 = 0
        for finding in findings where finding.state != .notApplicable {
            let weight = Int64(min(max(finding.weight, 0), Score.maximumWeight))
            earned += weight * finding.state.earnedHalves
            all += weight * 2
        }
        numerator = ExactDecimal(earned) * 100
        denominator = ExactDecimal(all)
    }

    /// 0...100, cut after 18 places; nil where no applicable criterion has weight.
    var value: ExactDecimal? { numerator.divided(by: denominator) }

    /// Reports whether the score is at least `limit`; a score without any weight never is.
    func reaches(_ limit: ExactDecimal) -> Bool {
        denominator > .zero && numerator >= limit * denominator
    }
}
