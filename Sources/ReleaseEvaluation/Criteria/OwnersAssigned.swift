package import ReleaseModel

/// What nobody owns, nobody mends at night.
package struct OwnersAssigned: StructuralCriterion {
    package static let id: CriterionID = "owners-assigned"
    package static let summary = "The environment, the rollback decision and every rollback step have an owner role."

    package static func answer(_ context: CriterionContext) -> CriterionAnswer {
        let plan = context.release.rollbackPlan
        var missing: [String] = []
        if context.environment.owner == nil { missing.append("the environment \"\(context.environmentID)\"") }
        if plan.decisionOwner == nil { missing.append("the rollback decision") }
        let steps = plan.steps.count { $0.owner == nil }
        if steps > 0 { missing.append("\(steps) of \(plan.steps.count) rollback steps") }
        guard missing.isEmpty else {
            return CriterionAnswer(.red, "nobody owns " + missing.joined(separator: ", "))
        }
        return CriterionAnswer(.green, "the environment, the rollback decision and its steps have owners")
    }
}
