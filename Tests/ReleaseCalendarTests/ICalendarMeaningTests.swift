import ReleaseCalendar
import ReleaseModel
import Testing

/// What lengths, zones of a file's own and changed series mean.
@Suite struct ICalendarMeaningTests {
    static func calendar(_ lines: String) -> [UInt8] {
        Array(("BEGIN:VCALENDAR\n" + lines + "\nEND:VCALENDAR\n").utf8)
    }

    /// RFC 5545 section 3.3.6: days on the wall clock, hours exactly; of every occurrence, not of the first alone.
    @Test func aLengthIsExactInEveryOccurrence() {
        let night = "DTSTART;TZID=Europe/Berlin:20261017T220000\nRRULE:FREQ=WEEKLY;COUNT=3"
        #expect(
            ICalendarReaderTests.spans(Self.calendar("BEGIN:VEVENT\nUID:n\n\(night)\nDURATION:PT8H\nEND:VEVENT")) == [
                "2026-10-17 20:00 2026-10-18 04:00", "2026-10-24 20:00 2026-10-25 04:00",
                "2026-10-31 21:00 2026-11-01 05:00",
            ])
        #expect(
            ICalendarReaderTests.spans(Self.calendar("BEGIN:VEVENT\nUID:n\n\(night)\nDURATION:P1DT2H\nEND:VEVENT")) == [
                "2026-10-17 20:00 2026-10-18 22:00", "2026-10-24 20:00 2026-10-25 23:00",
                "2026-10-31 21:00 2026-11-01 23:00",
            ])
        // An end is a time on the wall clock, and stays there.
        #expect(
            ICalendarReaderTests.spans(
                Self.calendar("BEGIN:VEVENT\nUID:n\n\(night)\nDTEND;TZID=Europe/Berlin:20261018T060000\nEND:VEVENT"))
                == [
                    "2026-10-17 20:00 2026-10-18 04:00", "2026-10-24 20:00 2026-10-25 05:00",
                    "2026-10-31 21:00 2026-11-01 05:00",
                ])
        // The first occurrence of all begins in the spring gap of Cairo, and the others last no longer for it.
        #expect(
            ICalendarReaderTests.spans(
                Self.calendar(
                    "BEGIN:VEVENT\nUID:n\nDTSTART;TZID=Africa/Cairo:20260424T003000\nDURATION:PT30M\n"
                        + "RRULE:FREQ=WEEKLY;COUNT=2\nEND:VEVENT"))
                == ["2026-04-23 22:00 2026-04-23 22:30", "2026-04-30 21:30 2026-04-30 22:00"])
    }

    /// A zone that no IANA zone is called by is what the file says it is.
    @Test(arguments: [
        // Outlook's: rules from 1601 on, here those of central Europe.
        (
            """
            BEGIN:STANDARD
            DTSTART:16010101T030000
            TZOFFSETFROM:+0200
            TZOFFSETTO:+0100
            RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
            END:STANDARD
            BEGIN:DAYLIGHT
            DTSTART:16010101T020000
            TZOFFSETFROM:+0100
            TZOFFSETTO:+0200
            RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
            END:DAYLIGHT
            """,
            [
                "2026-10-23 08:00 2026-10-23 09:00", "2026-10-24 08:00 2026-10-24 09:00",
                "2026-10-25 09:00 2026-10-25 10:00",
            ]
        ),
        // One offset for ever, with minutes.
        (
            "BEGIN:STANDARD\nDTSTART:16010101T000000\nTZOFFSETFROM:-0741\nTZOFFSETTO:-0741\nEND:STANDARD",
            [
                "2026-10-23 17:41 2026-10-23 18:41", "2026-10-24 17:41 2026-10-24 18:41",
                "2026-10-25 17:41 2026-10-25 18:41",
            ]
        ),
        // Dates without a rule, one of them in UTC, and a rule that has ended.
        (
            """
            BEGIN:STANDARD
            DTSTART:20001029T030000
            TZOFFSETFROM:+0200
            TZOFFSETTO:+0100
            RDATE:20261024T120000Z
            END:STANDARD
            BEGIN:DAYLIGHT
            DTSTART:20000326T020000
            TZOFFSETFROM:+0100
            TZOFFSETTO:+0200
            RRULE:FREQ=YEARLY;UNTIL=20260326T010000Z
            END:DAYLIGHT
            """,
            [
                "2026-10-23 08:00 2026-10-23 09:00", "2026-10-24 08:00 2026-10-24 09:00",
                "2026-10-25 09:00 2026-10-25 10:00",
            ]
        ),
    ])
    func aZoneMayBeDefinedByTheFile(definition: String, expected: [String]) {
        let event =
            "BEGIN:VEVENT\nUID:z\nDTSTART;TZID=Our Zone:20261023T100000\nDURATION:PT1H\n"
            + "RRULE:FREQ=DAILY;COUNT=3\nEND:VEVENT"
        let zone = "BEGIN:VTIMEZONE\nTZID:Our Zone\n\(definition)\nEND:VTIMEZONE"
        #expect(ICalendarReaderTests.spans(Self.calendar("\(zone)\n\(event)")) == expected)
        #expect(ICalendarReaderTests.spans(Self.calendar("\(event)\n\(zone)")) == expected)
        // What is written of it has no such zone any more, and means the same.
        let (windows, _) = ICalendarReader.read(
            Self.calendar("\(zone)\n\(event)"), named: "f.ics", kind: .deny)
        let from = ChangeCalendarTests.at("2026-01-01T00:00:00Z")
        let text = ICalendarWriter.text(
            windows: windows, title: "t", expandingWithin: from..<(from + .days(400)), asOf: from)
        #expect(ICalendarReaderTests.spans(Array(text.utf8)) == expected)
    }

    @Test(arguments: [
        ("", "its VTIMEZONE has neither STANDARD nor DAYLIGHT"),
        ("BEGIN:STANDARD\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0100\nEND:STANDARD", "has no DTSTART"),
        ("BEGIN:STANDARD\nDTSTART:20000101T000000\nTZOFFSETFROM:+2500\nTZOFFSETTO:+0100\nEND:STANDARD", "no offset"),
        ("BEGIN:STANDARD\nDTSTART:20000101T000000\nTZOFFSETFROM:1\nTZOFFSETTO:+0100\nEND:STANDARD", "TZOFFSETFROM"),
        (
            "BEGIN:STANDARD\nDTSTART:20000101T000000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0100\nRRULE:FREQ=SECONDLY\n"
                + "END:STANDARD", "more than 4000 changes"
        ),
    ])
    func aDefinitionThatSaysNothingIsRefused(definition: String, expected: String) {
        let lines = ICalendarReaderTests.spans(
            Self.calendar(
                "BEGIN:VTIMEZONE\nTZID:Our Zone\n" + (definition.isEmpty ? "" : definition + "\n")
                    + "END:VTIMEZONE\nBEGIN:VEVENT\nUID:z\nDTSTART;TZID=Our Zone:20261023T100000\nDURATION:PT1H\n"
                    + "END:VEVENT"))
        #expect(lines.joined().contains(expected), "\(lines)")
        #expect(lines.joined().contains("the time zone \"Our Zone\" is defined by the file, but "))
    }

    @Test func aStatedZoneIsThatOfFloatingTimes() {
        let event = "BEGIN:VEVENT\nUID:z\nDTSTART:20261023T100000\nDURATION:PT1H\nEND:VEVENT"
        func starts(_ head: String, zone: String?) -> [String] {
            let (windows, diagnostics) = ICalendarReader.read(
                Self.calendar(head + event), named: "f.ics", kind: .deny, defaultZone: "Asia/Tokyo", floatingZone: zone)
            return diagnostics.map { String($0.message.text.prefix(30)) }
                + windows.map { "\($0.timeZone) \($0.start.iso8601)" }
        }
        #expect(starts("", zone: nil) == ["DTSTART is the floating time 2"])
        #expect(starts("", zone: "Europe/Berlin") == ["Europe/Berlin 2026-10-23T10:00:00"])
        // The file's own word goes before.
        #expect(starts("X-WR-TIMEZONE:America/Denver\n", zone: nil) == ["America/Denver 2026-10-23T10:00:00"])
        #expect(
            starts("X-WR-TIMEZONE:America/Denver\n", zone: "Europe/Berlin") == ["America/Denver 2026-10-23T10:00:00"])
    }

    /// RFC 5545 section 3.8.4.4: what follows moves with the changed instance; single changes still name the old times.
    @Test func aSeriesIsCutWhereAnInstanceAndAllThatFollowChange() {
        let text = """
            BEGIN:VEVENT
            UID:s
            SUMMARY:before
            DTSTART:20261101T120000Z
            DTEND:20261101T140000Z
            RRULE:FREQ=DAILY;INTERVAL=2;UNTIL=20261117T120000Z
            END:VEVENT
            BEGIN:VEVENT
            UID:s
            SUMMARY:after
            RECURRENCE-ID;RANGE=THISANDFUTURE:20261105T120000Z
            DTSTART:20261105T090000Z
            DTEND:20261105T160000Z
            END:VEVENT
            BEGIN:VEVENT
            UID:s
            RECURRENCE-ID:20261107T120000Z
            DTSTART:20261107T170000Z
            DTEND:20261107T190000Z
            END:VEVENT
            BEGIN:VEVENT
            UID:s
            RECURRENCE-ID;RANGE=THISANDFUTURE:20261111T120000Z
            DTSTART:20261112T142200Z
            DURATION:PT1H
            END:VEVENT
            BEGIN:VEVENT
            UID:s
            RECURRENCE-ID;RANGE=THISANDFUTURE:20261115T120000Z
            DTSTART:20261115T120000Z
            DURATION:PT1H
            STATUS:CANCELLED
            END:VEVENT
            """
        let expected = [
            "2026-11-01 12:00 2026-11-01 14:00", "2026-11-03 12:00 2026-11-03 14:00",
            "2026-11-05 09:00 2026-11-05 16:00", "2026-11-07 17:00 2026-11-07 19:00",
            "2026-11-09 09:00 2026-11-09 16:00", "2026-11-12 14:22 2026-11-12 15:22",
            "2026-11-14 14:22 2026-11-14 15:22",
        ]
        #expect(ICalendarReaderTests.spans(Self.calendar(text)) == expected)
        let (windows, _) = ICalendarReader.read(Self.calendar(text), named: "f.ics", kind: .deny)
        #expect(Set(windows.map(\.title)) == ["before", "after", "(no summary)"])
        let from = ChangeCalendarTests.at("2026-01-01T00:00:00Z")
        let written = ICalendarWriter.text(
            windows: windows, title: "t", expandingWithin: from..<(from + .days(400)), asOf: from)
        #expect(ICalendarReaderTests.spans(Array(written.utf8)) == expected)
    }

    @Test func aChangedInstanceWithoutItsSeriesIsAnEvent() {
        for range in ["", ";RANGE=THISANDFUTURE"] {
            let event =
                "BEGIN:VEVENT\nUID:s\nRECURRENCE-ID\(range):20261105T120000Z\nDTSTART:20261105T090000Z\n"
                + "DURATION:PT1H\nEND:VEVENT"
            #expect(ICalendarReaderTests.spans(Self.calendar(event)) == ["2026-11-05 09:00 2026-11-05 10:00"])
        }
    }

    /// A changed instance goes with the instance, where a later revision of the series takes that out.
    @Test(arguments: [
        (
            "SEQUENCE:2\nEXDATE:20261103T120000Z",
            ["2026-11-01 12:00 2026-11-01 13:00", "2026-11-05 12:00 2026-11-05 13:00"]
        ),
        (
            "SEQUENCE:2",
            [
                "2026-11-01 12:00 2026-11-01 13:00", "2026-11-03 17:00 2026-11-03 18:00",
                "2026-11-05 12:00 2026-11-05 13:00",
            ]
        ),
        (
            "SEQUENCE:1\nEXDATE:20261103T120000Z",
            [
                "2026-11-01 12:00 2026-11-01 13:00", "2026-11-03 17:00 2026-11-03 18:00",
                "2026-11-05 12:00 2026-11-05 13:00",
            ]
        ),
    ])
    func whatALaterRevisionTookOutDoesNotCount(series: String, expected: [String]) {
        let text = """
            BEGIN:VEVENT
            UID:s
            SEQUENCE:1
            RECURRENCE-ID:20261103T120000Z
            DTSTART:20261103T170000Z
            DURATION:PT1H
            END:VEVENT
            BEGIN:VEVENT
            UID:s
            DTSTART:20261101T120000Z
            DURATION:PT1H
            RRULE:FREQ=DAILY;INTERVAL=2;COUNT=3
            \(series)
            END:VEVENT
            """
        #expect(ICalendarReaderTests.spans(Self.calendar(text)) == expected)
    }
}
