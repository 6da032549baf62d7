import ReleaseModel

extension RecurrenceSet {
    /// Reads the recurrence properties of one component: DTSTART, RRULE, EXRULE, RDATE and EXDATE lines, or a bare rule.
    ///
    /// Lines may be folded and names written in any case. All times are wall-clock time in one zone.
    ///
    /// - Parameter defaultStart: the start where the text has no DTSTART.
    /// - Throws: `CalendarProblem` where a line is none of these or cannot be read.
    package init(parsing text: String, defaultStart: LocalTime) throws(CalendarProblem) {
        self.init(start: defaultStart)
        for line in RecurrenceSet.unfolded(text) {
            let fields = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            let value = (fields.last ?? "").trimmingSpaces
            let name = fields.count == 2 ? fields[0].prefix { $0 != ";" }.trimmingSpaces.uppercased() : "RRULE"
            switch name {
            case "DTSTART": start = try RecurrenceSet.times(value, name).first ?? start
            case "RRULE": rules.append(try RecurrenceRule(parsing: value))
            case "EXRULE": exceptionRules.append(try RecurrenceRule(parsing: value))
            case "RDATE": additionalDates += try RecurrenceSet.times(value, name)
            case "EXDATE": exceptionDates += try RecurrenceSet.times(value, name)
            default:
                throw CalendarProblem(
                    "\"\(name)\" is not a recurrence property; accepted are DTSTART, RRULE, EXRULE, RDATE, EXDATE")
            }
        }
    }

    private static func unfolded(_ text: String) -> [Substring] {
        let lines = text.split(whereSeparator: \.isNewline)
        var joined: [String] = []
        for line in lines {
            let continues = line.first == " " || line.first == "\t"
            let content = line.dropFirst(continues ? 1 : 0)
            // A line that begins with a space goes on with the one before it, unless it names a property itself.
            if continues, !content.contains(":"), let last = joined.last, !content.trimmingSpaces.isEmpty {
                joined[joined.count - 1] = last + content
            } else {
                let words = content.split { $0 == " " || $0 == "\t" }
                joined += words.map(String.init)
            }
        }
        return joined.map { Substring($0) }.filter { !$0.trimmingSpaces.isEmpty }
    }

    private static func times(_ value: String, _ name: String) throws(CalendarProblem) -> [LocalTime] {
        var times: [LocalTime] = []
        for item in value.split(separator: ",", omittingEmptySubsequences: false) {
            let text = item.trimmingSpaces
            if let date = CivilDate(icalendar: text) {
                times.append(LocalTime(date: date))
            } else if let (time, _) = LocalTime.parsing(icalendar: text) {
                times.append(time)
            } else {
                throw CalendarProblem("\(name) has \"\(text)\"; accepted are YYYYMMDD and YYYYMMDDThhmmss")
            }
        }
        return times
    }
}
