import ReleaseModel

/// Who approves a draft, and why.
struct DraftApprover {
    var requirement: ApprovalRequirement
    var reason: String

    /// What the approval matrix asks for this kind of draft at the class; where it has no rule of its own for the kind,
    /// what it asks of the class; where it has none for that either, the playbook's rule, then the usual role.
    static func of(_ entry: DraftCatalog.Entry, review: ReadinessReview, roles: RoleTitles) -> DraftApprover {
        let riskClass = review.risk.riskClass
        let kind = entry.kind.rawValue.replacing("_", with: " ")
        let rules = review.release.approvalMatrix.rules.filter { $0.classes.isEmpty || $0.classes.contains(riskClass) }
        if let requirement = all(rules.filter { $0.draftKinds.contains(entry.kind) }) {
            return DraftApprover(
                requirement: requirement,
                reason: "the approval matrix asks this for a \(kind) draft at \(riskClass.rawValue) risk")
        }
        let ofClass = rules.filter(\.draftKinds.isEmpty)
        let general = ofClass.filter(\.environments.isEmpty)
        if let requirement = all(general.isEmpty ? ofClass : general) {
            return DraftApprover(
                requirement: requirement,
                reason: "the approval matrix asks this at \(riskClass.rawValue) risk")
        }
        if review.release.approvalMatrix.rules.isEmpty,
            let requirement = review.policy.playbook(for: riskClass)?.approvalRequirement
        {
            return DraftApprover(
                requirement: requirement, reason: "the playbook asks this at \(riskClass.rawValue) risk")
        }
        return DraftApprover(requirement: .role(entry.defaultApprover), reason: entry.defaultReason)
    }

    /// Everything that `rules` ask together; nil where there are none.
    private static func all(_ rules: [ApprovalRule]) -> ApprovalRequirement? {
        rules.count > 1 ? .allOf(rules.map(\.requirement)) : rules.first?.requirement
    }
}
