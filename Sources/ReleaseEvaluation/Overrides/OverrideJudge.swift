package import ReleaseModel

/// Decides whether an emergency override is in force.
///
/// Two different people in two different override roles, a reason, and an end within the class's limit. It lets a
/// promotion pass criteria, approvals and earlier environments; the gate's state stays what it is. It does not pass a
/// closed or unreadable calendar, which has its own action class for emergencies, nor a release whose subject is
/// unknown: nobody can agree to they do not know what.
package struct OverrideJudge: Sendable {
    /// What became of the overrides of one environment.
    struct Outcome: Hashable, Sendable {
        var inForce: EmergencyOverride?
        /// Why others that have not ended do not apply.
        var refusals: [String]
    }

    private let overrides: [EmergencyOverride]
    private let foreign: [EmergencyOverride]
    private let playbook: Playbook?
    private let resolver: IdentityResolver
    private let asOf: Instant

    init(_ input: ReviewInput, riskClass: RiskClass) {
        var seen: Set<EmergencyOverride> = []
        overrides = (input.release.overrides + input.records.overrides).filter { seen.insert($0).inserted }
            .sorted { ($0.end, $0.id) < ($1.end, $1.id) }
        foreign = input.records.foreignOverrides.sorted { ($0.end, $0.id) < ($1.end, $1.id) }
        playbook = input.policy.playbook(for: riskClass)
        resolver = IdentityResolver(input.release.approvalMatrix)
        asOf = input.asOf
    }

    /// The override of `environment` that is in force; of several the one that ends first.
    func outcome(for environment: EnvironmentID) -> Outcome {
        var outcome = Outcome(inForce: nil, refusals: [])
        for override in overrides where override.environment == environment && asOf < end(of: override) {
            if let refusal = refusal(of: override) {
                outcome.refusals.append("the override \"\(override.id)\" does not apply: \(refusal)")
            } else if outcome.inForce == nil {
                outcome.inForce = override
            }
        }
        return outcome
    }

    /// Every override of the release file and the ledger, by start, then id.
    var judged: [JudgedOverride] {
        overrides.map(judged).sorted {
            ($0.override.start, $0.override.id) < ($1.override.start, $1.override.id)
        }
    }

    /// Overrides whose review is overdue, with the instant it was due; those of other initiatives in the scope too.
    var overdue: [(override: EmergencyOverride, due: Instant)] { owed.filter { $0.due <= asOf } }

    /// Overrides whose review is still to come.
    var awaitingReview: [(override: EmergencyOverride, due: Instant)] { owed.filter { $0.due > asOf } }

    private var owed: [(override: EmergencyOverride, due: Instant)] {
        overrides.filter(owesReview).map { ($0, due(of: $0)) }
            + foreign.filter(owesReview).map { ($0, $0.reviewDue) }
    }

    /// An override that began is looked back at when it has ended: a review before that is none.
    private func owesReview(_ override: EmergencyOverride) -> Bool {
        override.start <= asOf && !(override.isReviewed && end(of: override) <= asOf)
    }

    private func judged(_ override: EmergencyOverride) -> JudgedOverride {
        let end = end(of: override)
        let due = due(of: override)
        let owes = owesReview(override)
        return JudgedOverride(
            override: override, refusal: asOf >= end ? "it ended at \(end.minuteInUTC)" : refusal(of: override),
            end: end,
            reviewDue: due, owesReview: owes, isOverdue: owes && due <= asOf)
    }

    /// The first instant at which it no longer applies.
    func end(of override: EmergencyOverride) -> Instant {
        override.endedAt.map { min($0, override.end) } ?? override.end
    }

    /// When its review is due: the stated time, and no later than the class allows after the end.
    func due(of override: EmergencyOverride) -> Instant {
        guard let within = playbook?.reviewWithin else { return override.reviewDue }
        return min(override.reviewDue, end(of: override) + within)
    }

    /// Why `override` would not apply to the release as it stands; nil where it would.
    package static func refusal(
        of override: EmergencyOverride, to review: ReadinessReview
    ) -> String? {
        let input = ReviewInput(release: review.release, policy: review.policy, asOf: review.asOf)
        return OverrideJudge(input, riskClass: review.risk.riskClass).refusal(of: override)
    }

    private func refusal(of override: EmergencyOverride) -> String? {
        if override.reason.isBlank { return "it gives no reason" }
        if asOf < override.start { return "it starts at \(override.start.minuteInUTC)" }
        guard let playbook else { return "the policy has no playbook for the risk class" }
        if override.end - override.start > playbook.overrideMaximum {
            return "it lasts \(override.end - override.start); class \(playbook.riskClass.rawValue) allows "
                + "\(playbook.overrideMaximum)"
        }
        let valid = override.consents.filter { consent in
            let person = resolver.person(consent.person)
            return playbook.overrideRoles.contains(consent.role) && !resolver.isBot(person)
                && resolver.members(of: consent.role).contains(person)
        }
        let hasPair = valid.contains { first in
            valid.contains { $0.role != first.role && !resolver.isSame($0.person, first.person) }
        }
        let roles = playbook.overrideRoles.map { "\"\($0)\"" }.joined(separator: ", ")
        return hasPair ? nil : "two different people in two different roles of \(roles) have to agree"
    }
}
