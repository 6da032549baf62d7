import ReleaseModel

/// One unfolded line of an iCalendar stream: name, parameters, value. Reference: RFC 5545 section 3.1, RFC 6868.
struct ContentLine: Hashable, Sendable {
    /// In upper case.
    let name: String
    /// Names in upper case; values without quotes, with RFC 6868 escapes resolved.
    let parameters: [String: String]
    /// As it stands; text escapes are not resolved.
    let value: String
    /// The first physical line, from 1.
    let line: Int

    /// The value of a property of type TEXT, with its escapes resolved.
    var text: String {
        var result = ""
        var escaped = false
        for character in value {
            if escaped {
                result.append(character == "n" || character == "N" ? "\n" : character)
                escaped = false
            } else if character == "\\" {
                escaped = true
            } else {
                result.append(character)
            }
        }
        return result
    }

    /// The line that `text` writes; nil where it has no name or no value.
    init?(_ text: String, line: Int) {
        let bytes = Array(text.utf8)
        var index = 0
        func take(until stop: (UInt8) -> Bool) -> String {
            let begin = index
            while index < bytes.count, !stop(bytes[index]) { index += 1 }
            return String(decoding: bytes[begin..<index], as: UTF8.self)
        }
        let name = take { $0 == 0x3A || $0 == 0x3B }
        guard !name.isEmpty, index < bytes.count, name.utf8.allSatisfy(ContentLine.isNameByte) else { return nil }
        var parameters: [String: String] = [:]
        while index < bytes.count, bytes[index] == 0x3B {
            index += 1
            let key = take { $0 == 0x3D || $0 == 0x3A || $0 == 0x3B }
            guard !key.isEmpty, index < bytes.count, bytes[index] == 0x3D else { return nil }
            index += 1
            var value = ""
            var isQuoted = false
            let begin = index
            while index < bytes.count, isQuoted || (bytes[index] != 0x3A && bytes[index] != 0x3B) {
                if bytes[index] == 0x22 { isQuoted.toggle() }
                index += 1
            }
            if isQuoted { return nil }
            value = String(decoding: bytes[begin..<index].filter { $0 != 0x22 }, as: UTF8.self)
            parameters[key.uppercased()] = ContentLine.withoutCarets(value)
        }
        guard index < bytes.count, bytes[index] == 0x3A else { return nil }
        self.name = name.uppercased()
        self.parameters = parameters
        self.value = String(decoding: bytes[(index + 1)...], as: UTF8.self)
        self.line = line
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (65...90).contains(byte) || (97...122).contains(byte) || (48...57).contains(byte) || byte == 0x2D
            || byte == 0x5F
    }

    /// RFC 6868: `^n` is a line break, `^'` a double quote, `^^` a caret.
    private static func withoutCarets(_ text: String) -> String {
        guard text.utf8.contains(0x5E) else { return text }
        var result = ""
        var escaped = false
        for character in text {
            if escaped {
                switch character {
                case "n", "N": result.append("\n")
                case "'": result.append("\"")
                case "^": result.append("^")
                default:
                    result.append("^")
                    result.append(character)
                }
                escaped = false
            } else if character == "^" {
                escaped = true
            } else {
                result.append(character)
            }
        }
        return escaped ? result + "^" : result
    }
}

/// A component with its properties, and the components in it that matter here.
struct CalendarComponent: Hashable, Sendable {
    let name: String
    let line: Int
    var properties: [ContentLine] = []
    var components: [CalendarComponent] = []

    func first(_ name: String) -> ContentLine? { properties.first { $0.name == name } }

    func all(_ name: String) -> [ContentLine] { properties.filter { $0.name == name } }
}
