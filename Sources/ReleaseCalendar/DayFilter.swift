import ReleaseModel

/// Which days a recurrence rule names, by its month, week, year-day, month-day and weekday parts together.
///
/// The parts that the rule leaves out come from its start, as RFC 5545 section 3.3.10 says: a yearly rule without any
/// keeps month and day, a monthly one the day, a weekly one the weekday.
struct DayFilter {
    private let months: [Bool]
    private let hasMonths: Bool
    private let monthDays: [Int]
    private let yearDays: [Int]
    private let weekNumbers: [Int]
    private let weekdays: [Bool]
    private let numberedWeekdays: [RecurrenceRule.WeekdayNumber]
    private let hasWeekdays: Bool
    private let countsWithinMonth: Bool
    private let weekStart: Int

    init(rule: RecurrenceRule, start: CivilDate) {
        let (_, startMonth, startDay) = start.fields
        var byMonth = rule.byMonth
        var byMonthDay = rule.byMonthDay
        var byDay = rule.byDay
        if rule.byWeekNumber.isEmpty && rule.byYearDay.isEmpty && byMonthDay.isEmpty && byDay.isEmpty {
            switch rule.frequency {
            case .yearly:
                if byMonth.isEmpty { byMonth = [startMonth] }
                byMonthDay = [startDay]
            case .monthly: byMonthDay = [startDay]
            case .weekly: byDay = [RecurrenceRule.WeekdayNumber(start.weekday)]
            default: break
            }
        }
        self.hasMonths = !byMonth.isEmpty
        self.months = (0...12).map(byMonth.contains)
        self.monthDays = byMonthDay
        self.yearDays = rule.byYearDay
        self.weekNumbers = rule.byWeekNumber
        let usesOrdinals = rule.frequency <= .monthly
        self.numberedWeekdays = usesOrdinals ? byDay.filter { $0.ordinal != nil } : []
        let plain = byDay.filter { $0.ordinal == nil || !usesOrdinals }.map(\.weekday)
        self.weekdays = Weekday.allCases.map(plain.contains)
        self.hasWeekdays = !byDay.isEmpty
        self.countsWithinMonth = rule.frequency == .monthly || !rule.byMonth.isEmpty
        self.weekStart = rule.weekStart.number - 1
    }

    /// Reports whether the rule names `date`.
    func contains(_ date: CivilDate) -> Bool {
        let (year, month, day) = date.fields
        if hasMonths && !months[month] { return false }
        if !monthDays.isEmpty {
            guard monthDays.contains(day) || monthDays.contains(day - DayFilter.length(month, year) - 1) else {
                return false
            }
        }
        if !yearDays.isEmpty {
            let yearDay = date.daysSinceEpoch - DayFilter.startOfYear(year) + 1
            guard yearDays.contains(yearDay) || yearDays.contains(yearDay - DayFilter.length(year) - 1) else {
                return false
            }
        }
        if hasWeekdays && !matchesWeekday(date, year, month, day) { return false }
        return weekNumbers.isEmpty || matchesWeekNumber(date, year)
    }

    private func matchesWeekday(_ date: CivilDate, _ year: Int, _ month: Int, _ day: Int) -> Bool {
        let weekday = date.weekday
        if weekdays[weekday.number - 1] { return true }
        guard numberedWeekdays.contains(where: { $0.weekday == weekday }) else { return false }
        let position = countsWithinMonth ? day : date.daysSinceEpoch - DayFilter.startOfYear(year) + 1
        let length = countsWithinMonth ? DayFilter.length(month, year) : DayFilter.length(year)
        let fromStart = (position - 1) / 7 + 1
        let fromEnd = -((length - position) / 7 + 1)
        return numberedWeekdays.contains {
            $0.weekday == weekday && ($0.ordinal == fromStart || $0.ordinal == fromEnd)
        }
    }

    /// The week that holds at least four days of a year is its first; weeks begin at the rule's week start.
    private func matchesWeekNumber(_ date: CivilDate, _ year: Int) -> Bool {
        var begin = startOfFirstWeek(year)
        var end = startOfFirstWeek(year + 1)
        if date.daysSinceEpoch < begin {
            end = begin
            begin = startOfFirstWeek(year - 1)
        } else if date.daysSinceEpoch >= end {
            begin = end
            end = startOfFirstWeek(year + 2)
        }
        let number = (date.daysSinceEpoch - begin) / 7 + 1
        return weekNumbers.contains(number) || weekNumbers.contains(number - (end - begin) / 7 - 1)
    }

    private func startOfFirstWeek(_ year: Int) -> Int {
        let fourth = DayFilter.startOfYear(year) + 3
        let weekday = ((fourth + 3) % 7 + 7) % 7
        return fourth - (weekday - weekStart + 7) % 7
    }

    /// The day number of the first of January; computed, since weeks of the years 1 and 9999 reach outside them.
    private static func startOfYear(_ year: Int) -> Int {
        let before = year - 1
        return before * 365 + floorDivide(before, 4) - floorDivide(before, 100) + floorDivide(before, 400) - 719_162
    }

    private static func length(_ year: Int) -> Int { startOfYear(year + 1) - startOfYear(year) }

    private static func length(_ month: Int, _ year: Int) -> Int {
        switch month {
        case 2: length(year) - 337
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
