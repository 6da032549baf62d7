import ReleaseModel

/// Turns the VEVENT components of one calendar into windows: series, their exceptions, and changed instances.
struct EventReader {
    let file: String
    let kind: CalendarWindow.Kind
    let owner: String?
    let zones: CalendarZones
    let environments: [EnvironmentID]
    let modules: [String]

    private(set) var windows: [CalendarWindow] = []
    private(set) var diagnostics: [Diagnostic] = []

    init(
        file: String, kind: CalendarWindow.Kind, owner: String?, zones: CalendarZones, environments: [EnvironmentID],
        modules: [String]
    ) {
        self.file = file
        self.kind = kind
        self.owner = owner
        self.zones = zones
        self.environments = environments
        self.modules = modules
    }

    mutating func read(_ events: [CalendarComponent]) {
        let revisions = current(events)
        let events = withoutOutdated(revisions)
        let series = Set(events.filter { $0.first("RECURRENCE-ID") == nil }.map(uid))
        var replaced: [String: [CalendarTime]] = [:]
        var splits: [String: [SeriesSplit]] = [:]
        for event in events {
            guard let property = event.first("RECURRENCE-ID") else { continue }
            attempt(property.line) { reader throws(CalendarProblem) in
                guard let time = try CalendarTime.values(of: property, zones: reader.zones).first?.time else { return }
                switch property.parameters["RANGE"]?.uppercased() {
                case nil: replaced[reader.uid(event), default: []].append(time)
                case "THISANDFUTURE":
                    splits[reader.uid(event), default: []].append(SeriesSplit(time: time, event: event))
                case let range?:
                    throw CalendarProblem("RANGE is \"\(range)\"; accepted is THISANDFUTURE, the only one of RFC 5545")
                }
            }
        }
        for event in events where !EventReader.isCancelled(event) {
            // Without its series, a changed instance is an event like any other.
            if event.first("RECURRENCE-ID")?.parameters["RANGE"] != nil, series.contains(uid(event)) { continue }
            attempt(event.line) { reader throws(CalendarProblem) in
                let before = reader.windows.count
                try reader.readEvent(event, replaced: replaced[reader.uid(event)] ?? [])
                guard event.first("RECURRENCE-ID") == nil, let parts = splits[reader.uid(event)] else { return }
                let whole = Array(reader.windows[before...])
                reader.windows.removeLast(whole.count)
                try reader.readParts(parts, of: whole)
            }
        }
    }

    static func isCancelled(_ event: CalendarComponent) -> Bool {
        event.first("STATUS")?.value.uppercased() == "CANCELLED"
    }

    func uid(_ event: CalendarComponent) -> String {
        event.first("UID").map { Substring($0.text).trimmingSpaces } ?? "line-\(event.line)"
    }

    mutating func readEvent(
        _ event: CalendarComponent, replaced: [CalendarTime]
    ) throws(CalendarProblem) {
        guard let startProperty = event.first("DTSTART") else {
            throw CalendarProblem("the event has no DTSTART; a window begins at a time or on a day")
        }
        for name in ["DTSTART", "DTEND", "DURATION"] where event.all(name).count > 1 {
            throw CalendarProblem("\(name) is given \(event.all(name).count) times; an event has one")
        }
        var start: CalendarTime?
        attempt(startProperty.line) { reader throws(CalendarProblem) in
            start = try CalendarTime.values(of: startProperty, zones: reader.zones).first?.time
        }
        guard let start else { return }
        let own = try end(of: event, start)
        // Periods have a length of their own, so an event without one may still name windows (RFC 5545 section 3.8.5.2).
        let hasPeriods = event.all("RDATE").contains { $0.parameters["VALUE"]?.uppercased() == "PERIOD" }
        guard let end = own ?? (hasPeriods ? start.local : nil) else { return }
        let isInstance = event.first("RECURRENCE-ID") != nil
        let instance = event.first("RECURRENCE-ID").map { "/\($0.value)" } ?? ""
        var window = CalendarWindow(
            id: uid(event) + instance, kind: kind, title: event.first("SUMMARY")?.text.singleLine ?? "(no summary)",
            owner: organizer(event) ?? owner, reason: event.first("DESCRIPTION")?.text.singleLine, start: start.local,
            end: end, timeZone: start.clock.identifier, environments: environments, modules: modules,
            location: SourceLocation(file: file, line: event.line))
        window.zoneDefinition = start.clock.definition
        window.length = try EventReader.length(of: event)
        readScope(event, into: &window)
        if isInstance {
            if own != nil { windows.append(window) }
            return
        }
        window.exceptionDates = try exceptions(event, start) + replaced.map { $0.onDay(of: start) }
        var periods: [CalendarWindow] = []
        for property in event.all("RDATE") {
            for (time, period) in try CalendarTime.values(of: property, zones: zones) {
                let local = time.onDay(of: start)
                guard let period else {
                    window.additionalDates.append(local)
                    continue
                }
                var single = window
                single.id += "/\(local.iso8601)"
                single.start = local
                single.length = period.isDuration ? try CalendarTime.length(period) : nil
                single.end = try periodEnd(time, period, in: start.clock)
                single.additionalDates = []
                periods.append(single)
            }
        }
        let exceptions = try exceptionRules(event)
        window.exceptionRules = exceptions.map(\.text)
        if own != nil { readRules(event, start, window) }
        let excepted = RecurrenceSet(start: window.start, rules: exceptions.map(\.rule))
        windows += periods.filter { period in
            !window.exceptionDates.contains(period.start)
                && (exceptions.isEmpty
                    || excepted.occurrences(from: period.start, through: period.start, clock: start.clock).times
                        .isEmpty)
        }
    }

    /// Adds the window once for each rule, or once without any.
    private mutating func readRules(_ event: CalendarComponent, _ start: CalendarTime, _ window: CalendarWindow) {
        let properties = event.all("RRULE").filter { !Substring($0.value).trimmingSpaces.isEmpty }
        if properties.count < event.all("RRULE").count {
            warn(event.line, "an RRULE of the event is empty, so it says nothing")
        }
        var rules: [RecurrenceRule] = []
        for property in properties {
            attempt(property.line) { _ throws(CalendarProblem) in
                rules.append(try RecurrenceRule(parsing: property.value))
            }
        }
        guard rules.count == properties.count else { return }
        var first = window
        if !rules.isEmpty {
            let set = RecurrenceSet(start: window.start, rules: rules)
            let named = set.occurrences(from: window.start, through: window.start, clock: start.clock)
            if named.times.isEmpty {
                first.additionalDates.append(window.start)
                warn(
                    properties[0].line,
                    "the rule does not name the event's own start \(window.start.iso8601); the start counts all the "
                        + "same (RFC 5545 section 3.8.5.3), so move it if that is not meant")
            }
        }
        first.recurrenceRule = properties.first?.value
        windows.append(first)
        for (index, property) in properties.enumerated().dropFirst()
        where !properties[..<index].contains(where: { $0.value == property.value }) {
            var next = window
            next.id += "/rule-\(index + 1)"
            next.recurrenceRule = property.value
            next.additionalDates = []
            windows.append(next)
        }
    }

    /// The rules of EXRULE, which RFC 2445 section 4.8.5.2 has and RFC 5545 leaves to older programs: what they name
    /// does not take place.
    private func exceptionRules(
        _ event: CalendarComponent
    ) throws(CalendarProblem) -> [(text: String, rule: RecurrenceRule)] {
        var rules: [(text: String, rule: RecurrenceRule)] = []
        for property in event.all("EXRULE") where !Substring(property.value).trimmingSpaces.isEmpty {
            rules.append((property.value, try RecurrenceRule(parsing: property.value)))
        }
        return rules
    }

    /// How long every occurrence lasts, where the event says so and gives no end.
    static func length(of event: CalendarComponent) throws(CalendarProblem) -> CalendarWindow.Length? {
        guard event.first("DTEND") == nil, let property = event.first("DURATION") else { return nil }
        return try CalendarTime.length(Substring(property.value))
    }

    /// The local end in the zone of the start; nil where the fault has been reported.
    mutating func end(
        of event: CalendarComponent, _ start: CalendarTime
    ) throws(CalendarProblem) -> CalendarWindow.LocalTime? {
        let end: CalendarWindow.LocalTime
        let line: Int
        if let property = event.first("DTEND") {
            line = property.line
            guard let time = try CalendarTime.values(of: property, zones: zones).first?.time else { return nil }
            if let duration = event.first("DURATION") {
                // Some programs write both; that is harmless where they agree, or the duration is none.
                let other = try start.adding(duration: Substring(duration.value))
                guard other == start.local || other == time.local(in: start.clock) else {
                    fail(duration.line, "DTEND and DURATION are both given and differ; an event ends by one of them")
                    return nil
                }
            }
            guard time.isDate == start.isDate else {
                fail(line, "DTSTART and DTEND are not of one kind; both are whole days or both are times")
                return nil
            }
            end = time.local(in: start.clock)
        } else if let property = event.first("DURATION") {
            line = property.line
            end = try start.adding(duration: Substring(property.value))
        } else {
            line = event.line
            end = start.isDate ? start.local.adding(wallSeconds: 86_400) : start.local
        }
        if start.isDate && end == start.local { return end.adding(wallSeconds: 86_400) }
        if end == start.local {
            warn(
                line,
                "the event has no length, so it denies and allows nothing; if a window is meant, give it a later DTEND "
                    + "or a DURATION")
            return nil
        }
        guard start.local < end else {
            fail(
                line,
                "the event ends at \(end.iso8601), not after its start \(start.local.iso8601); a window is half-open, "
                    + "so give it a later DTEND or a DURATION")
            return nil
        }
        return end
    }

    private func exceptions(
        _ event: CalendarComponent, _ start: CalendarTime
    ) throws(CalendarProblem) -> [CalendarWindow.LocalTime] {
        var times: [CalendarWindow.LocalTime] = []
        for property in event.all("EXDATE") where !property.value.isEmpty {
            times += try CalendarTime.values(of: property, zones: zones).map { $0.time.onDay(of: start) }
        }
        return times
    }

    private func periodEnd(
        _ time: CalendarTime, _ period: Substring, in clock: ZonedClock
    ) throws(CalendarProblem) -> CalendarWindow.LocalTime {
        if period.isDuration {
            let end = try time.adding(duration: period)
            return CalendarTime(local: end, clock: time.clock, isDate: time.isDate).local(in: clock)
        }
        guard let (local, isUTC) = CalendarWindow.LocalTime.parsing(icalendar: String(period)) else {
            throw CalendarProblem("the end \"\(period)\" of a period is neither a time nor a duration")
        }
        return CalendarTime(local: local, clock: isUTC ? .utc : time.clock, isDate: false).local(in: clock)
    }

    func organizer(_ event: CalendarComponent) -> String? {
        guard let property = event.first("ORGANIZER") else { return nil }
        let address =
            property.value.lowercased().hasPrefix("mailto:") ? property.value.dropFirst(7) : property.value[...]
        guard let name = property.parameters["CN"], !name.isEmpty, name != address else {
            return address.isEmpty ? nil : String(address)
        }
        return address.isEmpty ? name : "\(name) <\(address)>"
    }

    /// Puts the parts of a series in the place of the whole.
    mutating func append(_ parts: [CalendarWindow]) { windows += parts }

    /// The scope that our own export writes beside the event.
    private mutating func readScope(_ event: CalendarComponent, into window: inout CalendarWindow) {
        let items = { (name: String) in
            event.all("X-RELEASEGATE-" + name).flatMap { property in
                property.value.split(separator: ",").map(\.trimmingSpaces).filter { !$0.isEmpty }
            }
        }
        window.environments += items("ENVIRONMENTS").map { EnvironmentID($0) }.filter { !environments.contains($0) }
        window.modules += items("MODULES").filter { !modules.contains($0) }
        let names = items("ACTIONS")
        let actions = names.compactMap { CalendarWindow.ActionClass(rawValue: $0.lowercased()) }
        if actions.count < names.count {
            let accepted = CalendarWindow.ActionClass.allCases.map(\.rawValue).joined(separator: ", ")
            fail(event.line, "X-RELEASEGATE-ACTIONS has an unknown action; accepted are \(accepted)")
        } else if !actions.isEmpty {
            window.actions = actions
        }
    }

    mutating func attempt(
        _ line: Int, _ body: (inout EventReader) throws(CalendarProblem) -> Void
    ) {
        do throws(CalendarProblem) { try body(&self) } catch { fail(line, error.message) }
    }

    private mutating func fail(_ line: Int, _ message: String) { report(.error, line, message) }

    private mutating func warn(_ line: Int, _ message: String) { report(.warning, line, message) }

    private mutating func report(_ severity: Diagnostic.Severity, _ line: Int, _ message: String) {
        guard diagnostics.count < CalendarComponentParser.diagnosticLimit else { return }
        diagnostics.append(Diagnostic(severity, at: SourceLocation(file: file, line: line), "\(message)"))
    }
}

extension CalendarTime {
    /// This time on the wall clock of `start`; a whole day given for a timed event means that day's occurrence, and a
    /// time in a zone given for a series of whole days means its own day, as Outlook writes it.
    func onDay(of start: CalendarTime) -> CalendarWindow.LocalTime {
        if !isDate && start.isDate && (clock.identifier != "UTC" || self.local.secondOfDay == 0) {
            var day = self.local
            day.secondOfDay = 0
            return day
        }
        var local = local(in: start.clock)
        if isDate && !start.isDate { local.secondOfDay = start.local.secondOfDay }
        if !isDate && start.isDate { local.secondOfDay = 0 }
        return local
    }
}

extension Substring {
    /// Reports whether the second half of a period is a duration, and not an end.
    fileprivate var isDuration: Bool { first == "P" || first == "+" }
}

extension String {
    /// The text on one line, at most 500 characters; nil where nothing is left.
    var singleLine: String? {
        let words = split { $0.isWhitespace || $0.isNewline }
        let text = words.joined(separator: " ")
        return text.isEmpty ? nil : String(text.prefix(500))
    }
}
