import ReleaseModel

/// Reads the structured form of `risk_tolerance`.
enum RiskSection {
    static func read(_ node: YAMLNode, _ log: ReadingLog) -> RiskTolerance {
        let fields = FieldReader(node, ReleaseFileFormat.risk, log)
        let amounts = fields.elements("monthly_cost_increase")
        var money: [Money] = []
        for amount in amounts {
            guard let value = fields.values.money(amount, for: "monthly_cost_increase") else { continue }
            if money.contains(where: { $0.currency == value.currency }) {
                log.error(
                    at: amount.location, "\(quoted("monthly_cost_increase")) has two amounts in \(value.currency)")
            } else {
                money.append(value)
            }
        }
        return RiskTolerance(
            maximumClass: fields.choice("maximum_class"),
            rollbackConstraints: fields.elements("rollback_constraints").compactMap { constraint($0, log) },
            rollbackDecisionDeadline: fields.duration("rollback_decision_deadline"), monthlyCostIncrease: money,
            monitoringConfidenceFloor: fields.share("monitoring_confidence_floor"),
            statements: fields.texts("statements") ?? [])
    }

    private static func constraint(_ node: YAMLNode, _ log: ReadingLog) -> RollbackConstraint? {
        let fields = FieldReader(node, ReleaseFileFormat.constraint, log)
        let isCustomerFacingOnly = fields.flag("customer_facing_only") ?? false
        let approver = fields.role("approver")
        return fields.duration("after").map {
            RollbackConstraint(isCustomerFacingOnly: isCustomerFacingOnly, after: $0, approver: approver)
        }
    }
}
