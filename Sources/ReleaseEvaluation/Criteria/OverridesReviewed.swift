package import ReleaseModel

/// An emergency that nobody looked back at is the next emergency.
package struct OverridesReviewed: StructuralCriterion {
    package static let id: CriterionID = "overrides-reviewed"
    package static let summary = "Every emergency override of the scope was reviewed before its review was due."

    package static func answer(_ context: CriterionContext) -> CriterionAnswer {
        if let first = context.overrides.overdue.min(by: { $0.due < $1.due }) {
            return CriterionAnswer(
                .red, "the review of the override \"\(first.override.id)\" was due at \(first.due.minuteInUTC)")
        }
        if let next = context.overrides.awaitingReview.min(by: { $0.due < $1.due }) {
            return CriterionAnswer(
                .green, "the review of the override \"\(next.override.id)\" is due at \(next.due.minuteInUTC)",
                validUntil: next.due)
        }
        return CriterionAnswer(.green, "no override awaits its review")
    }
}
