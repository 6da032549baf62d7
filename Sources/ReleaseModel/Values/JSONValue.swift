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
            if let inner { output += "\n" + String(repeating: " ", count: inner) }
            writeElement(element, &output, inner)
        }
        if let indentation, !elements.isEmpty { output += "\n" + String(repeating: " ", count: indentation) }
        output += close
    }

    /// Writes `text` as a JSON string (RFC 8259 section 7), escaping only what must be: `"`, `\` and controls.
    package static func write(_ text: String, to output: inout String) {
        output += "\""
        // Almost every text needs no escape and goes out as one piece.
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C }) {
            output += text
        } else {
            for scalar in text.unicodeScalars { writeEscaped(scalar, to: &output) }
        }
        output += "\""
    }

    private static func writeEscaped(_ scalar: Unicode.Scalar, to output: inout String) {
        switch scalar {
        case "\"": output += "\\\""
        case "\\": output += "\\\\"
        case "\u{8}": output += "\\b"
        case "\u{C}": output += "\\f"
        case "\n": output += "\\n"
        case "\r": output += "\\r"
        case "\t": output += "\\t"
        case _ where scalar.value < 0x20:
            let digits = String(scalar.value, radix: 16)
            output += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        default: output.unicodeScalars.append(scalar)
        }
    }
}
