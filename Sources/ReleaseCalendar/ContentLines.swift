import ReleaseModel

/// Content lines as they are written: escaped, folded at 75 octets, each ended by CRLF.
struct ContentLines {
    private var output = ""

    init(title: String) {
        add("BEGIN", raw: "VCALENDAR")
        add("VERSION", raw: "2.0")
        add("PRODID", raw: "-//releasegate//releasegate//EN")
        add("CALSCALE", raw: "GREGORIAN")
        add("METHOD", raw: "PUBLISH")
        add("X-WR-CALNAME", text: title)
    }

    func finished() -> String {
        var copy = self
        copy.add("END", raw: "VCALENDAR")
        return copy.output
    }

    mutating func add(_ name: String, text: String) { add(name, raw: ContentLines.escaped(text)) }

    mutating func add(_ name: String, items: [String]) {
        add(name, raw: items.map(ContentLines.escaped).joined(separator: ","))
    }

    mutating func add(_ name: String, time: CalendarWindow.LocalTime, zone: String) {
        add(
            zone == "UTC" ? name : "\(name);TZID=\(zone)",
            raw: ContentLines.digits(time) + (zone == "UTC" ? "Z" : ""))
    }

    /// Adds a line whose value stands as it is; line breaks and other control characters cannot get out of it.
    mutating func add(_ name: String, raw value: String) {
        let text = "\(name):\(value)"
        if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) {
            // One octet each: nothing to look at between the folds.
            var rest = text[...]
            var room = 75
            while rest.utf8.count > room {
                let end = rest.utf8.index(rest.startIndex, offsetBy: room)
                output += rest[..<end] + "\r\n "
                rest = rest[end...]
                room = 74
            }
            output += rest + "\r\n"
            return
        }
        var width = 0
        let line = text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F || $0 == "\t" }
        for scalar in line {
            let octets = UTF8.width(scalar)
            if width + octets > 75 {
                output += "\r\n "
                width = 1
            }
            output.unicodeScalars.append(scalar)
            width += octets
        }
        output += "\r\n"
    }

    /// `YYYYMMDDThhmmss`.
    static func digits(_ time: CalendarWindow.LocalTime) -> String {
        time.iso8601.filter { $0 != "-" && $0 != ":" }
    }

    /// RFC 5545 section 3.3.11. What nobody can see (direction marks, zero width) is written out.
    private static func escaped(_ text: String) -> String {
        // Most texts are plain, and stand as they are.
        if text.utf8.allSatisfy({ isPlain($0) }), text.utf8.first != 0x20, text.utf8.last != 0x20, !text.holds("  ") {
            return text
        }
        var result = ""
        for scalar in InertText.visible(text.replacingLineBreaks).unicodeScalars {
            switch scalar {
            case "\\", ";", ",":
                result += "\\"
                result.unicodeScalars.append(scalar)
            case "\n": result += "\\n"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

/// Printable ASCII without a meaning of its own.
private func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "\\"), UInt8(ascii: ";"), UInt8(ascii: ","): false
    default: (0x20..<0x7F).contains(byte)
    }
}

extension String {
    /// The text with CRLF, CR, NEL and the Unicode separators as line feeds.
    fileprivate var replacingLineBreaks: String {
        var result = String.UnicodeScalarView()
        var previous: Unicode.Scalar?
        for scalar in unicodeScalars {
            let isBreak = [0x0A, 0x0D, 0x85, 0x2028, 0x2029].contains(scalar.value)
            if !(scalar == "\n" && previous == "\r") { result.append(isBreak ? "\n" : scalar) }
            previous = scalar
        }
        return String(result)
    }
}
