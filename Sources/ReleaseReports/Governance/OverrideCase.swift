package import ReleaseModel

/// An emergency override and what became of it.
package struct OverrideCase: Hashable, Sendable {
    package var override: EmergencyOverride
    /// Why it does not apply; nil where it is in force.
    package var refusal: String?
    /// The decision of its gate as it stands.
    package var decision: PromotionDecision?
    /// Why.
    package var decisionReason: String?
    /// Whether its review is overdue.
    package var isReviewOverdue: Bool

    package init(
        override: EmergencyOverride, refusal: String?, decision: PromotionDecision?, decisionReason: String?,
        isReviewOverdue: Bool
    ) {
        self.override = override
        self.refusal = refusal
        self.decision = decision
        self.decisionReason = decisionReason
        self.isReviewOverdue = isReviewOverdue
    }
}
