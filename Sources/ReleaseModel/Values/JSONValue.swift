/// A JSON document as a value. Members keep their order; numbers are exact.
package enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case decimal(ExactDecimal)
    /// A binary number. Only documents of others hold it: nothing that releasegate hashes or compares does.
    case double(Double)
    case string(String)
    case array([JSONValue])
    case object([Member])

    /// One name and its value.
    package struct Member: Hashable, Sendable {
        package let name: String
        package let value: JSONValue

        package init(_ name: String, _ value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    /// The value of the first member called `name`; nil where this is no object or has none.
    package subscript(_ name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// The text, where this is a string.
    package var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// The whole number, where this is one.
    package var wholeNumber: Int64? {
        guard case .integer(let value) = self else { return nil }
        return value
    }

    /// The elements, where this is an array.
    package var elements: [JSONValue]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    package init(stringLiteral value: String) { self = .string(value) }
    package init(integerLiteral value: Int64) { self = .integer(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(elements.map { Member($0.0, $0.1) })
    }
    package init(nilLiteral: ()) { self = .null }

    /// The string, or null.
    package init(_ text: String?) { self = text.map(JSONValue.string) ?? .null }
    /// The whole number, or null.
    package init(_ value: Int?) { self = value.map { .integer(Int64($0)) } ?? .null }
    /// The RFC 3339 form, or null.
    package init(_ instant: Instant?) { self = instant.map { .string($0.rfc3339) } ?? .null }
}

extension JSONValue {
    /// The document as text: members in the order they stand, two spaces of indentation, one final newline where
    /// `isPretty`; otherwise on one line without spaces.
    package func serialized(pretty isPretty: Bool = true) -> String {
        var output: [UInt8] = []
        write(to: &output, indentation: isPretty ? 0 : nil)
        if isPretty { output.append(0x0A) }
        return String(decoding: output, as: UTF8.self)
    }

    // Bytes, because appending to them costs a fraction of what appending to a text does.
    private func write(to output: inout [UInt8], indentation: Int?) {
        switch self {
        case .null: output += "null".utf8
        case .bool(let value): output += (value ? "true" : "false").utf8
        case .integer(let value): output += String(value).utf8
        case .decimal(let value): output += value.description.utf8
        case .double(let value): output += (value.isFinite ? "\(value)" : "null").utf8
        case .string(let text): JSONValue.write(text, to: &output)
        case .array(let elements):
            output.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                JSONValue.begin(index, to: &output, indentation: indentation)
                element.write(to: &output, indentation: indentation.map { $0 + 2 })
            }
            if !elements.isEmpty { JSONValue.breakLine(indentation, to: &output) }
            output.append(UInt8(ascii: "]"))
        case .object(let members):
            output.append(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                JSONValue.begin(index, to: &output, indentation: indentation)
                JSONValue.write(member.name, to: &output)
                output.append(UInt8(ascii: ":"))
                if indentation != nil { output.append(0x20) }
                member.value.write(to: &output, indentation: indentation.map { $0 + 2 })
            }
            if !members.isEmpty { JSONValue.breakLine(indentation, to: &output) }
            output.append(UInt8(ascii: "}"))
        }
    }

    /// What stands before the element of this number.
    private static func begin(_ index: Int, to output: inout [UInt8], indentation: Int?) {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        breakLine(indentation.map { $0 + 2 }, to: &output)
    }

    private static func breakLine(_ indentation: Int?, to output: inout [UInt8]) {
        guard let indentation else { return }
        output.append(0x0A)
        output.append(contentsOf: repeatElement(0x20, count: indentation))
    }

    /// Writes `text` as a JSON string (RFC 8259 section 7) in UTF-8, escaping only what must be: `"`, `\` and controls.
    package static func write(_ text: String, to output: inout [UInt8]) {
        output.append(0x22)
        var text = text
        text.withUTF8 { bytes in
            var start = 0
            var place = plainEnd(of: bytes, from: 0)
            while place < bytes.count {
                output.append(contentsOf: bytes[start..<place])
                writeEscaped(bytes[place], to: &output)
                start = place + 1
                place = plainEnd(of: bytes, from: start)
            }
            output.append(contentsOf: bytes[start...])
        }
        output.append(0x22)
    }

    /// The first place from `start` at which a byte must be escaped, or the end. Looks at eight bytes at a time.
    private static func plainEnd(of bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        let ones: UInt64 = 0x0101_0101_0101_0101
        var place = start
        while place + 8 <= bytes.count {
            let word = UInt64(
                littleEndian: UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: place, as: UInt64.self))
            let quotes = word ^ (ones &* 0x22)
            let backslashes = word ^ (ones &* 0x5C)
            // The high bit of each byte that is under 0x20, a quotation mark or a backslash. A borrow may set bits above
            // the lowest true one, so only that counts.
            let stops =
                (((quotes &- ones) & ~quotes) | ((backslashes &- ones) & ~backslashes)
                    | ((word &- (ones &* 0x20)) & ~word)) & (ones &* 0x80)
            if stops != 0 { return place + stops.trailingZeroBitCount / 8 }
            place += 8
        }
        while place < bytes.count {
            let byte = bytes[place]
            if byte < 0x20 || byte == 0x22 || byte == 0x5C { return place }
            place += 1
        }
        return place
    }

    /// Writes a control character, a quotation mark or a backslash.
    private static func writeEscaped(_ byte: UInt8, to output: inout [UInt8]) {
        output.append(0x5C)
        switch byte {
        case 0x22, 0x5C: output.append(byte)
        case 0x08: output.append(UInt8(ascii: "b"))
        case 0x0C: output.append(UInt8(ascii: "f"))
        case 0x0A: output.append(UInt8(ascii: "n"))
        case 0x0D: output.append(UInt8(ascii: "r"))
        case 0x09: output.append(UInt8(ascii: "t"))
        default:
            let digits = String(byte, radix: 16)
            output += "u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8
        }
    }
}
