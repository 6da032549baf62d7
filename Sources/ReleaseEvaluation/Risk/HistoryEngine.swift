import ReleaseModel

/// Engine 4: how the last five releases of the same subject, or of a module in common, ended.
enum HistoryEngine: RiskEngine {
    /// How many earlier releases are looked at, newest first.
    static let depth = 5

    static func factors(_ context: RiskContext) -> [RiskAssessment.Factor] {
        let outcomes = outcomes(context)
        func count(_ result: ReleaseOutcome.Result) -> Int { outcomes.count { $0.result == result } }
        let of = "of the last \(outcomes.count) releases of this scope"
        var factors: [RiskAssessment.Factor] = []
        let incidents = count(.incident)
        if incidents > 0 {
            factors.append(.init(.earlierIncidents, .high, "\(incidents) \(of) ended in an incident"))
        }
        let rollbacks = count(.rolledBack)
        if rollbacks > 0 {
            factors.append(
                .init(.earlierRollbacks, rollbacks > 1 ? .high : .medium, "\(rollbacks) \(of) rolled back"))
        }
        let issues = count(.successWithIssues)
        if issues > 1 { factors.append(.init(.earlierIssues, .medium, "\(issues) \(of) had issues")) }
        return factors
    }

    /// The last outcomes of the same scope, newest first.
    static func outcomes(_ context: RiskContext) -> [ReleaseOutcome] {
        let name = context.input.release.subject?.name.lowercased()
        let modules = Set(context.scope.modules)
        return context.input.records.outcomes
            .filter { outcome in
                outcome.at <= context.input.asOf
                    && (outcome.subjectName.lowercased() == name || !modules.isDisjoint(with: outcome.modules))
            }
            .sorted { ($0.at, $0.subjectName, $0.result.rawValue) > ($1.at, $1.subjectName, $1.result.rawValue) }
            .prefix(depth).map { $0 }
    }
}
