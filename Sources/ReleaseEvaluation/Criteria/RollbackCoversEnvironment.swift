package import ReleaseModel

/// A plan for production says nothing about staging.
package struct RollbackCoversEnvironment: StructuralCriterion {
    package static let id: CriterionID = "rollback-covers-environment"
    package static let summary = "The rollback plan covers the environment."

    package static func answer(_ context: CriterionContext) -> CriterionAnswer {
        let plan = context.release.rollbackPlan
        guard !plan.isEmpty else { return CriterionAnswer(.red, "there is no rollback plan") }
        guard plan.environments.isEmpty || plan.environments.contains(context.environmentID) else {
            let covered = plan.environments.map(\.name).joined(separator: ", ")
            return CriterionAnswer(.red, "the rollback plan covers \(covered), not \(context.environmentID)")
        }
        return CriterionAnswer(.green, "the rollback plan covers \(context.environmentID)")
    }
}
