import ReleaseModel

/// Who approves a draft, and why.
struct DraftApprover {
    var requirement: ApprovalRequirement
    var reason: String

    /// The first rule of the approval matrix for the kind of draft and the class, else the usual role.
    static func of(_ entry: DraftCatalog.Entry, review: ReadinessReview, roles: RoleTitles) -> DraftApprover {
        let riskClass = review.risk.riskClass
        let kind = entry.kind.rawValue.replacing("_", with: " ")
        let rule = review.release.approvalMatrix.rules.first {
            $0.draftKinds.contains(entry.kind) && $0.classes.contains(riskClass)
        }
        if let rule {
            return DraftApprover(
                requirement: rule.requirement,
                reason: "the approval matrix asks this for a \(kind) draft at \(riskClass.rawValue) risk")
        }
        return DraftApprover(requirement: .role(entry.defaultApprover), reason: entry.defaultReason)
    }
}
