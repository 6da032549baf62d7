package import ReleaseModel

/// Decides whether a hand-over of a vote counts.
///
/// One that is malformed, or that hands over no vote, counts for nothing: the delegator keeps what they have. One to a
/// person who may not vote here gives that person nothing and still keeps the delegator out: nobody gets a vote back by
/// what becomes of somebody else.
package struct DelegationJudge: Sendable {
    private let delegations: [Delegation]
    private let duties: SegregationOfDuties
    private let resolver: IdentityResolver

    init(_ delegations: [Delegation], duties: SegregationOfDuties, resolver: IdentityResolver) {
        var seen: Set<Delegation> = []
        self.delegations = delegations.filter { seen.insert($0).inserted }
            .sorted { ($0.start, $0.end, $0.role, $0.from, $0.to) < ($1.start, $1.end, $1.role, $1.from, $1.to) }
        self.duties = duties
        self.resolver = resolver
    }

    /// Every delegation with its refusal, by start.
    var judged: [JudgedDelegation] {
        delegations.map { JudgedDelegation(delegation: $0, refusal: refusal(of: $0)) }
    }

    /// Why nobody may vote by `delegation`; nil where it counts in its time.
    package func refusal(of delegation: Delegation) -> String? {
        defect(of: delegation) ?? duties.obstacle(to: delegation.to).map { "\(delegation.to) \($0)" }
    }

    /// Why `delegation` hands over no vote at all, whoever receives it; nil where it takes the delegator's vote.
    private func defect(of delegation: Delegation) -> String? {
        if delegation.end <= delegation.start {
            return "it would end at \(delegation.end.minuteInUTC), not after \(delegation.start.minuteInUTC)"
        }
        if delegation.reason.isBlank { return "it gives no reason" }
        if resolver.isSame(delegation.from, delegation.to) {
            return "\(delegation.from) and \(delegation.to) are the same person"
        }
        guard resolver.members(of: delegation.role).contains(resolver.person(delegation.from)) else {
            return
                "\(delegation.from) is not a member of the role \"\(delegation.role)\" and has no vote in it to delegate"
        }
        if let obstacle = duties.obstacle(to: delegation.from) {
            return "\(delegation.from) \(obstacle), and who may not vote cannot make another vote for them"
        }
        return nil
    }

    /// The delegation that takes the vote of `person` (a resolved identity) in `role` at `instant`; of several the one
    /// that ends first.
    func delegation(from person: String, in role: RoleID, at instant: Instant) -> Delegation? {
        delegations.filter {
            $0.role == role && resolver.person($0.from) == person && $0.start <= instant && instant < $0.end
                && defect(of: $0) == nil
        }
        .min { ($0.end, $0.to) < ($1.end, $1.to) }
    }

    /// Why a delegation to `person` in `role` that was meant for `instant` counts for nothing; nil where there is none.
    func refusedDelegation(to person: String, in role: RoleID, at instant: Instant) -> String? {
        delegations.lazy.filter {
            $0.role == role && resolver.person($0.to) == person && $0.start <= instant && instant < $0.end
        }
        .compactMap { delegation in
            refusal(of: delegation).map { "the delegation by \(delegation.from) counts for nothing: \($0)" }
        }.first
    }
}
