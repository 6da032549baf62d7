/// How much risk the team accepts, and what binds a rollback.
package struct RiskTolerance: Hashable, Sendable {
    /// The highest class that may go forward at all; nil means the policy's.
    package var maximumClass: RiskClass?
    package var rollbackConstraints: [RollbackConstraint]
    /// How fast the owner of a rollback must decide; nil means the policy's.
    package var rollbackDecisionDeadline: TimeAmount?
    /// The monthly cost increases that are accepted without further approval: by currency, environment and class.
    package var monthlyCostIncrease: [CostBudget]
    /// The floor of monitoring confidence, 0...1: under it the safety-first override applies.
    package var monitoringConfidenceFloor: ExactDecimal?
    /// Further statements, in the user's words, that bind people and not the program.
    package var statements: [String]

    package init(
        maximumClass: RiskClass? = nil, rollbackConstraints: [RollbackConstraint] = [],
        rollbackDecisionDeadline: TimeAmount? = nil, monthlyCostIncrease: [CostBudget] = [],
        monitoringConfidenceFloor: ExactDecimal? = nil, statements: [String] = []
    ) {
        self.maximumClass = maximumClass
        self.rollbackConstraints = rollbackConstraints
        self.rollbackDecisionDeadline = rollbackDecisionDeadline
        self.monthlyCostIncrease = monthlyCostIncrease
        self.monitoringConfidenceFloor = monitoringConfidenceFloor
        self.statements = statements
    }
}

/// "No customer-facing rollback after 30 min without director approval."
package struct RollbackConstraint: Hashable, Sendable {
    /// Whether only a rollback that customers see is bound.
    package var isCustomerFacingOnly: Bool
    /// The time after the promotion from which the approval is needed.
    package var after: TimeAmount
    /// The role that must approve; nil means no rollback at all after that time.
    package var approver: RoleID?

    package init(isCustomerFacingOnly: Bool, after: TimeAmount, approver: RoleID?) {
        self.isCustomerFacingOnly = isCustomerFacingOnly
        self.after = after
        self.approver = approver
    }
}

/// An amount in one currency.
package struct Money: Hashable, Sendable {
    package var amount: ExactDecimal
    /// The ISO 4217 code, such as `EUR`.
    package var currency: String

    package init(_ amount: ExactDecimal, _ currency: String) {
        self.amount = amount
        self.currency = currency
    }
}

extension Money: CustomStringConvertible {
    package var description: String { "\(amount) \(currency)" }
}
