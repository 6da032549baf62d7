package import ReleaseModel

/// Compares a planned draft with what the ledger wrote and what is at the target, and says what to do. It is a pure
/// function of the three, so two processes with the same view decide the same.
package enum DraftReconciler {
    /// What the ledger remembers of writing a draft.
    package struct LedgerRow: Hashable, Sendable {
        /// Nil while no write has been confirmed.
        package var remoteID: String?
        package var remoteRevision: String?
        package var writtenDigest: ContentDigest?
        /// The digest and time of a write that was begun and never confirmed.
        package var attemptedDigest: ContentDigest?
        package var attemptedAt: Instant?
        /// Every content that was ever handed out for the draft: a record that says one of these is ours.
        package var handedOut: Set<ContentDigest>
        /// When a person or a listing last told where the draft stands.
        package var placedAt: Instant?
        /// Records that a person let go: they carry the key and are no longer the draft.
        package var forgotten: Set<String>

        package init(
            remoteID: String? = nil, remoteRevision: String? = nil, writtenDigest: ContentDigest? = nil,
            attemptedDigest: ContentDigest? = nil, attemptedAt: Instant? = nil, handedOut: Set<ContentDigest> = [],
            placedAt: Instant? = nil, forgotten: Set<String> = []
        ) {
            self.remoteID = remoteID
            self.remoteRevision = remoteRevision
            self.writtenDigest = writtenDigest
            self.attemptedDigest = attemptedDigest
            self.attemptedAt = attemptedAt
            self.handedOut = handedOut
            self.placedAt = placedAt
            self.forgotten = forgotten
        }

        /// What a draft's placements, oldest first, come to; nil where there are none.
        package init?(_ placements: [DraftPlacement]) {
            guard !placements.isEmpty else { return nil }
            self.init()
            for placement in placements {
                switch placement.act {
                case .handedOut:
                    (attemptedDigest, attemptedAt) = (placement.contentDigest, placement.at)
                    handedOut.insert(placement.contentDigest)
                case .placed:
                    (remoteID, remoteRevision) = (placement.record, placement.recordRevision)
                    (writtenDigest, placedAt) = (placement.contentDigest, placement.at)
                    if attemptedDigest == placement.contentDigest { (attemptedDigest, attemptedAt) = (nil, nil) }
                case .forgotten:
                    if let record = placement.record { forgotten.insert(record) }
                    if let remoteID { forgotten.insert(remoteID) }
                    (remoteID, remoteRevision, writtenDigest, placedAt) = (nil, nil, nil, nil)
                    (attemptedDigest, attemptedAt, handedOut) = (nil, nil, [])
                }
            }
        }
    }

    package enum Outcome: Hashable, Sendable {
        /// Nothing is there and nothing was: make it.
        case create
        /// It says what we would write. `adopts` tells the ledger to take over its id and revision.
        case unchanged(RemoteListing.Entry, adopts: Bool)
        /// Write over exactly this revision.
        case update(RemoteListing.Entry)
        /// Somebody else changed it: both are shown, nothing is written.
        case conflict(RemoteListing.Entry, reason: String)
        /// A person published, sent or moved it: it is read-only from then on.
        case frozen(RemoteListing.Entry)
        /// It was there and is no more: a person is asked, nothing is made again.
        case gone(id: String)
        /// Several carry the key: the first stays, the others are for a person.
        case duplicate(kept: RemoteListing.Entry, others: [RemoteListing.Entry])
        /// Say at the target that it is withdrawn.
        case withdraw(RemoteListing.Entry)
        /// Withdrawn, and nothing at the target is left to say so.
        case withdrawn
        /// It may stand there: there is no listing, or one that is too old or not whole. A person looks first.
        case undecided(reason: String)

        /// The word that reports use.
        package var word: String {
            switch self {
            case .create: "planned"
            case .unchanged: "unchanged"
            case .update: "update"
            case .conflict: "conflict"
            case .frozen: "frozen"
            case .gone: "gone"
            case .duplicate: "duplicate"
            case .withdraw: "withdraw"
            case .withdrawn: "withdrawn"
            case .undecided: "undecided"
            }
        }
    }

    /// What to do about `draft`.
    ///
    /// - Parameters:
    ///   - row: nil where nothing is known of it at its target.
    ///   - listing: what is in the draft's container; nil where there is no listing.
    package static func outcome(of draft: Draft, row: LedgerRow?, listing: RemoteListing?) -> Outcome {
        guard let listing, listing.connector == draft.connector else { return unlisted(draft, row) }
        var seen: Set<String> = []
        let matches = listing.entries.filter { entry in
            let isNamed = row?.remoteID.map { RecordReference.names($0, entry.id) } ?? false
            guard entry.key == draft.key || isNamed, seen.insert(entry.id).inserted else { return false }
            return !(row?.forgotten.contains { RecordReference.names($0, entry.id) } ?? false)
        }
        let live = matches.filter { $0.state != .removed }
        let isWithdrawn = draft.operation == .withdrawDraft
        guard let first = live.first else {
            return absent(draft, row, listing, wasRemoved: !matches.isEmpty, isWithdrawn)
        }
        if live.count > 1 {
            let known = live.first { entry in row?.remoteID.map { RecordReference.names($0, entry.id) } ?? false }
            let kept = known ?? first
            return .duplicate(kept: kept, others: live.filter { $0.id != kept.id })
        }
        if first.state == .published { return .frozen(first) }
        if isWithdrawn, first.title.hasPrefix("DRAFT (withdrawn)") { return .withdrawn }
        return present(draft, row, first, isWithdrawn)
    }

    /// What the ledger alone proves: an update needs a record that a person or a listing told of, and making one needs
    /// that no text of it ever left.
    private static func unlisted(_ draft: Draft, _ row: LedgerRow?) -> Outcome {
        let isWithdrawn = draft.operation == .withdrawDraft
        let mayStand = row?.attemptedDigest != nil || draft.presence != .planned
        if let row, let id = row.remoteID {
            let entry = RemoteListing.Entry(
                id: id, revision: row.remoteRevision, key: draft.key, digest: row.writtenDigest, state: .draft,
                title: draft.title)
            if isWithdrawn { return .withdraw(entry) }
            return row.writtenDigest == draft.contentDigest ? .unchanged(entry, adopts: false) : .update(entry)
        }
        if isWithdrawn, !mayStand || draft.tier == .fileOnly { return .withdrawn }
        if !mayStand || draft.tier == .fileOnly { return .create }
        return .undecided(
            reason: row?.attemptedDigest == nil
                ? "an earlier revision may have been carried over, and nothing tells whether it was"
                : "its payload was handed out, and nothing tells whether it was carried over")
    }

    private static func absent(
        _ draft: Draft, _ row: LedgerRow?, _ listing: RemoteListing, wasRemoved: Bool, _ isWithdrawn: Bool
    ) -> Outcome {
        if wasRemoved { return isWithdrawn ? .withdrawn : .gone(id: row?.remoteID ?? draft.key.name) }
        guard listing.isComplete else {
            return .undecided(reason: "the listing is not whole, so the draft may stand on another page")
        }
        if let attemptedAt = row?.attemptedAt {
            let settled = attemptedAt + indexLag(of: draft.connector)
            guard let observedAt = listing.observedAt, observedAt >= settled else {
                let fault = listing.observedAt == nil ? "and the listing does not say when it was made" : ""
                return .undecided(
                    reason: "a payload was handed out\(fault.isEmpty ? "" : ", \(fault)"); list again after "
                        + "\(settled.rfc3339), when the target's index has caught up")
            }
        }
        if isWithdrawn { return .withdrawn }
        return row?.remoteID.map(Outcome.gone(id:)) ?? .create
    }

    private static func present(
        _ draft: Draft, _ row: LedgerRow?, _ entry: RemoteListing.Entry, _ isWithdrawn: Bool
    ) -> Outcome {
        // An interrupted write of ours is recognised by the digest it left.
        let ours = [row?.attemptedDigest].compactMap { $0 } + (row?.handedOut ?? [])
        let isOurAttempt = ours.contains { entry.says($0) }
        guard let row, let known = row.remoteID else {
            if entry.says(draft.contentDigest), !isWithdrawn { return .unchanged(entry, adopts: true) }
            if isOurAttempt { return isWithdrawn ? .withdraw(entry) : .update(entry) }
            return .conflict(entry, reason: "the ledger does not know this record, so a person compares the two")
        }
        if !RecordReference.names(known, entry.id) {
            return .conflict(entry, reason: "the ledger knows another record of this draft, \"\(known)\"")
        }
        let isFirstSight = row.remoteRevision == nil && isUntouched(entry, since: row)
        let isSameRevision = isFirstSight || (entry.revision != nil && entry.revision == row.remoteRevision)
        // The text of the last placement with another revision: somebody else wrote, and our marker stayed in it.
        let isOtherHandOut = isOurAttempt && !(row.writtenDigest.map { entry.says($0) } ?? false)
        if !isSameRevision, !isOtherHandOut {
            return .conflict(entry, reason: "somebody changed the record after releasegate's draft was put there")
        }
        if isWithdrawn { return .withdraw(entry) }
        let isWritten =
            isSameRevision ? row.writtenDigest == draft.contentDigest : entry.says(draft.contentDigest)
        return isWritten ? .unchanged(entry, adopts: !isSameRevision || isFirstSight) : .update(entry)
    }

    /// Whether a record whose revision nobody told can be taken for what a person placed: it carries that text's digest,
    /// and where its revision is a time, it is no later than a quarter of an hour after the person said so.
    private static func isUntouched(_ entry: RemoteListing.Entry, since row: LedgerRow) -> Bool {
        guard let written = row.writtenDigest, entry.revision != nil, entry.says(written) else { return false }
        guard let placedAt = row.placedAt, let changedAt = entry.revision.flatMap(Instant.init(listed:)) else {
            return true
        }
        return changedAt <= placedAt + TimeAmount(seconds: 900)
    }

    /// How long the target's search may miss what was just made.
    static func indexLag(of connector: ConnectorID) -> TimeAmount {
        ["jira", "jsm", "github", "notion", "azure-devops"].contains(connector)
            ? TimeAmount(seconds: 900) : TimeAmount(seconds: 60)
    }
}
