import ReleaseModel

/// Turns a VTIMEZONE component into the changes of the clock that it means (RFC 5545 section 3.6.5).
enum ZoneDefinitionReader {
    /// Changes are worked out up to the end of this year; later times keep the last offset.
    static let lastYear = 2100
    /// How many changes a zone may have; the zone of five centuries with two a year has a thousand.
    static let changeLimit = 4000

    /// - Throws: `CalendarProblem` with what is wrong, as the second half of a sentence.
    static func definition(in zone: CalendarComponent) throws(CalendarProblem) -> ZoneDefinition {
        let observances = zone.components.filter { ["STANDARD", "DAYLIGHT"].contains($0.name) }
        guard !observances.isEmpty else { throw CalendarProblem("its VTIMEZONE has neither STANDARD nor DAYLIGHT") }
        var changes: [(second: Int64, from: Int, to: Int)] = []
        for observance in observances {
            let from = try offset("TZOFFSETFROM", of: observance)
            let to = try offset("TZOFFSETTO", of: observance)
            for local in try onsets(of: observance, offset: from) {
                changes.append((local.wallSeconds - Int64(from), from, to))
            }
            guard changes.count <= changeLimit else {
                throw CalendarProblem("its VTIMEZONE has more than \(changeLimit) changes; simplify it")
            }
        }
        changes.sort { ($0.second, $0.from, $0.to) < ($1.second, $1.from, $1.to) }
        guard let first = changes.first else { throw CalendarProblem("its VTIMEZONE has no change and no offset") }
        return ZoneDefinition(
            firstOffset: first.from,
            changes: changes.map { ZoneDefinition.Change(second: $0.second, offset: $0.to) })
    }

    /// The wall-clock times, before the change, at which the observance begins.
    private static func onsets(
        of observance: CalendarComponent, offset: Int
    ) throws(CalendarProblem) -> [CalendarWindow.LocalTime] {
        guard let property = observance.first("DTSTART"),
            let (start, _) = CalendarWindow.LocalTime.parsing(icalendar: Substring(property.value).trimmingSpaces)
        else { throw CalendarProblem("a part of its VTIMEZONE has no DTSTART of the form 20261025T030000") }
        var rules: [RecurrenceRule] = []
        for rule in observance.all("RRULE") { rules.append(try RecurrenceRule(parsing: rule.value)) }
        var dates = [start]
        for value in observance.all("RDATE").flatMap({ $0.value.split(separator: ",") }) {
            let text = value.trimmingSpaces
            if let day = CivilDate(icalendar: text) {
                dates.append(CalendarWindow.LocalTime(date: day))
            } else if let (date, isUTC) = CalendarWindow.LocalTime.parsing(icalendar: text) {
                dates.append(isUTC ? date.adding(wallSeconds: Int64(offset)) : date)
            } else {
                throw CalendarProblem("an RDATE of its VTIMEZONE is \"\(text)\"; accepted is 20261025T030000")
            }
        }
        let set = RecurrenceSet(start: start, rules: rules, additionalDates: dates)
        let fixed = ZonedClock(identifier: "", definition: ZoneDefinition(firstOffset: offset, changes: []))
        let end = CalendarWindow.LocalTime(
            date: CivilDate(year: lastYear, month: 12, day: 31) ?? start.date, secondOfDay: 86_399)
        let found = set.occurrences(
            from: min(start, dates.min() ?? start), through: end, clock: fixed, limit: changeLimit)
        guard found.knownUntil == nil else {
            throw CalendarProblem("a rule of its VTIMEZONE has more than \(changeLimit) changes; simplify it")
        }
        return found.times
    }

    /// Seconds east of Greenwich, from `+HHMM` or `-HHMMSS`.
    private static func offset(_ name: String, of observance: CalendarComponent) throws(CalendarProblem) -> Int {
        let text = observance.first(name).map { Substring($0.value).trimmingSpaces } ?? ""
        let digits = text.utf8.dropFirst().map { Int($0) - 48 }
        guard let sign = text.first, sign == "+" || sign == "-", digits.count == 4 || digits.count == 6,
            digits.allSatisfy({ (0...9).contains($0) })
        else {
            throw CalendarProblem("a part of its VTIMEZONE has the \(name) \"\(text)\"; accepted is +0100 or +010000")
        }
        let pairs = stride(from: 0, to: digits.count, by: 2).map { digits[$0] * 10 + digits[$0 + 1] }
        let seconds = pairs[0] * 3600 + pairs[1] * 60 + (pairs.count == 3 ? pairs[2] : 0)
        guard pairs[0] < 24, pairs.dropFirst().allSatisfy({ $0 < 60 }) else {
            throw CalendarProblem("a part of its VTIMEZONE has the \(name) \"\(text)\", which is no offset")
        }
        return sign == "-" ? -seconds : seconds
    }
}
