import ReleaseModel

/// A document that is broken, missing or withdrawn: the facts it carried are UNKNOWN.
struct EvidenceObstacle: Hashable, Sendable {
    let path: String
    let channel: ChannelID
    /// The environment whose facts it touches; nil means every one.
    let environment: EnvironmentID?
    let standing: JudgedEvidence.Standing
    let digest: ContentDigest?
    let observedAt: Instant?
    let runID: String?
    /// The facts it is known to have carried.
    let facts: Set<FactID>
    /// Whether it may have carried any fact of its channel beside those.
    let mayCarryMore: Bool

    /// The obstacle that an unreadable document is. It is never replaced by a newer one: the release file still names
    /// it, so somebody still counts on it.
    init(_ document: UnreadableEvidence, facts: Set<FactID>) {
        path = document.path
        channel = document.channel
        environment = document.environment
        standing = EvidenceObstacle.standing(of: document)
        digest = document.digest
        observedAt = nil
        runID = nil
        self.facts = facts
        mayCarryMore = document.facts.isEmpty
    }

    /// The obstacle that a document is which earlier runs saw, and which nothing names any more.
    init(gone seen: SeenEvidence) {
        path = seen.path
        channel = seen.channel
        environment = seen.environment
        standing = .withdrawn(
            "an earlier run saw it and it is gone; newer evidence of the channel \"\(seen.channel)\" would replace it")
        digest = seen.digest
        observedAt = seen.observedAt
        runID = seen.runID
        facts = Set(seen.facts)
        mayCarryMore = false
    }

    static func standing(of document: UnreadableEvidence) -> JudgedEvidence.Standing {
        document.isMissing
            ? .missing("there is no such file; the release file names it") : .broken(document.diagnostic.message.text)
    }

    private var isWithdrawn: Bool {
        if case .withdrawn = standing { return true }
        return false
    }

    /// Reports whether `fact` of `environment` is UNKNOWN because of it, unless something replaced it.
    func covers(_ fact: FactID, in environment: EnvironmentID) -> Bool {
        guard self.environment == nil || self.environment == environment else { return false }
        return facts.contains(fact) || mayCarryMore && ChannelTraits.mayCarry(fact, in: channel)
    }

    /// Reports whether `newest`, the newest accepted document of the same channel, environment and fact, took its place.
    ///
    /// A document that earlier runs did not see only has to be newer. One that they saw may have stood beside this one
    /// as another part of the same whole, so it has to be of a later generation.
    func isReplaced(by newest: JudgedItem?, seen: [String: Set<ContentDigest>]) -> Bool {
        guard isWithdrawn, let newest else { return false }
        let later = newest.item
        if EvidenceGeneration.isLater(later.observedAt, later.runID, than: observedAt, runID) { return true }
        guard seen[later.path]?.contains(later.digest) != true else { return false }
        if let runID, runID == later.runID { return false }
        guard let observedAt else { return true }
        return (later.observedAt ?? .distantPast) > observedAt
    }

    /// For the list of evidence.
    var listing: JudgedEvidence {
        JudgedEvidence(
            path: path, channel: channel, environment: environment, observedAt: observedAt, digest: digest,
            standing: standing, facts: facts.sorted().map { Fact($0, unknown: "the document is gone") })
    }
}
