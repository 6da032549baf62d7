package import ReleaseModel

/// Where all drafts of a release stand, and what became known on the way.
package enum DraftStandings {
    /// One draft's standing and what the ledger does not know yet.
    package struct Judged: Hashable, Sendable {
        package var standing: DraftStanding
        /// What a listing showed and the ledger does not hold.
        package var sighting: DraftPlacement?
        /// What an export of this standing hands out and the ledger does not hold.
        package var handOut: DraftPlacement?
    }

    /// - Parameters:
    ///   - placements: what the ledger holds of each draft, oldest first.
    ///   - listings: what is at the targets; several of one container are taken together.
    ///   - asOf: the time of what becomes known.
    package static func judge(
        _ drafts: [Draft], placements: [DraftKey: [DraftPlacement]], listings: [RemoteListing], asOf: Instant
    ) -> [Judged] {
        var containers: [ConnectorID: Set<String>] = [:]
        for draft in drafts { containers[draft.connector, default: []].insert(draft.container) }
        return drafts.map { draft in
            let known = placements[draft.key] ?? []
            let row = DraftReconciler.LedgerRow(known)
            let (listing, doubt) = listing(
                for: draft, in: listings, isOnlyContainer: containers[draft.connector]?.count == 1)
            var outcome = DraftReconciler.outcome(of: draft, row: row, listing: listing)
            if let doubt, case .undecided = outcome { outcome = .undecided(reason: doubt) }
            let judged = Judged(
                standing: standing(of: draft, outcome, hasListing: listing != nil),
                sighting: sighting(of: draft, row, outcome, asOf: asOf))
            return handingOut(judged, known: known, asOf: asOf)
        }
    }

    /// The listings of the draft's container as one, and why it may not be all of it.
    private static func listing(
        for draft: Draft, in listings: [RemoteListing], isOnlyContainer: Bool
    ) -> (listing: RemoteListing?, doubt: String?) {
        let candidates = listings.filter {
            $0.connector == draft.connector && ($0.container.map { isSame($0, draft.container) } ?? true)
        }
        guard var joined = RemoteListing.joined(candidates) else { return (nil, nil) }
        joined.isComplete = candidates.allSatisfy(\.isComplete)
        guard isOnlyContainer || candidates.allSatisfy({ $0.container != nil }) else {
            joined.isComplete = false
            return (
                joined,
                "the listing does not say of which container of \(draft.connector) it is; name the file "
                    + "\(draft.connector).CONTAINER.json, or give a releasegate_listing with \"container\""
            )
        }
        return (joined, nil)
    }

    /// Containers are compared without the signs that a file's name cannot have.
    private static func isSame(_ left: String, _ right: String) -> Bool {
        func folded(_ text: String) -> String { text.lowercased().filter { $0.isLetter || $0.isNumber } }
        return folded(left) == folded(right)
    }

    private static func sighting(
        of draft: Draft, _ row: DraftReconciler.LedgerRow?, _ outcome: DraftReconciler.Outcome, asOf: Instant
    ) -> DraftPlacement? {
        func placed(_ entry: RemoteListing.Entry, _ digest: ContentDigest) -> DraftPlacement {
            DraftPlacement(
                key: draft.key, act: .placed, contentDigest: digest, record: entry.id, recordRevision: entry.revision,
                at: asOf)
        }
        switch outcome {
        case .unchanged(let entry, adopts: true): return placed(entry, draft.contentDigest)
        case .update(let entry) where row?.remoteID == nil || row?.remoteRevision != entry.revision:
            let ours = (row?.handedOut ?? []).union([row?.writtenDigest, row?.attemptedDigest].compactMap { $0 })
            return ours.sorted().first { entry.says($0) }.map { placed(entry, $0) }
        default: return nil
        }
    }

    /// What leaves in an export may be carried over at any time from then on, so the ledger knows of it first.
    private static func handingOut(_ judged: Judged, known: [DraftPlacement], asOf: Instant) -> Judged {
        var judged = judged
        let draft = judged.standing.draft
        let operation = judged.standing.operation
        guard operation == .createDraft || operation == .updateDraft, draft.connector != "markdown" else {
            return judged
        }
        let isKnown = known.last.map { $0.act == .handedOut && $0.contentDigest == draft.contentDigest } ?? false
        if !isKnown || judged.sighting != nil {
            judged.handOut = DraftPlacement(
                key: draft.key, act: .handedOut, contentDigest: draft.contentDigest, at: asOf)
        }
        return judged
    }

    private static func standing(
        of draft: Draft, _ outcome: DraftReconciler.Outcome, hasListing: Bool
    ) -> DraftStanding {
        let request = ListingRequests.request(draft.connector, container: draft.container, kind: draft.kind)
        func standing(
            _ state: DraftStanding.State, _ operation: Draft.Operation?, _ entry: RemoteListing.Entry? = nil,
            _ reason: String, _ nextStep: String = ""
        ) -> DraftStanding {
            DraftStanding(
                draft: draft, state: state, operation: operation, record: entry?.id, recordRevision: entry?.revision,
                reason: reason, nextStep: nextStep, listingRequest: request)
        }
        if !draft.guardHits.isEmpty {
            return standing(
                .heldBack, nil, nil,
                "the guard found \(draft.guardHits.count) thing\(draft.guardHits.count == 1 ? "" : "s")"
                    + " in it that must not leave",
                "The release manager mends the places that `releasegate drafts show \(draft.key)` names")
        }
        let place = DraftPlace.words(draft.connector.name, draft.connector, draft.container)
        let proof = hasListing ? "the listing shows" : "the ledger says"
        switch outcome {
        case .create:
            let reason =
                draft.tier == .fileOnly && !hasListing
                ? "the target has no draft state, so the file is the draft"
                : "nothing of it stands at \(place), and nothing did"
            return standing(.planned, .createDraft, nil, reason, draft.handOff)
        case .unchanged(let entry, _):
            return standing(.unchanged, nil, entry, "\(proof) this text under \(entry.id)")
        case .update(let entry):
            return standing(
                .update, .updateDraft, entry,
                "\(proof) an earlier text under \(entry.id), and nobody else's hand on it",
                "The release manager has the record \(entry.id) replaced by this text, after its approval")
        case .conflict(let entry, let reason):
            return standing(
                .conflict, nil, entry, reason,
                "The release manager compares \(entry.id) with the draft; then `releasegate drafts placed \(draft.key) "
                    + "--ref \(entry.id) --revision \(entry.revision ?? "…")` takes over what stands there")
        case .frozen(let entry):
            return standing(
                .frozen, nil, entry, "a person published, sent, closed or moved \(entry.id), so it is read-only",
                "Nobody writes over it; for a further draft the release manager lets it go with `releasegate drafts forget "
                    + "\(draft.key)`")
        case .gone(let id):
            return standing(
                .gone, nil,
                RemoteListing.Entry(
                    id: id, revision: nil, key: draft.key, digest: nil, state: .removed, title: draft.title),
                "\(id) stood at \(place) and stands there no more",
                "The release manager asks who took it away; where it is to be made again, `releasegate drafts forget "
                    + "\(draft.key)` says so")
        case .duplicate(let kept, let others):
            return standing(
                .duplicate, nil, kept,
                "\(others.count + 1) records carry the key: \(kept.id) is the first, then "
                    + others.map(\.id).joined(separator: ", "),
                "The release manager has the others taken away, and lists again")
        case .withdraw(let entry):
            return standing(
                .withdraw, .withdrawDraft, entry,
                "the release no longer asks for it, and \(entry.id) still stands there",
                draft.handOff)
        case .withdrawn:
            return standing(.withdrawn, nil, nil, "the release no longer asks for it, and nothing of it is left")
        case .undecided(let reason):
            let isWithdrawn = draft.operation == .withdrawDraft
            let then =
                isWithdrawn
                ? "where it stands, it is withdrawn; where it does not, nothing is done"
                : "where it stands, the update is carried over; where it does not, the new draft"
            return standing(
                .undecided, isWithdrawn ? .withdrawDraft : .createDraft, nil, reason,
                "The release manager looks for \(draft.key) at \(place): \(then). Afterwards `releasegate drafts placed "
                    + "\(draft.key) --ref ADDRESS` says so")
        }
    }
}
