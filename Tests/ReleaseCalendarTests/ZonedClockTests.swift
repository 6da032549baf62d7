import ReleaseCalendar
import ReleaseModel
import Testing

@Suite struct ZonedClockTests {
    @Test(arguments: [
        ("UTC", true), ("Europe/Berlin", true), ("America/Argentina/Buenos_Aires", true), ("Asia/Kolkata", true),
        ("Australia/Lord_Howe", true), ("Etc/GMT+5", true), ("America/Port-au-Prince", true),
        ("CET", false), ("EST", false), ("PST8PDT", false), ("GMT", false), ("GMT+1", false), ("utc", false),
        ("europe/berlin", false), ("Europe/Berln", false), ("Europe/", false), ("/Europe/Berlin", false),
        ("", false), ("Local", false), ("posix/Europe/Berlin", false), ("Europe/Berlin ", false), ("../Berlin", false),
    ])
    func onlyAreaCityAndUTCAreKnown(identifier: String, isKnown: Bool) {
        #expect(ZonedClock.isKnown(identifier) == isKnown)
    }

    struct Conversion: Sendable {
        var zone: String
        var local: String
        var expected: String
    }

    @Test(arguments: [
        Conversion(zone: "Europe/Berlin", local: "2026-03-29T01:59:59", expected: "one 2026-03-29T00:59:59Z"),
        Conversion(zone: "Europe/Berlin", local: "2026-03-29T02:00", expected: "gap 2026-03-29T01:00:00Z"),
        Conversion(zone: "Europe/Berlin", local: "2026-03-29T02:59:59", expected: "gap 2026-03-29T01:00:00Z"),
        Conversion(zone: "Europe/Berlin", local: "2026-03-29T03:00", expected: "one 2026-03-29T01:00:00Z"),
        Conversion(
            zone: "Europe/Berlin", local: "2026-10-25T02:00", expected: "two 2026-10-25T00:00:00Z 2026-10-25T01:00:00Z"),
        Conversion(
            zone: "Europe/Berlin", local: "2026-10-25T02:59", expected: "two 2026-10-25T00:59:00Z 2026-10-25T01:59:00Z"),
        Conversion(zone: "Europe/Berlin", local: "2026-10-25T03:00", expected: "one 2026-10-25T02:00:00Z"),
        Conversion(zone: "America/New_York", local: "2026-03-08T02:30", expected: "gap 2026-03-08T07:00:00Z"),
        Conversion(
            zone: "America/New_York", local: "2026-11-01T01:30",
            expected: "two 2026-11-01T05:30:00Z 2026-11-01T06:30:00Z"),
        Conversion(zone: "Australia/Lord_Howe", local: "2026-10-04T02:15", expected: "gap 2026-10-03T15:30:00Z"),
        Conversion(zone: "Australia/Lord_Howe", local: "2026-10-04T02:30", expected: "one 2026-10-03T15:30:00Z"),
        Conversion(
            zone: "Australia/Lord_Howe", local: "2026-04-05T01:45",
            expected: "two 2026-04-04T14:45:00Z 2026-04-04T15:15:00Z"),
        Conversion(zone: "Australia/Adelaide", local: "2026-07-01T12:00", expected: "one 2026-07-01T02:30:00Z"),
        Conversion(zone: "Australia/Adelaide", local: "2026-10-04T02:10", expected: "gap 2026-10-03T16:30:00Z"),
        Conversion(zone: "Asia/Kolkata", local: "2026-01-01T00:00", expected: "one 2025-12-31T18:30:00Z"),
        Conversion(zone: "Asia/Tokyo", local: "2028-02-29T12:00", expected: "one 2028-02-29T03:00:00Z"),
        Conversion(zone: "Pacific/Apia", local: "2011-12-30T12:00", expected: "gap 2011-12-30T10:00:00Z"),
        Conversion(zone: "UTC", local: "2026-12-31T23:59:59", expected: "one 2026-12-31T23:59:59Z"),
    ])
    func wallClockTimesBecomeInstants(_ row: Conversion) throws {
        let clock = try #require(ZonedClock(identifier: row.zone))
        let text =
            switch clock.instants(of: CalendarWindow.LocalTime(row.local)) {
            case .one(let instant): "one \(instant)"
            case .gap(let next): "gap \(next)"
            case .overlap(let first, let second): "two \(first) \(second)"
            }
        #expect(text == row.expected)
    }

    @Test(arguments: ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Africa/Cairo"])
    func everyInstantIsAmongThoseOfItsLocalTime(zone: String) throws {
        let clock = try #require(ZonedClock(identifier: zone))
        // Every 47 minutes of the year 2026.
        for step in 0..<11_200 {
            let instant = Instant(seconds: 1_767_225_600 + Int64(step) * 2820)
            switch clock.instants(of: clock.local(instant)) {
            case .one(let found): #expect(found == instant)
            case .overlap(let first, let second): #expect(first == instant || second == instant)
            case .gap: Issue.record("\(instant) exists and was called a gap")
            }
        }
    }

    @Test func textsAreForPeople() throws {
        let clock = try #require(ZonedClock(identifier: "Europe/Berlin"))
        let instant = try #require(Instant(rfc3339: "2026-11-27T15:30:00Z"))
        #expect(clock.text(instant) == "Fri 2026-11-27 16:30 Europe/Berlin")
        #expect(clock.offsetText(at: instant) == "+01:00")
        #expect(ZonedClock(identifier: "America/St_Johns")?.offsetText(at: instant) == "-03:30")
        #expect(ZonedClock.utc.text(instant) == "Fri 2026-11-27 15:30 UTC")
    }

    @Test func fractionsBeforeTheEpochRoundDown() {
        #expect(ZonedClock.utc.local(Instant(milliseconds: -1)).iso8601 == "1969-12-31T23:59:59")
    }
}
