import ReleaseModel

/// The value of a date or date-time property: wall-clock time in a zone that is known.
struct CalendarTime: Hashable, Sendable {
    var local: CalendarWindow.LocalTime
    var clock: ZonedClock
    /// Whether the property gives a whole day and not a time.
    var isDate: Bool

    /// This time on the wall clock of another zone; a whole day stays the same day.
    func local(in other: ZonedClock) -> CalendarWindow.LocalTime {
        isDate || other == clock ? local : other.local(clock.instant(startOf: local))
    }

    /// The times that `property` gives, which may be a list; of a period, its start.
    ///
    /// - Throws: `CalendarProblem` for floating times, days without a zone, unknown zones and malformed values.
    static func values(
        of property: ContentLine, zones: CalendarZones
    ) throws(CalendarProblem) -> [(time: CalendarTime, period: Substring?)] {
        var values: [(time: CalendarTime, period: Substring?)] = []
        let zone: ZonedClock?
        if let id = property.parameters["TZID"] { zone = try zones.clock(id) } else { zone = nil }
        for item in property.value.split(separator: ",", omittingEmptySubsequences: false) {
            let parts = Substring(item.trimmingSpaces).split(
                separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
            let text = String(parts.first ?? "")
            let period = parts.count == 2 ? parts[1] : nil
            if let date = CivilDate(icalendar: text) {
                guard let clock = zone ?? zones.wholeDayZone else {
                    throw CalendarProblem(
                        "\(property.name) is the whole day \(date), and nothing names the zone of the day; name the "
                            + "zone of the calendar, such as \"Europe/Berlin\", or put X-WR-TIMEZONE into the file")
                }
                let local = CalendarWindow.LocalTime(date: date)
                values.append((CalendarTime(local: local, clock: clock, isDate: true), period))
                continue
            }
            guard let (local, isUTC) = CalendarWindow.LocalTime.parsing(icalendar: text) else {
                throw CalendarProblem(
                    "\(property.name) has \"\(text)\"; accepted are a date such as 20261224 and a time such as "
                        + "20261224T180000Z")
            }
            guard let clock = isUTC ? .utc : zone ?? zones.floatingZone else {
                throw CalendarProblem(
                    "\(property.name) is the floating time \(local.iso8601), which means another moment in each zone; "
                        + "add \";TZID=Europe/Berlin\" (the zone that is meant), end it with \"Z\" for UTC, or state "
                        + "the zone of the file where it is named")
            }
            values.append((CalendarTime(local: local, clock: clock, isDate: false), period))
        }
        return values
    }

    /// This time moved by the RFC 5545 duration `text`: weeks and days on the wall clock, the rest exactly.
    ///
    /// - Throws: `CalendarProblem` where it is malformed or negative.
    func adding(duration text: Substring) throws(CalendarProblem) -> CalendarWindow.LocalTime {
        let length = try CalendarTime.length(text)
        let moved = CalendarWindow.LocalTime(
            date: local.date.adding(days: length.days), secondOfDay: local.secondOfDay)
        guard length.seconds > 0 else { return moved }
        return clock.local(clock.instant(startOf: moved) + TimeAmount(seconds: length.seconds))
    }

    /// The RFC 5545 duration `text`.
    ///
    /// - Throws: `CalendarProblem` where it is malformed or negative.
    static func length(_ text: Substring) throws(CalendarProblem) -> CalendarWindow.Length {
        guard let (days, seconds) = CalendarTime.duration(text) else {
            throw CalendarProblem(
                "the duration \"\(text)\" cannot be read; accepted are positive ones such as P2D, PT8H, P1DT12H, P2W")
        }
        return CalendarWindow.Length(days: days, seconds: Int64(seconds))
    }

    private static func duration(_ text: Substring) -> (days: Int, seconds: Int)? {
        var rest = Substring(text.trimmingSpaces.uppercased())
        if rest.first == "+" { rest.removeFirst() }
        guard rest.first == "P" else { return nil }
        rest.removeFirst()
        var days = 0
        var seconds = 0
        var isTime = false
        var fieldCount = 0
        while let first = rest.first {
            if first == "T" && !isTime {
                isTime = true
                rest.removeFirst()
                continue
            }
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            rest = rest.dropFirst(digits.count)
            guard (1...7).contains(digits.count), let count = Int(digits), let unit = rest.first else { return nil }
            rest.removeFirst()
            switch (isTime, unit) {
            case (false, "W"): days += count * 7
            case (false, "D"): days += count
            case (true, "H"): seconds += count * 3600
            case (true, "M"): seconds += count * 60
            case (true, "S"): seconds += count
            default: return nil
            }
            fieldCount += 1
            guard fieldCount <= 6 else { return nil }
        }
        return fieldCount > 0 && days < 40_000 ? (days, seconds) : nil
    }
}
