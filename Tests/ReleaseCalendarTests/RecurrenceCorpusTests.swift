import Foundation
import ReleaseCalendar
import ReleaseModel
import ReleaseTestSupport
import Testing

/// The cases of python-dateutil's own test suite, each of which must expand exactly.
@Suite struct RecurrenceCorpusTests {
    struct Corpus: Decodable {
        struct Case: Decodable {
            var test: String
            var rule: String
            var expected: [String]
        }
        var cases: [Case]
    }

    static let fixtures = projectFolder + "/Tests/ReleaseCalendarTests/Fixtures"

    @Test func everyCaseExpandsExactly() throws {
        let data = try Data(contentsOf: URL(fileURLWithPath: Self.fixtures + "/dateutil-rrule-cases.json"))
        let cases = try JSONDecoder().decode(Corpus.self, from: data).cases
        #expect(cases.count == 233)
        for item in cases {
            let start = CalendarWindow.LocalTime("1997-09-02T09:00:00")
            let set = try RecurrenceSet(parsing: item.rule, defaultStart: start)
            let found = set.occurrences(
                from: CalendarWindow.LocalTime("0001-01-01"), through: CalendarWindow.LocalTime("9999-12-31T23:59:59"),
                clock: .utc)
            #expect(found.times.map(\.iso8601) == item.expected, "\(item.test): \(item.rule)")
            #expect(found.knownUntil == nil, "\(item.test)")
        }
    }
}

extension CalendarWindow.LocalTime {
    /// The time that `YYYY-MM-DD`, `YYYY-MM-DDThh:mm` or `YYYY-MM-DDThh:mm:ss` writes.
    init(_ text: String) {
        let padded = text + "T00:00:00".dropFirst(max(0, text.count - 10))
        let instant = Instant(rfc3339: padded + "Z") ?? Instant(seconds: 0)
        self = ZonedClock.utc.local(instant)
    }
}
