package import ReleaseModel

/// What is not stated about the scope is unknown, not absent.
package struct ScopeComplete: StructuralCriterion {
    package static let id: CriterionID = "scope-complete"
    package static let summary = "The scope states its teams, its modules and every trait that decides on risk."

    package static func answer(_ context: CriterionContext) -> CriterionAnswer {
        let missing = gaps(context.release.scope)
        guard missing.isEmpty else {
            return CriterionAnswer(.unknown, "the scope does not say " + missing.joined(separator: ", "))
        }
        return CriterionAnswer(.green, "the scope is stated in full")
    }

    /// What the scope leaves open, in words.
    static func gaps(_ scope: ChangeScope) -> [String] {
        var missing = ScopeEngine.unknownTraits(scope)
        if scope.teams.isEmpty {
            missing.append(scope.teamCount > 0 ? "who the \(scope.teamCount) teams are" : "which teams take part")
        } else if scope.teamCount > scope.teams.count {
            missing.append("who \(scope.teamCount - scope.teams.count) of the \(scope.teamCount) teams are")
        }
        if scope.modules.isEmpty { missing.append("which modules change") }
        return missing
    }
}
