import ReleaseModel

/// A cron expression of five fields over wall-clock time: minute, hour, day of month, month, day of week.
///
/// As in cron, a day matches either of the two day fields where both are restricted. `?` reads as `*`, 7 is Sunday too,
/// months and weekdays may be named in English. Reference: crontab(5); GitLab freeze periods.
struct CronSchedule: Hashable, Sendable {
    /// Minutes since midnight, sorted.
    let minutes: [Int]
    private let monthDays: Set<Int>
    private let months: Set<Int>
    /// 0 is Sunday.
    private let weekdays: Set<Int>
    private let restrictsMonthDay: Bool
    private let restrictsWeekday: Bool

    private static let aliases = [
        "@hourly": "0 * * * *", "@daily": "0 0 * * *", "@midnight": "0 0 * * *", "@weekly": "0 0 * * 0",
        "@monthly": "0 0 1 * *", "@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *",
    ]
    private static let monthNames = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
    private static let weekdayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]

    /// The schedule that `text` writes.
    ///
    /// - Throws: `CalendarProblem` that names the field and what it accepts.
    init(parsing text: String) throws(CalendarProblem) {
        guard text.utf8.count <= 1024 else { throw CalendarProblem("the cron expression is longer than 1024 bytes") }
        let lowered = text.lowercased()
        let expression = CronSchedule.aliases[Substring(lowered).trimmingSpaces] ?? lowered
        let fields = expression.split { $0 == " " || $0 == "\t" }
        guard fields.count == 5 else {
            throw CalendarProblem(
                "the cron expression \"\(text)\" has \(fields.count) fields; five are accepted: minute, hour, day of "
                    + "month, month, day of week")
        }
        let minute = try CronSchedule.values(fields[0], "minute", 0...59)
        let hour = try CronSchedule.values(fields[1], "hour", 0...23)
        self.monthDays = try CronSchedule.values(fields[2], "day of month", 1...31)
        self.months = try CronSchedule.values(fields[3], "month", 1...12, names: CronSchedule.monthNames)
        let days = try CronSchedule.values(fields[4], "day of week", 0...7, names: CronSchedule.weekdayNames)
        self.weekdays = Set(days.map { $0 % 7 })
        self.restrictsMonthDay = !"*?".contains(fields[2].first ?? "*")
        self.restrictsWeekday = !"*?".contains(fields[4].first ?? "*")
        self.minutes = hour.sorted().flatMap { hour in minute.sorted().map { hour * 60 + $0 } }
    }

    /// The first tick at or after `time` and before `end`, looking at each day once.
    func next(onOrAfter time: CalendarWindow.LocalTime, before end: CalendarWindow.LocalTime)
        -> CalendarWindow.LocalTime?
    {
        var date = time.date
        var earliest = (time.secondOfDay + 59) / 60
        while date <= end.date {
            if contains(date), let minute = minutes.first(where: { $0 >= earliest }) {
                let found = CalendarWindow.LocalTime(date: date, secondOfDay: minute * 60)
                return found < end ? found : nil
            }
            date = date.adding(days: 1)
            earliest = 0
        }
        return nil
    }

    /// The last tick at or before `time` and at or after `earliest`, looking at each day once.
    func previous(
        onOrBefore time: CalendarWindow.LocalTime, after earliest: CalendarWindow.LocalTime
    ) -> CalendarWindow.LocalTime? {
        var date = time.date
        var latest = time.secondOfDay / 60
        while date >= earliest.date {
            if contains(date), let minute = minutes.last(where: { $0 <= latest }) {
                let found = CalendarWindow.LocalTime(date: date, secondOfDay: minute * 60)
                return found >= earliest ? found : nil
            }
            date = date.adding(days: -1)
            latest = 1439
        }
        return nil
    }

    private func contains(_ date: CivilDate) -> Bool {
        let (_, month, day) = date.fields
        guard months.contains(month) else { return false }
        let monthDayMatches = monthDays.contains(day)
        let weekdayMatches = weekdays.contains(date.weekday.number % 7)
        return restrictsMonthDay && restrictsWeekday
            ? monthDayMatches || weekdayMatches : monthDayMatches && weekdayMatches
    }

    private static func values(
        _ field: Substring, _ label: String, _ range: ClosedRange<Int>, names: [String] = []
    ) throws(CalendarProblem) -> Set<Int> {
        var values: Set<Int> = []
        let refusal = CalendarProblem(
            "the \(label) of a cron expression is \"\(field)\"; accepted are numbers from \(range.lowerBound) to "
                + "\(range.upperBound), \"*\", lists with commas, ranges with \"-\" and steps with \"/\"")
        let number = { (text: Substring) -> Int? in
            if let index = names.firstIndex(of: String(text)) { return index + range.lowerBound }
            guard (1...2).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }),
                let value = Int(text), range.contains(value)
            else { return nil }
            return value
        }
        for item in field.split(separator: ",", omittingEmptySubsequences: false) {
            let parts = item.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
            let step = parts.count == 2 ? Int(parts[1]) : 1
            guard let step, (1...1000).contains(step) else { throw refusal }
            let bounds: ClosedRange<Int>
            if parts[0] == "*" || parts[0] == "?" {
                bounds = range
            } else {
                let ends = parts[0].split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
                guard let low = number(ends[0]) else { throw refusal }
                var high = parts.count == 2 ? range.upperBound : low
                if ends.count == 2 {
                    guard let end = number(ends[1]) else { throw refusal }
                    // `fri-sun` ends on the other name of Sunday.
                    high = end == 0 && low > 0 && range.upperBound == 7 ? 7 : end
                }
                guard low <= high else { throw refusal }
                bounds = low...high
            }
            values.formUnion(stride(from: bounds.lowerBound, through: bounds.upperBound, by: step))
        }
        return values
    }
}
