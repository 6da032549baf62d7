import ReleaseModel

/// Engine 6: an engine without data knows nothing, which is at least medium and leaves the approval to people.
enum MissingDataEngine: RiskEngine {
    static func factors(_ context: RiskContext) -> [RiskAssessment.Factor] {
        var factors: [RiskAssessment.Factor] = []
        let unknown = ScopeEngine.unknownTraits(context.scope)
        if context.scope.environments.isEmpty {
            factors.append(.init(.scopeUnknown, .medium, "the scope names no environment"))
        } else if !unknown.isEmpty {
            factors.append(.init(.scopeUnknown, .medium, "the scope does not say " + unknown.joined(separator: ", ")))
        }
        if !InfrastructureEngine.hasData(context) {
            factors.append(.init(.infrastructureUnknown, .medium, "no infrastructure plan of this release counts"))
        }
        if HistoryEngine.outcomes(context).isEmpty {
            factors.append(.init(.historyUnknown, .medium, "no earlier release of this scope is on record"))
        }
        if ScheduleEngine.relevant(context).isEmpty {
            factors.append(.init(.scheduleUnknown, .medium, "no planned start is known"))
        }
        return factors
    }
}
