import ReleaseModel

/// Reads the bytes of an iCalendar stream into its components: unfolds, decodes, nests. Bounded in size and depth.
struct CalendarComponentParser {
    /// The size of the largest file that is read.
    static let byteLimit = 16 << 20
    static let depthLimit = 8
    static let diagnosticLimit = 200

    private let file: String
    private(set) var diagnostics: [Diagnostic] = []
    private(set) var calendars: [CalendarComponent] = []
    private var stack: [CalendarComponent] = []
    /// Whether the line before is one that is used.
    private var previousMatters = true

    init(file: String) { self.file = file }

    mutating func parse(_ bytes: [UInt8]) {
        guard bytes.count <= CalendarComponentParser.byteLimit else {
            return fail(0, "the file has \(bytes.count) bytes; the limit is \(CalendarComponentParser.byteLimit)")
        }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            return fail(0, "the file is UTF-16; iCalendar is UTF-8 (RFC 5545 section 3.1.4), so save it as UTF-8")
        }
        var index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var line = 0
        var logical: [UInt8] = []
        var firstLine = 1
        while index < bytes.count {
            let end = bytes[index...].firstIndex(of: 0x0A) ?? bytes.count
            var content = bytes[index..<end]
            if content.last == 0x0D { content.removeLast() }
            line += 1
            index = end + 1
            if content.first == 0x20 || content.first == 0x09 {
                logical += content.dropFirst()
                continue
            }
            take(logical, firstLine)
            logical = Array(content)
            firstLine = line
        }
        take(logical, firstLine)
        if let open = stack.last {
            fail(open.line, "\(open.name) is not closed; the file may be cut off: END:\(open.name) is missing")
        } else if calendars.isEmpty && diagnostics.isEmpty {
            fail(0, "there is no BEGIN:VCALENDAR; this is not an iCalendar file")
        }
    }

    private mutating func take(_ bytes: [UInt8], _ line: Int) {
        guard bytes.contains(where: { $0 != 0x20 && $0 != 0x09 }) else { return }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            return fail(line, "the line is not UTF-8; iCalendar is UTF-8 (RFC 5545 section 3.1.4)")
        }
        guard let content = ContentLine(text, line: line) else { return passMalformed(text, line) }
        defer { previousMatters = CalendarComponentParser.matters(content.name) }
        switch content.name {
        case "BEGIN": begin(Substring(content.value).trimmingSpaces.uppercased(), line)
        case "END": end(Substring(content.value).trimmingSpaces.uppercased(), line)
        default:
            if stack.isEmpty && !calendars.isEmpty && !CalendarComponentParser.matters(content.name) {
                warn(line, "\(content.name) stands behind the end of the calendar and is passed over")
            } else if stack.isEmpty {
                fail(line, "\(content.name) stands outside of a component; accepted here is BEGIN:VCALENDAR")
            } else {
                stack[stack.count - 1].properties.append(content)
            }
        }
    }

    /// A line that cannot be read is passed over where it can have nothing to do with time: it begins with the name of
    /// a known property that is not used, or follows one and may carry it on.
    private mutating func passMalformed(_ text: String, _ line: Int) {
        let shown = "\"\(text.prefix(60))\" is not a content line; it reads NAME;PARAMETER=VALUE:VALUE"
        let name = text.utf8.prefix { $0 != 0x3A && $0 != 0x3B && $0 != 0x3D && $0 != 0x20 }
        let first = String(Substring(name)).uppercased()
        let isUnused = first.hasPrefix("X-") || CalendarComponentParser.unused.contains(first)
        guard !stack.isEmpty, isUnused || !previousMatters, !first.isEmpty, !CalendarComponentParser.matters(first)
        else {
            return fail(line, shown)
        }
        warn(line, "\(shown); it is passed over")
    }

    /// Properties of RFC 5545 and 7986 that say nothing about when.
    private static let unused: Set<String> = [
        "ATTACH", "ATTENDEE", "CALSCALE", "CATEGORIES", "CLASS", "COLOR", "COMMENT", "CONFERENCE", "CONTACT", "CREATED",
        "DESCRIPTION", "DTSTAMP", "GEO", "IMAGE", "LAST-MODIFIED", "LOCATION", "NAME", "ORGANIZER", "PRIORITY",
        "PRODID",
        "REFRESH-INTERVAL", "RELATED-TO", "RESOURCES", "SOURCE", "SUMMARY", "TRANSP", "TZNAME", "TZURL", "URL",
        "VERSION",
    ]

    /// Reports whether the property says anything about when, or which, or how the file is built.
    private static func matters(_ name: String) -> Bool {
        [
            "BEGIN", "END", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID",
            "STATUS", "UID", "SEQUENCE", "METHOD", "TZID", "TZOFFSETFROM", "TZOFFSETTO", "X-LIC-LOCATION",
            "X-WR-TIMEZONE",
        ].contains(name) || name.hasPrefix("X-RELEASEGATE-")
    }

    private mutating func begin(_ name: String, _ line: Int) {
        if stack.isEmpty && name != "VCALENDAR" {
            fail(line, "BEGIN:\(name) stands outside of a calendar; accepted here is BEGIN:VCALENDAR")
        }
        if stack.count == CalendarComponentParser.depthLimit {
            fail(line, "components are nested deeper than \(CalendarComponentParser.depthLimit)")
        }
        guard stack.count < 64 else { return }
        stack.append(CalendarComponent(name: name, line: line))
    }

    private mutating func end(_ name: String, _ line: Int) {
        guard let open = stack.last, open.name == name else {
            let expected = stack.last.map { "END:\($0.name), which line \($0.line) began" } ?? "BEGIN:VCALENDAR"
            fail(line, "END:\(name) closes nothing; expected is \(expected)")
            return
        }
        stack.removeLast()
        if stack.isEmpty {
            if name == "VCALENDAR" { calendars.append(open) }
        } else if ["VEVENT", "VTIMEZONE", "STANDARD", "DAYLIGHT"].contains(name) {
            stack[stack.count - 1].components.append(open)
        }
    }

    private mutating func fail(_ line: Int, _ message: String) { report(.error, line, message) }

    private mutating func warn(_ line: Int, _ message: String) { report(.warning, line, message) }

    private mutating func report(_ severity: Diagnostic.Severity, _ line: Int, _ message: String) {
        guard diagnostics.count < CalendarComponentParser.diagnosticLimit else { return }
        diagnostics.append(Diagnostic(severity, at: SourceLocation(file: file, line: line), "\(message)"))
    }
}
