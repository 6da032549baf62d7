/// The risk class of a release and every reason for it.
package struct RiskAssessment: Hashable, Sendable {
    /// The six ways to look at risk; the class is their maximum.
    package enum Engine: String, CaseIterable, Hashable, Sendable {
        case declared, scope, infrastructure, history, schedule
        case missingData = "missing_data"
    }

    /// One reason for at least this class.
    package struct Factor: Hashable, Sendable {
        /// Kebab case, stable, `explain`-able.
        package var id: String
        package var engine: Engine
        package var riskClass: RiskClass
        /// The fact and the limit, with the numbers.
        package var reason: String

        package init(id: String, engine: Engine, riskClass: RiskClass, reason: String) {
            self.id = id
            self.engine = engine
            self.riskClass = riskClass
            self.reason = reason
        }
    }

    package var riskClass: RiskClass
    /// Worst first, then in engine order.
    package var factors: [Factor]
    /// Whether data was missing, so that only manual approval is possible.
    package var requiresManualApproval: Bool

    package init(riskClass: RiskClass, factors: [Factor], requiresManualApproval: Bool) {
        self.riskClass = riskClass
        self.factors = factors
        self.requiresManualApproval = requiresManualApproval
    }
}
