/// Walks over the tokens of a value that is known to be well formed and lies in memory whole.
///
/// The checks of `JSONCursor` are done by then, so nothing is checked again but the bounds: of bytes that are not well formed
/// it makes something, and ends.
struct JSONTokens {
    let bytes: [UInt8]
    private var index = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The first byte of the next token, which stays; 0 at the end.
    mutating func next() -> UInt8 {
        while index < bytes.count {
            let byte = bytes[index]
            if byte != 0x20 && byte != 0x0A && byte != 0x0D && byte != 0x09 { return byte }
            index += 1
        }
        return 0
    }

    /// Passes over the bracket that begins a container.
    mutating func open() { index = min(index + 1, bytes.count) }

    /// Passes over the comma in front of the next part and returns false, or over `bracket` and returns true.
    mutating func close(_ bracket: UInt8) -> Bool {
        var byte = next()
        if byte == UInt8(ascii: ",") {
            index += 1
            byte = next()
        }
        guard byte == bracket || byte == 0 || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") else {
            return false
        }
        if byte != 0 { index += 1 }
        return true
    }

    mutating func takeColon() {
        if next() == UInt8(ascii: ":") { index += 1 }
    }

    /// Passes over true, false or null.
    mutating func takeLiteral() {
        index = min(index + 1, bytes.count)
        while index < bytes.count, (97...122).contains(bytes[index]) { index += 1 }
    }

    /// Passes over a number.
    mutating func takeNumber() -> Range<Int> {
        let start = index
        while index < bytes.count {
            switch bytes[index] {
            case 48...57, 43, 45, 46, 69, 101: index += 1
            default: return start..<index
            }
        }
        return start..<index
    }

    /// Reports whether a number is a whole one without an exponent, which has one spelling.
    func isPlainNumber(_ range: Range<Int>) -> Bool {
        for index in range where bytes[index] == 46 || bytes[index] == 69 || bytes[index] == 101 { return false }
        return !(range.count == 2 && bytes[range.lowerBound] == UInt8(ascii: "-") && bytes[range.lowerBound + 1] == 48)
    }

    /// Passes over a text with its quotes, where its escapes are the shortest there are; nil, and no step further, where one
    /// of them is not.
    mutating func takeShortText() -> Range<Int>? {
        guard next() == UInt8(ascii: "\"") else { return nil }
        let start = index
        var end = index + 1
        while true {
            end = PlainText.end(in: bytes, from: end)
            guard end < bytes.count else { return nil }
            switch bytes[end] {
            case UInt8(ascii: "\""):
                index = end + 1
                return start..<index
            case UInt8(ascii: "\\"):
                guard end + 1 < bytes.count, bytes[end + 1] != UInt8(ascii: "u"), bytes[end + 1] != UInt8(ascii: "/")
                else { return nil }
                end += 2
            default: end += 1
            }
        }
    }

    /// The next text, decoded.
    mutating func text() -> String {
        guard next() == UInt8(ascii: "\"") else {
            // Anything else is passed over, so that every call gets further.
            index = min(index + 1, bytes.count)
            return ""
        }
        let start = index
        skipText()
        var json = JSONCursor(Array(bytes[start..<index]))
        return (try? json.string()) ?? ""
    }

    /// The next text, decoded, which stays.
    mutating func peekText() -> String {
        let start = index
        defer { index = start }
        if let range = takeShortText(), !bytes[range].contains(UInt8(ascii: "\\")) {
            return String(decoding: bytes[range.dropFirst().dropLast()], as: UTF8.self)
        }
        index = start
        return text()
    }

    private mutating func skipText() {
        var end = index + 1
        while end < bytes.count, bytes[end] != UInt8(ascii: "\"") { end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1 }
        index = min(end + 1, bytes.count)
    }

    /// Passes over a value, whatever it is.
    mutating func skipValue() {
        var depth = 0
        repeat {
            switch next() {
            case UInt8(ascii: "\""): skipText()
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                index += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                index += 1
            case UInt8(ascii: ","), UInt8(ascii: ":"): index += 1
            case 0: return
            case 48...57, UInt8(ascii: "-"): _ = takeNumber()
            default: takeLiteral()
            }
        } while depth > 0
    }
}
