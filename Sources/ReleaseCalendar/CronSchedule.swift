import ReleaseModel

/// A cron expression of five fields over wall-clock time: minute, hour, day of month, month, day of week.
///
/// Read as GitLab reads freeze periods, which is by Fugit: a day matches either of the two day fields where both are other
/// than `*`; a range may run over the end (`22-5`, `fri-mon`); `L` and negative numbers count days from the end of the
/// month; `mon#1` and `fri#-1` are the first Monday and the last Friday. `?` reads as `*`, 7 is Sunday too, months and
/// weekdays may be named in English. Reference: crontab(5), github.com/floraison/fugit.
struct CronSchedule: Hashable, Sendable {
    /// Minutes since midnight, sorted.
    let minutes: [Int]
    /// Negative numbers count from the end of the month.
    private let monthDays: Set<Int>
    private let months: Set<Int>
    /// 0 is Sunday.
    private let weekdays: Set<Int>
    private let numberedWeekdays: Set<NumberedWeekday>
    private let restrictsMonthDay: Bool
    private let restrictsWeekday: Bool

    /// The nth such day of the month; negative counts from its end.
    private struct NumberedWeekday: Hashable, Sendable {
        var weekday: Int
        var number: Int
    }

    private static let aliases = [
        "@hourly": "0 * * * *", "@daily": "0 0 * * *", "@noon": "0 12 * * *", "@midnight": "0 0 * * *",
        "@weekly": "0 0 * * 0",
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
        self.monthDays = try CronSchedule.monthDays(fields[2])
        self.months = try CronSchedule.values(fields[3], "month", 1...12, names: CronSchedule.monthNames)
        (self.weekdays, self.numberedWeekdays) = try CronSchedule.weekdays(fields[4])
        self.restrictsMonthDay = !["*", "?", "*/1"].contains(fields[2])
        self.restrictsWeekday = !["*", "?", "*/1"].contains(fields[4])
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
        let (year, month, day) = date.fields
        guard months.contains(month) else { return false }
        let next = CivilDate(year: month == 12 ? year + 1 : year, month: month % 12 + 1, day: 1)
        let length = next.map { $0.daysSinceEpoch - date.daysSinceEpoch + day - 1 } ?? 31
        let monthDayMatches = monthDays.contains(day) || monthDays.contains(day - length - 1)
        let weekday = date.weekday.number % 7
        let weekdayMatches =
            weekdays.contains(weekday)
            || numberedWeekdays.contains(NumberedWeekday(weekday: weekday, number: (day - 1) / 7 + 1))
            || numberedWeekdays.contains(NumberedWeekday(weekday: weekday, number: -((length - day) / 7 + 1)))
        return restrictsMonthDay && restrictsWeekday
            ? monthDayMatches || weekdayMatches : monthDayMatches && weekdayMatches
    }

    private static func monthDays(_ field: Substring) throws(CalendarProblem) -> Set<Int> {
        var days: Set<Int> = []
        for item in field.split(separator: ",", omittingEmptySubsequences: false) {
            if item == "l" || item == "last" {
                days.insert(-1)
            } else if item.first == "-", let day = Int(item), (1...31).contains(-day) {
                days.insert(day)
            } else {
                days.formUnion(try values(item, "day of month", 1...31))
            }
        }
        return days
    }

    private static func weekdays(_ field: Substring) throws(CalendarProblem) -> (Set<Int>, Set<NumberedWeekday>) {
        var days: Set<Int> = []
        var numbered: Set<NumberedWeekday> = []
        for item in field.split(separator: ",", omittingEmptySubsequences: false) {
            let parts = item.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
            let found = try values(parts[0], "day of week", 0...7, names: weekdayNames)
            guard parts.count == 2 else {
                days.formUnion(found.map { $0 % 7 })
                continue
            }
            let number = ["l", "last"].contains(parts[1]) ? -1 : Int(parts[1]) ?? 0
            guard (1...5).contains(abs(number)) else {
                throw CalendarProblem(
                    "the day of week of a cron expression is \"\(item)\"; accepted after \"#\" are 1 to 5, -1 to -5 "
                        + "and L")
            }
            numbered.formUnion(found.map { NumberedWeekday(weekday: $0 % 7, number: number) })
        }
        return (days, numbered)
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
            var all = Array(range)
            if parts[0] != "*" && parts[0] != "?" {
                let ends = parts[0].split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
                guard let low = number(ends[0]) else { throw refusal }
                var high = parts.count == 2 ? range.upperBound : low
                if ends.count == 2 {
                    guard let end = number(ends[1]) else { throw refusal }
                    high = end
                }
                all = low <= high ? Array(low...high) : Array(low...range.upperBound) + Array(range.lowerBound...high)
            }
            // Sunday has two numbers, and a step must not count it twice.
            if range == 0...7 && all.count > 1 {
                var seen: Set<Int> = []
                all = all.filter { seen.insert($0 % 7).inserted }
            }
            values.formUnion(stride(from: 0, to: all.count, by: step).map { all[$0] })
        }
        return values
    }
}
