import Foundation
import ReleaseCalendar
import ReleaseModel
import ReleaseTestSupport
import Testing

@Suite struct ICalendarReaderTests {
    static func event(_ lines: [String], head: [String] = []) -> [UInt8] {
        let all =
            ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//t//t//EN"] + head
            + ["BEGIN:VEVENT", "UID:e1", "SUMMARY:Freeze"] + lines + ["END:VEVENT", "END:VCALENDAR", ""]
        return Array(all.joined(separator: "\r\n").utf8)
    }

    static func spans(
        _ bytes: [UInt8], zone: String? = nil, from: String = "2026-01-01T00:00:00Z",
        to: String = "2028-01-01T00:00:00Z"
    ) -> [String] {
        let (windows, diagnostics) = ICalendarReader.read(bytes, named: "f.ics", kind: .deny, defaultZone: zone)
        let calendar = ChangeCalendar(windows: windows)
        let found = calendar.occurrences(from: ChangeCalendarTests.at(from), to: ChangeCalendarTests.at(to))
        return diagnostics.map(\.description) + calendar.diagnostics.map(\.description)
            + found.occurrences.map { "\($0.start.minuteInUTC.prefix(16)) \($0.end.minuteInUTC.prefix(16))" }
    }

    @Test(arguments: [
        (["DTSTART:20261224T100000Z", "DTEND:20261224T120000Z"], ["2026-12-24 10:00 2026-12-24 12:00"]),
        (
            ["DTSTART;TZID=Europe/Berlin:20261224T100000", "DTEND;TZID=America/New_York:20261224T080000"],
            ["2026-12-24 09:00 2026-12-24 13:00"]
        ),
        (["DTSTART;TZID=\"Europe/Berlin\":20261224T100000", "DURATION:PT90M"], ["2026-12-24 09:00 2026-12-24 10:30"]),
        // A day over the end of summer time: a nominal day has 25 hours, 24 exact hours end an hour earlier.
        (["DTSTART;TZID=Europe/Berlin:20261024T120000", "DURATION:P1D"], ["2026-10-24 10:00 2026-10-25 11:00"]),
        (["DTSTART;TZID=Europe/Berlin:20261024T120000", "DURATION:PT24H"], ["2026-10-24 10:00 2026-10-25 10:00"]),
        // Whole days are those of the zone; without an end it is one day.
        (["DTSTART;VALUE=DATE:20261224", "DTEND;VALUE=DATE:20261227"], ["2026-12-23 23:00 2026-12-26 23:00"]),
        (["DTSTART;VALUE=DATE:20261224"], ["2026-12-23 23:00 2026-12-24 23:00"]),
        (["DTSTART;VALUE=DATE:20280229", "DURATION:P1D"], []),
        // Names of other programs for the same zone.
        (
            ["DTSTART;TZID=W. Europe Standard Time:20260701T100000", "DURATION:PT1H"],
            ["2026-07-01 08:00 2026-07-01 09:00"]
        ),
        (
            ["DTSTART;TZID=/mozilla.org/20050126_1/Europe/Berlin:20260701T100000", "DURATION:PT1H"],
            ["2026-07-01 08:00 2026-07-01 09:00"]
        ),
        (["DTSTART:20261224T100000Z", "DURATION:PT1H", "STATUS:CANCELLED"], []),
        // What an EXRULE names does not take place, be it named by a rule, a date or a period.
        (
            ["DTSTART:20261224T100000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=4", "EXRULE:FREQ=DAILY;INTERVAL=2"],
            ["2026-12-25 10:00 2026-12-25 11:00", "2026-12-27 10:00 2026-12-27 11:00"]
        ),
        (
            [
                "DTSTART:20261224T100000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=2",

                "RDATE;VALUE=PERIOD:20261228T100000Z/PT2H,20261229T100000Z/PT2H", "RDATE:20261230T100000Z",
                "EXRULE:FREQ=DAILY;INTERVAL=2",
            ],
            [
                "2026-12-25 10:00 2026-12-25 11:00",
                "2026-12-29 10:00 2026-12-29 12:00",
            ]
        ),
        (["DTSTART:20261224T100000Z", "DURATION:PT1H", "EXRULE:FREQ=YEARLY"], []),
        (
            [
                "DTSTART;TZID=Europe/Berlin:20261023T160000", "DURATION:PT2H", "RRULE:FREQ=WEEKLY;COUNT=4",
                "EXDATE;TZID=Europe/Berlin:20261030T160000", "EXDATE:20261106T150000Z",
                "RDATE;VALUE=PERIOD:20261201T100000Z/PT30M,20261202T100000Z/20261202T113000Z",
                "RDATE;TZID=Europe/Berlin:20261203T080000",
            ],
            [
                "2026-10-23 14:00 2026-10-23 16:00", "2026-11-13 15:00 2026-11-13 17:00",
                "2026-12-01 10:00 2026-12-01 10:30", "2026-12-02 10:00 2026-12-02 11:30",
                "2026-12-03 07:00 2026-12-03 09:00",
            ]
        ),
        // An EXDATE that gives only the day of a timed event takes that day's occurrence out.
        (
            [
                "DTSTART:20261201T100000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=3", "EXDATE;VALUE=DATE:20261202",
            ],
            ["2026-12-01 10:00 2026-12-01 11:00", "2026-12-03 10:00 2026-12-03 11:00"]
        ),
        // Outlook names the days of a series of whole days as midnights of a zone.
        (
            [
                "DTSTART;VALUE=DATE:20260415", "RRULE:FREQ=DAILY;COUNT=3", "EXDATE;TZID=Asia/Tokyo:20260416T000000",
                "EXDATE:20260417T000000Z",
            ],
            ["2026-04-14 22:00 2026-04-15 22:00"]
        ),
        // A period has a length, whether the event has one or not.
        (
            ["DTSTART:20261224T100000Z", "RDATE;VALUE=PERIOD:20261226T100000Z/PT2H,20261228T100000Z/20261228T110000Z"],
            [
                "f.ics:4: warning: the event has no length, so it denies and allows nothing; if a window is meant, give "
                    + "it a later DTEND or a DURATION",
                "2026-12-26 10:00 2026-12-26 12:00", "2026-12-28 10:00 2026-12-28 11:00",
            ]
        ),
        // The same rule twice names each occurrence once.
        (
            [
                "DTSTART:20261224T100000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=2", "RRULE:FREQ=DAILY;COUNT=2",
            ],
            ["2026-12-24 10:00 2026-12-24 11:00", "2026-12-25 10:00 2026-12-25 11:00"]
        ),
        // Folded lines, lower case, alarms and unknown properties.
        (
            [
                "dtstart:2026122", " 4T100000Z", "duration:PT1H", "X-WHATEVER;A=\"b:c;d\":e", "BEGIN:VALARM",
                "TRIGGER:-PT15M", "DURATION:PT5M", "END:VALARM",
            ],
            ["2026-12-24 10:00 2026-12-24 11:00"]
        ),
    ])
    func timesOfAnEvent(lines: [String], expected: [String]) {
        #expect(Self.spans(Self.event(lines), zone: "Europe/Berlin") == expected)
    }

    @Test(arguments: [
        (
            ["DTSTART:20261224T100000", "DURATION:PT1H"],
            "f.ics:7: error: DTSTART is the floating time 2026-12-24T10:00:00"
        ),
        (
            ["DTSTART;VALUE=DATE:20261224"],
            "f.ics:7: error: DTSTART is the whole day 2026-12-24, and nothing names the zone"
        ),
        (
            ["DTSTART;TZID=Mars/Olympus:20261224T100000", "DURATION:PT1H"],
            "the time zone \"Mars/Olympus\" is not known"
        ),
        (["DTSTART:20261324T100000Z", "DURATION:PT1H"], "DTSTART has \"20261324T100000Z\""),
        (["DURATION:PT1H"], "f.ics:4: error: the event has no DTSTART"),
        (["DTSTART:20261224T100000Z"], "f.ics:4: warning: the event has no length, so it denies and allows nothing"),
        (["DTSTART:20261224T100000Z", "DTEND:20261224T100000Z"], "f.ics:8: warning: the event has no length"),
        (["DTSTART:20261224T100000Z", "DURATION:PT1H", "RRULE:"], "f.ics:4: warning: an RRULE of the event is empty"),
        (["X-APPLE-RADIUS=49.9", "DTSTART:20261224T100000Z", "DURATION:PT1H"], "f.ics:7: warning: \"X-APPLE-RADIUS"),
        (["DTSTART:20261224T100000Z", "SUMMARY=x", "DURATION:PT1H"], "f.ics:8: warning: \"SUMMARY=x"),
        (["RRULE:FREQ=DAILY;COUNT=1", "0 and so on"], "f.ics:8: error: \"0 and so on"),
        (["SUMMARY:x", "DTSTART=20261224T100000Z", "DURATION:PT1H"], "f.ics:8: error: \"DTSTART=2026"),
        (
            ["DTSTART:20261224T100000Z", "DTEND:20261224T090000Z"],
            "f.ics:8: error: the event ends at 2026-12-24T09:00:00"
        ),
        (
            ["DTSTART:20261224T100000Z", "DTEND:20261224T110000Z", "DURATION:PT2H"],
            "DTEND and DURATION are both given and differ"
        ),
        (["DTSTART:20261224T100000Z", "DTEND;TZID=Europe/Berlin;VALUE=DATE:20261225"], "not of one kind"),
        (["DTSTART:20261224T100000Z", "DURATION:-PT1H"], "the duration \"-PT1H\" cannot be read"),
        (
            ["DTSTART:20261224T100000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;BYFOO=1"],
            "f.ics:9: error: \"BYFOO\" is not a part"
        ),
        (
            ["DTSTART:20261224T100000Z", "DURATION:PT1H", "EXRULE:FREQ=DAILY;BYFOO=1"],
            "\"BYFOO\" is not a part"
        ),
        (
            ["DTSTART:20261224T100000Z", "DURATION:PT1H", "no colon here"],
            "f.ics:9: error: \"no colon here\" is not a content line"
        ),
        (
            ["DTSTART:20261224T100000Z", "DURATION:PT1H", "RECURRENCE-ID;RANGE=THISANDPRIOR:20261224T100000Z"],
            "RANGE is \"THISANDPRIOR\"; accepted is THISANDFUTURE"
        ),
        (["DTSTART:20261224T100000Z", "DURATION:PT1H", "X-RELEASEGATE-ACTIONS:deploy"], "has an unknown action"),
    ])
    func faultsAreNamedWithTheirLine(lines: [String], expected: String) {
        let text = ICalendarReader.read(Self.event(lines), named: "f.ics", kind: .deny).diagnostics
            .map(\.description).joined(separator: "\n")
        #expect(text.contains(expected), "\(text)")
    }

    @Test(arguments: [
        ("", "there is no BEGIN:VCALENDAR"), ("hello", "is not a content line"), ("<html>:x", "is not a content line"),
        ("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\n", "f.ics:2: error: VEVENT is not closed"),
        ("BEGIN:VCALENDAR\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", "f.ics:2: error: END:VEVENT closes nothing"),
        ("BEGIN:VEVENT\r\nEND:VEVENT\r\n", "stands outside of a calendar"),
        (String(repeating: "BEGIN:VCALENDAR\n", count: 300), "nested deeper"),
    ])
    func brokenFiles(text: String, expected: String) {
        let (windows, diagnostics) = ICalendarReader.read(Array(text.utf8), named: "f.ics", kind: .deny)
        #expect(windows.isEmpty)
        #expect(diagnostics.map(\.description).joined(separator: "\n").contains(expected))
        #expect(diagnostics.count <= 200)
    }

    @Test func everyTruncationIsReportedOrComplete() {
        let bytes = Self.event(["DTSTART:20261224T100000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=3"])
        for length in 0..<(bytes.count - 2) {
            let result = ICalendarReader.read(Array(bytes[..<length]), named: "f.ics", kind: .deny)
            #expect(!result.diagnostics.isEmpty, "\(length)")
            #expect(result.windows.isEmpty, "\(length)")
        }
    }

    @Test func otherEncodings() {
        let bytes = Self.event(["DTSTART:20261224T100000Z", "DURATION:PT1H"])
        let expected = ["2026-12-24 10:00 2026-12-24 11:00"]
        #expect(Self.spans([0xEF, 0xBB, 0xBF] + bytes) == expected)
        #expect(Self.spans(bytes.filter { $0 != 0x0D }) == expected)
        #expect(Self.spans([0xFF, 0xFE] + bytes).first?.contains("UTF-16") == true)
        let broken = bytes.flatMap { $0 == UInt8(ascii: "F") ? [0xC3, 0x28] : [$0] }
        #expect(Self.spans(broken).first?.contains("not UTF-8") == true)
    }

    @Test func aChangedInstanceReplacesTheOneOfTheSeries() {
        let text = """
            BEGIN:VCALENDAR
            BEGIN:VEVENT
            UID:s
            DTSTART;TZID=Europe/Berlin:20261102T090000
            DTEND;TZID=Europe/Berlin:20261102T100000
            RRULE:FREQ=DAILY;COUNT=4
            END:VEVENT
            BEGIN:VEVENT
            UID:s
            RECURRENCE-ID;TZID=Europe/Berlin:20261103T090000
            SEQUENCE:1
            DTSTART;TZID=Europe/Berlin:20261103T140000
            DTEND;TZID=Europe/Berlin:20261103T160000
            END:VEVENT
            BEGIN:VEVENT
            UID:s
            RECURRENCE-ID;TZID=Europe/Berlin:20261103T090000
            DTSTART;TZID=Europe/Berlin:20261103T110000
            DTEND;TZID=Europe/Berlin:20261103T120000
            END:VEVENT
            BEGIN:VEVENT
            UID:s
            RECURRENCE-ID:20261104T080000Z
            DTSTART:20261104T080000Z
            DURATION:PT1H
            STATUS:CANCELLED
            END:VEVENT
            END:VCALENDAR
            """
        #expect(
            Self.spans(Array(text.utf8)) == [
                "2026-11-02 08:00 2026-11-02 09:00", "2026-11-03 13:00 2026-11-03 15:00",
                "2026-11-05 08:00 2026-11-05 09:00",
            ])
    }

    @Test func aStartThatTheRuleDoesNotNameCountsAndIsReported() {
        let bytes = Self.event(["DTSTART:20261101T100000Z", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;BYDAY=FR;COUNT=1"])
        let lines = Self.spans(bytes)
        #expect(lines.first?.contains("warning: the rule does not name the event's own start") == true)
        #expect(
            Array(lines.dropFirst())
                == ["2026-11-01 10:00 2026-11-01 11:00", "2026-11-06 10:00 2026-11-06 11:00"])
    }

    @Test(arguments: ["google-export", "outlook-export", "apple-export"])
    func exportsOfCommonPrograms(name: String) throws {
        let folder = RecurrenceCorpusTests.fixtures
        let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name).ics")))
        let (windows, diagnostics) = ICalendarReader.read(
            bytes, named: "\(name).ics", kind: .deny, owner: "release-manager", environments: ["production"])
        let calendar = ChangeCalendar(windows: windows)
        var lines = (diagnostics + calendar.diagnostics).map(\.description)
        lines += windows.map {
            "\($0.id) | \($0.title) | \($0.owner ?? "-") | \($0.reason ?? "-") | \($0.timeZone) | \($0.location?.line ?? 0)"
        }
        lines += calendar.occurrences(
            from: ChangeCalendarTests.at("2026-10-01T00:00:00Z"), to: ChangeCalendarTests.at("2027-02-01T00:00:00Z")
        ).occurrences.map { "\($0.start) \($0.end) \($0.window.title)" }
        try expectGolden(lines.joined(separator: "\n") + "\n", at: "\(folder)/\(name).txt")
    }
}
