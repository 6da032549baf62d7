import ReleaseModel

/// Engine 2: what the change touches.
enum ScopeEngine: RiskEngine {
    static func factors(_ context: RiskContext) -> [RiskAssessment.Factor] {
        let scope = context.scope
        let limits = context.limits
        var factors: [RiskAssessment.Factor] = []
        if scope.isCustomerFacing == true, let production = scope.environments.first(where: { $0.kind == .production })
        {
            factors.append(.init(.customerFacingProduction, .medium, "customers see the change in \(production.id)"))
        }
        let migrates = scope.hasDataMigration == true
        let isIrreversible = scope.hasIrreversibleStep == true
        let isRegulated = scope.touchesRegulatedData == true
        if migrates { factors.append(.init(.dataMigration, .high, "data is migrated")) }
        if isIrreversible { factors.append(.init(.irreversibleStep, .high, "a step cannot be undone")) }
        if isRegulated { factors.append(.init(.regulatedData, .high, "regulated data is touched")) }
        if isIrreversible && (migrates || isRegulated) {
            let what = migrates ? "a data migration" : "regulated data"
            factors.append(.init(.irreversibleDataChange, .critical, "a step cannot be undone and \(what) is in scope"))
        }
        let teams = max(scope.teamCount, scope.teams.count)
        if teams >= limits.teamsForHigh {
            factors.append(.init(.teamCount, .high, "\(teams) teams take part; high from \(limits.teamsForHigh)"))
        } else if teams >= limits.teamsForMedium {
            factors.append(.init(.teamCount, .medium, "\(teams) teams take part; medium from \(limits.teamsForMedium)"))
        }
        let modules = Set(scope.modules).count
        if modules >= limits.modulesForMedium {
            factors.append(
                .init(.moduleCount, .medium, "\(modules) modules change; medium from \(limits.modulesForMedium)"))
        }
        return factors
    }

    /// The traits that the release file does not state.
    static func unknownTraits(_ scope: ChangeScope) -> [String] {
        var unknown: [String] = []
        if scope.isCustomerFacing == nil { unknown.append("whether customers see it") }
        if scope.hasDataMigration == nil { unknown.append("whether data is migrated") }
        if scope.hasIrreversibleStep == nil { unknown.append("whether a step cannot be undone") }
        if scope.touchesRegulatedData == nil { unknown.append("whether regulated data is touched") }
        return unknown
    }
}
