/// A JSON document as a value. Members keep their order; numbers are exact.
package indirect enum JSONValue: Hashable, Sendable {
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
        var output = ""
        write(to: &output, indentation: isPretty ? 0 : nil)
        if isPretty { output += "\n" }
        return output
    }

    private func write(to output: inout String, indentation: Int?) {
        switch self {
        case .null: output += "null"
        case .bool(let value): output += value ? "true" : "false"
        case .integer(let value): output += String(value)
        case .decimal(let value): output += value.description
        case .double(let value): output += value.isFinite ? "\(value)" : "null"
        case .string(let text): JSONValue.write(text, to: &output)
        case .array(let elements):
            JSONValue.writeList("[", elements, "]", to: &output, indentation: indentation) { element, output, inner in
                element.write(to: &output, indentation: inner)
            }
        case .object(let members):
            JSONValue.writeList("{", members, "}", to: &output, indentation: indentation) { member, output, inner in
                JSONValue.write(member.name, to: &output)
                output += inner == nil ? ":" : ": "
                member.value.write(to: &output, indentation: inner)
            }
        }
    }

    private static func writeList<Element>(
        _ open: String, _ elements: [Element], _ close: String, to output: inout String, indentation: Int?,
        _ writeElement: (Element, inout String, Int?) -> Void
    ) {
        output += open
        let inner = indentation.map { $0 + 2 }
        for (index, element) in elements.enumerated() {
            if index > 0 { output += "," }
            if let inner { breakLine(indentation: inner, to: &output) }
            writeElement(element, &output, inner)
        }
        if let indentation, !elements.isEmpty { breakLine(indentation: indentation, to: &output) }
        output += close
    }

    private static func breakLine(indentation: Int, to output: inout String) {
        output += "\n"
        for _ in 0..<(indentation / 2) { output += "  " }
    }

    /// Writes `text` as a JSON string (RFC 8259 section 7), escaping only what must be: `"`, `\` and controls.
    package static func write(_ text: String, to output: inout String) {
        output += "\""
        var rest = text[...]
        while let place = rest.utf8.firstIndex(where: { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C }) {
            output += rest[..<place]
            writeEscaped(text.utf8[place], to: &output)
            rest = rest[text.utf8.index(after: place)...]
        }
        output += rest
        output += "\""
    }

    /// Writes a control character, a quotation mark or a backslash.
    private static func writeEscaped(_ byte: UInt8, to output: inout String) {
        switch byte {
        case 0x22: output += "\\\""
        case 0x5C: output += "\\\\"
        case 0x08: output += "\\b"
        case 0x0C: output += "\\f"
        case 0x0A: output += "\\n"
        case 0x0D: output += "\\r"
        case 0x09: output += "\\t"
        default:
            let digits = String(byte, radix: 16)
            output += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
    }
}
