import ReleaseModel

/// The notation of wall-clock times: a date, or a date and `hh:mm` or `hh:mm:ss` after a blank or a `T`.
enum LocalTimeText {
    /// Reads `text`; nil where it is anything else. An offset is refused: the zone stands beside it.
    static func parse(_ text: String) -> CalendarWindow.LocalTime? {
        guard text.count >= 10, let date = CivilDate(iso8601: String(text.prefix(10))) else { return nil }
        let rest = text.dropFirst(10)
        guard let separator = rest.first else { return CalendarWindow.LocalTime(date: date) }
        guard separator == "T" || separator == " ", let second = secondOfDay(String(rest.dropFirst())) else {
            return nil
        }
        return CalendarWindow.LocalTime(date: date, secondOfDay: second)
    }

    /// Seconds since midnight of `hh:mm` or `hh:mm:ss`.
    static func secondOfDay(_ text: String) -> Int? {
        let fields = text.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(fields.count) else { return nil }
        let numbers = fields.compactMap { $0.count == 2 && $0.allSatisfy(\.isNumber) ? Int($0) : nil }
        guard numbers.count == fields.count, numbers[0] < 24, numbers[1] < 60, numbers.last ?? 0 < 60 else {
            return nil
        }
        return numbers[0] * 3600 + numbers[1] * 60 + (numbers.count == 3 ? numbers[2] : 0)
    }

    /// `time` in the same notation.
    static func text(_ time: CalendarWindow.LocalTime) -> String {
        guard time.secondOfDay != 0 else { return time.date.iso8601 }
        let seconds = time.secondOfDay % 60
        return
            "\(time.date.iso8601) \(clock(minutes: time.secondOfDay / 60))\(seconds == 0 ? "" : ":" + twoDigits(seconds))"
    }

    /// `hh:mm` of minutes since midnight.
    static func clock(minutes: Int) -> String { "\(twoDigits(minutes / 60)):\(twoDigits(minutes % 60))" }

    private static func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
