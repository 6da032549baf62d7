import ReleaseModel
import ReleaseTestSupport
import Testing

@testable import ReleaseCalendar

/// Files whose every rule is harmless and whose sum is not. What is counted here are steps, so that no test depends on
/// how fast the machine is.
@Suite struct ExpansionBudgetTests {
    typealias LocalTime = CalendarWindow.LocalTime

    private static func list(_ range: Range<Int>) -> String { range.map(String.init).joined(separator: ",") }

    private static func expansion(
        _ rule: String, _ start: String, _ lower: String, _ upper: String
    ) throws -> RecurrenceSet.Expansion {
        RecurrenceSet(start: LocalTime(start), rules: [try RecurrenceRule(parsing: rule)])
            .occurrences(from: LocalTime(lower), through: LocalTime(upper), clock: .utc)
    }

    /// What lies before the asked span costs nothing, also where `COUNT` has to be kept.
    @Test(arguments: [
        ("FREQ=SECONDLY;COUNT=1000000000", 100, 2), ("FREQ=MINUTELY;INTERVAL=7;COUNT=100000000", 100, 0),
        ("FREQ=HOURLY;COUNT=10000000", 100, 0), ("FREQ=DAILY;COUNT=100000", 100, 0),
        ("FREQ=WEEKLY;COUNT=100000", 100, 0), ("FREQ=SECONDLY", 100, 2), ("FREQ=DAILY", 100, 0),
        ("FREQ=DAILY;UNTIL=20991231T000000", 100, 0),
        (
            "FREQ=DAILY;BYHOUR=\(list(0..<24));BYMINUTE=\(list(0..<60));BYSECOND=\(list(0..<60));COUNT=1000000000",
            250_000, 2
        ),
    ])
    func theSpanIsReachedAtOnce(rule: String, limit: Int, expected: Int) throws {
        let found = try Self.expansion(rule, "2006-01-01T09:00:00", "2026-11-20T13:30:30", "2026-11-20T13:30:31")
        #expect(found.steps <= limit, "\(rule)")
        #expect(found.times.count == expected, "\(rule)")
        #expect(found.knownUntil == nil)
    }

    /// Law: asking about a part gives that part of the whole, whatever was computed instead of counted.
    @Test(arguments: [
        "FREQ=SECONDLY;INTERVAL=4001;COUNT=60", "FREQ=MINUTELY;INTERVAL=61;COUNT=70", "FREQ=HOURLY;INTERVAL=5;COUNT=40",
        "FREQ=DAILY;COUNT=9", "FREQ=DAILY;INTERVAL=3;COUNT=5;BYHOUR=8,20", "FREQ=WEEKLY;COUNT=4",
        "FREQ=WEEKLY;INTERVAL=2;WKST=SU;COUNT=3", "FREQ=WEEKLY;COUNT=7;BYDAY=MO,WE,SU;BYHOUR=7,9,23",
        "FREQ=MONTHLY;COUNT=4;BYMONTHDAY=1,15,31", "FREQ=MONTHLY;COUNT=5;BYDAY=MO,TU,WE;BYSETPOS=1,-1",
        "FREQ=YEARLY;COUNT=6;BYMONTH=1,3;BYDAY=1FR", "FREQ=HOURLY;BYHOUR=9,17;BYMINUTE=0,30;COUNT=25",
        "FREQ=MINUTELY;BYHOUR=9;BYMINUTE=10,50;COUNT=13", "FREQ=SECONDLY;BYHOUR=9;BYMINUTE=1;BYSECOND=1,7;COUNT=11",
    ])
    func aPartIsThatPartOfTheWhole(rule: String) throws {
        let start = "2026-01-04T09:00:00"
        let whole = try Self.expansion(rule, start, "0001-01-01", "9999-12-31").times
        let count = try RecurrenceRule(parsing: rule).count
        #expect(whole.count == count)
        for day in stride(from: 1, to: 28, by: 2) {
            for length in [0, 1, 9] {
                let lower = LocalTime(date: CivilDate(daysSinceEpoch: 20_457 + day), secondOfDay: 32_400)
                let upper = lower.adding(wallSeconds: Int64(length) * 86_400 + 61)
                let part = RecurrenceSet(start: LocalTime(start), rules: [try RecurrenceRule(parsing: rule)])
                    .occurrences(from: lower, through: upper, clock: .utc).times
                #expect(part == whole.filter { lower <= $0 && $0 <= upper }, "\(rule), \(lower.iso8601)")
            }
        }
    }

    private static func calendar(_ count: Int, rule: String, end: String, dear: Int? = nil) -> ChangeCalendar {
        ChangeCalendar(
            windows: (0..<count).map { number in
                var window = ChangeCalendarTests.window(
                    "w\(number)", "2006-01-01T09:00:00", end, zone: "UTC", rule: number == dear ? "FREQ=SECONDLY" : rule
                )
                window.location = SourceLocation(file: "freezes.ics", line: number * 6 + 1)
                return window
            })
    }

    private static func spent(
        _ calendar: ChangeCalendar, from: String, _ duration: TimeAmount
    ) -> (budget: ExpansionBudget, state: CalendarVerdict.State) {
        let budget = ExpansionBudget()
        let verdict = VerdictMaker(
            calendar: calendar, scope: ChangeCalendar.Scope(environment: "production"), duration: duration, clock: nil,
            budget: budget
        ).verdict(from: ChangeCalendarTests.at(from))
        return (budget, verdict.state)
    }

    @Test func aFileOfHarmlessRulesIsAnswered() {
        // They ended before the question: nothing is expanded.
        let ended = Self.calendar(200, rule: "FREQ=SECONDLY;COUNT=100000000", end: "2006-01-01T09:00:01")
        #expect(Self.spent(ended, from: "2026-11-20T09:00:00Z", .hours(1)).budget.spent < 10_000)
        let daily = Self.calendar(7, rule: "FREQ=DAILY", end: "2006-01-01T09:30:00")
        let (budget, state) = Self.spent(daily, from: "2026-11-20T10:00:00Z", .hours(1))
        #expect(state == .open && budget.spent < 3000 && budget.obstacle == nil)
    }

    @Test func theBudgetIsOneForAllWindows() throws {
        let dense = Self.calendar(200, rule: "FREQ=SECONDLY;COUNT=1000000000", end: "2006-01-01T09:00:01")
        let (budget, state) = Self.spent(dense, from: "2026-11-20T10:00:00Z", .hours(1))
        #expect(state == .closed)
        // One window at most goes beyond it, by what is left for it and by what is found in it.
        #expect(budget.spent <= 3 * ExpansionBudget.usual)
        // An interval that only the last of the windows could speak about is not open for want of steps.
        let allow = dense.windows.map { window in
            var window = window
            window.kind = .allow
            return window
        }
        let (_, open) = Self.spent(ChangeCalendar(windows: allow), from: "2026-11-20T10:00:00Z", .days(30))
        guard case .unknown(let reason) = open else {
            Issue.record("\(open)")
            return
        }
        #expect(reason.hasPrefix("freezes.ics:") && reason.contains("FREQ=SECONDLY"), "\(reason)")
        let found = dense.occurrences(
            from: ChangeCalendarTests.at("2026-01-01T00:00:00Z"), to: ChangeCalendarTests.at("2027-01-01T00:00:00Z"))
        #expect(found.knownUntil == ChangeCalendarTests.at("2026-01-01T00:00:00Z"))
        let obstacle = try #require(found.obstacle)
        #expect(
            obstacle.location.file == "freezes.ics" && obstacle.description.contains("take more than 2000000 steps"))
    }

    @Test func theCostliestRuleIsNamed() throws {
        let calendar = Self.calendar(3000, rule: "FREQ=DAILY", end: "2006-01-01T09:30:00", dear: 7)
        let found = calendar.occurrences(
            from: ChangeCalendarTests.at("2026-11-20T00:00:00Z"), to: ChangeCalendarTests.at("2027-11-20T00:00:00Z"))
        let obstacle = try #require(found.obstacle)
        #expect(obstacle.location.line == 43 && obstacle.description.contains("(FREQ=SECONDLY)"))
    }
}
