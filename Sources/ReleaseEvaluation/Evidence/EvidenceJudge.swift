import ReleaseModel

/// An evidence item, and whether its facts may count.
struct JudgedItem: Hashable, Sendable {
    var item: EvidenceItem
    var standing: JudgedEvidence.Standing
    /// When it becomes stale; nil where it is not accepted or never does.
    var expiresAt: Instant?

    /// Reports whether the item speaks about `environment`.
    ///
    /// A rejected item that names a foreign environment stands in the way everywhere: nobody knows which one it meant.
    func counts(for environment: EnvironmentID) -> Bool {
        if case .rejected = standing { return true }
        return item.environment == nil || item.environment == environment
    }
}

/// Decides for each document whether its facts may count: accepted, stale or rejected.
///
/// An item about another revision or environment, without a time, or from the future is rejected and not merely old.
/// An item is stale from the first millisecond after `observedAt` plus its time-to-live, and from the instant at which
/// what it states ends by its own words.
struct EvidenceJudge {
    private let subject: Subject?
    private let environments: Set<EnvironmentID>
    private let policy: Policy
    private let asOf: Instant
    private let channelLifetimes: [ChannelID: TimeAmount]

    init(_ input: ReviewInput) {
        subject = input.release.subject
        environments = Set(input.release.scope.environments.map(\.id))
        policy = input.policy
        asOf = input.asOf
        channelLifetimes = Dictionary(
            input.release.channels.compactMap { channel in channel.timeToLive.map { (channel.id, $0) } },
            uniquingKeysWith: min)
    }

    /// Judges `item` for a release of `riskClass`; a nil class leaves its age out.
    func judge(_ item: EvidenceItem, for riskClass: RiskClass?) -> JudgedItem {
        if let reason = rejection(of: item) {
            return JudgedItem(item: item, standing: .rejected(reason), expiresAt: nil)
        }
        guard let riskClass, let observedAt = item.observedAt else {
            return JudgedItem(item: item, standing: .accepted, expiresAt: nil)
        }
        if let end = item.validUntil, asOf >= end {
            return JudgedItem(
                item: item, standing: .stale(age: asOf - observedAt, limit: end - observedAt), expiresAt: nil)
        }
        guard let limit = lifetime(of: item.channel, for: riskClass) else {
            return JudgedItem(item: item, standing: .accepted, expiresAt: item.validUntil)
        }
        let expiresAt = observedAt + limit
        guard asOf > expiresAt else {
            return JudgedItem(
                item: item, standing: .accepted, expiresAt: [expiresAt, item.validUntil].compactMap { $0 }.min())
        }
        return JudgedItem(item: item, standing: .stale(age: asOf - observedAt, limit: limit), expiresAt: nil)
    }

    /// The shorter of the policy's and the channel's own time-to-live.
    func lifetime(of channel: ChannelID, for riskClass: RiskClass) -> TimeAmount? {
        [policy.lifetime(of: channel, for: riskClass), channelLifetimes[channel]].compactMap { $0 }.min()
    }

    private func rejection(of item: EvidenceItem) -> String? {
        if let reason = subjectMismatch(of: item) { return reason }
        if let environment = item.environment, !environments.contains(environment) {
            return "it is about the environment \"\(environment)\", which the release does not have"
        }
        guard let observedAt = item.observedAt else { return "it has no time of observation" }
        if observedAt > asOf + policy.clockSkew {
            return "it is dated \(observedAt.rfc3339), \(observedAt - asOf) in the future; "
                + "\(policy.clockSkew) of skew are accepted"
        }
        return nil
    }

    private func subjectMismatch(of item: EvidenceItem) -> String? {
        if let revision = item.revision {
            guard let own = subject?.revision else {
                return ChannelTraits.isRevisionBound(item)
                    ? "it is about revision \"\(revision)\", and the release names no revision to compare it with" : nil
            }
            guard subject?.matches(revision: revision) != true else { return nil }
            return "it is about revision \"\(revision)\", and the release is about \"\(own)\""
        }
        guard ChannelTraits.isRevisionBound(item) else { return nil }
        return "it does not say which revision it is about"
    }
}
