package import ReleaseModel

/// A freeze that begins whenever one cron expression ticks and ends at the next tick of another, as GitLab's freeze
/// periods say it.
package struct CronFreeze: Hashable, Sendable {
    /// How long one freeze may last: a freeze whose end does not tick within it lasts for ever.
    static let longestInDays = 1500

    private let start: CronSchedule
    private let end: CronSchedule

    /// The freeze between the ticks of `start` and `end`.
    ///
    /// - Throws: `CalendarProblem` where an expression has not five fields, or a field is out of range.
    init(start: String, end: String) throws(CalendarProblem) {
        self.start = try CronSchedule(parsing: start)
        self.end = try CronSchedule(parsing: end)
    }

    /// A deny window for the GitLab freeze period of these expressions, read in `zone`.
    ///
    /// - Returns: the window, or the diagnostics that say why there is none.
    package static func windows(
        freezeStart: String, freezeEnd: String, zone: String, id: String, title: String? = nil, owner: String? = nil,
        reason: String? = nil, environments: [EnvironmentID] = [], modules: [String] = [], location: SourceLocation
    ) -> (windows: [CalendarWindow], diagnostics: [Diagnostic]) {
        let epoch = CalendarWindow.LocalTime(date: CivilDate(daysSinceEpoch: 0))
        let window = CalendarWindow(
            id: id, kind: .deny, title: title ?? "freeze from \"\(freezeStart)\" to \"\(freezeEnd)\"", owner: owner,
            reason: reason, start: epoch, end: epoch, timeZone: zone, environments: environments, modules: modules,
            location: location, cron: CalendarWindow.CronPair(start: freezeStart, end: freezeEnd))
        do throws(CalendarProblem) {
            _ = try PreparedWindow(window)
            return ([window], [])
        } catch {
            return ([], [Diagnostic(.error, at: location, "\(error.message)")])
        }
    }

    func occurrences(
        in interval: Range<Instant>, of prepared: PreparedWindow
    ) -> (occurrences: [WindowOccurrence], knownUntil: Instant?, steps: Int) {
        let clock = prepared.clock
        let upper = clock.local(interval.upperBound).adding(wallSeconds: 86_400)
        // Whatever began before the last end that lies behind is over; local time runs at most a day off.
        let lower = clock.local(interval.lowerBound).adding(wallSeconds: -86_400)
        let farthest = lower.adding(wallSeconds: -Int64(CronFreeze.longestInDays) * 86_400)
        var cursor = end.previous(onOrBefore: lower, after: farthest) ?? farthest
        // Each day between here and the last end is looked at once, on the way back and on the way forth.
        let back = lower.date.daysSinceEpoch - cursor.date.daysSinceEpoch
        let from = cursor.date.daysSinceEpoch
        func steps() -> Int {
            back + max(upper.date.daysSinceEpoch, cursor.date.daysSinceEpoch) - from
        }
        var found: [WindowOccurrence] = []
        while let begin = start.next(onOrAfter: cursor, before: upper) {
            let bound = begin.adding(wallSeconds: Int64(CronFreeze.longestInDays) * 86_400)
            let after = begin.adding(wallSeconds: 60)
            let finish = end.next(onOrAfter: after, before: bound) ?? bound
            let occurrence = prepared.occurrence(from: begin, to: finish)
            if occurrence.start < occurrence.end && occurrence.overlaps(interval) {
                found.append(occurrence)
                if found.count == 10_000 { return (found, occurrence.end, steps()) }
            }
            // Ticks of the start within a freeze change nothing.
            cursor = finish
        }
        return (found, nil, steps())
    }
}
