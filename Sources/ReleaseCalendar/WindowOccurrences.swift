package import ReleaseModel

/// One occurrence of a window, as instants.
package struct WindowOccurrence: Hashable, Comparable, Sendable {
    package var window: CalendarWindow
    package var start: Instant
    /// The window is half-open.
    package var end: Instant

    /// By start, then end, then the window's id.
    package static func < (left: WindowOccurrence, right: WindowOccurrence) -> Bool {
        (left.start, left.end, left.window.id) < (right.start, right.end, right.window.id)
    }

    /// Reports whether any moment of `interval` lies in it; an empty interval is the moment it begins.
    package func overlaps(_ interval: Range<Instant>) -> Bool {
        start < max(interval.upperBound, Instant(milliseconds: interval.lowerBound.milliseconds + 1))
            && interval.lowerBound < end
    }
}

/// A window made ready to be expanded: its zone known, its rule read.
struct PreparedWindow: Hashable, Sendable {
    let window: CalendarWindow
    let clock: ZonedClock
    private let source: Source
    /// Wall-clock seconds from start to end.
    private let span: Int64
    /// How long an occurrence lasts instead, where it is stated.
    private let length: CalendarWindow.Length?

    /// Clocks jump by less than three hours, so no occurrence is missed for that.
    private static let clockChange: Int64 = 3 * 3600

    private enum Source: Hashable, Sendable {
        case set(RecurrenceSet)
        case cron(CronFreeze)
    }

    /// The prepared form of `window`.
    ///
    /// - Throws: `CalendarProblem` where its zone or rule cannot be used.
    init(_ window: CalendarWindow) throws(CalendarProblem) {
        guard let clock = window.clock else {
            throw CalendarProblem("the time zone \"\(window.timeZone)\" is not known; \(CalendarProblem.zoneRule)")
        }
        self.window = window
        self.clock = clock
        if let cron = window.cron {
            self.source = .cron(try CronFreeze(start: cron.start, end: cron.end))
            self.span = 0
            self.length = nil
            return
        }
        self.length = window.length
        self.span =
            window.length.map { Int64($0.days) * 86_400 + $0.seconds }
            ?? window.end.wallSeconds - window.start.wallSeconds
        guard span > 0 else {
            throw CalendarProblem(
                "it ends at \(window.end.iso8601), not after its start \(window.start.iso8601); "
                    + "a window is half-open, so its end must be later")
        }
        var rules: [RecurrenceRule] = []
        if let text = window.recurrenceRule { rules.append(try RecurrenceRule(parsing: text)) }
        var exceptions: [RecurrenceRule] = []
        for text in window.exceptionRules { exceptions.append(try RecurrenceRule(parsing: text)) }
        self.source = .set(
            RecurrenceSet(
                start: window.start, rules: rules, exceptionRules: exceptions, additionalDates: window.additionalDates,
                exceptionDates: window.exceptionDates))
    }

    /// The occurrences that overlap `interval`, sorted, and the instant from which nothing is known where a bound was
    /// met.
    func occurrences(
        in interval: Range<Instant>, budget: ExpansionBudget
    ) -> (occurrences: [WindowOccurrence], knownUntil: Instant?) {
        guard !budget.isExhausted else {
            budget.charge(0, for: window, isCut: true)
            return ([], interval.lowerBound)
        }
        switch source {
        case .cron(let freeze):
            let found = freeze.occurrences(in: interval, of: self)
            budget.charge(
                found.steps + found.occurrences.count * ExpansionBudget.occurrenceCost, for: window,
                isCut: found.knownUntil != nil)
            return (found.occurrences, found.knownUntil)
        case .set(let set):
            let segment = window.segment ?? CalendarWindow.Segment()
            let lower = clock.local(interval.lowerBound)
                .adding(wallSeconds: -span - segment.shift - PreparedWindow.clockChange)
            let upper = clock.local(interval.upperBound)
                .adding(wallSeconds: PreparedWindow.clockChange - segment.shift)
            let expansion = set.occurrences(
                from: lower, through: upper, clock: clock,
                limit: min(100_000, 1 + budget.remaining / ExpansionBudget.occurrenceCost), steps: budget.remaining)
            budget.charge(
                expansion.steps + expansion.times.count * ExpansionBudget.occurrenceCost, for: window,
                isCut: expansion.knownUntil != nil)
            let found = expansion.times
                .filter { time in segment.from.map { $0 <= time } ?? true }
                .filter { time in segment.before.map { time < $0 } ?? true }
                .map { $0.adding(wallSeconds: segment.shift) }
                .map { occurrence(from: $0) }
                .filter { $0.start < $0.end && $0.overlaps(interval) }
            return (
                found.sorted(),
                expansion.knownUntil.map { clock.instant(startOf: $0.adding(wallSeconds: segment.shift)) }
            )
        }
    }

    /// Reports whether the window's rule names its own start; a window without a rule begins at its start.
    var startIsNamed: Bool {
        guard case .set(let set) = source, !set.rules.isEmpty, window.segment?.from == nil else { return true }
        let rules = RecurrenceSet(start: set.start, rules: set.rules, additionalDates: set.additionalDates)
        return !rules.occurrences(from: set.start, through: set.start, clock: clock).times.isEmpty
    }

    /// The occurrence that begins at `start`: a stated length is days on the wall clock and then exact, as RFC 5545
    /// section 3.3.6 has it; a stated end keeps its wall-clock time whatever the clocks do in between.
    private func occurrence(from start: CalendarWindow.LocalTime) -> WindowOccurrence {
        guard let length, length.seconds > 0 else {
            return occurrence(from: start, to: start.adding(wallSeconds: span))
        }
        let day = start.adding(wallSeconds: Int64(length.days) * 86_400)
        return WindowOccurrence(
            window: window, start: clock.instant(startOf: start),
            end: clock.instant(startOf: day) + TimeAmount(seconds: length.seconds))
    }

    /// Reports whether the recurrence has an occurrence that begins at `local`.
    func names(_ local: CalendarWindow.LocalTime) -> Bool {
        guard case .set(let set) = source else { return false }
        return !set.occurrences(from: local, through: local, clock: clock).times.isEmpty
    }

    func occurrence(from start: CalendarWindow.LocalTime, to end: CalendarWindow.LocalTime) -> WindowOccurrence {
        WindowOccurrence(window: window, start: clock.instant(startOf: start), end: clock.instant(endOf: end))
    }
}

/// Why a window or a rule cannot be used, in a sentence.
package struct CalendarProblem: Error, Hashable, Sendable {
    /// Fact, then rule, then what helps.
    package let message: String

    init(_ message: String) { self.message = message }

    static let zoneRule = "accepted are \"UTC\" and IANA zones of the form Area/City, such as \"Europe/Berlin\""
}
