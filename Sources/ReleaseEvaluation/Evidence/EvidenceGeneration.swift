import ReleaseModel

/// Tells parts of one whole from an older and a newer whole.
///
/// A channel often holds several documents: the twelve JUnit files of one pipeline run, or the reports of Monday and
/// Tuesday. Documents of one producer run stand side by side whatever their times. Documents of two different runs do
/// not: the newer run counts. Where at least one names no run, documents observed within one hour of each other stand
/// side by side, and a document more than an hour newer takes the older one's place.
enum EvidenceGeneration {
    /// How far apart two documents without a common run may be observed and still be parts of one whole.
    static let window = TimeAmount.hours(1)

    /// Reports whether a document of `observedAt` and `runID` takes the place of the other one.
    static func isLater(
        _ observedAt: Instant?, _ runID: String?, than otherObservedAt: Instant?, _ otherRunID: String?
    ) -> Bool {
        guard let observedAt, let otherObservedAt, observedAt > otherObservedAt else { return false }
        if let runID, let otherRunID { return runID != otherRunID }
        return observedAt > otherObservedAt + window
    }

    /// Reports whether `newer` takes the place of `older`.
    static func isLater(_ newer: EvidenceItem, than older: EvidenceItem) -> Bool {
        isLater(newer.observedAt, newer.runID, than: older.observedAt, older.runID)
    }
}
