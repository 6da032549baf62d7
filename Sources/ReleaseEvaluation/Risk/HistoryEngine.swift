import ReleaseModel

/// Engine 4: how the last five releases of the same subject, or of a module in common, ended.
///
/// A release with more than one outcome on record counts once, with the worst. Outcomes of promotions before production
/// are no outcomes of a release, except that a bad one in an environment that this release does not know still counts.
enum HistoryEngine: RiskEngine {
    /// How many earlier releases are looked at, newest first.
    static let depth = 5

    static func factors(_ context: RiskContext) -> [RiskAssessment.Factor] {
        let outcomes = outcomes(context)
        guard !outcomes.isEmpty else { return [] }
        func count(_ result: ReleaseOutcome.Result) -> Int { outcomes.count { $0.result == result } }
        let of = "of the last \(outcomes.count) releases of this scope"
        let (incidents, rollbacks, issues) = (count(.incident), count(.rolledBack), count(.successWithIssues))
        var factors: [RiskAssessment.Factor] = [
            .init(
                .earlierReleases, .low,
                "\(of): \(count(.success)) ended well, \(issues) with issues, \(rollbacks) rolled back, "
                    + "\(incidents) in an incident")
        ]
        if incidents > 0 {
            factors.append(.init(.earlierIncidents, .high, "\(incidents) \(of) ended in an incident"))
        }
        if rollbacks > 0 {
            factors.append(
                .init(.earlierRollbacks, rollbacks > 1 ? .high : .medium, "\(rollbacks) \(of) rolled back"))
        }
        if issues > 1 { factors.append(.init(.earlierIssues, .medium, "\(issues) \(of) had issues")) }
        return factors
    }

    /// The last releases of the same scope, newest first, each with its worst outcome.
    static func outcomes(_ context: RiskContext) -> [ReleaseOutcome] {
        let name = context.input.release.subject?.name.lowercased()
        let modules = Set(context.scope.modules)
        let relevant = context.input.records.outcomes.filter { outcome in
            outcome.at <= context.input.asOf && isOfRelease(outcome, context.scope)
                && (outcome.subjectName.lowercased() == name || !modules.isDisjoint(with: outcome.modules))
        }
        // Without a revision nobody can tell two outcomes apart from two releases.
        let releases = Dictionary(grouping: relevant.enumerated()) { index, outcome in
            [outcome.subjectName.lowercased(), outcome.revision?.lowercased() ?? "#\(index)"]
        }
        return releases.values.compactMap { group in
            let own = group.map(\.element)
            guard var worst = own.max(by: { severity($0.result) < severity($1.result) }) else { return nil }
            worst.at = own.map(\.at).max() ?? worst.at
            return worst
        }
        .sorted {
            ($0.at, $0.subjectName, $0.revision ?? "", $0.result.rawValue)
                > ($1.at, $1.subjectName, $1.revision ?? "", $1.result.rawValue)
        }
        .prefix(depth).map { $0 }
    }

    private static func severity(_ result: ReleaseOutcome.Result) -> Int {
        ReleaseOutcome.Result.allCases.firstIndex(of: result) ?? 0
    }

    private static func isOfRelease(_ outcome: ReleaseOutcome, _ scope: ChangeScope) -> Bool {
        guard let id = outcome.environment else { return true }
        guard let environment = scope.environments.first(where: { $0.id == id }) else {
            return outcome.result != .success
        }
        return environment.kind == .production
    }
}
