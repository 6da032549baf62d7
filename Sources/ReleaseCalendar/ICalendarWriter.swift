package import ReleaseModel

/// Writes iCalendar text (RFC 5545): the same input always gives the same bytes.
package enum ICalendarWriter {
    /// The tasks and reviews of a timeline as events.
    ///
    /// - Parameters:
    ///   - timeline: what is written; its order is kept.
    ///   - key: what makes the ids of this release unique among calendars, such as the initiative's id.
    ///   - title: the name of the calendar.
    ///   - asOf: the time of the plan, for DTSTAMP.
    ///   - waivers: the exceptions in force, each an event at its end, so that nobody is surprised by it.
    package static func text(
        timeline: ReleaseTimeline, key: String, title: String, asOf: Instant, waivers: [Waiver] = []
    ) -> String {
        var lines = ContentLines(title: title)
        for task in timeline.tasks {
            lines.add("BEGIN", raw: "VEVENT")
            lines.add("UID", text: "task-\(task.id)@\(key)")
            lines.add("DTSTAMP", raw: stamp(asOf))
            lines.add("DTSTART", raw: stamp(task.start))
            lines.add("DTEND", raw: stamp(max(task.end, task.start)))
            lines.add("SUMMARY", text: task.title)
            lines.add("DESCRIPTION", text: description(task))
            lines.add("CATEGORIES", items: [task.kind.rawValue, task.phase].filter { !$0.isEmpty })
            lines.add("END", raw: "VEVENT")
        }
        for review in timeline.reviews {
            lines.add("BEGIN", raw: "VEVENT")
            lines.add("UID", text: "review-day-\(review.day)@\(key)")
            lines.add("DTSTAMP", raw: stamp(asOf))
            lines.add("DTSTART", raw: stamp(review.at))
            lines.add("DURATION", raw: "PT1H")
            lines.add("SUMMARY", text: "Day-\(review.day) review")
            lines.add(
                "DESCRIPTION", text: (["Owner: \(review.owner)"] + review.questions).joined(separator: "\n"))
            lines.add("CATEGORIES", items: ["review"])
            lines.add("END", raw: "VEVENT")
        }
        for waiver in waivers {
            lines.add("BEGIN", raw: "VEVENT")
            lines.add("UID", text: "waiver-\(waiver.id)@\(key)")
            lines.add("DTSTAMP", raw: stamp(asOf))
            lines.add("DTSTART", raw: stamp(waiver.end))
            lines.add("SUMMARY", text: "Waiver \(waiver.id) ends: \(waiver.criterion) is no longer WAIVED")
            lines.add("DESCRIPTION", text: description(waiver))
            lines.add("CATEGORIES", items: ["waiver"])
            lines.add("END", raw: "VEVENT")
        }
        return lines.finished()
    }

    private static func description(_ waiver: Waiver) -> String {
        let environments = waiver.environments.map(\.name).joined(separator: ", ")
        return [
            "\(waiver.criterion) is WAIVED in \(environments) until \(waiver.end.minuteInUTC)",
            "Reason: \(waiver.reason) (\(waiver.ticket))", "Owner: \(waiver.owner)",
            "Approved by: \(waiver.approver?.name ?? "nobody")",
        ].joined(separator: "\n")
    }

    /// Freeze and change windows as events, sorted by start and id; what no event can say (cron
    /// pairs, zones of their own, parts of a series) as occurrences in `range`.
    ///
    /// - Parameters:
    ///   - range: the span over which windows that no recurrence rule can write are expanded.
    ///   - asOf: the time of the export, for DTSTAMP.
    package static func text(
        windows: [CalendarWindow], title: String, expandingWithin range: Range<Instant>, asOf: Instant
    ) -> String {
        var lines = ContentLines(title: title)
        for window in windows.sorted(by: { ($0.start, $0.id) < ($1.start, $1.id) }) {
            guard window.cron == nil, window.zoneDefinition == nil, window.segment == nil, window.exceptionRules.isEmpty
            else {
                let expansion = ChangeCalendar(windows: [window]).occurrences(
                    from: range.lowerBound, to: range.upperBound)
                for occurrence in expansion.occurrences {
                    add(window, to: &lines, uid: "\(window.id)/\(stamp(occurrence.start))", asOf: asOf) { lines in
                        lines.add("DTSTART", raw: stamp(occurrence.start))
                        lines.add("DTEND", raw: stamp(occurrence.end))
                    }
                }
                continue
            }
            add(window, to: &lines, uid: window.id, asOf: asOf) { lines in
                lines.add("DTSTART", time: window.start, zone: window.timeZone)
                if let length = window.length {
                    lines.add("DURATION", raw: duration(length))
                } else {
                    lines.add("DTEND", time: window.end, zone: window.timeZone)
                }
                if let rule = window.recurrenceRule { lines.add("RRULE", raw: rule) }
                for date in window.exceptionDates { lines.add("EXDATE", time: date, zone: window.timeZone) }
                for date in window.additionalDates { lines.add("RDATE", time: date, zone: window.timeZone) }
            }
        }
        return lines.finished()
    }

    private static func add(
        _ window: CalendarWindow, to lines: inout ContentLines, uid: String, asOf: Instant,
        times: (inout ContentLines) -> Void
    ) {
        lines.add("BEGIN", raw: "VEVENT")
        lines.add("UID", text: uid)
        lines.add("DTSTAMP", raw: stamp(asOf))
        times(&lines)
        lines.add("SUMMARY", text: window.title)
        let owner = window.owner.map { "Set by: \($0)" }
        let description = [window.reason, owner].compactMap(\.self).joined(separator: "\n")
        if !description.isEmpty { lines.add("DESCRIPTION", text: description) }
        lines.add("CATEGORIES", items: [window.kind.rawValue])
        lines.add("TRANSP", raw: "TRANSPARENT")
        if !window.environments.isEmpty {
            lines.add("X-RELEASEGATE-ENVIRONMENTS", items: window.environments.map(\.name))
        }
        if !window.modules.isEmpty { lines.add("X-RELEASEGATE-MODULES", items: window.modules) }
        if !window.actions.isEmpty { lines.add("X-RELEASEGATE-ACTIONS", items: window.actions.map(\.rawValue)) }
        lines.add("END", raw: "VEVENT")
    }

    private static func description(_ task: TimelineTask) -> String {
        var parts = ["Owner: \(task.owner)"]
        if let environment = task.environment { parts.append("Environment: \(environment)") }
        parts.append("Working time: \(task.duration)")
        parts.append(task.isCritical ? "On the critical path" : "May slip by \(task.slack)")
        if !task.dependencies.isEmpty { parts.append("After: \(task.dependencies.joined(separator: ", "))") }
        if !task.requiredEvidence.isEmpty {
            parts.append("Needs before: \(task.requiredEvidence.joined(separator: ", "))")
        }
        return parts.joined(separator: "\n")
    }

    /// `P1DT7200S`.
    private static func duration(_ length: CalendarWindow.Length) -> String {
        "P" + (length.days > 0 ? "\(length.days)D" : "") + (length.seconds > 0 ? "T\(length.seconds)S" : "")
    }

    /// `YYYYMMDDThhmmssZ`.
    private static func stamp(_ instant: Instant) -> String {
        ContentLines.digits(ZonedClock.utc.local(instant)) + "Z"
    }
}
