package import ReleaseModel

/// Reads the events of an iCalendar file (RFC 5545) as freeze or change windows.
///
/// What makes a verdict depend on the reader's place is refused: floating times and whole days for which nobody has
/// stated a zone, and zones that are neither IANA zones nor defined by the file. Events with `STATUS:CANCELLED` do not count; `TRANSP` does not matter.
package enum ICalendarReader {
    /// How many events are read.
    package static let eventLimit = 20_000

    /// The windows of the file `bytes`, in the order of their start and id, and everything that is wrong with it.
    ///
    /// - Parameters:
    ///   - name: the file as the user named it, for messages.
    ///   - kind: what every event of the file means.
    ///   - owner: who answers for the file; an event's ORGANIZER goes before it.
    ///   - defaultZone: the zone of whole-day events in a file that does not name its zone itself.
    ///   - floatingZone: the zone of floating times in a file that does not name its zone itself, where somebody has
    ///     stated one for it; nil refuses them.
    package static func read(
        _ bytes: [UInt8], named name: String, kind: CalendarWindow.Kind, owner: String? = nil,
        defaultZone: String? = nil, floatingZone: String? = nil, environments: [EnvironmentID] = [],
        modules: [String] = []
    ) -> (windows: [CalendarWindow], diagnostics: [Diagnostic]) {
        var parser = CalendarComponentParser(file: name)
        parser.parse(bytes)
        var windows: [CalendarWindow] = []
        var diagnostics = parser.diagnostics
        var eventCount = 0
        for calendar in parser.calendars {
            let method = calendar.first("METHOD")
            if method?.value.uppercased() == "CANCEL" {
                diagnostics.append(
                    Diagnostic(
                        .warning, at: SourceLocation(file: name, line: method?.line ?? 0),
                        "METHOD:CANCEL takes its events back; none of them is a window"))
                continue
            }
            var events = calendar.components.filter { $0.name == "VEVENT" }
            eventCount += events.count
            if eventCount > eventLimit {
                diagnostics.append(
                    Diagnostic(
                        .error, at: SourceLocation(file: name, line: calendar.line),
                        "the file has more than \(eventLimit) events; split it"))
                events.removeLast(min(events.count, eventCount - eventLimit))
            }
            let zones = CalendarZones(calendar: calendar, defaultZone: defaultZone, floatingZone: floatingZone)
            var reader = EventReader(
                file: name, kind: kind, owner: owner, zones: zones, environments: environments, modules: modules)
            reader.read(events)
            windows += reader.windows
            diagnostics += reader.diagnostics
        }
        windows.sort { ($0.start, $0.id) < ($1.start, $1.id) }
        return (windows, Array(diagnostics.sorted().prefix(CalendarComponentParser.diagnosticLimit)))
    }
}
