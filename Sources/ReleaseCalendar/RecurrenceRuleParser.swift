import ReleaseModel

extension RecurrenceRule {
    /// Reads the value of an RRULE property, such as `FREQ=WEEKLY;BYDAY=FR`; names are read in any case.
    ///
    /// Strict: an unknown part, a part given twice, a value out of range and `COUNT` beside `UNTIL` are refused.
    /// Reference: RFC 5545 section 3.3.10.
    ///
    /// - Throws: `CalendarProblem` that names every fault and what is accepted.
    package init(parsing text: String) throws(CalendarProblem) {
        var parser = RecurrenceRuleParser()
        self = try parser.parse(text)
    }
}

/// Reads the parts of a recurrence rule and keeps every fault it meets.
private struct RecurrenceRuleParser {
    private var problems: [String] = []
    private var rule = RecurrenceRule(frequency: .daily)
    private var hasFrequency = false

    private static let partNames =
        "FREQ, UNTIL, COUNT, INTERVAL, BYSECOND, BYMINUTE, BYHOUR, BYDAY, BYMONTHDAY, BYYEARDAY, BYWEEKNO, BYMONTH, "
        + "BYSETPOS, WKST"

    mutating func parse(_ text: String) throws(CalendarProblem) -> RecurrenceRule {
        guard text.utf8.count <= 8192 else {
            throw CalendarProblem("the recurrence rule is \(text.utf8.count) bytes long; the limit is 8192")
        }
        var seen: Set<String> = []
        for part in text.uppercased().split(separator: ";", omittingEmptySubsequences: true) {
            let fields = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = fields[0].trimmingSpaces
            guard fields.count == 2 else {
                problems.append("the part \"\(name)\" has no value; a part reads NAME=VALUE")
                continue
            }
            guard seen.insert(name == "BYWEEKDAY" ? "BYDAY" : name).inserted else {
                problems.append("\(name) is given twice; each part stands once, with its values separated by commas")
                continue
            }
            read(name, fields[1].trimmingSpaces)
        }
        if !hasFrequency && problems.isEmpty {
            problems.append("the recurrence rule has no FREQ; accepted are \(RecurrenceRuleParser.frequencyNames)")
        }
        if seen.contains("COUNT") && seen.contains("UNTIL") {
            problems.append("COUNT and UNTIL are both given; a rule ends by one of them")
        }
        guard problems.isEmpty else { throw CalendarProblem(problems.joined(separator: "; ")) }
        return rule
    }

    private static var frequencyNames: String {
        RecurrenceRule.Frequency.allCases.map(\.rawValue).joined(separator: ", ")
    }

    private mutating func read(_ name: String, _ value: String) {
        switch name {
        case "FREQ":
            hasFrequency = true
            if let frequency = RecurrenceRule.Frequency(rawValue: value) {
                rule.frequency = frequency
            } else {
                problems.append("FREQ is \"\(value)\"; accepted are \(RecurrenceRuleParser.frequencyNames)")
            }
        case "INTERVAL": rule.interval = number(name, value, in: 1...1_000_000_000) ?? 1
        case "COUNT": rule.count = number(name, value, in: 1...1_000_000_000)
        case "UNTIL": readUntil(value)
        case "WKST":
            if let day = Weekday(icalendar: value) {
                rule.weekStart = day
            } else {
                problems.append("WKST is \"\(value)\"; accepted are MO, TU, WE, TH, FR, SA, SU")
            }
        case "BYDAY", "BYWEEKDAY": rule.byDay = weekdays(value)
        case "BYSECOND": rule.bySecond = numbers(name, value, 0...60)
        case "BYMINUTE": rule.byMinute = numbers(name, value, 0...59)
        case "BYHOUR": rule.byHour = numbers(name, value, 0...23)
        case "BYMONTH": rule.byMonth = numbers(name, value, 1...12)
        case "BYMONTHDAY": rule.byMonthDay = numbers(name, value, 1...31, signed: true)
        case "BYYEARDAY": rule.byYearDay = numbers(name, value, 1...366, signed: true)
        case "BYWEEKNO": rule.byWeekNumber = numbers(name, value, 1...53, signed: true)
        case "BYSETPOS": rule.bySetPosition = numbers(name, value, 1...366, signed: true)
        case "RSCALE" where value == "GREGORIAN": break
        case "SKIP" where value == "OMIT": break
        case "RSCALE", "SKIP":
            problems.append(
                "\(name)=\(value) of RFC 7529 is not read; only RSCALE=GREGORIAN and SKIP=OMIT mean what RFC 5545 means"
            )
        default:
            problems.append(
                "\"\(name)\" is not a part of a recurrence rule; accepted are \(RecurrenceRuleParser.partNames)")
        }
    }

    private mutating func readUntil(_ value: String) {
        if let date = CivilDate(icalendar: value) {
            rule.until = .date(date)
        } else if let (time, isUTC) = CalendarWindow.LocalTime.parsing(icalendar: value) {
            rule.until = isUTC ? .utc(ZonedClock.utc.instant(startOf: time)) : .local(time)
        } else {
            problems.append(
                "UNTIL is \"\(value)\"; accepted are a date such as 20261231 and a time such as 20261231T235959Z")
        }
    }

    private mutating func number(_ name: String, _ value: String, in range: ClosedRange<Int>) -> Int? {
        guard let number = RecurrenceRuleParser.integer(value), range.contains(number) else {
            problems.append(
                "\(name) is \"\(value)\"; accepted is a number from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return number
    }

    private mutating func numbers(
        _ name: String, _ value: String, _ range: ClosedRange<Int>, signed: Bool = false
    ) -> [Int] {
        var numbers: Set<Int> = []
        for item in value.split(separator: ",", omittingEmptySubsequences: false) {
            let text = item.trimmingSpaces
            if let number = RecurrenceRuleParser.integer(text), range.contains(signed ? abs(number) : number) {
                numbers.insert(number)
            } else {
                let sign = signed ? ", or the same with a minus to count from the end" : ""
                problems.append(
                    "\(name) has \"\(text)\"; accepted are numbers from \(range.lowerBound) to \(range.upperBound)\(sign)"
                )
            }
        }
        return numbers.sorted()
    }

    private mutating func weekdays(_ value: String) -> [RecurrenceRule.WeekdayNumber] {
        var days: [RecurrenceRule.WeekdayNumber] = []
        for item in value.split(separator: ",", omittingEmptySubsequences: false) {
            let text = item.trimmingSpaces
            let ordinal = text.dropLast(2)
            let number = RecurrenceRuleParser.integer(String(ordinal))
            if let day = Weekday(icalendar: String(text.suffix(2))),
                ordinal.isEmpty || number.map({ (1...53).contains(abs($0)) }) == true
            {
                let entry = RecurrenceRule.WeekdayNumber(day, ordinal: number)
                if !days.contains(entry) { days.append(entry) }
            } else {
                problems.append(
                    "BYDAY has \"\(text)\"; accepted are MO, TU, WE, TH, FR, SA, SU, each with a number from 1 to 53 or "
                        + "-1 to -53 before it, such as -1FR")
            }
        }
        return days
    }

    /// One to ten ASCII digits, with a sign or without.
    private static func integer(_ text: String) -> Int? {
        let digits = text.utf8.first.map { $0 == 0x2B || $0 == 0x2D } == true ? text.utf8.dropFirst() : text.utf8[...]
        guard (1...10).contains(digits.count), digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int(text)
    }
}

extension Weekday {
    /// The day of the two letters that RFC 5545 gives it, such as `MO`.
    init?(icalendar text: String) {
        guard let index = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"].firstIndex(of: text) else { return nil }
        self = Weekday.allCases[index]
    }
}

extension CivilDate {
    /// The date of the form `YYYYMMDD`.
    init?(icalendar text: String) {
        let digits = Array(text.utf8)
        guard digits.count == 8, let value = digits.decimal(0..<8) else { return nil }
        self.init(year: value / 10_000, month: value / 100 % 100, day: value % 100)
    }
}

extension CalendarWindow.LocalTime {
    /// The time of the form `YYYYMMDDThhmmss`, and whether `Z` follows it.
    ///
    /// Second 60 means second 59, as RFC 5545 section 3.3.12 asks of those who know no leap seconds.
    static func parsing(icalendar text: String) -> (time: CalendarWindow.LocalTime, isUTC: Bool)? {
        var bytes = Array(text.utf8)
        let isUTC = bytes.last == UInt8(ascii: "Z") || bytes.last == UInt8(ascii: "z")
        if isUTC { bytes.removeLast() }
        guard bytes.count == 15, bytes[8] == UInt8(ascii: "T") || bytes[8] == UInt8(ascii: "t"),
            let date = CivilDate(icalendar: String(decoding: bytes[..<8], as: UTF8.self)),
            let hour = bytes.decimal(9..<11), let minute = bytes.decimal(11..<13), let second = bytes.decimal(13..<15),
            hour < 24, minute < 60, second <= 60
        else { return nil }
        let time = CalendarWindow.LocalTime(date: date, secondOfDay: hour * 3600 + minute * 60 + min(second, 59))
        return (time, isUTC)
    }
}

extension [UInt8] {
    /// The number that the ASCII digits at `range` write; nil where anything else stands there.
    fileprivate func decimal(_ range: Range<Int>) -> Int? {
        var value = 0
        for byte in self[range] {
            guard (48...57).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 48)
        }
        return value
    }
}

extension Substring {
    /// The text without spaces and tabs around it.
    var trimmingSpaces: String {
        let isSpace = { (character: Character) in character == " " || character == "\t" }
        guard let start = firstIndex(where: { !isSpace($0) }), let end = lastIndex(where: { !isSpace($0) }) else {
            return ""
        }
        return String(self[start...end])
    }
}
