import ReleaseCalendar
import ReleaseModel

/// Says what a slip would do, by planning once more with the slip in it.
struct SlipEffect {
    let draft: TimelineDraft
    let slack: SlackPass

    private var clock: ZonedClock { draft.schedule.calendars.working.clock }

    /// One or two sentences without a full stop at the end.
    var text: String {
        guard let target = draft.builder.target, let promotion = draft.builder.promotions[target.id],
            let before = draft.schedule.spans[promotion]
        else { return "there is no promotion that a slip could move" }
        return
            ([slip(of: promotion, to: target.id, before: before)] + tightest(before: promotion)
            + freeze(after: before, target: target)).joined(separator: "; ")
    }

    private func slip(of promotion: String, to environment: EnvironmentID, before: Range<Instant>) -> String {
        let tasks = draft.schedule.graph.tasks
        let path = slack.criticalPath.compactMap { id in tasks.first { $0.id == id } }
        let movable = path.first { $0.mode == .working } ?? path.first
        guard let movable else { return "nothing decides the end" }
        let hours = draft.schedule.calendars.working.workingHours
        let day = TimeAmount.minutes(Int64(max(hours.count, 1)))
        let slipped = tasks.map { task in
            var task = task
            if task.id == movable.id {
                // A promotion starts a day later; other work takes a day longer.
                if case .promotion = task.mode {
                    task.mode = .promotion(plannedStart: before.lowerBound + .days(1))
                } else {
                    task.duration = TimeAmount(seconds: task.duration.seconds + day.seconds)
                }
            }
            return task
        }
        let after = TaskSchedule(
            graph: TaskGraph(slipped), phases: draft.phases, start: draft.start, earliest: draft.review.asOf,
            calendars: draft.schedule.calendars)
        let what = "A slip of one working day in \"\(movable.title)\""
        guard let moved = after.spans[promotion], moved.lowerBound > before.lowerBound else {
            let end = after.end.map { "the end moves to \(clock.text($0))" } ?? "the end stays"
            return "\(what) leaves the promotion to \(environment) at \(clock.text(before.lowerBound)); \(end)"
        }
        let window = after.moves.first { $0.task == promotion }?.window
        let hits = window.map { ", because it then meets \"\($0)\"" } ?? ""
        return "\(what) moves the promotion to \(environment) from \(clock.text(before.lowerBound)) to "
            + "\(clock.text(moved.lowerBound))\(hits)"
    }

    /// The task off the critical path that has the least room.
    private func tightest(before promotion: String) -> [String] {
        let others = draft.schedule.graph.tasks.filter {
            !slack.criticalPath.contains($0.id) && $0.kind != .review && $0.kind != .promotion && $0.kind != .soak
        }
        let least = others.min { left, right in
            (slack.slack[left.id] ?? TimeAmount(seconds: 0), left.id)
                < (slack.slack[right.id] ?? TimeAmount(seconds: 0), right.id)
        }
        guard let least, let room = slack.slack[least.id] else { return [] }
        return [
            "of all other work \"\(least.title)\" has the least room: \(TimelineGantt.workingWords(room)) of working time"
        ]
    }

    private func freeze(after promotion: Range<Instant>, target: Environment) -> [String] {
        let calendars = draft.schedule.calendars
        let facts = calendars.changes.scheduleFacts(
            environment: target.id, start: promotion.lowerBound, duration: target.plannedDuration ?? .hours(1),
            working: calendars.working, modules: calendars.modules, action: calendars.actionClass)
        guard let next = facts.nextFreeze, next > promotion.lowerBound else { return [] }
        let room = calendars.working.workingTime(from: promotion.upperBound, to: next)
        let name = facts.nextFreezeTitle.map { "\"\($0)\"" } ?? "the next freeze"
        return [
            "\(name) begins \(clock.text(next)): a slip of more than \(TimelineGantt.workingWords(room)) of working time runs into it"
        ]
    }
}
