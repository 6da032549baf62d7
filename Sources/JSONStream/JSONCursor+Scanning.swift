/// Strings, numbers and literals, with the words for what is wrong with them.
extension JSONCursor {
    /// Reads a string of at most `maximumBytes` bytes of UTF-8.
    package mutating func string(maximumBytes: Int = 16 << 20) throws(JSONError) -> String {
        guard let text = try string(upTo: maximumBytes) else {
            throw error("a string is longer than \(maximumBytes) bytes")
        }
        return text
    }

    /// Reads a string of at most `limit` bytes of UTF-8; a longer one is passed over, and nil tells of it.
    package mutating func string(upTo limit: Int) throws(JSONError) -> String? {
        try expect(.string)
        position += 1
        var pieces: [UInt8] = []
        while true {
            let start = position
            position = PlainText.end(in: buffer, from: start)
            if position < buffer.count, buffer[position] == UInt8(ascii: "\""), pieces.isEmpty {
                let text = position - start <= limit ? String(decoding: buffer[start..<position], as: UTF8.self) : nil
                position += 1
                return text
            }
            pieces.append(contentsOf: buffer[start..<position])
            guard pieces.count <= limit else {
                try skipRestOfString()
                return nil
            }
            guard position < buffer.count else {
                guard try refill() else { throw error("the document ends inside a string") }
                continue
            }
            switch buffer[position] {
            case UInt8(ascii: "\""):
                position += 1
                return String(decoding: pieces, as: UTF8.self)
            case UInt8(ascii: "\\"):
                try appendEscape(to: &pieces)
            case 0x80...:
                let length = try validateSequence()
                pieces.append(contentsOf: buffer[position..<position + length])
                position += length
            default:
                throw error("a string holds \(describe(buffer[position])); control characters must be escaped")
            }
        }
    }

    mutating func skipString() throws(JSONError) {
        position += 1
        try skipRestOfString()
    }

    private mutating func skipRestOfString() throws(JSONError) {
        while true {
            position = PlainText.end(in: buffer, from: position)
            guard position < buffer.count else {
                guard try refill() else { throw error("the document ends inside a string") }
                continue
            }
            switch buffer[position] {
            case UInt8(ascii: "\""):
                position += 1
                return
            case UInt8(ascii: "\\"):
                try skipEscape()
            case 0x80...:
                position += try validateSequence()
            default:
                throw error("a string holds \(describe(buffer[position])); control characters must be escaped")
            }
        }
    }

    /// The length of the UTF-8 sequence (RFC 3629) that begins here, with all its bytes in the window.
    private mutating func validateSequence() throws(JSONError) -> Int {
        let first = buffer[position]
        let length: Int
        switch first {
        case 0xC2...0xDF: length = 2
        case 0xE0...0xEF: length = 3
        case 0xF0...0xF4: length = 4
        default: throw error("found \(describe(first)), which is no UTF-8")
        }
        while position + length > buffer.count {
            guard try refill() else { throw error("the document ends inside a UTF-8 character") }
        }
        let second = buffer[position + 1]
        let low: UInt8 = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80
        let high: UInt8 = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF
        guard (low...high).contains(second) else { throw error("found \(describe(first)), which is no UTF-8") }
        for index in 2..<max(length, 2) where buffer[position + index] & 0xC0 != 0x80 {
            throw error("found \(describe(first)), which is no UTF-8")
        }
        return length
    }

    private mutating func byteAfterBackslash() throws(JSONError) -> UInt8 {
        while position + 1 >= buffer.count {
            guard try refill() else { throw error("the document ends inside a string") }
        }
        return buffer[position + 1]
    }

    private mutating func skipEscape() throws(JSONError) {
        switch try byteAfterBackslash() {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            position += 2
        case UInt8(ascii: "u"):
            _ = try codeUnit()
        case let byte:
            throw error("found \(describe(byte)) after a backslash, which is no escape")
        }
    }

    private mutating func appendEscape(to pieces: inout [UInt8]) throws(JSONError) {
        let plain: UInt8
        switch try byteAfterBackslash() {
        case UInt8(ascii: "\""): plain = 0x22
        case UInt8(ascii: "\\"): plain = 0x5C
        case UInt8(ascii: "/"): plain = 0x2F
        case UInt8(ascii: "b"): plain = 0x08
        case UInt8(ascii: "f"): plain = 0x0C
        case UInt8(ascii: "n"): plain = 0x0A
        case UInt8(ascii: "r"): plain = 0x0D
        case UInt8(ascii: "t"): plain = 0x09
        case UInt8(ascii: "u"):
            pieces.append(contentsOf: Array(String(Character(try escapedScalar())).utf8))
            return
        case let byte:
            throw error("found \(describe(byte)) after a backslash, which is no escape")
        }
        pieces.append(plain)
        position += 2
    }

    /// Reads `\uXXXX`, and the second half of a surrogate pair with it.
    private mutating func escapedScalar() throws(JSONError) -> Unicode.Scalar {
        let first = try codeUnit()
        if let scalar = Unicode.Scalar(UInt32(first)) { return scalar }
        guard (0xD800..<0xDC00).contains(first), try byteAt(0) == UInt8(ascii: "\\"), try byteAt(1) == UInt8(ascii: "u")
        else { throw error("a string holds half of a surrogate pair, which is no character") }
        let second = try codeUnit()
        guard (0xDC00..<0xE000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00))
        else { throw error("a string holds half of a surrogate pair, which is no character") }
        return scalar
    }

    private mutating func byteAt(_ distance: Int) throws(JSONError) -> UInt8 {
        while position + distance >= buffer.count {
            guard try refill() else { throw error("the document ends inside a string") }
        }
        return buffer[position + distance]
    }

    private mutating func codeUnit() throws(JSONError) -> UInt16 {
        var value: UInt16 = 0
        for distance in 2..<6 {
            let byte = try byteAt(distance)
            let digit: UInt8
            switch byte {
            case 48...57: digit = byte - 48
            case 65...70: digit = byte - 55
            case 97...102: digit = byte - 87
            default: throw error("found \(describe(byte)) where four hexadecimal digits are expected")
            }
            value = value << 4 | UInt16(digit)
        }
        position += 6
        return value
    }

    /// Reads a number by the grammar of RFC 8259 section 6 and gives each of its bytes to `take`.
    mutating func number(_ take: (UInt8) -> Void) throws(JSONError) {
        func isDigit(_ byte: UInt8?) -> Bool { byte.map { (48...57).contains($0) } ?? false }
        if try byteOrEnd() == UInt8(ascii: "-") { takeByte(take) }
        guard let first = try byteOrEnd(), isDigit(first) else {
            throw error("found \(try describeNext()) where a digit is expected")
        }
        takeByte(take)
        if first == 48, isDigit(try byteOrEnd()) {
            throw error("a number begins with 0; leading zeros are not accepted")
        }
        try takeDigits(take)
        if try byteOrEnd() == UInt8(ascii: ".") {
            takeByte(take)
            guard isDigit(try byteOrEnd()) else { throw error("a decimal point without a digit behind it") }
            try takeDigits(take)
        }
        if let byte = try byteOrEnd(), byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") {
            takeByte(take)
            if let sign = try byteOrEnd(), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { takeByte(take) }
            guard isDigit(try byteOrEnd()) else { throw error("an exponent without a digit") }
            try takeDigits(take)
        }
    }

    private mutating func takeByte(_ take: (UInt8) -> Void) {
        take(buffer[position])
        position += 1
    }

    private mutating func takeDigits(_ take: (UInt8) -> Void) throws(JSONError) {
        while let byte = try byteOrEnd(), (48...57).contains(byte) { takeByte(take) }
    }

    private mutating func byteOrEnd() throws(JSONError) -> UInt8? {
        if position >= buffer.count, try !refill() { return nil }
        return buffer[position]
    }

    mutating func literal(_ text: StaticString) throws(JSONError) {
        for index in 0..<text.utf8CodeUnitCount {
            let expected = text.utf8Start[index]
            guard try byteOrEnd() == expected else { throw error("found \(try describeNext()) inside \(text)") }
            position += 1
        }
    }
}
