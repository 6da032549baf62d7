package import ReleaseModel

/// A vote that was recorded, and what stands after it.
package struct RecordedVote: Hashable, Sendable {
    package var record: ApprovalRecord
    /// How far the approvals were before.
    package var before: ApprovalStatus
    /// How far they are now.
    package var after: ApprovalCase
    /// The number of the audit entry.
    package var entry: Int64

    package init(record: ApprovalRecord, before: ApprovalStatus, after: ApprovalCase, entry: Int64) {
        self.record = record
        self.before = before
        self.after = after
        self.entry = entry
    }
}
