/// One thing that the ledger knows about a draft at its target: that its payload was handed out, that a person put it
/// there, or that a person let its record go.
package struct DraftPlacement: Hashable, Sendable {
    package enum Act: String, CaseIterable, Hashable, Sendable {
        /// A payload left in an export: from then on it may stand at the target, told or not.
        case handedOut = "handed_out"
        /// It stands at the target under `record`, as a person said or a listing showed.
        case placed
        /// A person said that its record is no longer the draft's: it is gone, or belongs to others now.
        case forgotten
    }

    package var key: DraftKey
    package var act: Act
    /// The content that was handed out or stands there.
    package var contentDigest: ContentDigest
    /// The record's id or address at the target; nil for what was only handed out.
    package var record: String?
    /// The version, etag or time of change that the target gives the record; nil where nobody told.
    package var recordRevision: String?
    package var at: Instant

    package init(
        key: DraftKey, act: Act, contentDigest: ContentDigest, record: String? = nil, recordRevision: String? = nil,
        at: Instant
    ) {
        self.key = key
        self.act = act
        self.contentDigest = contentDigest
        self.record = record
        self.recordRevision = recordRevision
        self.at = at
    }
}

/// Whether a draft stands at its target, as far as the ledger can tell without looking there.
package enum DraftPresence: String, CaseIterable, Hashable, Sendable {
    /// No payload was ever handed out, and there is one revision only.
    case planned
    /// An earlier revision, or a payload, may have been carried over; nobody said so.
    case possible
    /// A person said so, or a listing showed it.
    case recorded
}
