import ReleaseModel

/// Finds what approval is asked for: the most specific rule of the matrix, else the playbook's.
enum ApprovalRules {
    enum Selection: Hashable, Sendable {
        case requirement(ApprovalRequirement)
        /// Nobody can approve; why.
        case nobody(String)
    }

    /// The rule for a promotion of `riskClass` into `environment`.
    static func promotion(
        of riskClass: RiskClass, into environment: EnvironmentID, matrix: ApprovalMatrix, playbook: Playbook?
    ) -> Selection {
        let rules = matrix.rules.filter(\.draftKinds.isEmpty)
        let matching = rules.filter { rule in
            asks(rule, riskClass) && (rule.environments.isEmpty || rule.environments.contains(environment))
        }
        return select(matching, among: rules, riskClass, playbook)
    }

    /// The rule for a draft of `kind`: the rules of its kind, else those for promotions everywhere.
    static func draft(
        of kind: Draft.Kind, riskClass: RiskClass, matrix: ApprovalMatrix, playbook: Playbook?
    ) -> Selection {
        let ofKind = matrix.rules.filter { asks($0, riskClass) && $0.draftKinds.contains(kind) }
        if !ofKind.isEmpty { return select(ofKind, among: matrix.rules, riskClass, playbook) }
        let promotions = matrix.rules.filter { $0.draftKinds.isEmpty && asks($0, riskClass) }
        let general = promotions.filter(\.environments.isEmpty)
        return select(general.isEmpty ? promotions : general, among: matrix.rules, riskClass, playbook)
    }

    /// Reports whether a rule of the matrix names `environment` for `riskClass`, and so asks for approval there
    /// whatever its kind.
    static func names(_ environment: EnvironmentID, for riskClass: RiskClass, in matrix: ApprovalMatrix) -> Bool {
        matrix.rules.contains {
            $0.draftKinds.isEmpty && asks($0, riskClass) && $0.environments.contains(environment)
        }
    }

    /// A rule without classes is meant for all of them.
    private static func asks(_ rule: ApprovalRule, _ riskClass: RiskClass) -> Bool {
        rule.classes.isEmpty || rule.classes.contains(riskClass)
    }

    private static func select(
        _ matching: [ApprovalRule], among rules: [ApprovalRule], _ riskClass: RiskClass, _ playbook: Playbook?
    ) -> Selection {
        let named = matching.filter { !$0.environments.isEmpty }
        let chosen = (named.isEmpty ? matching : named).map(\.requirement)
        if chosen.count == 1, let only = chosen.first { return .requirement(only) }
        if !chosen.isEmpty { return .requirement(.allOf(chosen)) }
        if !rules.isEmpty, !rules.contains(where: { asks($0, riskClass) }) {
            return .nobody(
                "the approval matrix has no rule for class \(riskClass.rawValue); a rule for it has to be added")
        }
        guard let fallback = playbook?.approvalRequirement else {
            return .nobody("neither the approval matrix nor the playbook says who approves class \(riskClass.rawValue)")
        }
        return .requirement(fallback)
    }
}
