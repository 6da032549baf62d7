import ReleaseModel

/// Takes the maximum over the six engines.
///
/// How long evidence lives depends on the class, and whether evidence is stale feeds the class. So the class is sought
/// from below: evidence is judged without its age, then for the class that came out, again for the next one, and the
/// class only ever rises. It settles after at most as many rounds as there are classes.
enum RiskClassifier {
    static func classify(_ input: ReviewInput) -> (risk: RiskAssessment, evidence: EvidenceSet) {
        var evidence = EvidenceSet(input, riskClass: nil)
        var risk = assess(RiskContext(input: input, evidence: evidence))
        while true {
            let reached = risk.riskClass
            evidence = EvidenceSet(input, riskClass: reached)
            let next = assess(RiskContext(input: input, evidence: evidence))
            risk = RiskAssessment(
                riskClass: max(reached, next.riskClass),
                factors: merged(risk.factors, next.factors),
                requiresManualApproval: risk.requiresManualApproval || next.requiresManualApproval)
            if risk.riskClass == reached { return (risk, evidence) }
        }
    }

    private static func assess(_ context: RiskContext) -> RiskAssessment {
        let factors =
            DeclaredEngine.factors(context) + ScopeEngine.factors(context) + InfrastructureEngine.factors(context)
            + HistoryEngine.factors(context) + ScheduleEngine.factors(context) + MissingDataEngine.factors(context)
        return RiskAssessment(
            riskClass: factors.map(\.riskClass).max() ?? .low, factors: merged([], factors),
            requiresManualApproval: factors.contains { $0.engine == .missingData })
    }

    /// Worst first, then in engine order, then by id and reason, each once.
    private static func merged(
        _ left: [RiskAssessment.Factor], _ right: [RiskAssessment.Factor]
    ) -> [RiskAssessment.Factor] {
        let engines = RiskAssessment.Engine.allCases
        return Array(Set(left + right)).sorted { first, second in
            if first.riskClass != second.riskClass { return first.riskClass > second.riskClass }
            let order = { (factor: RiskAssessment.Factor) in
                (engines.firstIndex(of: factor.engine) ?? 0, factor.id, factor.reason)
            }
            return order(first) < order(second)
        }
    }
}
