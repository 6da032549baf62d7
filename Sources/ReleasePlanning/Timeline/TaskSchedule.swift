import ReleaseCalendar
import ReleaseModel

/// The dates of all tasks and phases: the forward pass.
struct TaskSchedule {
    /// When people work and when nothing may change.
    struct Calendars {
        var working: WorkingCalendar
        /// The working time of an environment's owners, where it is another.
        var ownWorking: [EnvironmentID: WorkingCalendar]
        var changes: ChangeCalendar
        var modules: [String]
        var actionClass: CalendarWindow.ActionClass
    }

    /// A promotion that the calendar moved.
    struct Move: Hashable {
        var task: String
        var from: Instant
        var to: Instant
        var window: String?
    }

    let graph: TaskGraph
    let calendars: Calendars
    private(set) var spans: [String: Range<Instant>] = [:]
    private(set) var phases: [DatedPhase] = []
    /// In words.
    private(set) var notes: [String] = []
    private(set) var moves: [Move] = []

    /// - Parameters:
    ///   - start: the first day of week 1.
    ///   - earliest: no task starts before it.
    init(graph: TaskGraph, phases: [Phase], start: CivilDate, earliest: Instant, calendars: Calendars) {
        self.graph = graph
        self.calendars = calendars
        var day = start
        for (index, phase) in phases.enumerated() {
            let nominalEnd = day.adding(days: 7 * min(max(phase.weeks, 1), 520) - 1)
            let floor = max(earliest, calendars.working.clock.instant(startOf: day))
            var end = nominalEnd
            var last: TaskSpec?
            for task in graph.tasks where task.phase == index {
                let span = place(task, floor: floor)
                spans[task.id] = span
                // What follows the last promotion may lie after its phase: the reviews do by their nature.
                if task.kind == .review { continue }
                let endDay = calendars.working.clock.date(Instant(milliseconds: span.upperBound.milliseconds - 1))
                if endDay > end {
                    end = endDay
                    last = task
                }
            }
            if let last {
                notes.append(
                    "the phase \(phase.title) lasts until \(end), past its planned end on \(nominalEnd), because of "
                        + "\"\(last.title)\"")
            }
            let week = (day.daysSinceEpoch - start.daysSinceEpoch) / 7 + 1
            self.phases.append(DatedPhase(phase: phase, firstWeek: week, start: day, end: end))
            day = end.adding(days: 1)
        }
        for id in graph.circular {
            notes.append("what \"\(id)\" depends on goes round in a circle; its order here is arbitrary")
        }
    }

    /// The end of the last task; nil where there is none.
    var end: Instant? { spans.values.map(\.upperBound).max() }

    /// The instant after the last working moment that still belongs to phase `index`.
    func endOfPhase(_ index: Int) -> Instant? {
        guard phases.indices.contains(index) else { return nil }
        return calendars.working.clock.instant(startOf: phases[index].end.adding(days: 1))
    }

    /// Reports whether the calendar lets the promotion run at `start`.
    func isOpen(_ task: TaskSpec, from start: Instant, for duration: TimeAmount) -> Bool {
        guard let environment = task.environment else { return true }
        let verdict = calendars.changes.verdict(
            from: start, for: duration, environment: environment, modules: calendars.modules,
            action: calendars.actionClass, clock: calendars.working.clock)
        return verdict.state == .open || verdict.state == .unrestricted
    }

    private mutating func place(_ task: TaskSpec, floor: Instant) -> Range<Instant> {
        let ready = task.dependencies.compactMap { spans[$0]?.upperBound }.max()
        let earliest = max(floor, ready ?? floor)
        let duration = min(max(task.duration, TimeAmount(seconds: 0)), TaskEstimates.longest)
        switch task.mode {
        case .working:
            let start = nextWorking(max(earliest, task.notBefore ?? earliest))
            return start..<max(start, working(duration, from: start))
        case .elapsed:
            return earliest..<(earliest + duration)
        case .daysAfter(let days):
            let clock = calendars.working.clock
            let day = clock.date(earliest).adding(days: days)
            let start = nextWorking(max(earliest, days == 0 ? earliest : clock.instant(startOf: day)))
            return start..<max(start, working(duration, from: start))
        case .promotion(let planned):
            let start = promotionStart(task, planned: planned, earliest: earliest, duration: duration)
            return start..<(start + duration)
        }
    }

    private mutating func promotionStart(
        _ task: TaskSpec, planned: Instant?, earliest: Instant, duration: TimeAmount
    ) -> Instant {
        let hours = task.environment.flatMap { calendars.ownWorking[$0] } ?? calendars.working
        let clock = calendars.working.clock
        var candidate: Instant
        if let planned, planned >= earliest {
            // People who name a time mean it, even at night.
            candidate = planned
        } else if calendars.actionClass == .emergency {
            candidate = earliest
        } else {
            candidate = inOnePiece(earliest, duration: duration, hours: hours)
            if let planned {
                notes.append(
                    "\"\(task.title)\" was planned for \(clock.text(planned)) and starts \(clock.text(candidate)), "
                        + "because its phase or what it needs is not ready before")
            }
        }
        guard let environment = task.environment else { return candidate }
        let wanted = candidate
        var window: String?
        // Every round moves to a later opening; the bound is for calendars that open only outside working hours.
        for _ in 0..<400 {
            let verdict = calendars.changes.verdict(
                from: candidate, for: duration, environment: environment, modules: calendars.modules,
                action: calendars.actionClass, clock: clock)
            switch verdict.state {
            case .open, .unrestricted:
                if candidate > wanted {
                    moves.append(Move(task: task.id, from: wanted, to: candidate, window: window))
                    notes.append(
                        "\"\(task.title)\" moves from \(clock.text(wanted)) to \(clock.text(candidate))"
                            + (window.map { " because of \"\($0)\"" } ?? ""))
                }
                return candidate
            case .unknown(let reason):
                notes.append("the calendar of \(environment) cannot be read (\(reason)), so the date is not safe")
                return candidate
            case .closed:
                window = window ?? verdict.window.map(title(ofWindow:))
                let opening = calendars.changes.nextOpen(
                    after: candidate, for: duration, environment: environment, modules: calendars.modules,
                    action: calendars.actionClass)
                guard let next = opening.instant, next > candidate else {
                    notes.append(
                        "\"\(task.title)\" finds no opening" + (window.map { " beside \"\($0)\"" } ?? "")
                            + ": \(verdict.explanation)")
                    return candidate
                }
                candidate =
                    calendars.actionClass == .emergency
                    ? next : inOnePiece(next, duration: duration, hours: hours)
            }
        }
        notes.append("\"\(task.title)\" finds no opening inside working hours; its date is not safe")
        return wanted
    }

    /// The title of the window `id`, as people know it.
    private func title(ofWindow id: String) -> String {
        calendars.changes.windows.first { $0.id == id }?.title ?? id
    }

    /// The first start from `instant` at which the promotion ends before people go home; one that is longer than a
    /// working day starts in the morning.
    private mutating func inOnePiece(_ instant: Instant, duration: TimeAmount, hours: WorkingCalendar) -> Instant {
        let start = nextWorking(instant, hours: hours)
        guard let shift = hours.shift(on: hours.clock.date(start)), start > shift.lowerBound,
            start + duration > shift.upperBound
        else { return start }
        return nextWorking(shift.upperBound, hours: hours)
    }

    private mutating func nextWorking(_ instant: Instant, hours: WorkingCalendar? = nil) -> Instant {
        do throws(WorkingTimeError) {
            return try (hours ?? calendars.working).nextWorkingInstant(onOrAfter: instant)
        } catch {
            note(error)
            return instant
        }
    }

    private mutating func working(_ duration: TimeAmount, from start: Instant) -> Instant {
        do throws(WorkingTimeError) {
            return try calendars.working.adding(duration, to: start)
        } catch {
            note(error)
            return start + duration
        }
    }

    private mutating func note(_ error: WorkingTimeError) {
        let text = "dates count by day and night: \(error.message)"
        if !notes.contains(text) { notes.append(text) }
    }
}
