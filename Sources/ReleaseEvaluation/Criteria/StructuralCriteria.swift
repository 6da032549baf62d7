package import ReleaseModel

/// Every structural criterion that a policy can ask for.
package enum StructuralCriteria {
    /// In the order of the docs.
    package static let all: [any StructuralCriterion.Type] = [
        SubjectIdentified.self, InputsUnderstood.self, ScopeComplete.self, OwnersAssigned.self,
        DependenciesReady.self, RollbackPlanComplete.self, RollbackCoversEnvironment.self, RollbackRehearsed.self,
        ApprovalsSatisfiable.self, ChannelsCovered.self, RiskWithinTolerance.self, EvidenceConsistent.self,
        OverridesReviewed.self,
    ]

    /// Their ids, in the same order.
    package static let ids: [CriterionID] = all.map { $0.id }

    /// The criterion called `id`; nil where no code answers it.
    package static func criterion(_ id: CriterionID) -> (any StructuralCriterion.Type)? {
        all.first { $0.id == id }
    }
}
