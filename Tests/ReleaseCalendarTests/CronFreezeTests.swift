import ReleaseCalendar
import ReleaseModel
import Testing

@Suite struct CronFreezeTests {
    static let here = SourceLocation(file: "freeze.json", line: 1)

    static func occurrences(_ start: String, _ end: String, _ zone: String, _ from: String, _ to: String) -> [String] {
        let (windows, diagnostics) = CronFreeze.windows(
            freezeStart: start, freezeEnd: end, zone: zone, id: "gitlab-1", location: here)
        #expect(diagnostics.isEmpty)
        return ChangeCalendar(windows: windows)
            .occurrences(from: ChangeCalendarTests.at(from), to: ChangeCalendarTests.at(to)).occurrences
            .map { "\($0.start.minuteInUTC.prefix(16)) \($0.end.minuteInUTC.prefix(16))" }
    }

    @Test(arguments: [
        // The example of GitLab's own page: from Friday 23:00 to Monday 07:00.
        (
            "0 23 * * 5", "0 7 * * 1", "Europe/Berlin", "2026-10-20T00:00:00Z", "2026-10-31T00:00:00Z",
            ["2026-10-23 21:00 2026-10-26 06:00", "2026-10-30 22:00 2026-11-02 06:00"]
        ),
        // It began before the span that is asked about.
        (
            "0 0 20 12 *", "0 0 4 1 *", "UTC", "2027-01-01T00:00:00Z", "2027-02-01T00:00:00Z",
            ["2026-12-20 00:00 2027-01-04 00:00"]
        ),
        // Further starts within a freeze change nothing; an end on the start's own minute is the next one.
        (
            "0 9 * * *", "0 9 * * mon", "UTC", "2026-11-16T09:00:00Z", "2026-11-23T09:00:00Z",
            ["2026-11-16 09:00 2026-11-23 09:00"]
        ),
        // Both day fields restricted: either matches.
        (
            "0 0 1 * FRI", "0 12 * * *", "UTC", "2026-11-01T00:00:00Z", "2026-11-08T00:00:00Z",
            ["2026-11-01 00:00 2026-11-01 12:00", "2026-11-06 00:00 2026-11-06 12:00"]
        ),
        (
            "30 22-23/1 * nov sat-sun", "@daily", "UTC", "2026-11-07T00:00:00Z", "2026-11-09T00:00:00Z",
            ["2026-11-07 22:30 2026-11-08 00:00", "2026-11-08 22:30 2026-11-09 00:00"]
        ),
        // What Fugit, and so GitLab, reads beyond crontab(5): a range over the end, the last day, the nth weekday.
        (
            "0 22-1 * * fri", "30 * * * *", "UTC", "2026-11-06T00:00:00Z", "2026-11-08T00:00:00Z",
            [
                "2026-11-06 00:00 2026-11-06 00:30", "2026-11-06 01:00 2026-11-06 01:30",
                "2026-11-06 22:00 2026-11-06 22:30", "2026-11-06 23:00 2026-11-06 23:30",
            ]
        ),
        (
            "0 0 L 2,11 *", "0 12 * * *", "UTC", "2027-11-01T00:00:00Z", "2028-04-01T00:00:00Z",
            ["2027-11-30 00:00 2027-11-30 12:00", "2028-02-29 00:00 2028-02-29 12:00"]
        ),
        (
            "0 0 -2 * *", "@noon", "UTC", "2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z",
            ["2026-11-29 00:00 2026-11-29 12:00"]
        ),
        (
            "0 0 * * mon#1,fri#-1,wed#L", "@noon", "UTC", "2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z",
            [
                "2026-11-02 00:00 2026-11-02 12:00", "2026-11-25 00:00 2026-11-25 12:00",
                "2026-11-27 00:00 2026-11-27 12:00",
            ]
        ),
        (
            "0 0 * * sat-mon", "@noon", "UTC", "2026-11-13T00:00:00Z", "2026-11-18T00:00:00Z",
            [
                "2026-11-14 00:00 2026-11-14 12:00", "2026-11-15 00:00 2026-11-15 12:00",
                "2026-11-16 00:00 2026-11-16 12:00",
            ]
        ),
        // A step is a restriction: either field matches.
        (
            "0 0 */10 * tue", "@noon", "UTC", "2026-11-08T00:00:00Z", "2026-11-13T00:00:00Z",
            ["2026-11-10 00:00 2026-11-10 12:00", "2026-11-11 00:00 2026-11-11 12:00"]
        ),
        ("0 0 30 2 *", "0 0 1 3 *", "UTC", "2026-01-01T00:00:00Z", "2028-01-01T00:00:00Z", []),
    ])
    func freezesFromCronPairs(
        start: String, end: String, zone: String, from: String, to: String, expected: [String]
    ) {
        #expect(Self.occurrences(start, end, zone, from, to) == expected)
    }

    @Test(.timeLimit(.minutes(1))) func aMinutelyPairIsBounded() {
        let (windows, _) = CronFreeze.windows(
            freezeStart: "* * * * *", freezeEnd: "* * * * *", zone: "UTC", id: "m", location: Self.here)
        let opening = ChangeCalendar(windows: windows).nextOpen(
            after: ChangeCalendarTests.at("2026-01-01T00:00:00Z"), for: .minutes(1), environment: "production")
        #expect(opening.instant == nil)
    }

    @Test(arguments: [
        ("0 23 * *", "has 4 fields"), ("60 23 * * *", "the minute of a cron expression is \"60\""),
        ("0 24 * * *", "the hour"), ("0 0 0 * *", "the day of month"), ("0 0 * 13 *", "the month"),
        ("0 0 * * 8", "the day of week"), ("*/0 * * * *", "the minute"), ("0 0 * * mon#6", "the day of week"),
        ("a * * * *", "the minute"), ("0 0 -32 * *", "the day of month"), ("", "has 0 fields"),
        ("1,,2 * * * *", "the minute"),
    ])
    func faultsAreNamed(expression: String, expected: String) {
        let result = CronFreeze.windows(
            freezeStart: expression, freezeEnd: "0 0 * * *", zone: "UTC", id: "x", location: Self.here)
        #expect(result.windows.isEmpty)
        #expect(result.diagnostics.first?.message.text.contains(expected) == true)
    }

    @Test func anUnknownZoneIsRefused() {
        let result = CronFreeze.windows(
            freezeStart: "0 0 * * *", freezeEnd: "0 6 * * *", zone: "Berlin", id: "x", location: Self.here)
        #expect(result.diagnostics.first?.message.text.contains("\"Berlin\" is not known") == true)
    }
}
