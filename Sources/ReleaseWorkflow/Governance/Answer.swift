package import ReleaseModel

/// What a use case came to, with the review it was made on: names of roles and criteria come from there.
package struct Answer<Value> {
    package var value: Value
    package var review: ReadinessReview
    /// What people should know about the input files.
    package var warnings: [Diagnostic]

    init(_ value: Value, _ situation: Situation) {
        self.value = value
        review = situation.review
        warnings = situation.loaded.warnings
    }
}
