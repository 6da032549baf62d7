import ReleaseCalendar
import ReleaseModel

/// How long each task may slip: the backward pass.
///
/// Slack is never overstated: a later promotion counts only where it is open at that time too, the reviews keep their
/// days, and a task may not slip past the end of its phase, because the next phase would then begin later.
struct SlackPass {
    /// Working time by task id.
    private(set) var slack: [String: TimeAmount] = [:]
    /// The tasks that decide the end, in order.
    private(set) var criticalPath: [String] = []

    /// - Parameter expiries: by promotion task, when the first of what its gate stands on ends: later than that, it would
    ///   have to be collected or voted on again.
    init(schedule: TaskSchedule, expiries: [String: Instant]) {
        guard let end = schedule.end else { return }
        let working = schedule.calendars.working
        let lastPhase = schedule.phases.count - 1
        var latestStarts: [String: Instant] = [:]
        for task in schedule.graph.tasks.reversed() {
            guard let span = schedule.spans[task.id] else { continue }
            var latest = (schedule.graph.successors[task.id] ?? []).compactMap { latestStarts[$0] }.min() ?? end
            if task.phase < lastPhase, task.kind != .review, let phaseEnd = schedule.endOfPhase(task.phase) {
                latest = min(latest, phaseEnd)
            }
            latest = max(min(latest, expiries[task.id] ?? latest), span.upperBound)
            var latestStart = span.lowerBound
            switch task.mode {
            case .promotion:
                latestStart = SlackPass.latestPromotion(task, span: span, latest: latest, schedule: schedule)
                latest = latestStart + (span.upperBound - span.lowerBound)
            case .daysAfter(let days):
                // From day 1 on, a review follows the day of what it reviews, which therefore may not slip.
                if days > 0 {
                    latestStart = task.dependencies.compactMap { schedule.spans[$0]?.upperBound }.max() ?? end
                }
            case .elapsed:
                latestStart = span.lowerBound + (latest - span.upperBound)
            case .working:
                let back = try? working.adding(TimeAmount(seconds: -task.duration.seconds), to: latest)
                latestStart = max(span.lowerBound, back ?? span.lowerBound)
            }
            latestStarts[task.id] = latestStart
            slack[task.id] = max(TimeAmount(seconds: 0), working.workingTime(from: span.upperBound, to: latest))
        }
        criticalPath = path(in: schedule, end: end)
    }

    /// The latest start at which the promotion fits before `latest`, is open, and runs in one piece.
    private static func latestPromotion(
        _ task: TaskSpec, span: Range<Instant>, latest: Instant, schedule: TaskSchedule
    ) -> Instant {
        let duration = span.upperBound - span.lowerBound
        let working = schedule.calendars.working
        let last = working.clock.date(latest)
        // A fortnight is room enough to tell tasks apart; beyond it nobody asks.
        for distance in 0..<14 {
            guard let shift = working.shift(on: last.adding(days: -distance)) else { continue }
            let start = min(shift.upperBound, latest) - duration
            guard start > span.lowerBound else { return span.lowerBound }
            if start >= shift.lowerBound, schedule.isOpen(task, from: start, for: duration) { return start }
        }
        return span.lowerBound
    }

    /// Walks back from the task that ends last over those dependencies that leave no room.
    private func path(in schedule: TaskSchedule, end: Instant) -> [String] {
        let byID = Dictionary(schedule.graph.tasks.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var current = schedule.graph.tasks.last { schedule.spans[$0.id]?.upperBound == end }
        var path: [String] = []
        while let task = current {
            path.append(task.id)
            current = task.dependencies.filter { slack[$0]?.seconds == 0 }.compactMap { byID[$0] }
                .max { left, right in
                    let leftEnd = schedule.spans[left.id]?.upperBound ?? end
                    let rightEnd = schedule.spans[right.id]?.upperBound ?? end
                    return leftEnd == rightEnd ? left.id > right.id : leftEnd < rightEnd
                }
        }
        return path.reversed()
    }
}
