import ReleaseCalendar
import ReleaseModel
import ReleaseTestSupport
import Testing

@Suite struct ICalendarWriterTests {
    static let asOf = ChangeCalendarTests.at("2026-11-20T10:00:00Z")

    static let timeline = ReleaseTimeline(
        timeZone: "Europe/Berlin", phases: [],
        tasks: [
            TimelineTask(
                id: "evidence-ci", title: "Supply CI status, test report; \\ and more — für alle Umgebungen 🚀🚀🚀🚀🚀🚀🚀",
                kind: .evidence, owner: "qa-lead", phase: "pilot", environment: "staging", duration: .hours(4),
                start: ChangeCalendarTests.at("2026-11-23T08:00:00Z"),
                end: ChangeCalendarTests.at("2026-11-23T12:00:00Z"),
                dependencies: ["scope"], isCritical: true, slack: .hours(0), requiredEvidence: ["ci", "jira"]),
            TimelineTask(
                id: "draft", title: "Line one\r\nBEGIN:VEVENT\nline three", kind: .draft, owner: "docs", phase: "",
                duration: .minutes(30), start: ChangeCalendarTests.at("2026-11-23T12:00:00Z"),
                end: ChangeCalendarTests.at("2026-11-23T12:30:00Z"), dependencies: [], isCritical: false,
                slack: .days(2)),
        ],
        reviews: [
            TimelineReview(
                day: 7, at: ChangeCalendarTests.at("2026-12-04T09:00:00Z"), owner: "release-manager",
                questions: ["Did error budgets hold?", "Are all tickets closed?"])
        ],
        criticalPath: ["evidence-ci"], parallelGroups: [], slipEffect: "", adjustments: [])

    @Test func aTimeline() throws {
        let text = ICalendarWriter.text(timeline: Self.timeline, key: "INIT-1", title: "Shop 2.4", asOf: Self.asOf)
        #expect(
            text == ICalendarWriter.text(timeline: Self.timeline, key: "INIT-1", title: "Shop 2.4", asOf: Self.asOf))
        for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
            #expect(line.last == UInt8(ascii: "\r"))
            #expect(line.count <= 76)
            #expect(String(validating: Array(line), as: UTF8.self) != nil)
        }
        #expect(text.components(of: "\r\nBEGIN:VEVENT").count == 4)
        try expectGolden(
            text.replacing("\r\n", with: "\n"), at: RecurrenceCorpusTests.fixtures + "/timeline.ics.txt")
    }

    /// What nobody can see must not turn a title around or hide in it.
    @Test func nothingHiddenReachesACalendar() throws {
        let task = try #require(Self.timeline.tasks.first)
        var hostile = Self.timeline
        hostile.tasks = [task]
        hostile.tasks[0].title = "Promote \u{202E}evil\u{2066} \u{200B}@all\u{FEFF} 👩‍💻"
        let text = ICalendarWriter.text(
            timeline: hostile, key: "I", title: "Shop\u{202D} 2.4\r\nX-BAD: 1", asOf: Self.asOf)
        let unfolded = text.replacing("\r\n ", with: "")
        #expect(unfolded.contains("SUMMARY:Promote ⟨U+202E⟩evil⟨U+2066⟩ ⟨U+200B⟩@all⟨U+FEFF⟩ 👩‍💻\r\n"))
        #expect(unfolded.contains("X-WR-CALNAME:Shop⟨U+202D⟩ 2.4\\nX-BAD: 1\r\n"))
        #expect(!unfolded.unicodeScalars.contains { [0x202D, 0x202E, 0x2066, 0x200B, 0xFEFF].contains($0.value) })
    }

    @Test func whatIsWrittenReadsBackTheSame() {
        let windows = [
            ChangeCalendarTests.window(
                "a", "2026-10-23T16:00", "2026-10-26T06:00", rule: "FREQ=WEEKLY;COUNT=4", except: ["2026-10-30T16:00"],
                environments: ["production", "preprod"], modules: ["billing"], actions: [.promote, .rollback]),
            ChangeCalendarTests.window("b", "2026-12-20", "2027-01-04", zone: "UTC"),
        ]
        let range = ChangeCalendarTests.at("2026-01-01T00:00:00Z")..<ChangeCalendarTests.at("2028-01-01T00:00:00Z")
        let text = ICalendarWriter.text(windows: windows, title: "t", expandingWithin: range, asOf: Self.asOf)
        let (read, diagnostics) = ICalendarReader.read(Array(text.utf8), named: "t.ics", kind: .deny)
        #expect(diagnostics.isEmpty)
        #expect(read.map(\.id) == ["a", "b"])
        #expect(read.map(\.environments) == windows.map(\.environments))
        #expect(read.map(\.modules) == windows.map(\.modules))
        #expect(read.map(\.actions) == windows.map(\.actions))
        let expand = { (windows: [CalendarWindow]) in
            ChangeCalendar(windows: windows).occurrences(from: range.lowerBound, to: range.upperBound).occurrences
                .map { "\($0.start) \($0.end)" }
        }
        #expect(expand(read) == expand(windows))
        #expect(expand(read).count == 4)
    }

    @Test func cronFreezesAreWrittenAsTheirOccurrences() {
        let (windows, _) = CronFreeze.windows(
            freezeStart: "0 23 * * 5", freezeEnd: "0 7 * * 1", zone: "Europe/Berlin", id: "gitlab",
            location: CronFreezeTests.here)
        let range = ChangeCalendarTests.at("2026-10-20T00:00:00Z")..<ChangeCalendarTests.at("2026-10-31T00:00:00Z")
        let text = ICalendarWriter.text(windows: windows, title: "t", expandingWithin: range, asOf: Self.asOf)
        #expect(text.contains("DTSTART:20261023T210000Z\r\nDTEND:20261026T060000Z\r\n"))
        #expect(text.contains("UID:gitlab/20261030T220000Z\r\n"))
    }
}

extension String {
    /// The parts between occurrences of `separator`, by bytes.
    fileprivate func components(of separator: String) -> [Substring] { split(separator: separator) }
}
