/// Everything a judgement looks at, as values: the same input always gives the same review.
package struct ReviewInput: Hashable, Sendable {
    package var release: Release
    package var policy: Policy
    package var evidence: [EvidenceItem]
    package var unreadable: [UnreadableEvidence]
    package var records: LedgerRecords
    /// What the calendar says about each environment's planned interval.
    package var calendar: [EnvironmentID: CalendarVerdict]
    package var schedule: [ScheduleFacts]
    /// The one time that enters.
    package var asOf: Instant

    package init(
        release: Release, policy: Policy, evidence: [EvidenceItem] = [], unreadable: [UnreadableEvidence] = [],
        records: LedgerRecords = LedgerRecords(), calendar: [EnvironmentID: CalendarVerdict] = [:],
        schedule: [ScheduleFacts] = [], asOf: Instant
    ) {
        self.release = release
        self.policy = policy
        self.evidence = evidence
        self.unreadable = unreadable
        self.records = records
        self.calendar = calendar
        self.schedule = schedule
        self.asOf = asOf
    }
}

/// What stands out about the planned time of one promotion.
package struct ScheduleFacts: Hashable, Sendable {
    package var environment: EnvironmentID
    /// The planned start in the owner's zone, for people, such as `Fri 2026-11-27 16:30 Europe/Berlin`.
    package var localStart: String
    package var isOutsideWorkingDays: Bool
    /// Working minutes left after the start on the same day; nil outside working days.
    package var minutesToEndOfDay: Int?
    /// The next deny window after the start.
    package var nextFreeze: Instant?
    package var nextFreezeTitle: String?
    /// Other releases of the same module that are planned in the same interval.
    package var overlapping: [String]

    package init(
        environment: EnvironmentID, localStart: String, isOutsideWorkingDays: Bool, minutesToEndOfDay: Int?,
        nextFreeze: Instant?, nextFreezeTitle: String?, overlapping: [String]
    ) {
        self.environment = environment
        self.localStart = localStart
        self.isOutsideWorkingDays = isOutsideWorkingDays
        self.minutesToEndOfDay = minutesToEndOfDay
        self.nextFreeze = nextFreeze
        self.nextFreezeTitle = nextFreezeTitle
        self.overlapping = overlapping
    }
}

/// A fact as an earlier run measured it, for baselines.
package struct PastResult: Hashable, Sendable {
    package var fact: FactID
    package var environment: EnvironmentID
    package var value: ExactDecimal
    package var revision: String?
    package var at: Instant
    /// The state of the criterion then.
    package var state: ReadinessState
    /// The policy it was judged under.
    package var policyDigest: ContentDigest?
    /// Whether a person declared it invalid.
    package var isInvalidated: Bool

    package init(
        fact: FactID, environment: EnvironmentID, value: ExactDecimal, revision: String?, at: Instant,
        state: ReadinessState, policyDigest: ContentDigest?, isInvalidated: Bool = false
    ) {
        self.fact = fact
        self.environment = environment
        self.value = value
        self.revision = revision
        self.at = at
        self.state = state
        self.policyDigest = policyDigest
        self.isInvalidated = isInvalidated
    }
}
