package import ReleaseModel

/// An approval that nobody can give is better known at plan time than on the day.
package struct ApprovalsSatisfiable: StructuralCriterion {
    package static let id: CriterionID = "approvals-satisfiable"
    package static let summary = "Enough people who may approve exist for the approval that the promotion needs."

    package static func answer(_ context: CriterionContext) -> CriterionAnswer {
        guard GateEvaluator.asksForApproval(context) else {
            return CriterionAnswer(
                .green, "class \(context.risk.riskClass.rawValue) asks for no approval in \(context.environmentID)")
        }
        guard let reason = context.approvals.whyUnsatisfiable(context.environmentID) else {
            let unreachable = context.approvals.unreachableEscalations.map { "; " + $0.summary }.joined()
            return CriterionAnswer(.green, "enough people may approve" + unreachable)
        }
        return CriterionAnswer(.red, reason)
    }
}
