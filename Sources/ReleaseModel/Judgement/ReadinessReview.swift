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
    /// Those of the release file and the ledger, by start, then id.
    package var overrides: [JudgedOverride]
    /// Those of the release file and the ledger, by start.
    package var delegations: [JudgedDelegation]
    /// The promotions of this revision that the ledger records.
    package var recordedDeployments: [Deployment]

    package init(
        release: Release, policy: Policy, asOf: Instant, risk: RiskAssessment, evidence: [JudgedEvidence],
        gates: [GateResult], gaps: [Gap], waivers: [JudgedWaiver], overrides: [JudgedOverride] = [],
        delegations: [JudgedDelegation] = [], recordedDeployments: [Deployment] = []
    ) {
        self.release = release
        self.policy = policy
        self.asOf = asOf
        self.risk = risk
        self.evidence = evidence
        self.gates = gates
        self.gaps = gaps
        self.waivers = waivers
        self.overrides = overrides
        self.delegations = delegations
        self.recordedDeployments = recordedDeployments
    }

    /// The newest deployment of the release's revision to `environment`; nil where nothing tells of one.
    package func deployment(to environment: EnvironmentID) -> Deployment? {
        Deployment.newest(to: environment, evidence: evidence, recorded: recordedDeployments)
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
        case evidence, dependency, phrase, approval, rollback, scope, policy, writeback
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
    /// The criteria that one piece of evidence would answer, in the policy's order; empty for what is no evidence.
    package var criteria: [CriterionID]

    package init(
        kind: Kind, id: String, summary: String, owner: RoleID, action: String, environments: [EnvironmentID],
        isBlocking: Bool, location: SourceLocation? = nil, criteria: [CriterionID] = []
    ) {
        self.kind = kind
        self.id = id
        self.summary = summary
        self.owner = owner
        self.action = action
        self.environments = environments
        self.isBlocking = isBlocking
        self.location = location
        self.criteria = criteria
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

/// An emergency override and what became of it.
package struct JudgedOverride: Hashable, Sendable {
    package var override: EmergencyOverride
    /// Nil where it is in force; else why it is not.
    package var refusal: String?
    /// The first instant at which it no longer applies, whether it was ended or ran out.
    package var end: Instant
    /// When its review is due: the stated time, and no later than the class allows after the end.
    package var reviewDue: Instant
    /// Whether it began and its review is not on record.
    package var owesReview: Bool
    /// Whether that review is overdue, which blocks.
    package var isOverdue: Bool

    package init(
        override: EmergencyOverride, refusal: String?, end: Instant, reviewDue: Instant, owesReview: Bool,
        isOverdue: Bool
    ) {
        self.override = override
        self.refusal = refusal
        self.end = end
        self.reviewDue = reviewDue
        self.owesReview = owesReview
        self.isOverdue = isOverdue
    }
}

/// A delegation and what became of it.
package struct JudgedDelegation: Hashable, Sendable {
    package var delegation: Delegation
    /// Nil where it counts in its time; else why nobody may vote by it.
    package var refusal: String?

    package init(delegation: Delegation, refusal: String?) {
        self.delegation = delegation
        self.refusal = refusal
    }
}
