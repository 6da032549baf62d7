package import ReleaseModel

/// Rules, extra dates and exceptions from one start: the recurrence set of RFC 5545 section 3.8.5.
package struct RecurrenceSet: Hashable, Sendable {
    package typealias LocalTime = CalendarWindow.LocalTime

    package var start: LocalTime
    /// Without any rule the start itself is an occurrence.
    package var rules: [RecurrenceRule]
    package var exceptionRules: [RecurrenceRule]
    package var additionalDates: [LocalTime]
    package var exceptionDates: [LocalTime]

    /// The set of these parts.
    package init(
        start: LocalTime, rules: [RecurrenceRule] = [], exceptionRules: [RecurrenceRule] = [],
        additionalDates: [LocalTime] = [], exceptionDates: [LocalTime] = []
    ) {
        self.start = start
        self.rules = rules
        self.exceptionRules = exceptionRules
        self.additionalDates = additionalDates
        self.exceptionDates = exceptionDates
    }

    /// What a bounded expansion came to.
    package struct Expansion: Hashable, Sendable {
        /// Sorted, without duplicates.
        package var times: [LocalTime]
        /// The first local time of which nothing is known, where a bound was met; else nil.
        package var knownUntil: LocalTime?
        /// How many periods, days and candidates were looked at.
        package var steps = 0
    }

    /// The occurrences that begin within `lowerBound...upperBound`, at most `limit` of them.
    ///
    /// - Parameters:
    ///   - clock: the zone in which an `UNTIL` in UTC is read.
    ///   - steps: how many periods, days and candidates may be looked at.
    package func occurrences(
        from lowerBound: LocalTime, through upperBound: LocalTime, clock: ZonedClock, limit: Int = 100_000,
        steps: Int = 2_000_000
    ) -> Expansion {
        var spent = 1 + additionalDates.count + exceptionDates.count
        var times = Set(additionalDates.filter { lowerBound <= $0 && $0 <= upperBound })
        if rules.isEmpty, lowerBound <= start, start <= upperBound { times.insert(start) }
        var knownUntil: LocalTime?
        for rule in rules {
            let part = expand(
                rule, lowerBound, upperBound, clock, limit + exceptionDates.count, steps: steps - spent)
            spent += part.steps
            times.formUnion(part.times)
            if let end = part.knownUntil { knownUntil = min(knownUntil ?? end, end) }
        }
        for rule in exceptionRules where !times.isEmpty {
            let part = expand(rule, lowerBound, times.max() ?? upperBound, clock, limit, steps: steps - spent)
            spent += part.steps
            times.subtract(part.times)
            if let end = part.knownUntil { knownUntil = min(knownUntil ?? end, end) }
        }
        times.subtract(exceptionDates)
        var sorted = times.sorted()
        if let end = knownUntil { sorted.removeAll { $0 >= end } }
        if sorted.count > limit {
            knownUntil = sorted[limit]
            sorted.removeLast(sorted.count - limit)
        }
        return Expansion(times: sorted, knownUntil: knownUntil, steps: spent)
    }

    private func expand(
        _ rule: RecurrenceRule, _ lowerBound: LocalTime, _ upperBound: LocalTime, _ clock: ZonedClock, _ limit: Int,
        steps: Int
    ) -> Expansion {
        let until: LocalTime? =
            switch rule.until {
            case nil: nil
            case .date(let date): LocalTime(date: date, secondOfDay: 86_399)
            case .local(let time): time
            case .utc(let instant): clock.local(instant)
            }
        var expansion = RecurrenceExpansion(
            rule: rule, start: start, lowerBound: lowerBound, upperBound: upperBound, until: until,
            stepLimit: steps)
        var times: [LocalTime] = []
        while times.count < limit, let next = expansion.next() { times.append(next) }
        if times.count == limit, let next = expansion.next() {
            return Expansion(times: times, knownUntil: next, steps: expansion.steps)
        }
        return Expansion(
            times: times, knownUntil: expansion.isTruncated ? times.last ?? lowerBound : nil, steps: expansion.steps)
    }
}
