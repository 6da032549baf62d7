package import ReleaseCalendar
package import ReleaseModel

/// A timeline as rows and columns: what every drawing and table of it needs.
package struct TimelineGantt: Hashable, Sendable {
    /// One task, in words.
    package struct Row: Hashable, Sendable {
        package var task: TimelineTask
        /// The phase's title.
        package var phase: String
        /// `Mon 2026-11-23 09:00`, in the timeline's zone.
        package var start: String
        package var end: String
        /// Such as `4 h`; for watching, time by day and night.
        package var duration: String
        /// `critical`, or the working time it may slip, such as `6 h 30 min`.
        package var slack: String
    }

    package var timeline: ReleaseTimeline
    /// By phase, then in start order.
    package var rows: [Row]
    package var firstDay: CivilDate
    /// Inclusive.
    package var lastDay: CivilDate
    /// The zone's clock; UTC where the zone is not known.
    package let clock: ZonedClock

    /// The rows of `timeline`.
    package init(_ timeline: ReleaseTimeline) {
        let clock = ZonedClock(identifier: timeline.timeZone) ?? .utc
        let order = Dictionary(
            timeline.phases.enumerated().map { ($1.phase.id, $0) }, uniquingKeysWith: { first, _ in first })
        let titles = Dictionary(
            timeline.phases.map { ($0.phase.id, $0.phase.title) }, uniquingKeysWith: { first, _ in first })
        let tasks = timeline.tasks.sorted {
            (order[$0.phase] ?? .max, $0.start, $0.id) < (order[$1.phase] ?? .max, $1.start, $1.id)
        }
        self.timeline = timeline
        self.clock = clock
        self.rows = tasks.map { task in
            Row(
                task: task, phase: titles[task.phase] ?? task.phase,
                start: TimelineGantt.text(task.start, clock: clock),
                end: TimelineGantt.text(task.end, clock: clock),
                duration: task.kind == .soak
                    ? "\(task.duration) by day and night" : TimelineGantt.workingWords(task.duration),
                slack: task.isCritical ? "critical" : TimelineGantt.workingWords(task.slack))
        }
        let days =
            timeline.phases.flatMap { [$0.start, $0.end] }
            + timeline.tasks.flatMap { [clock.date($0.start), clock.date($0.end)] }
        let first = days.min() ?? CivilDate(daysSinceEpoch: 0)
        self.firstDay = first
        self.lastDay = max(first, days.max() ?? first)
    }

    /// Hours and minutes: a working day has not 24 hours, so days would mislead.
    package static func workingWords(_ amount: TimeAmount) -> String {
        let minutes = max(0, amount.seconds) / 60
        let parts = [(minutes / 60, "h"), (minutes % 60, "min")].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        return parts.isEmpty ? "0 h" : parts.joined(separator: " ")
    }

    /// Tasks that must follow one another: runs in which each task waits for the one before it, every task in one run
    /// at most, each run of at least two.
    package var sequentialChains: [[String]] {
        var seen: Set<String> = []
        var chains: [[String]] = []
        let tasks = timeline.tasks
        for task in tasks where !seen.contains(task.id) {
            var chain = [task.id]
            seen.insert(task.id)
            while let last = chain.last,
                let next = tasks.first(where: { $0.dependencies.contains(last) && !seen.contains($0.id) })
            {
                chain.append(next.id)
                seen.insert(next.id)
            }
            if chain.count > 1 { chains.append(chain) }
        }
        return chains
    }

    private static func text(_ instant: Instant, clock: ZonedClock) -> String {
        let words = clock.text(instant).split(separator: " ")
        return words.prefix(3).joined(separator: " ")
    }
}
