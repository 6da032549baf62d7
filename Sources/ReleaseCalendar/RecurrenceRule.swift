package import ReleaseModel

/// A recurrence rule as RFC 5545 section 3.3.10 defines it, over wall-clock time.
///
/// Where the RFC leaves a meaning open, the rule reads as python-dateutil reads it, the implementation that most
/// calendar files were checked against: an ordinal in `BYDAY` counts only in yearly and monthly rules, and a start that
/// the rule does not name is not an occurrence.
package struct RecurrenceRule: Hashable, Sendable {
    /// The unit that `interval` counts.
    package enum Frequency: String, CaseIterable, Hashable, Comparable, Sendable {
        case yearly = "YEARLY"
        case monthly = "MONTHLY"
        case weekly = "WEEKLY"
        case daily = "DAILY"
        case hourly = "HOURLY"
        case minutely = "MINUTELY"
        case secondly = "SECONDLY"

        /// Slower first.
        package static func < (left: Frequency, right: Frequency) -> Bool { left.order < right.order }

        private var order: Int { Frequency.allCases.firstIndex(of: self) ?? 0 }
    }

    /// A day of the week, every one or only the nth of the month or year; negative counts from the end.
    package struct WeekdayNumber: Hashable, Sendable {
        package var weekday: Weekday
        package var ordinal: Int?

        package init(_ weekday: Weekday, ordinal: Int? = nil) {
            self.weekday = weekday
            self.ordinal = ordinal
        }
    }

    /// The last moment at which an occurrence may begin, inclusive.
    package enum Until: Hashable, Sendable {
        /// A whole local day.
        case date(CivilDate)
        /// A wall-clock time in the zone of the rule.
        case local(CalendarWindow.LocalTime)
        /// An instant, as `UNTIL=…Z` gives it.
        case utc(Instant)
    }

    package var frequency: Frequency
    /// At least 1.
    package var interval: Int
    package var count: Int?
    package var until: Until?
    /// Each list is sorted, without duplicates; empty means not given.
    package var bySecond: [Int] = []
    package var byMinute: [Int] = []
    package var byHour: [Int] = []
    package var byDay: [WeekdayNumber] = []
    package var byMonthDay: [Int] = []
    package var byYearDay: [Int] = []
    package var byWeekNumber: [Int] = []
    package var byMonth: [Int] = []
    package var bySetPosition: [Int] = []
    package var weekStart: Weekday = .monday

    /// The rule that repeats every `interval` units.
    package init(frequency: Frequency, interval: Int = 1, count: Int? = nil, until: Until? = nil) {
        self.frequency = frequency
        self.interval = interval
        self.count = count
        self.until = until
    }
}
