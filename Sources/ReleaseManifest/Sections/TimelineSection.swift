import ReleaseModel

/// Reads `timeline`: start, working time, holidays, windows.
enum TimelineSection {
    static func read(_ node: YAMLNode, _ log: ReadingLog) -> TimelineInput {
        let fields = FieldReader(node, ReleaseFileFormat.timeline, log)
        var input = TimelineInput(start: fields.date("start"), timeZone: fields.zone("time_zone"))
        if let days: [Weekday] = fields.choices("working_days") {
            input.workingDays = Weekday.allCases.filter(days.contains)
            if input.workingDays.isEmpty, let place = fields.node("working_days")?.location {
                log.error(at: place, "\(quoted("working_days")) names no day, so nothing could be planned")
            }
        }
        if let text = fields.text("working_hours"), let place = fields.node("working_hours")?.location {
            if let hours = workingHours(text) {
                input.workingHours = hours
            } else {
                log.error(
                    at: place,
                    "\(quoted("working_hours")) is \(quoted(text)); accepted: hours such as 09:00-17:00, the end after the start"
                )
            }
        }
        input.holidays = fields.elements("holidays").compactMap { fields.values.date($0, for: "holidays") }
        input.windows = fields.elements("windows").enumerated().compactMap { index, node in
            window(node, number: index + 1, zone: input.timeZone, log)
        }
        reportDuplicates(input.windows, log)
        input.calendarFiles = fields.elements("calendars").compactMap { calendar($0, log) }
        return input
    }

    private static func workingHours(_ text: String) -> Range<Int>? {
        let parts = text.replacing("\u{2013}", with: "-").split(separator: "-").map { String($0).trimmed }
        guard parts.count == 2, parts.allSatisfy({ $0.count == 5 }), let start = LocalTimeText.secondOfDay(parts[0]),
            let end = parts[1] == "24:00" ? 86_400 : LocalTimeText.secondOfDay(parts[1]), start < end
        else { return nil }
        return start / 60..<end / 60
    }

    private static func reportDuplicates(_ windows: [CalendarWindow], _ log: ReadingLog) {
        var seen: Set<String> = []
        for window in windows where !seen.insert(window.id).inserted {
            guard let place = window.location else { continue }
            log.error(at: place, "the window \(quoted(window.id)) is given twice; each needs its own \(quoted("id"))")
        }
    }

    private static func window(_ node: YAMLNode, number: Int, zone: String?, _ log: ReadingLog) -> CalendarWindow? {
        let fields = FieldReader(node, ReleaseFileFormat.window, log)
        let ownZone = fields.zone("time_zone")
        let kind: CalendarWindow.Kind = fields.choice("kind") ?? .deny
        let environments = fields.environments("environments") ?? []
        let actions: [CalendarWindow.ActionClass]? = fields.choices("actions")
        let exceptions = fields.elements("except").compactMap { fields.values.localTime($0, for: "except") }
        let additions = fields.elements("also").compactMap { fields.values.localTime($0, for: "also") }
        if ownZone == nil && zone == nil && !fields.has("time_zone") {
            log.error(
                at: node.location, "the window has no \(quoted("time_zone")) and \(quoted("timeline")) has none either")
        }
        guard let title = fields.text("title"), let span = span(fields, node, log) else { return nil }
        if actions?.isEmpty == true {
            log.error(at: node.location, "\(quoted("actions")) is empty, so the window would bind nothing")
        }
        return CalendarWindow(
            id: fields.text("id") ?? identifier(title, number), kind: kind, title: title, owner: fields.text("owner"),
            reason: fields.text("reason"), start: span.start, end: span.end, timeZone: ownZone ?? zone ?? "UTC",
            recurrenceRule: fields.text("rrule"), exceptionDates: exceptions, additionalDates: additions,
            environments: environments, modules: fields.texts("modules") ?? [],
            actions: actions ?? [.promote, .configOnly, .flagOff], location: node.location, cron: span.cron)
    }

    /// When the window holds: from a start to an end, or between the ticks of two cron expressions.
    private static func span(
        _ fields: FieldReader, _ node: YAMLNode, _ log: ReadingLog
    ) -> (start: CalendarWindow.LocalTime, end: CalendarWindow.LocalTime, cron: CalendarWindow.CronPair?)? {
        let start = fields.localTime("start")
        let end = fields.localTime("end")
        let ticks = (fields.text("freeze_start"), fields.text("freeze_end"))
        guard fields.has("freeze_start") || fields.has("freeze_end") else {
            for key in ["start", "end"] where !fields.has(key) {
                log.error(
                    at: node.location,
                    """
                    the window has no \(quoted(key)); it needs \(quoted("start")) and \(quoted("end")), or \
                    \(quoted("freeze_start")) and \(quoted("freeze_end"))
                    """)
            }
            guard let start, let end else { return nil }
            if end <= start {
                log.error(at: fields.node("end")?.location ?? node.location, "the window ends at or before its start")
            }
            return (start, end, nil)
        }
        for key in ["start", "end", "rrule", "except", "also"] where fields.has(key) {
            log.error(
                at: fields.node(key)?.location ?? node.location,
                "the window has \(quoted(key)) beside cron expressions, which alone say when it holds; give one of both"
            )
        }
        guard let begin = ticks.0, let finish = ticks.1 else {
            log.error(
                at: node.location, "\(quoted("freeze_start")) and \(quoted("freeze_end")) belong together")
            return nil
        }
        let epoch = CalendarWindow.LocalTime(date: CivilDate(daysSinceEpoch: 0))
        return (epoch, epoch, CalendarWindow.CronPair(start: begin, end: finish))
    }

    private static func identifier(_ title: String, _ number: Int) -> String {
        let name = RoleName.identifier(title)
        return name.isEmpty ? "window-\(number)" : name
    }

    private static func calendar(_ node: YAMLNode, _ log: ReadingLog) -> CalendarFile? {
        if node.scalar != nil {
            return ValueReader(log: log).text(node, for: "calendars").map {
                CalendarFile(path: $0, kind: .deny, location: node.location)
            }
        }
        let fields = FieldReader(node, ReleaseFileFormat.calendar, log)
        let kind: CalendarWindow.Kind = fields.choice("kind") ?? .deny
        let owner = fields.role("owner")
        let zone = fields.zone("time_zone")
        return fields.text("path").map {
            CalendarFile(path: $0, kind: kind, owner: owner, timeZone: zone, location: node.location)
        }
    }
}
