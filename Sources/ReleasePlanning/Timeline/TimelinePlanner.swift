package import ReleaseCalendar
package import ReleaseModel

/// Plans who does what by when, from today to the day-7 review.
///
/// - Week 1 begins on the file's start day, else on the first working day from the day of planning. Phases follow one
///   another without overlap; each lasts its weeks, or until its last task ends, and then says so.
/// - Work of people counts working time. Watching (soak) counts day and night. A promotion runs in one piece, inside
///   working hours, outside freezes; a start that the file names is kept at any hour, if what it needs is ready.
/// - Two tasks of one role may stand side by side: roles are not people, and the plan does not know how many fill one.
package enum TimelinePlanner {
    /// The timeline of `review`.
    ///
    /// - Parameters:
    ///   - working: when people work, in the timeline's zone.
    ///   - calendar: freezes and change windows.
    ///   - ownWorking: the working time of an environment's owners, where they work elsewhere.
    package static func plan(
        for review: ReadinessReview, working: WorkingCalendar, calendar: ChangeCalendar,
        ownWorking: [EnvironmentID: WorkingCalendar] = [:]
    ) -> ReleaseTimeline {
        let draft = TimelineDraft(
            review: review,
            calendars: TaskSchedule.Calendars(
                working: working, ownWorking: ownWorking, changes: calendar, modules: review.release.scope.modules,
                actionClass: review.release.initiative.isEmergency ? .emergency : .promote))
        return draft.timeline
    }
}

/// The tasks and dates of one plan, settled together: what expires before a promotion depends on its date, and its date
/// on what must be done again.
struct TimelineDraft {
    let review: ReadinessReview
    let phases: [Phase]
    let start: CivilDate
    let builder: TaskBuilder
    let schedule: TaskSchedule

    /// More tasks only move promotions later, so the set of expiries only grows; the bound is for safety.
    private static let rounds = 8

    init(review: ReadinessReview, calendars: TaskSchedule.Calendars) {
        let phases = review.policy.phases.isEmpty ? TimelineDraft.defaultPhases : review.policy.phases
        let today = calendars.working.clock.date(review.asOf)
        let start =
            review.release.timeline.start ?? (try? calendars.working.addingWorkingDays(0, to: today)) ?? today
        func build(_ expiries: TaskBuilder.Expiries) -> (TaskBuilder, TaskSchedule) {
            let builder = TaskBuilder(review: review, phases: phases, expiries: expiries)
            let schedule = TaskSchedule(
                graph: TaskGraph(builder.tasks), phases: phases, start: start, earliest: review.asOf,
                calendars: calendars)
            return (builder, schedule)
        }
        var expiries = TaskBuilder.Expiries()
        var (builder, schedule) = build(expiries)
        for _ in 0..<TimelineDraft.rounds {
            let found = TimelineDraft.expiries(review: review, builder: builder, schedule: schedule, known: expiries)
            if found == expiries { break }
            expiries = found
            (builder, schedule) = build(expiries)
        }
        self.review = review
        self.phases = phases
        self.start = start
        self.builder = builder
        self.schedule = schedule
    }

    /// What ends before the promotions that `schedule` dates, together with what was `known` to.
    private static func expiries(
        review: ReadinessReview, builder: TaskBuilder, schedule: TaskSchedule, known: TaskBuilder.Expiries
    ) -> TaskBuilder.Expiries {
        var expiries = known
        for (environment, task) in builder.promotions {
            guard let span = schedule.spans[task],
                let gate = review.gates.first(where: { $0.environment == environment })
            else { continue }
            for finding in gate.findings where finding.isRequired && !finding.state.blocks {
                guard let until = finding.validUntil, until < span.upperBound else { continue }
                expiries.criteria[environment, default: []].insert(finding.criterion)
            }
            if expiries.criteria[environment] != nil {
                let before = TimeAmount(seconds: -TaskEstimates.refresh.seconds)
                expiries.collectFrom[environment] =
                    (try? schedule.calendars.working.adding(before, to: span.lowerBound))
            }
            if case .granted(let until?) = gate.approval.state, until < span.upperBound {
                expiries.approvals.insert(environment)
            }
        }
        let plan = review.release.rollbackPlan
        if !plan.isEmpty, let target = builder.target, let task = builder.promotions[target.id],
            let span = schedule.spans[task]
        {
            let day = schedule.calendars.working.clock.date(span.lowerBound)
            let limit = review.policy.playbook(for: review.risk.riskClass)?.rehearsalMaximumDays ?? 0
            let isRecent = plan.lastRehearsed.map { day.daysSinceEpoch - $0.daysSinceEpoch <= limit } ?? false
            if !isRecent { expiries.rehearsal = true }
        }
        return expiries
    }

    var timeline: ReleaseTimeline {
        let slack = SlackPass(schedule: schedule, expiries: firstExpiries)
        let tasks = schedule.graph.tasks.compactMap { spec -> TimelineTask? in
            guard let span = schedule.spans[spec.id] else { return nil }
            let phase = phases.indices.contains(spec.phase) ? phases[spec.phase].id : ""
            let free = slack.slack[spec.id] ?? TimeAmount(seconds: 0)
            return TimelineTask(
                id: spec.id, title: spec.title + overflow(spec, span), kind: spec.kind, owner: spec.owner, phase: phase,
                environment: spec.environment, duration: spec.duration, start: span.lowerBound, end: span.upperBound,
                dependencies: spec.dependencies, isCritical: slack.criticalPath.contains(spec.id), slack: free,
                requiredEvidence: spec.requiredEvidence)
        }
        .sorted { ($0.start, $0.id) < ($1.start, $1.id) }
        return ReleaseTimeline(
            timeZone: schedule.calendars.working.clock.identifier, phases: schedule.phases, tasks: tasks,
            reviews: reviews, criticalPath: slack.criticalPath, parallelGroups: schedule.graph.parallelGroups,
            slipEffect: SlipEffect(draft: self, slack: slack).text, adjustments: schedule.notes + holidays)
    }

    /// By promotion task, the first end of evidence or of an approval that still counts at the promotion.
    private var firstExpiries: [String: Instant] {
        var result: [String: Instant] = [:]
        for gate in review.gates {
            guard let task = builder.promotions[gate.environment], let span = schedule.spans[task] else { continue }
            var ends = gate.findings.filter { $0.isRequired && !$0.state.blocks }.compactMap(\.validUntil)
            if case .granted(let until?) = gate.approval.state { ends.append(until) }
            result[task] = ends.filter { $0 >= span.upperBound }.min()
        }
        return result
    }

    /// A review may follow its phase; its title then says so.
    private func overflow(_ spec: TaskSpec, _ span: Range<Instant>) -> String {
        guard let end = schedule.endOfPhase(spec.phase), span.upperBound > end else { return "" }
        return " (after the phase)"
    }

    private var reviews: [TimelineReview] {
        ReviewQuestions.days.compactMap { day in
            guard let spec = builder.tasks.first(where: { $0.kind == .review && $0.mode == .daysAfter(day) }),
                let span = schedule.spans[spec.id]
            else { return nil }
            return TimelineReview(
                day: day, at: span.lowerBound, owner: spec.owner,
                questions: ReviewQuestions.questions(day: day, for: review))
        }
    }

    /// The holidays that fall on days on which people would otherwise work.
    private var holidays: [String] {
        guard let first = schedule.phases.first?.start, let last = schedule.phases.last?.end else { return [] }
        let working = schedule.calendars.working
        return review.release.timeline.holidays.sorted().reduce(into: [String]()) { texts, day in
            let text = "nobody works on \(day.weekday.rawValue.capitalizedFirst) \(day), a holiday"
            if day >= first, day <= last, working.workingDays.contains(day.weekday), working.isHoliday(day),
                texts.last != text
            {
                texts.append(text)
            }
        }
    }

    /// Week 1 pilot, week 2 hardening, week 3 expansion: for a policy that names no phase.
    private static let defaultPhases = [
        Phase(
            id: "pilot", title: "Pilot", goal: "prove the change on a small scale", weeks: 1,
            kinds: [.development, .staging], exitCriteria: []),
        Phase(
            id: "hardening", title: "Hardening", goal: "close what the pilot showed", weeks: 1, kinds: [.preproduction],
            exitCriteria: []),
        Phase(
            id: "expansion", title: "Expansion", goal: "reach everybody", weeks: 1, kinds: [.production],
            exitCriteria: []),
    ]
}

extension String {
    /// With its first letter in upper case.
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
