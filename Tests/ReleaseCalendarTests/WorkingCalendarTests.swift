import ReleaseCalendar
import ReleaseModel
import Testing

@Suite struct WorkingCalendarTests {
    static let weekdays: [Weekday] = [.monday, .tuesday, .wednesday, .thursday, .friday]

    static func berlin(hours: Range<Int> = 540..<1020, days: [Weekday] = weekdays, holidays: [String] = []) throws
        -> WorkingCalendar
    {
        WorkingCalendar(
            clock: try #require(ZonedClock(identifier: "Europe/Berlin")), workingDays: days, workingHours: hours,
            holidays: holidays.compactMap { CivilDate(iso8601: $0) })
    }

    // 9 to 17 in Berlin is 8 to 16 UTC in winter and 7 to 15 in summer.
    @Test(arguments: [
        ("2026-11-27T10:00:00Z", "2026-11-27T10:00:00Z"), ("2026-11-27T05:00:00Z", "2026-11-27T08:00:00Z"),
        ("2026-11-27T08:00:00Z", "2026-11-27T08:00:00Z"), ("2026-11-27T16:00:00Z", "2026-11-30T08:00:00Z"),
        ("2026-12-24T16:00:00Z", "2026-12-28T08:00:00Z"), ("2026-03-28T12:00:00Z", "2026-03-30T07:00:00Z"),
    ])
    func nextWorkingInstant(from: String, expected: String) throws {
        let calendar = try Self.berlin(holidays: ["2026-12-25"])
        let start = try #require(Instant(rfc3339: from))
        #expect(try calendar.nextWorkingInstant(onOrAfter: start).rfc3339 == expected)
    }

    @Test(arguments: [
        ("2026-11-27T10:00:00Z", 3600, "2026-11-27T11:00:00Z"),
        ("2026-11-27T10:00:00Z", 6 * 3600, "2026-11-27T16:00:00Z"),
        ("2026-11-27T10:00:00Z", 7 * 3600, "2026-11-30T09:00:00Z"),
        ("2026-11-27T20:00:00Z", 0, "2026-11-30T08:00:00Z"),
        ("2026-11-30T09:00:00Z", -7 * 3600, "2026-11-27T10:00:00Z"),
        ("2026-11-30T08:00:00Z", -3600, "2026-11-27T15:00:00Z"),
        // Over the end of summer time: a working day stays eight hours.
        ("2026-10-23T07:00:00Z", 16 * 3600, "2026-10-26T16:00:00Z"),
        // Forty hours are a week, and the year ends in it.
        ("2026-12-28T08:00:00Z", 40 * 3600, "2027-01-04T16:00:00Z"),
    ])
    func addingWorkingTime(from: String, seconds: Int, expected: String) throws {
        let calendar = try Self.berlin(holidays: ["2027-01-01"])
        let start = try #require(Instant(rfc3339: from))
        let end = try calendar.adding(TimeAmount(seconds: Int64(seconds)), to: start)
        #expect(end.rfc3339 == expected)
        if seconds > 0 { #expect(calendar.workingTime(from: start, to: end).seconds == Int64(seconds)) }
    }

    @Test func workingTimeIsAdditiveAndSigned() throws {
        let calendar = try Self.berlin()
        let a = try #require(Instant(rfc3339: "2026-10-20T11:11:00Z"))
        let b = try #require(Instant(rfc3339: "2026-10-27T03:00:00Z"))
        let c = try #require(Instant(rfc3339: "2026-11-09T09:30:00Z"))
        let whole = calendar.workingTime(from: a, to: c).seconds
        #expect(whole == calendar.workingTime(from: a, to: b).seconds + calendar.workingTime(from: b, to: c).seconds)
        #expect(calendar.workingTime(from: c, to: a).seconds == -whole)
    }

    @Test func theWholeDayOfAnEndOfSummerTimeHasTwentyFiveHours() throws {
        let calendar = try Self.berlin(hours: 0..<1440, days: Weekday.allCases)
        let from = try #require(Instant(rfc3339: "2026-10-24T22:00:00Z"))
        let to = try #require(Instant(rfc3339: "2026-10-25T23:00:00Z"))
        #expect(calendar.workingTime(from: from, to: to) == .hours(25))
        #expect(calendar.isWorking(from) && calendar.isWorking(to))
    }

    @Test(arguments: [
        ("2026-11-27", 0, "2026-11-27"), ("2026-11-28", 0, "2026-11-30"), ("2026-11-27", 1, "2026-11-30"),
        ("2026-11-30", -1, "2026-11-27"), ("2026-12-23", 2, "2026-12-28"), ("2028-02-28", 1, "2028-02-29"),
    ])
    func addingWorkingDays(from: String, count: Int, expected: String) throws {
        let calendar = try Self.berlin(holidays: ["2026-12-25"])
        let date = try #require(CivilDate(iso8601: from))
        #expect(try calendar.addingWorkingDays(count, to: date).iso8601 == expected)
    }

    @Test func noWorkingTimeIsAnErrorAndNotALoop() throws {
        let idle = try Self.berlin(days: [])
        let empty = try Self.berlin(hours: 540..<540)
        let date = CivilDate(daysSinceEpoch: 20_000)
        for calendar in [idle, empty] {
            #expect(throws: WorkingTimeError.noWorkingTime) {
                try calendar.nextWorkingInstant(onOrAfter: Instant(seconds: 0))
            }
            #expect(throws: WorkingTimeError.noWorkingTime) { try calendar.addingWorkingDays(1, to: date) }
            #expect(calendar.workingTime(from: Instant(seconds: 0), to: Instant(seconds: 1 << 40)).seconds == 0)
        }
        #expect(throws: WorkingTimeError.beyondHorizon(days: 4000)) {
            try Self.berlin().adding(.days(100_000), to: Instant(seconds: 0))
        }
        #expect(throws: WorkingTimeError.self) {
            try Self.berlin().adding(TimeAmount(seconds: .max), to: Instant(seconds: 0))
        }
    }
}
