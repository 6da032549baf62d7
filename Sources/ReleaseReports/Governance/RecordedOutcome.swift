package import ReleaseModel

/// An outcome that was recorded, and what the history makes of the risk class.
package struct RecordedOutcome: Hashable, Sendable {
    package var outcome: ReleaseOutcome
    package var classBefore: RiskClass
    package var classAfter: RiskClass
    /// The factors of the history engine, with their numbers.
    package var factors: [String]
    /// Outcomes on record, this one included.
    package var count: Int

    package init(
        outcome: ReleaseOutcome, classBefore: RiskClass, classAfter: RiskClass, factors: [String], count: Int
    ) {
        self.outcome = outcome
        self.classBefore = classBefore
        self.classAfter = classAfter
        self.factors = factors
        self.count = count
    }
}
