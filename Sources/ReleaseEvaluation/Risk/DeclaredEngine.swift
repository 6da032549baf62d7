import ReleaseModel

/// Engine 1: what the team says about itself. It may raise the class, never lower it.
enum DeclaredEngine: RiskEngine {
    static func factors(_ context: RiskContext) -> [RiskAssessment.Factor] {
        let initiative = context.input.release.initiative
        var factors: [RiskAssessment.Factor] = []
        if let declared = initiative.declaredClass {
            factors.append(.init(.declaredClass, declared, "the team declares class \(declared.rawValue)"))
        }
        if let criticality = initiative.criticality, let band = band(criticality, context.input) {
            factors.append(.init(.criticalityBand, band, "the initiative's criticality is \"\(criticality)\""))
        }
        if initiative.isEmergency {
            factors.append(.init(.emergencyChange, .high, "the change is an emergency"))
        }
        return factors
    }

    /// The class of the band called `name`: by the team's own names, else by the classes' and the playbooks'.
    private static func band(_ name: String, _ input: ReviewInput) -> RiskClass? {
        let wanted = name.lowercased()
        let own = input.release.criticalityBands.filter { $0.name.lowercased() == wanted }.map(\.riskClass).max()
        return own ?? RiskClass(rawValue: wanted)
            ?? input.policy.playbooks.first { $0.title.lowercased() == wanted }?.riskClass
    }
}
