package import ReleaseModel

/// A rollback that was never rehearsed is a hope, so the plan must have been tried recently.
package struct RollbackRehearsed: StructuralCriterion {
    package static let id: CriterionID = "rollback-rehearsed"
    package static let summary = "The rollback was rehearsed, and within the class's number of days (UTC dates)."

    package static func answer(_ context: CriterionContext) -> CriterionAnswer {
        guard let rehearsed = context.release.rollbackPlan.lastRehearsed else {
            return CriterionAnswer(.unknown, "no rehearsal of the rollback is stated")
        }
        guard let limit = context.playbook?.rehearsalMaximumDays else {
            return CriterionAnswer(.unknown, "the policy has no playbook for class \(context.risk.riskClass.rawValue)")
        }
        let age = context.asOf.dateInUTC.daysSinceEpoch - rehearsed.daysSinceEpoch
        if age < 0 {
            return CriterionAnswer(
                .red, "the rehearsal is dated \(rehearsed.iso8601), which is in the future; a plan to rehearse is none")
        }
        let reason = "the rollback was last rehearsed \(age) days ago; the limit is \(limit)"
        guard age <= limit else { return CriterionAnswer(.red, reason) }
        return CriterionAnswer(.green, reason, validUntil: rehearsed.adding(days: limit + 1).startInUTC)
    }
}
