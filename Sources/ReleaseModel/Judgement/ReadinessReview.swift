/// What the judgement of a release came to, before timeline and drafts are planned from it.
package struct ReadinessReview: Hashable, Sendable {
    package var release: Release
    package var policy: Policy
    /// The one time that entered.
    package var asOf: Instant
    package var risk: RiskAssessment
    /// Sorted by channel, then path.
    package var evidence: [JudgedEvidence]
    /// In promotion order.
    package var gates: [GateResult]
    package var gaps: [Gap]
    package var waivers: [JudgedWaiver]

    package init(
        release: Release, policy: Policy, asOf: Instant, risk: RiskAssessment, evidence: [JudgedEvidence],
        gates: [GateResult], gaps: [Gap], waivers: [JudgedWaiver]
    ) {
        self.release = release
        self.policy = policy
        self.asOf = asOf
        self.risk = risk
        self.evidence = evidence
        self.gates = gates
        self.gaps = gaps
        self.waivers = waivers
    }

    /// The gate that decides next: the first in promotion order that is not PROCEED, else the last.
    package var decidingGate: GateResult? {
        gates.first { $0.decision != .proceed } ?? gates.last
    }

    /// The worst decision over all gates; BLOCK where there is no gate at all.
    package var decision: PromotionDecision {
        gates.map(\.decision).reduce(nil) { worst, next in worst?.worse(of: next) ?? next } ?? .block
    }
}

/// Something missing that somebody should supply.
package struct Gap: Hashable, Comparable, Sendable {
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        case evidence, dependency, phrase, approval, rollback, scope, policy
    }

    package var kind: Kind
    /// Kebab case and stable within a release, such as `evidence:ci`.
    package var id: String
    /// What is missing.
    package var summary: String
    package var owner: RoleID
    /// What the owner does, in words.
    package var action: String
    /// The environments whose gate it touches.
    package var environments: [EnvironmentID]
    /// Whether a gate is blocked by it.
    package var isBlocking: Bool
    package var location: SourceLocation?

    package init(
        kind: Kind, id: String, summary: String, owner: RoleID, action: String, environments: [EnvironmentID],
        isBlocking: Bool, location: SourceLocation? = nil
    ) {
        self.kind = kind
        self.id = id
        self.summary = summary
        self.owner = owner
        self.action = action
        self.environments = environments
        self.isBlocking = isBlocking
        self.location = location
    }

    /// Blocking first, then by kind and id.
    package static func < (left: Gap, right: Gap) -> Bool {
        let order = { (gap: Gap) in
            (gap.isBlocking ? 0 : 1, Kind.allCases.firstIndex(of: gap.kind) ?? 0, gap.id)
        }
        return order(left) < order(right)
    }
}

/// A waiver and what became of it.
package struct JudgedWaiver: Hashable, Sendable {
    package var waiver: Waiver
    /// Nil where it applies; else why it does not, loudly.
    package var refusal: String?
    /// Whether it ends within seven days.
    package var endsSoon: Bool

    package init(waiver: Waiver, refusal: String?, endsSoon: Bool) {
        self.waiver = waiver
        self.refusal = refusal
        self.endsSoon = endsSoon
    }
}
