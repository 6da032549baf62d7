import ReleaseModel

/// Finds the zone that a calendar means by a TZID: an IANA zone by that name, else what the file itself defines.
///
/// The name goes before the definition: definitions in files are often old, and IANA's rules are kept.
struct CalendarZones {
    /// The zone of whole days; nil where nothing names it.
    let wholeDayZone: ZonedClock?
    /// The zone of floating times; nil where nobody has stated one.
    let floatingZone: ZonedClock?

    private let locations: [String: String]
    private let defined: [String: ZonedClock]
    private let problems: [String: CalendarProblem]

    init(calendar: CalendarComponent, defaultZone: String?, floatingZone: String?) {
        var locations: [String: String] = [:]
        var defined: [String: ZonedClock] = [:]
        var problems: [String: CalendarProblem] = [:]
        for zone in calendar.components where zone.name == "VTIMEZONE" {
            guard let id = zone.first("TZID")?.text else { continue }
            if let location = zone.first("X-LIC-LOCATION")?.text { locations[id] = location }
            guard CalendarZones.clock(id) == nil else { continue }
            do throws(CalendarProblem) {
                defined[id] = ZonedClock(identifier: id, definition: try ZoneDefinitionReader.definition(in: zone))
            } catch {
                problems[id] = error
            }
        }
        self.locations = locations
        self.defined = defined
        self.problems = problems
        let named = calendar.first("X-WR-TIMEZONE")?.text
        let own = named.flatMap { CalendarZones.clock($0) ?? defined[$0] }
        self.wholeDayZone = own ?? defaultZone.flatMap { ZonedClock(identifier: $0) }
        self.floatingZone = own ?? floatingZone.flatMap { ZonedClock(identifier: $0) }
    }

    /// The clock of the zone that the file calls `id`.
    ///
    /// - Throws: `CalendarProblem` where it is no IANA zone and the file does not define it.
    func clock(_ id: String) throws(CalendarProblem) -> ZonedClock {
        if let clock = CalendarZones.clock(id) { return clock }
        if let location = locations[id], let clock = CalendarZones.clock(location) { return clock }
        if let clock = defined[id] { return clock }
        if let problem = problems[id] {
            throw CalendarProblem("the time zone \"\(id)\" is defined by the file, but \(problem.message)")
        }
        throw CalendarProblem(
            "the time zone \"\(id)\" is not known, and the file has no VTIMEZONE for it; \(CalendarProblem.zoneRule)")
    }

    /// An IANA name, one with a vendor's prefix such as `/mozilla.org/20050126_1/Europe/Berlin`, a Windows name, or a
    /// name of UTC.
    private static func clock(_ id: String) -> ZonedClock? {
        if let clock = ZonedClock(identifier: id) { return clock }
        if ["UTC", "GMT", "Z", "Etc/UTC", "Etc/GMT"].contains(id) { return .utc }
        if let name = WindowsZones.names[id] { return ZonedClock(identifier: name) }
        guard id.hasPrefix("/") else { return nil }
        let parts = id.split(separator: "/")
        for count in [3, 2] where parts.count >= count {
            if let clock = ZonedClock(identifier: parts.suffix(count).joined(separator: "/")) { return clock }
        }
        return nil
    }
}
