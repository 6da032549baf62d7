import ReleaseModel

/// The occurrences of one rule from one start, in order, made one by one.
///
/// The expansion works on civil dates and seconds of the day, so it is exact and the same on every machine. It always
/// ends: at `UNTIL`, at `COUNT`, at the last local time asked for, after a whole Gregorian cycle of 400 years without
/// any occurrence (the calendar repeats exactly, so there is none), or when its steps are used up.
struct RecurrenceExpansion {
    typealias LocalTime = CalendarWindow.LocalTime

    /// Whether the steps were used up, so that later occurrences are not known.
    private(set) var isTruncated = false

    private let rule: RecurrenceRule
    private let start: LocalTime
    private let last: Int64
    private let days: DayFilter
    /// Seconds of the day (slower than hourly) or of the period (hourly and faster), sorted.
    private let offsets: TimesOfDay
    /// The seconds of the day at which a period may begin, for hourly and faster; nil means each.
    private let periodStarts: TimesOfDay?
    /// The seconds of one period, for hourly and faster.
    private let unit: Int
    /// The first local time that is handed out.
    private let first: Int64

    private var cursor: Int
    /// The period at hand, not written out: each base with each offset, or of these only the chosen positions.
    private var bases: [Int64] = []
    private var chosen: [Int]?
    private var batchIndex = 0
    private var batchCount = 0
    private var emptyDays = 0
    /// How many periods, days and candidates were looked at.
    private(set) var steps = 0
    private let stepLimit: Int
    /// `COUNT`, where the end does not follow from it.
    private let count: Int?
    private var given = 0
    private var isFinished = false

    /// The occurrences of `rule` from `start`.
    ///
    /// - Parameters:
    ///   - lowerBound: occurrences before it are left out (and still count towards `COUNT`).
    ///   - upperBound: the last local time that is wanted, inclusive; at most the end of the year 9999.
    ///   - until: `UNTIL` in local wall-clock time; nil where the rule has none.
    ///   - stepLimit: how many periods, days and candidates may be looked at.
    init(
        rule: RecurrenceRule, start: LocalTime, lowerBound: LocalTime, upperBound: LocalTime, until: LocalTime?,
        stepLimit: Int = ExpansionBudget.usual
    ) {
        self.stepLimit = stepLimit
        let counted = RecurrenceExpansion.lastCounted(of: rule, from: start)
        self.count = counted == nil ? rule.count : nil
        self.rule = rule
        self.start = start
        self.first = max(lowerBound.wallSeconds, start.wallSeconds)
        let endOfTime = Int64(2_932_897) * 86_400 - 1
        self.last = min(upperBound.wallSeconds, until?.wallSeconds ?? endOfTime, counted ?? endOfTime, endOfTime)
        self.days = DayFilter(rule: rule, start: start.date)
        let hour = start.secondOfDay / 3600
        let minute = start.secondOfDay / 60 % 60
        let second = start.secondOfDay % 60
        let seconds = rule.bySecond.isEmpty ? [second] : RecurrenceExpansion.withoutLeapSecond(rule.bySecond)
        let minutes = rule.byMinute.isEmpty ? [minute] : rule.byMinute
        let hours = rule.byHour.isEmpty ? [hour] : rule.byHour
        let allHours = rule.byHour.isEmpty ? Array(0..<24) : rule.byHour
        let allMinutes = rule.byMinute.isEmpty ? Array(0..<60) : rule.byMinute
        switch rule.frequency {
        case .yearly, .monthly, .weekly, .daily:
            self.unit = 86_400
            self.periodStarts = nil
            self.offsets = TimesOfDay(hours: hours, minutes: minutes, seconds: seconds)
        case .hourly:
            self.unit = 3600
            self.periodStarts = rule.byHour.isEmpty ? nil : TimesOfDay(hours: rule.byHour)
            self.offsets = TimesOfDay(minutes: minutes, seconds: seconds)
        case .minutely:
            self.unit = 60
            self.periodStarts =
                rule.byHour.isEmpty && rule.byMinute.isEmpty
                ? nil : TimesOfDay(hours: allHours, minutes: allMinutes)
            self.offsets = TimesOfDay(seconds: seconds)
        case .secondly:
            self.unit = 1
            let allSeconds =
                rule.bySecond.isEmpty ? Array(0..<60) : RecurrenceExpansion.withoutLeapSecond(rule.bySecond)
            self.periodStarts =
                rule.byHour.isEmpty && rule.byMinute.isEmpty && rule.bySecond.isEmpty
                ? nil : TimesOfDay(hours: allHours, minutes: allMinutes, seconds: allSeconds)
            self.offsets = TimesOfDay()
        }
        self.cursor = 0
        self.cursor = firstPeriod
        if let count, count < 1 { isFinished = true }
        if self.last < self.first { isFinished = true }
    }

    /// The next occurrence; nil at the end.
    mutating func next() -> LocalTime? {
        while !isFinished {
            while batchIndex < batchCount {
                let index = chosen?[batchIndex] ?? batchIndex
                let value = bases[index / offsets.count] + Int64(offsets[index % offsets.count])
                batchIndex += 1
                steps += 1
                if value < start.wallSeconds { continue }
                if value > last {
                    isFinished = true
                    return nil
                }
                given += 1
                if let count, given >= count { isFinished = true }
                if value >= first { return LocalTime(wallSeconds: value) }
                if isFinished { return nil }
            }
            guard steps < stepLimit else {
                isTruncated = true
                isFinished = true
                return nil
            }
            fill()
        }
        return nil
    }

    /// When the last of `COUNT` occurrences begins, for a rule that names one in each of its periods; nil for another,
    /// whose occurrences have to be counted.
    private static func lastCounted(of rule: RecurrenceRule, from start: LocalTime) -> Int64? {
        let lists = [
            rule.bySecond, rule.byMinute, rule.byHour, rule.byMonthDay, rule.byYearDay, rule.byWeekNumber,
            rule.byMonth, rule.bySetPosition,
        ]
        guard let count = rule.count, count >= 1, rule.byDay.isEmpty, lists.allSatisfy(\.isEmpty) else { return nil }
        let unit: Int64
        switch rule.frequency {
        case .yearly, .monthly: return nil
        case .weekly: unit = 7 * 86_400
        case .daily: unit = 86_400
        case .hourly: unit = 3600
        case .minutely: unit = 60
        case .secondly: unit = 1
        }
        let (step, isLong) = unit.multipliedReportingOverflow(by: Int64(rule.interval))
        let (distance, isFar) = step.multipliedReportingOverflow(by: Int64(count - 1))
        let (last, isLate) = start.wallSeconds.addingReportingOverflow(distance)
        return isLong || isFar || isLate ? Int64.max : last
    }

    /// RFC 5545 section 3.3.12: where leap seconds are not known, second 60 means second 59.
    private static func withoutLeapSecond(_ seconds: [Int]) -> [Int] {
        seconds.last == 60 ? Array(Set(seconds.map { min($0, 59) })).sorted() : seconds
    }

    /// The number of the period to begin with: that of the start, or, where nothing must be counted, the last one in
    /// step that is not after the first time wanted.
    private var firstPeriod: Int {
        let origin = period(of: start)
        guard count == nil else { return origin }
        let wanted = period(of: LocalTime(wallSeconds: first))
        return origin + max(0, floorDivide(wanted - origin, rule.interval)) * rule.interval
    }

    private func period(of time: LocalTime) -> Int {
        switch rule.frequency {
        case .yearly: return time.date.fields.year
        case .monthly:
            let (year, month, _) = time.date.fields
            return year * 12 + month - 1
        case .weekly: return floorDivide(time.date.daysSinceEpoch + 3 - (rule.weekStart.number - 1), 7)
        case .daily: return time.date.daysSinceEpoch
        case .hourly, .minutely, .secondly: return Int(floorDivide(Int(time.wallSeconds), unit))
        }
    }

    private mutating func advance(to period: Int? = nil) {
        guard let period else {
            cursor += rule.interval
            return
        }
        let distance = period - cursor
        cursor += max(1, (distance + rule.interval - 1) / rule.interval) * rule.interval
    }

    /// Fills the batch with the occurrences of the period at the cursor and moves the cursor on.
    private mutating func fill() {
        batchIndex = 0
        batchCount = 0
        steps += 1
        if rule.frequency >= .hourly { fillWithinDay() } else { fillWithDays() }
        if emptyDays > 146_097 { isFinished = true }
    }

    private mutating func fillWithDays() {
        let span = daysOfPeriod
        guard Int64(span.lowerBound) * 86_400 <= last else {
            isFinished = true
            return
        }
        let matching = span.filter { days.contains(CivilDate(daysSinceEpoch: $0)) }
        steps += span.count
        choose(from: matching.map { Int64($0) * 86_400 })
        emptyDays = batchCount == 0 ? emptyDays + span.count : 0
        advance()
    }

    private mutating func fillWithinDay() {
        let begin = cursor * unit
        let day = floorDivide(begin, 86_400)
        guard Int64(begin) <= last else {
            isFinished = true
            return
        }
        guard days.contains(CivilDate(daysSinceEpoch: day)) else {
            var next = day + 1
            emptyDays += 1
            while emptyDays <= 146_097, Int64(next) * 86_400 <= last,
                !days.contains(CivilDate(daysSinceEpoch: next))
            {
                next += 1
                emptyDays += 1
            }
            steps += next - day
            advance(to: next * (86_400 / unit))
            return
        }
        if let periodStarts {
            let second = begin - day * 86_400
            let index = periodStarts.firstIndex(atOrAfter: second)
            guard index < periodStarts.count, periodStarts[index] == second else {
                let target = index < periodStarts.count ? day * 86_400 + periodStarts[index] : (day + 1) * 86_400
                if index == periodStarts.count { emptyDays += 1 }
                advance(to: target / unit)
                return
            }
        }
        emptyDays = 0
        choose(from: [Int64(begin)])
        // Every period within a day has the same members, so where one has none, none has any.
        if batchCount == 0 { isFinished = true }
        advance()
    }

    /// Takes up a period that consists of `bases` with each offset: all of it, or what `BYSETPOS` names.
    private mutating func choose(from bases: [Int64]) {
        self.bases = bases
        let count = bases.count * offsets.count
        guard rule.bySetPosition.isEmpty else {
            let indices = rule.bySetPosition
                .map { $0 > 0 ? $0 - 1 : count + $0 }
                .filter { (0..<count).contains($0) }
            let chosen = Set(indices).sorted()
            self.chosen = chosen
            batchCount = chosen.count
            return
        }
        batchCount = count
        skipCounted()
        guard batchIndex < batchCount else { return }
        // What lies before the start never counts, and what lies before the first wanted time only for `COUNT`.
        let floor = self.count == nil ? first : start.wallSeconds
        let skipped = bases.prefix { $0 + Int64(unit) <= floor }.count
        batchIndex = skipped * offsets.count
    }

    /// Counts a whole period that lies between the start and the first time wanted without looking at its members.
    private mutating func skipCounted() {
        guard let count, let begin = bases.first, let end = bases.last, batchCount > 0,
            begin + Int64(offsets[0]) >= start.wallSeconds, end + Int64(offsets[offsets.count - 1]) < first
        else { return }
        given += batchCount
        batchIndex = batchCount
        if given >= count { isFinished = true }
    }

    private var daysOfPeriod: Range<Int> {
        switch rule.frequency {
        case .yearly: return firstDay(year: cursor, month: 1)..<firstDay(year: cursor + 1, month: 1)
        case .monthly:
            return firstDay(
                year: cursor / 12, month: cursor % 12 + 1)..<firstDay(
                    year: (cursor + 1) / 12, month: (cursor + 1) % 12 + 1)
        case .weekly:
            let begin = cursor * 7 - 3 + rule.weekStart.number - 1
            return begin..<begin + 7
        default: return cursor..<cursor + 1
        }
    }

    /// Past the year 9999, the day after its end: `last` stops the expansion there.
    private func firstDay(year: Int, month: Int) -> Int {
        CivilDate(year: year, month: month, day: 1)?.daysSinceEpoch ?? 2_932_897 + (year > 10_000 ? 1 : 0)
    }
}
