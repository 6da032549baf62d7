/// Dated tasks from today to the day-7 review.
package struct ReleaseTimeline: Hashable, Sendable {
    /// The zone of all local dates.
    package var timeZone: String
    package var phases: [DatedPhase]
    /// In start order, then by id.
    package var tasks: [TimelineTask]
    package var reviews: [TimelineReview]
    /// The ids of the tasks that decide the end, in order.
    package var criticalPath: [String]
    /// Groups of tasks that may run side by side, each with at least two.
    package var parallelGroups: [[String]]
    /// What a slip of the critical path does, in words.
    package var slipEffect: String
    /// Freezes and holidays that moved something, in words.
    package var adjustments: [String]

    package init(
        timeZone: String, phases: [DatedPhase], tasks: [TimelineTask], reviews: [TimelineReview],
        criticalPath: [String], parallelGroups: [[String]], slipEffect: String, adjustments: [String]
    ) {
        self.timeZone = timeZone
        self.phases = phases
        self.tasks = tasks
        self.reviews = reviews
        self.criticalPath = criticalPath
        self.parallelGroups = parallelGroups
        self.slipEffect = slipEffect
        self.adjustments = adjustments
    }
}

/// A phase with its days, both inclusive.
package struct DatedPhase: Hashable, Sendable {
    package var phase: Phase
    /// 1 for week 1.
    package var firstWeek: Int
    package var start: CivilDate
    package var end: CivilDate

    package init(phase: Phase, firstWeek: Int, start: CivilDate, end: CivilDate) {
        self.phase = phase
        self.firstWeek = firstWeek
        self.start = start
        self.end = end
    }
}

/// One piece of work for one role.
package struct TimelineTask: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        case evidence, gap, approval, draft, rehearsal, promotion, soak, review
    }

    /// Kebab case and stable.
    package var id: String
    package var title: String
    package var kind: Kind
    package var owner: RoleID
    package var phase: String
    package var environment: EnvironmentID?
    /// Working time it takes.
    package var duration: TimeAmount
    package var start: Instant
    package var end: Instant
    /// Ids of the tasks that must end first.
    package var dependencies: [String]
    package var isCritical: Bool
    /// How long it may slip without moving the end.
    package var slack: TimeAmount
    /// What must be there before its gate, for a promotion.
    package var requiredEvidence: [String]

    package init(
        id: String, title: String, kind: Kind, owner: RoleID, phase: String, environment: EnvironmentID? = nil,
        duration: TimeAmount, start: Instant, end: Instant, dependencies: [String], isCritical: Bool,
        slack: TimeAmount, requiredEvidence: [String] = []
    ) {
        self.id = id
        self.title = title
        self.kind = kind
        self.owner = owner
        self.phase = phase
        self.environment = environment
        self.duration = duration
        self.start = start
        self.end = end
        self.dependencies = dependencies
        self.isCritical = isCritical
        self.slack = slack
        self.requiredEvidence = requiredEvidence
    }
}

/// The day-0, day-1 or day-7 review after the production promotion.
package struct TimelineReview: Hashable, Sendable {
    /// Days after the promotion: 0, 1 or 7.
    package var day: Int
    package var at: Instant
    package var owner: RoleID
    package var questions: [String]

    package init(day: Int, at: Instant, owner: RoleID, questions: [String]) {
        self.day = day
        self.at = at
        self.owner = owner
        self.questions = questions
    }
}
