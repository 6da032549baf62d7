import ReleaseCalendar
import ReleaseModel
import Testing

@Suite struct RecurrenceRuleTests {
    typealias LocalTime = CalendarWindow.LocalTime

    static func expand(_ rule: String, from start: String, _ lower: String, _ upper: String, zone: String = "UTC")
        throws -> [String]
    {
        let set = RecurrenceSet(start: LocalTime(start), rules: [try RecurrenceRule(parsing: rule)])
        let clock = try #require(ZonedClock(identifier: zone))
        return set.occurrences(from: LocalTime(lower), through: LocalTime(upper), clock: clock).times.map(\.iso8601)
    }

    @Test(arguments: [
        // Leap days: only in leap years, and 2100 is none.
        (
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2092-02-29", "2092-01-01", "2110-01-01",
            ["2092-02-29", "2096-02-29", "2104-02-29", "2108-02-29"]
        ),
        ("FREQ=YEARLY", "2024-02-29", "2025-01-01", "2029-01-01", ["2028-02-29"]),
        // Day 31 leaves short months out; -1 is the last day of each.
        ("FREQ=MONTHLY", "2026-01-31", "2026-02-01", "2026-06-01", ["2026-03-31", "2026-05-31"]),
        (
            "FREQ=MONTHLY;BYMONTHDAY=-1", "2028-01-31", "2028-01-01", "2028-04-30",
            ["2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30"]
        ),
        // The last working day of the month.
        (
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2026-10-30", "2026-10-01", "2026-12-31",
            ["2026-10-30", "2026-11-30", "2026-12-31"]
        ),
        // Plain and numbered weekdays are a union.
        ("FREQ=MONTHLY;BYDAY=1MO,-1FR", "2026-11-02", "2026-11-01", "2026-11-30", ["2026-11-02", "2026-11-27"]),
        (
            "FREQ=MONTHLY;BYDAY=WE,-1FR", "2026-11-04", "2026-11-01", "2026-11-30",
            ["2026-11-04", "2026-11-11", "2026-11-18", "2026-11-25", "2026-11-27"]
        ),
        // The example of RFC 5545 in which WKST matters.
        (
            "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "1997-08-05", "1997-08-01", "1997-12-31",
            ["1997-08-05", "1997-08-10", "1997-08-19", "1997-08-24"]
        ),
        (
            "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "1997-08-05", "1997-08-01", "1997-12-31",
            ["1997-08-05", "1997-08-17", "1997-08-19", "1997-08-31"]
        ),
        // Week 53 exists in 2026 and reaches into 2027.
        (
            "FREQ=YEARLY;BYWEEKNO=53", "2026-12-28", "2026-12-01", "2027-12-31",
            [
                "2026-12-28", "2026-12-29", "2026-12-30", "2026-12-31", "2027-01-01", "2027-01-02", "2027-01-03",
            ]
        ),
        ("FREQ=YEARLY;BYYEARDAY=-1,366", "2027-12-31", "2027-01-01", "2028-12-31", ["2027-12-31", "2028-12-31"]),
        // A set position counts the whole period, also what lies before the start.
        (
            "FREQ=WEEKLY;BYDAY=MO,WE;BYSETPOS=1;COUNT=2", "2026-11-03", "2026-11-01", "2026-12-31",
            ["2026-11-09", "2026-11-16"]
        ),
        // A date as UNTIL holds the whole day.
        (
            "FREQ=DAILY;UNTIL=20261103", "2026-11-01", "2026-11-01", "2026-12-01",
            ["2026-11-01", "2026-11-02", "2026-11-03"]
        ),
        ("freq=daily;count=2", "2026-12-31", "2026-01-01", "2027-12-01", ["2026-12-31", "2027-01-01"]),
    ])
    func expandsDays(rule: String, start: String, lower: String, upper: String, expected: [String]) throws {
        let found = try Self.expand(rule, from: start, lower, upper + "T23:59")
        #expect(found == expected.map { $0 + "T00:00:00" })
    }

    @Test func untilInUTCIsReadInTheZoneOfTheRule() throws {
        // 23:00Z is midnight in Berlin: the occurrence of that midnight still belongs to the rule.
        let rule = "FREQ=DAILY;UNTIL=20261103T230000Z"
        let found = try Self.expand(rule, from: "2026-11-02", "2026-11-01", "2026-12-01", zone: "Europe/Berlin")
        #expect(found == ["2026-11-02T00:00:00", "2026-11-03T00:00:00", "2026-11-04T00:00:00"])
    }

    @Test func secondSixtyIsSecondFiftyNine() throws {
        let found = try Self.expand("FREQ=DAILY;BYSECOND=60;COUNT=1", from: "2026-11-01", "2026-11-01", "2026-11-02")
        #expect(found == ["2026-11-01T00:00:59"])
    }

    @Test(arguments: [
        ("", "the recurrence rule has no FREQ"),
        ("FREQ=FORTNIGHTLY", "FREQ is \"FORTNIGHTLY\"; accepted are YEARLY"),
        ("FREQ=DAILY;BYDAYS=MO", "\"BYDAYS\" is not a part of a recurrence rule; accepted are FREQ"),
        ("FREQ=DAILY;FREQ=DAILY", "FREQ is given twice"),
        ("FREQ=DAILY;INTERVAL=0", "INTERVAL is \"0\"; accepted is a number from 1"),
        ("FREQ=DAILY;COUNT=-1", "COUNT is \"-1\""),
        ("FREQ=DAILY;COUNT=99999999999999999999", "COUNT is"),
        ("FREQ=DAILY;COUNT=2;UNTIL=20270101", "COUNT and UNTIL are both given"),
        ("FREQ=DAILY;UNTIL=20270230", "UNTIL is \"20270230\""),
        ("FREQ=DAILY;UNTIL=2027-02-01", "UNTIL is"),
        ("FREQ=DAILY;BYHOUR=24", "BYHOUR has \"24\"; accepted are numbers from 0 to 23"),
        ("FREQ=DAILY;BYMINUTE=-1", "BYMINUTE has \"-1\""),
        ("FREQ=DAILY;BYSECOND=61", "BYSECOND has \"61\""),
        ("FREQ=DAILY;BYMONTH=0", "BYMONTH has \"0\""),
        ("FREQ=DAILY;BYMONTHDAY=0", "BYMONTHDAY has \"0\""),
        ("FREQ=DAILY;BYMONTHDAY=-32", "BYMONTHDAY has \"-32\""),
        ("FREQ=DAILY;BYYEARDAY=367", "BYYEARDAY has \"367\""),
        ("FREQ=DAILY;BYWEEKNO=54", "BYWEEKNO has \"54\""),
        ("FREQ=DAILY;BYSETPOS=0", "BYSETPOS has \"0\""),
        ("FREQ=DAILY;BYDAY=XX", "BYDAY has \"XX\""),
        ("FREQ=DAILY;BYDAY=0MO", "BYDAY has \"0MO\""),
        ("FREQ=DAILY;BYDAY=54MO", "BYDAY has \"54MO\""),
        ("FREQ=DAILY;BYDAY=", "BYDAY has \"\""),
        ("FREQ=DAILY;WKST=MONDAY", "WKST is \"MONDAY\""),
        ("FREQ=DAILY;RSCALE=CHINESE", "RSCALE=CHINESE of RFC 7529 is not read"),
        ("FREQ=DAILY;COUNT", "the part \"COUNT\" has no value"),
        ("COUNT=3;BYHOUR=99", "BYHOUR has \"99\""),
    ])
    func faultsAreNamed(text: String, expected: String) {
        let error = #expect(throws: CalendarProblem.self) { try RecurrenceRule(parsing: text) }
        #expect(error?.message.contains(expected) == true, "\(error?.message ?? "")")
    }

    @Test func everyFaultIsNamedAtOnce() {
        let error = #expect(throws: CalendarProblem.self) {
            try RecurrenceRule(parsing: "FREQ=SOMETIMES;BYHOUR=25;BYMONTH=13;X=1")
        }
        for part in ["SOMETIMES", "\"25\"", "\"13\"", "\"X\""] { #expect(error?.message.contains(part) == true) }
    }

    @Test(
        .timeLimit(.minutes(1)),
        arguments: [
            "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
            "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=30;BYMONTH=2", "FREQ=HOURLY;INTERVAL=2;BYHOUR=1",
            "FREQ=SECONDLY;INTERVAL=86400;BYSECOND=7", "FREQ=MINUTELY;BYYEARDAY=366;BYMONTH=1",
            "FREQ=DAILY;BYDAY=MO;BYSETPOS=2", "FREQ=WEEKLY;INTERVAL=1000000000;BYMONTH=2;BYMONTHDAY=30",
            "FREQ=SECONDLY;INTERVAL=1000000000;BYMONTH=2;BYMONTHDAY=30",
        ])
    func rulesWithoutAnyOccurrenceEnd(rule: String) throws {
        #expect(try Self.expand(rule, from: "2026-01-01", "0001-01-01", "9999-12-31") == [])
    }

    @Test(.timeLimit(.minutes(1))) func endlessRulesAreCutAtTheLimitAndSaySo() throws {
        let rule = try RecurrenceRule(parsing: "FREQ=SECONDLY")
        let set = RecurrenceSet(start: LocalTime("2026-01-01"), rules: [rule])
        let found = set.occurrences(
            from: LocalTime("2036-01-01"), through: LocalTime("2037-01-01"), clock: .utc, limit: 100)
        #expect(found.times.count == 100)
        #expect(found.times.first == LocalTime("2036-01-01"))
        #expect(found.knownUntil == LocalTime("2036-01-01T00:01:40"))
    }

    @Test(.timeLimit(.minutes(1))) func hugeSetsOfOnePeriodAreNotWrittenOut() throws {
        let all = { (range: Range<Int>) in range.map(String.init).joined(separator: ",") }
        let rule =
            "FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR=\(all(0..<24));BYMINUTE=\(all(0..<60));BYSECOND=\(all(0..<60))"
        let found = try Self.expand(rule, from: "2026-01-01", "2026-12-31T23:59:58", "2027-01-01T00:00:01")
        #expect(
            found == ["2026-12-31T23:59:58", "2026-12-31T23:59:59", "2027-01-01T00:00:00", "2027-01-01T00:00:01"])
    }

    @Test func weekNumbersAreThoseOfTheThursday() throws {
        for number in [1, 10, 52, 53] {
            let found = try Self.expand(
                "FREQ=YEARLY;BYWEEKNO=\(number)", from: "2000-01-01", "2000-01-01", "2060-12-31T23:59")
            let first = try #require(CivilDate(iso8601: "2000-01-01")).daysSinceEpoch
            let last = try #require(CivilDate(iso8601: "2060-12-31")).daysSinceEpoch
            let expected = (first...last).map { CivilDate(daysSinceEpoch: $0) }.filter { date in
                let thursday = date.adding(days: 4 - date.weekday.number)
                let newYear = CivilDate(year: thursday.fields.year, month: 1, day: 1)?.daysSinceEpoch ?? 0
                return (thursday.daysSinceEpoch - newYear) / 7 + 1 == number
            }
            #expect(found == expected.map { $0.iso8601 + "T00:00:00" })
        }
    }

    @Test func theLastYearEndsTheExpansion() throws {
        let found = try Self.expand("FREQ=MONTHLY", from: "9999-10-01", "9999-01-01", "9999-12-31T23:59:59")
        #expect(found == ["9999-10-01T00:00:00", "9999-11-01T00:00:00", "9999-12-01T00:00:00"])
    }
}
