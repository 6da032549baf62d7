package import ReleaseModel

/// A way back that lacks its owner, its time or its proof is a hope.
package struct RollbackPlanComplete: StructuralCriterion {
    package static let id: CriterionID = "rollback-plan-complete"
    package static let summary =
        "The rollback plan has steps with owners, a decision owner, a window, a verification and its limitations."

    package static func answer(_ context: CriterionContext) -> CriterionAnswer {
        let missing = gaps(context.release)
        guard missing.isEmpty else {
            return CriterionAnswer(.red, "the rollback plan lacks " + missing.joined(separator: ", "))
        }
        return CriterionAnswer(.green, "the rollback plan is complete")
    }

    /// What the plan lacks, in words.
    static func gaps(_ release: Release) -> [String] {
        let plan = release.rollbackPlan
        guard !plan.isEmpty else { return ["its steps: there is no plan"] }
        var missing: [String] = []
        if plan.decisionOwner == nil { missing.append("an owner of the decision") }
        if plan.window == nil { missing.append("the window in which it is possible") }
        if plan.verification.isEmpty { missing.append("a verification that it worked") }
        if plan.limitations == nil { missing.append("what it cannot undo") }
        let unowned = plan.steps.count { $0.owner == nil }
        if unowned > 0 { missing.append("an owner for \(unowned) of \(plan.steps.count) steps") }
        if release.scope.hasDataMigration == true, !plan.steps.contains(where: { $0.kind == .data }) {
            missing.append("a step for the migrated data")
        }
        let durations = plan.steps.compactMap(\.duration?.seconds)
        if let window = plan.window, durations.count == plan.steps.count {
            let total = durations.reduce(Int64(0)) { $0.addingReportingOverflow(max(0, $1)).partialValue }
            if total > window.seconds || total < 0 {
                missing.append("time: its steps take \(TimeAmount(seconds: total)), the window is \(window)")
            }
        }
        return missing
    }
}
