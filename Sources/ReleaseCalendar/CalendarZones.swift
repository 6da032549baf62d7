import ReleaseModel

/// Finds the IANA zone that a calendar means by a TZID.
struct CalendarZones {
    /// The zone of whole days; nil where nothing names it.
    let wholeDayZone: ZonedClock?

    private let locations: [String: String]
    private let defined: Set<String>

    init(calendar: CalendarComponent, defaultZone: String?) {
        var locations: [String: String] = [:]
        var defined: Set<String> = []
        for zone in calendar.components where zone.name == "VTIMEZONE" {
            guard let id = zone.first("TZID")?.text else { continue }
            defined.insert(id)
            if let location = zone.first("X-LIC-LOCATION")?.text {
                locations[id] = location
            }
        }
        self.locations = locations
        self.defined = defined
        let named = calendar.first("X-WR-TIMEZONE")?.text
        self.wholeDayZone =
            named.flatMap { CalendarZones.clock($0) } ?? defaultZone.flatMap { ZonedClock(identifier: $0) }
    }

    /// The clock of the zone that the file calls `id`.
    ///
    /// - Throws: `CalendarProblem` where it maps to no IANA zone.
    func clock(_ id: String) throws(CalendarProblem) -> ZonedClock {
        if let clock = CalendarZones.clock(id) { return clock }
        if let location = locations[id], let clock = CalendarZones.clock(location) { return clock }
        let why =
            defined.contains(id)
            ? "is defined by the file's own VTIMEZONE, which names no IANA zone; put X-LIC-LOCATION with one into it"
            : "is not known"
        throw CalendarProblem("the time zone \"\(id)\" \(why); \(CalendarProblem.zoneRule)")
    }

    /// An IANA name, one with a vendor's prefix such as `/mozilla.org/20050126_1/Europe/Berlin`, a Windows name, or a
    /// name of UTC.
    private static func clock(_ id: String) -> ZonedClock? {
        if let clock = ZonedClock(identifier: id) { return clock }
        if ["UTC", "GMT", "Z", "Etc/UTC", "Etc/GMT"].contains(id) { return .utc }
        if let name = WindowsZones.names[id] { return ZonedClock(identifier: name) }
        guard id.hasPrefix("/") else { return nil }
        let parts = id.split(separator: "/")
        for count in [3, 2] where parts.count > count {
            if let clock = ZonedClock(identifier: parts.suffix(count).joined(separator: "/")) { return clock }
        }
        return nil
    }
}
