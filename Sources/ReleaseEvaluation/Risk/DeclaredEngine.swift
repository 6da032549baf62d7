import ReleaseModel

/// Engine 1: what the team says about itself. It may raise the class, never lower it.
enum DeclaredEngine: RiskEngine {
    static func factors(_ context: RiskContext) -> [RiskAssessment.Factor] {
        let initiative = context.input.release.initiative
        var factors: [RiskAssessment.Factor] = []
        if let declared = initiative.declaredClass {
            factors.append(.init(.declaredClass, declared, "the team declares class \(declared.rawValue)"))
        }
        if let criticality = initiative.criticality, let band = band(criticality, context.input.policy) {
            factors.append(.init(.criticalityBand, band, "the initiative's criticality is \"\(criticality)\""))
        }
        if initiative.isEmergency {
            factors.append(.init(.emergencyChange, .high, "the change is an emergency"))
        }
        return factors
    }

    private static func band(_ name: String, _ policy: Policy) -> RiskClass? {
        let wanted = name.lowercased()
        return RiskClass(rawValue: wanted) ?? policy.playbooks.first { $0.title.lowercased() == wanted }?.riskClass
    }
}
