import ReleaseCalendar
import ReleaseModel
import Testing

@Suite struct ChangeCalendarTests {
    typealias LocalTime = CalendarWindow.LocalTime

    static func window(
        _ id: String, _ start: String, _ end: String, kind: CalendarWindow.Kind = .deny,
        zone: String = "Europe/Berlin", rule: String? = nil, except: [String] = [], environments: [String] = [],
        modules: [String] = [], actions: [CalendarWindow.ActionClass] = [.promote, .configOnly, .flagOff]
    ) -> CalendarWindow {
        CalendarWindow(
            id: id, kind: kind, title: "Window \(id)", owner: "SRE lead", reason: "peak season",
            start: LocalTime(start), end: LocalTime(end), timeZone: zone, recurrenceRule: rule,
            exceptionDates: except.map { LocalTime($0) }, environments: environments.map { EnvironmentID($0) },
            modules: modules, actions: actions)
    }

    static func at(_ text: String) -> Instant { Instant(rfc3339: text) ?? Instant(seconds: 0) }

    static func state(
        _ windows: [CalendarWindow], _ start: String, minutes: Int64 = 60, environment: EnvironmentID = "production",
        modules: [String] = [], action: CalendarWindow.ActionClass = .promote
    ) -> String {
        let verdict = ChangeCalendar(windows: windows).verdict(
            from: at(start), for: .minutes(minutes), environment: environment, modules: modules, action: action)
        switch verdict.state {
        case .open: return "open until \(verdict.nextClose?.rfc3339 ?? "-")"
        case .closed: return "closed until \(verdict.nextOpen?.rfc3339 ?? "-")"
        case .unrestricted: return "unrestricted"
        case .unknown: return "unknown"
        }
    }

    static let yearEnd = window("year-end", "2026-12-20", "2027-01-04")
    static let weekend = window(
        "weekend", "2026-01-02T16:00", "2026-01-05T06:00", rule: "FREQ=WEEKLY;BYDAY=FR", except: ["2026-11-20T16:00"])
    static let nightly = window(
        "nightly", "2026-01-01T22:00", "2026-01-02T04:00", kind: .allow, rule: "FREQ=DAILY")

    struct Row: Sendable, CustomTestStringConvertible {
        var windows: [CalendarWindow]
        var start: String
        var minutes: Int64 = 60
        var expected: String
        var testDescription: String { "\(windows.map(\.id)) \(start) \(minutes)" }
    }

    @Test(arguments: [
        Row(windows: [], start: "2026-12-24T10:00:00Z", expected: "unrestricted"),
        // The whole interval counts, and windows are half-open: 20 December begins at 23:00Z in Berlin.
        Row(windows: [yearEnd], start: "2026-12-19T21:59:00Z", expected: "open until 2026-12-19T23:00:00Z"),
        Row(windows: [yearEnd], start: "2026-12-19T22:00:00Z", expected: "open until 2026-12-19T23:00:00Z"),
        Row(windows: [yearEnd], start: "2026-12-19T22:01:00Z", expected: "closed until 2027-01-03T23:00:00Z"),
        Row(windows: [yearEnd], start: "2026-12-31T23:30:00Z", expected: "closed until 2027-01-03T23:00:00Z"),
        Row(windows: [yearEnd], start: "2027-01-03T23:00:00Z", expected: "open until -"),
        Row(
            windows: [yearEnd], start: "2026-12-19T23:00:00Z", minutes: 0, expected: "closed until 2027-01-03T23:00:00Z"
        ),
        Row(
            windows: [yearEnd], start: "2026-12-19T22:59:59.999Z", minutes: 0,
            expected: "open until 2026-12-19T23:00:00Z"),
        // A weekend freeze crosses midnight twice and keeps its wall-clock hours over the end of summer time.
        Row(windows: [weekend], start: "2026-10-23T13:00:00Z", expected: "open until 2026-10-23T14:00:00Z"),
        Row(windows: [weekend], start: "2026-10-23T13:01:00Z", expected: "closed until 2026-10-26T05:00:00Z"),
        Row(windows: [weekend], start: "2026-11-21T12:00:00Z", expected: "open until 2026-11-27T15:00:00Z"),
        // Nights that are allowed: outside them it is closed.
        Row(windows: [nightly], start: "2026-11-20T12:00:00Z", expected: "closed until 2026-11-20T21:00:00Z"),
        Row(windows: [nightly], start: "2026-11-20T21:00:00Z", expected: "open until 2026-11-21T03:00:00Z"),
        Row(windows: [nightly], start: "2026-11-21T02:30:00Z", expected: "closed until 2026-11-21T21:00:00Z"),
        // A night of more than six hours is only that in which summer time ends.
        Row(
            windows: [nightly], start: "2026-11-20T21:00:00Z", minutes: 361,
            expected: "closed until 2027-10-30T20:00:00Z"),
        // Deny beats allow.
        Row(
            windows: [nightly, yearEnd], start: "2026-12-22T21:00:00Z", expected: "closed until 2027-01-03T23:00:00Z"),
        Row(windows: [nightly, yearEnd], start: "2026-12-18T21:00:00Z", expected: "open until 2026-12-19T03:00:00Z"),
    ])
    func wholeIntervals(_ row: Row) {
        #expect(Self.state(row.windows, row.start, minutes: row.minutes) == row.expected)
        #expect(Self.state(row.windows.reversed(), row.start, minutes: row.minutes) == row.expected)
    }

    @Test func allowWindowsAreAUnionAlsoWhereTheyOnlyTouch() {
        let windows = [
            Self.window("a", "2026-11-20T08:00", "2026-11-20T10:00", kind: .allow),
            Self.window("b", "2026-11-20T10:00", "2026-11-20T12:00", kind: .allow),
            Self.window("c", "2026-11-20T14:00", "2026-11-20T18:00", kind: .allow),
        ]
        #expect(Self.state(windows, "2026-11-20T07:00:00Z", minutes: 240) == "open until 2026-11-20T11:00:00Z")
        #expect(Self.state(windows, "2026-11-20T08:00:00Z", minutes: 181) == "closed until 2026-11-20T13:00:00Z")
        #expect(Self.state(windows, "2026-11-20T17:00:00Z") == "closed until -")
    }

    @Test func scopesSelect() {
        let production = Self.window("p", "2026-11-20", "2026-11-21", environments: ["production"])
        let billing = Self.window("b", "2026-11-20", "2026-11-21", modules: ["billing"])
        let noon = "2026-11-20T11:00:00Z"
        let closed = "closed until 2026-11-20T23:00:00Z"
        #expect(Self.state([production], noon) == closed)
        #expect(Self.state([production], noon, environment: "staging") == "unrestricted")
        #expect(Self.state([billing], noon, modules: ["billing", "search"]) == closed)
        #expect(Self.state([billing], noon, modules: ["search"]) == "unrestricted")
        // A release that names no module may touch any.
        #expect(Self.state([billing], noon) == closed)
    }

    @Test func anAllowWindowForOneModuleDoesNotOpenAnother() {
        let windows = [
            Self.window("a", "2026-11-20T08:00", "2026-11-20T12:00", kind: .allow, modules: ["billing"]),
            Self.window("b", "2026-11-20T14:00", "2026-11-20T18:00", kind: .allow, modules: ["search"]),
        ]
        let noon = "2026-11-20T08:00:00Z"
        #expect(Self.state(windows, noon, modules: ["billing"]) == "open until 2026-11-20T11:00:00Z")
        #expect(Self.state(windows, noon, modules: ["search"]) == "closed until 2026-11-20T13:00:00Z")
        #expect(Self.state(windows, noon, modules: ["billing", "search"]) == "closed until -")
        #expect(Self.state(windows, noon, modules: ["mail"]) == "unrestricted")
    }

    @Test func aRollbackPassesAFreezeThatDoesNotNameItAndIsRecorded() {
        let verdict = ChangeCalendar(windows: [Self.yearEnd]).verdict(
            from: Self.at("2026-12-24T10:00:00Z"), for: .minutes(30), environment: "production", action: .rollback)
        #expect(verdict.state == .unrestricted)
        #expect(verdict.explanation.contains("passes deny window \"Window year-end\""))
        #expect(verdict.explanation.contains("a rollback to a verified version passes a freeze"))
        let strict = Self.window("strict", "2026-12-20", "2027-01-04", actions: [.promote, .rollback])
        let noon = "2026-12-24T10:00:00Z"
        #expect(Self.state([strict], noon, action: .rollback) == "closed until 2027-01-03T23:00:00Z")
        #expect(Self.state([strict], noon, action: .emergency) == "unrestricted")
        #expect(Self.state([strict], noon, action: .flagOff) == "unrestricted")
        #expect(Self.state([Self.yearEnd], noon, action: .flagOff) == "closed until 2027-01-03T23:00:00Z")
    }

    @Test func theExplanationNamesBothTimesTheWindowItsOwnerAndTheReason() {
        let verdict = ChangeCalendar(windows: [Self.yearEnd]).verdict(
            from: Self.at("2026-12-24T10:00:00Z"), for: .minutes(90), environment: "production")
        #expect(
            verdict.explanation == """
                promote to "production" from 2026-12-24 10:00 UTC (Thu 2026-12-24 11:00 Europe/Berlin) for 1 h 30 min: \
                closed; deny window "Window year-end" from 2026-12-19 23:00 UTC (Sun 2026-12-20 00:00 Europe/Berlin) \
                until 2027-01-03 23:00 UTC (Mon 2027-01-04 00:00 Europe/Berlin), set by SRE lead, because: peak season; \
                next opens 2027-01-03 23:00 UTC (Mon 2027-01-04 00:00 Europe/Berlin)
                """)
        #expect(verdict.window == "year-end")
        let open = ChangeCalendar(windows: [Self.yearEnd]).verdict(
            from: Self.at("2026-12-18T10:00:00Z"), for: .minutes(90), environment: "production", clock: .utc)
        #expect(
            open.explanation == """
                promote to "production" from 2026-12-18 10:00 UTC for 1 h 30 min: open; next closes 2026-12-19 23:00 \
                UTC, deny window "Window year-end" from 2026-12-19 23:00 UTC until 2027-01-03 23:00 UTC, set by SRE \
                lead, because: peak season
                """)
    }

    @Test(arguments: [
        ("zone", window("w", "2026-11-20", "2026-11-21", zone: "CET"), "the time zone \"CET\" is not known"),
        ("rule", window("w", "2026-11-20", "2026-11-21", rule: "FREQ=NEVER"), "FREQ is \"NEVER\""),
        ("end", window("w", "2026-11-20", "2026-11-20"), "not after its start"),
    ])
    func aWindowThatCannotBeUsedMakesTheVerdictUnknown(label: String, window: CalendarWindow, expected: String) {
        let calendar = ChangeCalendar(windows: [window])
        #expect(calendar.diagnostics.count == 1)
        let verdict = calendar.verdict(
            from: Self.at("2026-12-24T10:00:00Z"), for: .hours(1), environment: "production")
        guard case .unknown(let reason) = verdict.state else {
            Issue.record("the verdict is \(verdict.state)")
            return
        }
        #expect(reason.contains(expected))
    }

    // Windows of one hour that begin or end where the clocks jump, in both directions, in three zones.
    @Test(arguments: [
        ("Europe/Berlin", "2026-03-29T02:30", "2026-03-29T04:00", "2026-03-29T01:00:00Z", "2026-03-29T02:00:00Z"),
        ("Europe/Berlin", "2026-03-29T01:30", "2026-03-29T02:30", "2026-03-29T00:30:00Z", "2026-03-29T01:00:00Z"),
        ("Europe/Berlin", "2026-10-25T02:15", "2026-10-25T02:45", "2026-10-25T00:15:00Z", "2026-10-25T01:45:00Z"),
        ("America/New_York", "2026-03-08T02:30", "2026-03-08T04:00", "2026-03-08T07:00:00Z", "2026-03-08T08:00:00Z"),
        ("America/New_York", "2026-11-01T01:15", "2026-11-01T01:45", "2026-11-01T05:15:00Z", "2026-11-01T06:45:00Z"),
        ("Australia/Lord_Howe", "2026-10-04T02:10", "2026-10-04T03:00", "2026-10-03T15:30:00Z", "2026-10-03T16:00:00Z"),
        ("Australia/Lord_Howe", "2026-04-05T01:40", "2026-04-05T01:50", "2026-04-04T14:40:00Z", "2026-04-04T15:20:00Z"),
        ("Asia/Kolkata", "2026-12-31T23:30", "2027-01-01T00:30", "2026-12-31T18:00:00Z", "2026-12-31T19:00:00Z"),
        ("Australia/Adelaide", "2028-02-29T00:00", "2028-03-01T00:00", "2028-02-28T13:30:00Z", "2028-02-29T13:30:00Z"),
    ])
    func clockChanges(zone: String, start: String, end: String, first: String, last: String) {
        let found = ChangeCalendar(windows: [Self.window("w", start, end, zone: zone)])
            .occurrences(from: Self.at("2026-01-01T00:00:00Z"), to: Self.at("2029-01-01T00:00:00Z")).occurrences
        #expect(found.map(\.start.rfc3339) == [first])
        #expect(found.map(\.end.rfc3339) == [last])
    }

    @Test func nextOpenNeedsRoomForTheWholeDuration() {
        let calendar = ChangeCalendar(windows: [
            Self.window("a", "2026-11-20T08:00", "2026-11-20T09:00", kind: .allow, rule: "FREQ=DAILY;COUNT=5"),
            Self.window("b", "2026-11-28T08:00", "2026-11-28T12:00", kind: .allow),
        ])
        let start = Self.at("2026-11-20T00:00:00Z")
        let next = { (minutes: Int64) in
            calendar.nextOpen(after: start, for: .minutes(minutes), environment: "production")
        }
        #expect(next(60) == .at(Self.at("2026-11-20T07:00:00Z")))
        #expect(next(61) == .at(Self.at("2026-11-28T07:00:00Z")))
        #expect(next(241) == .noneBefore(start + .days(400)))
    }

    @Test(.timeLimit(.minutes(1))) func aFreezeOfEverySecondIsBounded() {
        let endless = Self.window("s", "2026-01-01", "2026-01-01T00:00:01", zone: "UTC", rule: "FREQ=SECONDLY")
        let verdict = ChangeCalendar(windows: [endless]).verdict(
            from: Self.at("2026-06-01T00:00:00Z"), for: .hours(1), environment: "production")
        #expect(verdict.state == .closed)
        #expect(verdict.nextOpen == nil)
        #expect(verdict.explanation.contains("no opening of 1 h was found before"))
        #expect(verdict.explanation.utf8.count < 4000)
    }

    @Test func whatCannotBeExpandedIsNeverOpen() {
        // Four days hold more seconds than are expanded.
        let dense = Self.window(
            "s", "2026-01-01", "2026-01-01T00:00:01", kind: .allow, zone: "UTC", rule: "FREQ=SECONDLY")
        #expect(Self.state([dense], "2026-02-09T00:00:00Z", minutes: 4 * 1440) == "unknown")
        #expect(Self.state([dense], "2026-02-09T00:00:00Z", minutes: 1440) == "open until -")
        // A long freeze that begins every second of January ends ten days after its last second.
        let long = Self.window("l", "2026-01-01", "2026-01-11", zone: "UTC", rule: "FREQ=SECONDLY;BYMONTH=1")
        #expect(Self.state([long], "2026-02-10T12:00:00Z") == "closed until 2026-02-10T23:59:59Z")
        #expect(Self.state([long], "2026-03-09T00:00:00Z") == "open until 2027-01-01T00:00:00Z")
    }

    @Test func aRuleThatDoesNotNameItsStartIsReported() {
        let calendar = ChangeCalendar(windows: [
            Self.window("w", "2026-11-01", "2026-11-02", rule: "FREQ=WEEKLY;BYDAY=FR")
        ])
        #expect(calendar.diagnostics.map(\.severity) == [.warning])
        #expect(Self.state(calendar.windows, "2026-11-01T10:00:00Z") == "open until 2026-11-05T23:00:00Z")
    }

    @Test func scheduleFactsSayWhatStandsOut() throws {
        let working = try WorkingCalendarTests.berlin(holidays: ["2026-12-18"])
        let calendar = ChangeCalendar(windows: [Self.yearEnd])
        let facts = calendar.scheduleFacts(
            environment: "production", start: Self.at("2026-12-17T15:30:00Z"), duration: .hours(1), working: working,
            overlapping: ["search 2.1", "billing 4.0"])
        #expect(facts.localStart == "Thu 2026-12-17 16:30 Europe/Berlin")
        #expect(!facts.isOutsideWorkingDays)
        #expect(facts.minutesToEndOfDay == 30)
        #expect(facts.nextFreeze == Self.at("2026-12-19T23:00:00Z"))
        #expect(facts.nextFreezeTitle == "Window year-end")
        #expect(facts.overlapping == ["billing 4.0", "search 2.1"])
        let holiday = calendar.scheduleFacts(
            environment: "production", start: Self.at("2026-12-18T10:00:00Z"), duration: .hours(1), working: working)
        #expect(holiday.isOutsideWorkingDays)
        #expect(holiday.minutesToEndOfDay == nil)
    }
}
