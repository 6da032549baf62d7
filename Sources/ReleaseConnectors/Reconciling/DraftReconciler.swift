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

        package init(
            remoteID: String? = nil, remoteRevision: String? = nil, writtenDigest: ContentDigest? = nil,
            attemptedDigest: ContentDigest? = nil, attemptedAt: Instant? = nil
        ) {
            self.remoteID = remoteID
            self.remoteRevision = remoteRevision
            self.writtenDigest = writtenDigest
            self.attemptedDigest = attemptedDigest
            self.attemptedAt = attemptedAt
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
        /// The listing is too old or not whole, so nothing is safe to do.
        case undecided(reason: String)

        /// The word that reports use.
        package var word: String {
            switch self {
            case .create: "create"
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
    ///   - row: nil where the ledger never wrote it.
    ///   - listing: what is in the draft's container; nil where there is no listing.
    package static func outcome(of draft: Draft, row: LedgerRow?, listing: RemoteListing?) -> Outcome {
        guard let listing, listing.connector == draft.connector else {
            return .undecided(reason: "there is no listing of \(draft.connector); export one first")
        }
        var seen: Set<String> = []
        let matches = listing.entries.filter { entry in
            (entry.key == draft.key || entry.id == row?.remoteID) && seen.insert(entry.id).inserted
        }
        let live = matches.filter { $0.state != .removed }
        let isWithdrawn = draft.operation == .withdrawDraft
        guard let first = live.first else {
            return absent(draft, row, listing, wasRemoved: !matches.isEmpty, isWithdrawn)
        }
        if live.count > 1 {
            let kept = live.first { $0.id == row?.remoteID } ?? first
            return .duplicate(kept: kept, others: live.filter { $0.id != kept.id })
        }
        if first.state == .published { return .frozen(first) }
        if isWithdrawn, first.title.hasPrefix("DRAFT (withdrawn)") { return .withdrawn }
        return present(draft, row, first, isWithdrawn)
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
                return .undecided(
                    reason: "a write was begun and never confirmed; list again after \(settled.rfc3339), when the "
                        + "target's index has caught up")
            }
        }
        if isWithdrawn { return .withdrawn }
        return row?.remoteID.map(Outcome.gone(id:)) ?? .create
    }

    private static func present(
        _ draft: Draft, _ row: LedgerRow?, _ entry: RemoteListing.Entry, _ isWithdrawn: Bool
    ) -> Outcome {
        // An interrupted write of ours is recognised by the digest it left.
        let isOurAttempt = row?.attemptedDigest != nil && entry.digest == row?.attemptedDigest
        guard let row, row.remoteID != nil else {
            if entry.digest == draft.contentDigest, !isWithdrawn { return .unchanged(entry, adopts: true) }
            if isOurAttempt { return isWithdrawn ? .withdraw(entry) : .update(entry) }
            return .conflict(entry, reason: "the ledger does not know this record, so a person compares the two")
        }
        if row.remoteID != entry.id {
            return .conflict(entry, reason: "the ledger knows another record of this draft, \"\(row.remoteID ?? "")\"")
        }
        let isSameRevision = entry.revision != nil && entry.revision == row.remoteRevision
        if !isSameRevision, !isOurAttempt {
            return .conflict(entry, reason: "somebody changed the record after releasegate's draft was put there")
        }
        if isWithdrawn { return .withdraw(entry) }
        let written = isOurAttempt && !isSameRevision ? entry.digest : row.writtenDigest
        return written == draft.contentDigest
            ? .unchanged(entry, adopts: !isSameRevision) : .update(entry)
    }

    /// How long the target's search may miss what was just made.
    static func indexLag(of connector: ConnectorID) -> TimeAmount {
        ["jira", "jsm", "github", "notion", "azure-devops"].contains(connector)
            ? TimeAmount(seconds: 900) : TimeAmount(seconds: 60)
    }
}
