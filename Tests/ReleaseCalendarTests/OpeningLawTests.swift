import ReleaseCalendar
import ReleaseModel
import Testing

/// Laws of openings, over generated windows on a grid of half hours.
@Suite struct OpeningLawTests {
    /// A small linear congruential generator: the same windows on every run.
    struct Generator {
        var state: UInt64

        mutating func below(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }
    }

    static let origin = ChangeCalendarTests.at("2026-10-19T00:00:00Z")

    static func windows(seed: UInt64) -> [CalendarWindow] {
        var generator = Generator(state: seed)
        let rules = [nil, nil, "FREQ=DAILY;COUNT=6", "FREQ=WEEKLY;BYDAY=MO,WE,SA", "FREQ=DAILY;INTERVAL=3"]
        let zones = ["Europe/Berlin", "America/New_York", "UTC"]
        return (0..<(1 + generator.below(5))).map { index in
            let start = ZonedClock.utc.local(origin + .minutes(Int64(generator.below(300)) * 30))
            return CalendarWindow(
                id: "w\(index)", kind: generator.below(3) == 0 ? .allow : .deny, title: "w\(index)", start: start,
                end: start.adding(wallSeconds: Int64(1 + generator.below(60)) * 1800),
                timeZone: zones[generator.below(3)], recurrenceRule: rules[generator.below(rules.count)])
        }
    }

    static func isOpen(_ calendar: ChangeCalendar, _ start: Instant, _ duration: TimeAmount) -> Bool {
        let state = calendar.verdict(from: start, for: duration, environment: "production").state
        return state == .open || state == .unrestricted
    }

    @Test(arguments: 1...12)
    func theNextOpeningIsTheFirstInstantThatIsOpen(seed: Int) {
        let calendar = ChangeCalendar(windows: Self.windows(seed: UInt64(seed)))
        let duration = TimeAmount.minutes(Int64(seed % 5) * 75)
        let opening = calendar.nextOpen(after: Self.origin, for: duration, environment: "production")
        let last = min(opening.instant ?? .init(seconds: .max / 1000), Self.origin + .days(8))
        var instant = Self.origin
        while instant < last {
            #expect(!Self.isOpen(calendar, instant, duration), "\(instant) is open before \(opening)")
            instant = instant + .minutes(30)
        }
        if let found = opening.instant { #expect(Self.isOpen(calendar, found, duration), "\(found)") }
    }

    @Test(arguments: 1...12)
    func aFurtherFreezeNeverOpensAnything(seed: Int) {
        let windows = Self.windows(seed: UInt64(seed))
        let freeze = ChangeCalendarTests.window("more", "2026-10-21T09:00", "2026-10-22T09:00", rule: "FREQ=WEEKLY")
        let before = ChangeCalendar(windows: windows)
        let after = ChangeCalendar(windows: windows + [freeze])
        for step in 0..<100 {
            let instant = Self.origin + .minutes(Int64(step) * 97)
            if Self.isOpen(after, instant, .hours(2)) { #expect(Self.isOpen(before, instant, .hours(2))) }
        }
    }
}
