import ReleaseModel

/// Reads the structured form of `risk_tolerance`.
enum RiskSection {
    static func read(_ node: YAMLNode, _ log: ReadingLog) -> RiskTolerance {
        let fields = FieldReader(node, ReleaseFileFormat.risk, log)
        return RiskTolerance(
            maximumClass: fields.choice("maximum_class"),
            rollbackConstraints: fields.elements("rollback_constraints").compactMap { constraint($0, log) },
            rollbackDecisionDeadline: fields.duration("rollback_decision_deadline"),
            monthlyCostIncrease: budgets(fields),
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

    private static func budgets(_ fields: FieldReader) -> [CostBudget] {
        let log = fields.log
        var budgets: [(CostBudget, SourceLocation)] = []
        for node in fields.elements("monthly_cost_increase") {
            guard let budget = budget(node, fields.values) else { continue }
            let isDouble = budgets.contains { known, _ in
                known.amount.currency == budget.amount.currency && known.fromClass == budget.fromClass
                    && Set(known.environments) == Set(budget.environments)
            }
            if isDouble {
                let place = budget.scope.isEmpty ? "" : " \(budget.scope)"
                log.error(
                    at: node.location,
                    "\(quoted("monthly_cost_increase")) has two amounts in \(budget.amount.currency)\(place)")
            } else {
                budgets.append((budget, node.location))
            }
        }
        let all = budgets.map(\.0)
        for (budget, place) in budgets where all.neverBinds(budget) {
            log.warning(
                at: place,
                "the budget of \(budget) never binds: another that holds there is at most as large, and the smallest binds"
            )
        }
        return all
    }

    private static func budget(_ node: YAMLNode, _ values: ValueReader) -> CostBudget? {
        guard node.entries != nil else {
            return values.money(node, for: "monthly_cost_increase").map { CostBudget($0) }
        }
        let fields = FieldReader(node, ReleaseFileFormat.budget, values.log)
        let environments = fields.environments("environments")
        if environments?.isEmpty == true {
            values.log.error(
                at: node.location, "\(quoted("environments")) is empty; leave it out for every environment")
        }
        let fromClass: RiskClass? = fields.choice("from_class")
        return fields.node("amount").flatMap { values.money($0, for: "amount") }
            .map { CostBudget($0, environments: environments ?? [], fromClass: fromClass) }
    }
}
