import ReleaseModel

/// The aggregate of earlier comparable results, as an exact fraction.
///
/// Comparable are results of the same fact and environment under the same policy digest, that were not RED, UNKNOWN,
/// WAIVED or invalidated, of other revisions (a revision is not its own yardstick), one per revision, the newest first.
struct Baseline: Hashable, Sendable {
    /// The sum for an average, the value times the denominator else.
    let numerator: ExactDecimal
    /// The number of results for an average, 100 between two values of a percentile, else 1.
    let denominator: Int64

    /// What the baseline of `rule` is, or why there is none.
    ///
    /// A percentile lies at the rank share × (count + 1), between two values where that is no whole number, as in Keptn.
    static func of(
        _ fact: FactID, _ rule: ThresholdRule.Baseline, _ environment: EnvironmentID, _ input: ReviewInput
    ) -> Result<Baseline, Refusal> {
        let values = comparable(fact, rule, environment, input).prefix(max(0, rule.count)).map(\.value)
        let minimum = max(1, rule.minimumCount)
        guard values.count >= minimum else {
            return .failure(
                Refusal(reason: "\(values.count) comparable earlier results of \(fact); at least \(minimum) are needed")
            )
        }
        let sorted = values.sorted()
        switch rule.aggregate {
        case .avg:
            return .success(Baseline(numerator: values.reduce(.zero, +), denominator: Int64(values.count)))
        case .p50: return .success(percentile(50, of: sorted))
        case .p90: return .success(percentile(90, of: sorted))
        case .p95: return .success(percentile(95, of: sorted))
        }
    }

    /// Why there is no baseline.
    struct Refusal: Error, Hashable, Sendable {
        let reason: String
    }

    private static func comparable(
        _ fact: FactID, _ rule: ThresholdRule.Baseline, _ environment: EnvironmentID, _ input: ReviewInput
    ) -> [PastResult] {
        let subject = input.release.subject
        var revisions: Set<String> = []
        return input.records.pastResults
            .filter { result in
                result.fact == fact && result.environment == environment && !result.isInvalidated
                    && (result.state == .green || (result.state == .yellow && !rule.onlyPassed))
                    && result.policyDigest == input.policy.digest && result.at <= input.asOf
                    && !(result.revision.map { subject?.matches(revision: $0) ?? false } ?? false)
            }
            .sorted { ($0.at, $0.value, $0.revision ?? "") > ($1.at, $1.value, $1.revision ?? "") }
            .filter { result in result.revision.map { revisions.insert($0.lowercased()).inserted } ?? true }
    }

    private static func percentile(_ percent: Int, of sorted: [ExactDecimal]) -> Baseline {
        guard let first = sorted.first, let last = sorted.last else {
            return Baseline(numerator: .zero, denominator: 1)
        }
        let position = percent * (sorted.count + 1)
        let rank = position / 100
        if rank < 1 { return Baseline(numerator: first, denominator: 1) }
        if rank >= sorted.count { return Baseline(numerator: last, denominator: 1) }
        let share = ExactDecimal(Int64(position % 100))
        return Baseline(numerator: sorted[rank - 1] * (100 - share) + sorted[rank] * share, denominator: 100)
    }

    var isZero: Bool { numerator == .zero }

    /// The magnitude, times the denominator.
    var magnitude: ExactDecimal { numerator < .zero ? .zero - numerator : numerator }

    /// For people, with two places.
    var display: String {
        numerator.divided(by: ExactDecimal(denominator)).map { $0.rounded(places: 2) } ?? "\(numerator)"
    }
}
