/// The team's rules: criteria, thresholds, lifetimes, limits per risk class.
///
/// Comes from the default policy, overlaid by a file that may tighten freely and loosen only with a named reason.
package struct Policy: Hashable, Sendable {
    /// A loosening that the overlay asked for, with its reason.
    package struct Loosening: Hashable, Sendable {
        package var what: String
        package var reason: String
        package var location: SourceLocation

        package init(what: String, reason: String, location: SourceLocation) {
            self.what = what
            self.reason = reason
            self.location = location
        }
    }

    package var name: String
    /// SHA-256 of the policy's canonical form; baselines leave out results judged under another.
    package var digest: ContentDigest?
    package var playbooks: [Playbook]
    /// In the order they are asked and printed.
    package var criteria: [Criterion]
    package var passScore: ExactDecimal
    package var warningScore: ExactDecimal
    /// Time-to-live of evidence per channel and class. A channel that is not named uses `*`.
    package var evidenceLifetimes: [ChannelID: [RiskClass: TimeAmount]]
    /// How far in the future evidence may be dated.
    package var clockSkew: TimeAmount
    /// Phases of the timeline and of control.
    package var phases: [Phase]
    package var control: ControlPolicy
    /// The limits of the risk engines.
    package var riskLimits: RiskLimits
    package var loosenings: [Loosening]
    /// The path of the keys of people who sign approvals in the release file, in the form that git uses, relative to the
    /// policy file; nil where it names none.
    package var allowedSigners: String?
    /// The path of the keys that count no longer, likewise.
    package var revokedKeys: String?

    package init(
        name: String, digest: ContentDigest? = nil, playbooks: [Playbook], criteria: [Criterion],
        passScore: ExactDecimal = 90, warningScore: ExactDecimal = 75,
        evidenceLifetimes: [ChannelID: [RiskClass: TimeAmount]], clockSkew: TimeAmount = .minutes(5),
        phases: [Phase], control: ControlPolicy, riskLimits: RiskLimits = RiskLimits(), loosenings: [Loosening] = []
    ) {
        self.name = name
        self.digest = digest
        self.playbooks = playbooks
        self.criteria = criteria
        self.passScore = passScore
        self.warningScore = warningScore
        self.evidenceLifetimes = evidenceLifetimes
        self.clockSkew = clockSkew
        self.phases = phases
        self.control = control
        self.riskLimits = riskLimits
        self.loosenings = loosenings
    }

    /// The playbook of `riskClass`; nil only where the policy has none, which its reader refuses.
    package func playbook(for riskClass: RiskClass) -> Playbook? {
        playbooks.first { $0.riskClass == riskClass }
    }

    /// How long evidence of `channel` counts for `riskClass`; nil where the policy sets no limit at all.
    package func lifetime(of channel: ChannelID, for riskClass: RiskClass) -> TimeAmount? {
        (evidenceLifetimes[channel] ?? evidenceLifetimes["*"])?[riskClass]
    }
}

/// What one risk class asks for.
package struct Playbook: Hashable, Sendable {
    /// One step of an escalation: after so long without an answer, it goes to this role.
    package struct EscalationStep: Hashable, Sendable {
        package var after: TimeAmount
        package var role: RoleID

        package init(after: TimeAmount, role: RoleID) {
            self.after = after
            self.role = role
        }
    }

    package var riskClass: RiskClass
    /// The band's title, such as `medium`.
    package var title: String
    package var summary: String
    /// The environment kinds whose promotion needs a person's approval.
    package var approvalKinds: [Environment.Kind]
    /// The rule used where the approval matrix has none for the class; nil means nobody can approve.
    package var approvalRequirement: ApprovalRequirement?
    /// How long an approval counts.
    package var approvalValidity: TimeAmount
    package var identityStrength: IdentityStrength
    /// Working time from request to rejection, with the roles it passes on the way. A timeout never approves.
    package var escalation: [EscalationStep]
    package var approvalTimeout: TimeAmount
    package var waiverMaximum: TimeAmount
    package var waiverRenewals: Int
    /// Whether an UNKNOWN may be waived.
    package var mayWaiveUnknown: Bool
    /// The roles that approve waivers.
    package var waiverApprovers: [RoleID]
    /// Roles of which two different ones make an emergency override.
    package var overrideRoles: [RoleID]
    package var overrideMaximum: TimeAmount
    /// The time within which the review after an override is due.
    package var reviewWithin: TimeAmount
    /// Rollout steps in words, such as `10 % of traffic`.
    package var rolloutSteps: [String]
    /// How long each environment kind is watched before the next promotion.
    package var soakTimes: [Environment.Kind: TimeAmount]
    /// How old the last rollback rehearsal may be, in days.
    package var rehearsalMaximumDays: Int
    /// How long the owner of a rollback may take to decide.
    package var rollbackDecisionDeadline: TimeAmount

    package init(
        riskClass: RiskClass, title: String, summary: String, approvalKinds: [Environment.Kind],
        approvalRequirement: ApprovalRequirement?, approvalValidity: TimeAmount, identityStrength: IdentityStrength,
        escalation: [EscalationStep], approvalTimeout: TimeAmount, waiverMaximum: TimeAmount, waiverRenewals: Int,
        mayWaiveUnknown: Bool, waiverApprovers: [RoleID], overrideRoles: [RoleID], overrideMaximum: TimeAmount,
        reviewWithin: TimeAmount, rolloutSteps: [String], soakTimes: [Environment.Kind: TimeAmount],
        rehearsalMaximumDays: Int, rollbackDecisionDeadline: TimeAmount
    ) {
        self.riskClass = riskClass
        self.title = title
        self.summary = summary
        self.approvalKinds = approvalKinds
        self.approvalRequirement = approvalRequirement
        self.approvalValidity = approvalValidity
        self.identityStrength = identityStrength
        self.escalation = escalation
        self.approvalTimeout = approvalTimeout
        self.waiverMaximum = waiverMaximum
        self.waiverRenewals = waiverRenewals
        self.mayWaiveUnknown = mayWaiveUnknown
        self.waiverApprovers = waiverApprovers
        self.overrideRoles = overrideRoles
        self.overrideMaximum = overrideMaximum
        self.reviewWithin = reviewWithin
        self.rolloutSteps = rolloutSteps
        self.soakTimes = soakTimes
        self.rehearsalMaximumDays = rehearsalMaximumDays
        self.rollbackDecisionDeadline = rollbackDecisionDeadline
    }
}

/// Numbers from which the risk engines raise the class.
package struct RiskLimits: Hashable, Sendable {
    /// Teams from which the scope is medium, and high.
    package var teamsForMedium: Int
    package var teamsForHigh: Int
    /// Modules from which the scope is medium.
    package var modulesForMedium: Int
    /// Changed resources from which the infrastructure diff is medium, and high.
    package var resourcesForMedium: Int64
    package var resourcesForHigh: Int64
    /// Days before a freeze in which the schedule is medium.
    package var daysBeforeFreeze: Int

    package init(
        teamsForMedium: Int = 2, teamsForHigh: Int = 5, modulesForMedium: Int = 4, resourcesForMedium: Int64 = 25,
        resourcesForHigh: Int64 = 100, daysBeforeFreeze: Int = 2
    ) {
        self.teamsForMedium = teamsForMedium
        self.teamsForHigh = teamsForHigh
        self.modulesForMedium = modulesForMedium
        self.resourcesForMedium = resourcesForMedium
        self.resourcesForHigh = resourcesForHigh
        self.daysBeforeFreeze = daysBeforeFreeze
    }
}

/// One phase of the timeline, by default pilot, hardening, expansion.
package struct Phase: Hashable, Sendable {
    package var id: String
    package var title: String
    package var goal: String
    /// Its length in weeks.
    package var weeks: Int
    /// The environment kinds that are promoted in it.
    package var kinds: [Environment.Kind]
    /// What must hold, and for how long, to enter the next phase.
    package var exitCriteria: [String]

    package init(id: String, title: String, goal: String, weeks: Int, kinds: [Environment.Kind], exitCriteria: [String])
    {
        self.id = id
        self.title = title
        self.goal = goal
        self.weeks = weeks
        self.kinds = kinds
        self.exitCriteria = exitCriteria
    }
}

/// What is watched, and what is done when it worsens.
package struct ControlPolicy: Hashable, Sendable {
    /// A thing to watch, with the limits of its colours.
    package struct Signal: Hashable, Sendable {
        package var id: String
        package var title: String
        /// Where it is read: a Prometheus query, a ticket filter, a manual check. Never run by the program.
        package var source: String
        /// The fact that carries it, where evidence does.
        package var fact: FactID?
        /// Limits in words, such as `error rate at or under 0.5 %`.
        package var green: String
        package var yellow: String
        package var red: String
        package var window: TimeAmount
        package var owner: RoleID
        /// The phases it is watched in; empty means all.
        package var phases: [String]

        package init(
            id: String, title: String, source: String, fact: FactID?, green: String, yellow: String, red: String,
            window: TimeAmount, owner: RoleID, phases: [String]
        ) {
            self.id = id
            self.title = title
            self.source = source
            self.fact = fact
            self.green = green
            self.yellow = yellow
            self.red = red
            self.window = window
            self.owner = owner
            self.phases = phases
        }
    }

    package var signals: [Signal]
    /// Consecutive good samples that an improvement needs.
    package var improvementSamples: Int
    /// Monitoring confidence (share of signals that speak), 0...1, under which the safety-first override applies.
    package var confidenceFloor: ExactDecimal

    package init(signals: [Signal], improvementSamples: Int = 3, confidenceFloor: ExactDecimal) {
        self.signals = signals
        self.improvementSamples = improvementSamples
        self.confidenceFloor = confidenceFloor
    }
}
