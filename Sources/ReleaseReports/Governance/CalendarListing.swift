package import ReleaseModel

/// Answers of the calendar: whether, when next, and which windows.
package enum CalendarListing {
    /// One verdict, in UTC and local time, with who set the window and why.
    package static func text(_ check: CalendarCheck, width: Int = 80, color: Bool = false) -> String {
        var canvas = TextCanvas(width: width, color: color)
        let verdict = check.verdict
        canvas.prose(
            .mark(verdict.mark) + Prose(" \(check.action.rawValue) in ") + .strong(check.environment.name)
                + Prose(": \(verdict.explanation)"), hanging: 2)
        canvas.labelled("from", .lines([Prose(check.start.rfc3339), Prose(check.localStart)]))
        canvas.labelled("until", .lines([Prose(check.end.rfc3339), Prose(check.localEnd)]))
        if let reason = verdict.unknownReason { canvas.labelled("unknown", Prose(reason)) }
        if let window = verdict.window { canvas.labelled("window", Prose(window)) }
        if let opens = verdict.nextOpen { canvas.labelled("opens", Prose(opens.rfc3339)) }
        if let closes = verdict.nextClose { canvas.labelled("closes", Prose(closes.rfc3339)) }
        return canvas.text
    }

    /// When a change next fits.
    package static func text(_ opening: CalendarOpening, width: Int = 80, color: Bool = false) -> String {
        var canvas = TextCanvas(width: width, color: color)
        let mark =
            opening.opensAt == nil ? Mark("?", "NOTHING FOUND", .unknown) : Mark("✓", "NEXT OPENING", .good)
        canvas.prose(
            .mark(mark) + Prose(" for \(opening.duration) in ") + .strong(opening.environment.name)
                + Prose(opening.opensAt == nil ? ": \(opening.words)" : ""), hanging: 2)
        if let instant = opening.opensAt {
            canvas.labelled("at", .lines([Prose(instant.rfc3339), Prose(opening.words)]))
        }
        if let obstacle = opening.obstacle { canvas.labelled("not before", Prose(obstacle)) }
        return canvas.text
    }

    /// One line for each occurrence.
    package static func text(_ occurrences: [CalendarOccurrence], width: Int = 80, color: Bool = false) -> String {
        var canvas = TextCanvas(width: width, color: color)
        let rows = occurrences.map { occurrence -> [Prose] in
            [
                Prose(occurrence.start.rfc3339), Prose(occurrence.end.rfc3339), Prose(occurrence.window.kind.rawValue),
                .lines(
                    [.strong(occurrence.window.title), .muted("\(occurrence.localStart) to \(occurrence.localEnd)")]
                        + who(occurrence.window)),
            ]
        }
        canvas.table(
            ReportDocument.Table(
                "", columns: ["From", "Until", "Kind", "Window"], rows: rows,
                empty: "No window has an occurrence in that time."))
        return canvas.text
    }

    private static func who(_ window: CalendarWindow) -> [Prose] {
        let parts = [window.owner.map { "set by \($0)" }, window.reason].compactMap { $0 }
        return parts.isEmpty ? [] : [.muted(parts.joined(separator: ": "))]
    }

    /// `releasegate.calendar-check/v1`.
    package static func json(_ check: CalendarCheck) -> JSONValue { checkShape.object(check) }

    /// `releasegate.calendar-opening/v1`.
    package static func json(_ opening: CalendarOpening) -> JSONValue { openingShape.object(opening) }

    /// `releasegate.calendar-occurrences/v1`.
    package static func json(_ occurrences: [CalendarOccurrence]) -> JSONValue { occurrencesShape.object(occurrences) }

    /// The JSON Schema (draft 2020-12) of a verdict.
    package static func checkSchema() -> JSONValue {
        JSONSchemaDocument(checkShape.outline, title: "releasegate calendar check").value
    }

    /// The JSON Schema (draft 2020-12) of an opening.
    package static func openingSchema() -> JSONValue {
        JSONSchemaDocument(openingShape.outline, title: "releasegate calendar opening").value
    }

    /// The JSON Schema (draft 2020-12) of a list of occurrences.
    package static func occurrencesSchema() -> JSONValue {
        JSONSchemaDocument(occurrencesShape.outline, title: "releasegate calendar occurrences").value
    }

    private static let checkShape = JSONShape<CalendarCheck>(
        "calendar_check", "What the calendar says about one planned interval.",
        [
            .field("schema", .constant("releasegate.calendar-check/v1"), "The version of this form.") { _ in
                "releasegate.calendar-check/v1"
            },
            .text("environment", "The environment.") { $0.environment.name },
            .choice("action", "What is asked about.") { $0.action },
            .instant("start", "The planned start.") { $0.start },
            .instant("end", "The first instant after it.") { $0.end },
            .text("local_start", "The start in the environment's zone.") { $0.localStart },
            .text("local_end", "The end in the environment's zone.") { $0.localEnd },
            .object("verdict", "The verdict.", JudgementShapes.calendar) { $0.verdict },
        ])

    private static let openingShape = JSONShape<CalendarOpening>(
        "calendar_opening", "When a change next fits.",
        [
            .field("schema", .constant("releasegate.calendar-opening/v1"), "The version of this form.") { _ in
                "releasegate.calendar-opening/v1"
            },
            .text("environment", "The environment.") { $0.environment.name },
            .choice("action", "What is asked about.") { $0.action },
            .instant("from", "The search began here.") { $0.from },
            .seconds("duration_seconds", "The planned duration.") { $0.duration },
            .optionalInstant("opens_at", "Null where nothing was found.") { $0.opensAt },
            .text("words", "The instant in the environment's zone, or why there is none.") { $0.words },
            .optionalText("obstacle", "What keeps it closed until then.") { $0.obstacle },
        ])

    private static let occurrencesShape = JSONShape<[CalendarOccurrence]>(
        "calendar_occurrences", "Occurrences of windows.",
        [
            .field("schema", .constant("releasegate.calendar-occurrences/v1"), "The version of this form.") { _ in
                "releasegate.calendar-occurrences/v1"
            },
            .objects("occurrences", "By start.", occurrenceShape) { $0 },
        ])

    private static let occurrenceShape = JSONShape<CalendarOccurrence>(
        "calendar_occurrence", "One occurrence of a window.",
        [
            .text("window", "The window's id.") { $0.window.id }, .text("title", "Its name.") { $0.window.title },
            .choice("kind", "What it does.") { $0.window.kind }, .instant("start", "The first instant.") { $0.start },
            .instant("end", "The first instant after it.") { $0.end },
            .text("local_start", "The start in the window's zone.") { $0.localStart },
            .text("local_end", "The end in the window's zone.") { $0.localEnd },
            .optionalText("owner", "Who set it.") { $0.window.owner },
            .optionalText("reason", "Why.") { $0.window.reason },
        ])
}

extension CalendarVerdict {
    /// The sign, word and tone of the state.
    fileprivate var mark: Mark {
        switch state {
        case .open: Mark("✓", "OPEN", .good)
        case .closed: Mark("✗", "CLOSED", .bad)
        case .unrestricted: Mark("–", "UNRESTRICTED", .neutral)
        case .unknown: Mark("?", "UNKNOWN", .unknown)
        }
    }
}
