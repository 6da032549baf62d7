package import ReleaseModel

/// The one byte form of a JSON value, for hashing and signing: RFC 8785 (JSON Canonicalization Scheme).
///
/// Members are sorted by the UTF-16 code units of their names, strings escape only what must be, numbers take the
/// shortest ECMAScript form. Documents of our own hold integers and exact decimals only; an exact decimal that a binary
/// double cannot hold exactly is written as a string by its author, never rounded here.
package enum CanonicalJSON {
    /// The canonical text of `value`.
    package static func text(of value: JSONValue) -> String { String(decoding: bytes(of: value), as: UTF8.self) }

    /// The canonical text of `value` in UTF-8.
    package static func bytes(of value: JSONValue) -> [UInt8] {
        var output: [UInt8] = []
        write(value, to: &output)
        return output
    }

    private static func write(_ value: JSONValue, to output: inout [UInt8]) {
        switch value {
        case .null: output += "null".utf8
        case .bool(let flag): output += (flag ? "true" : "false").utf8
        case .integer(let number): output += ECMAScriptNumber.text(of: number).utf8
        case .decimal(let number): output += ECMAScriptNumber.text(of: number).utf8
        case .double(let number): output += ECMAScriptNumber.text(of: number).utf8
        case .string(let text): JSONValue.write(text, to: &output)
        case .array(let elements):
            output.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { output.append(UInt8(ascii: ",")) }
                write(element, to: &output)
            }
            output.append(UInt8(ascii: "]"))
        case .object(let members):
            output.append(UInt8(ascii: "{"))
            for (index, member) in members.sorted(by: precedes).enumerated() {
                if index > 0 { output.append(UInt8(ascii: ",")) }
                JSONValue.write(member.name, to: &output)
                output.append(UInt8(ascii: ":"))
                write(member.value, to: &output)
            }
            output.append(UInt8(ascii: "}"))
        }
    }

    /// By UTF-16 code units, which only differs from the order of bytes where a name leaves the basic plane.
    private static func precedes(_ left: JSONValue.Member, _ right: JSONValue.Member) -> Bool {
        var (first, second) = (left.name, right.name)
        let answer = first.withUTF8 { first in
            second.withUTF8 { second -> Bool? in
                let count = min(first.count, second.count)
                var index = 0
                while index < count, first[index] == second[index] { index += 1 }
                if index == count { return first.count < second.count }
                // Below U+E000, where the two orders part, the first byte that differs decides.
                guard first[index] < 0xEE, second[index] < 0xEE else { return nil }
                return first[index] < second[index]
            }
        }
        return answer ?? left.name.utf16.lexicographicallyPrecedes(right.name.utf16)
    }
}

/// Numbers as ECMAScript prints them (ECMA-262 section 6.1.6.1.20, which RFC 8785 section 3.2.2.3 requires).
enum ECMAScriptNumber {
    private static let safeInteger: Int64 = 9_007_199_254_740_991

    static func text(of number: Int64) -> String {
        number.magnitude <= UInt64(safeInteger) ? String(number) : text(of: Double(number))
    }

    static func text(of number: ExactDecimal) -> String {
        Double(number.description).map(text(of:)) ?? number.description
    }

    /// The shortest digits that read back as `number`, laid out by ECMAScript's rules; `null` where it is not finite.
    static func text(of number: Double) -> String {
        guard number.isFinite else { return "null" }
        if number == 0 { return "0" }
        let (digits, exponent) = shortestDigits(of: number.magnitude)
        let sign = number < 0 ? "-" : ""
        let count = digits.count
        if count <= exponent && exponent <= 21 {
            return sign + digits + String(repeating: "0", count: exponent - count)
        }
        if 0 < exponent && exponent <= 21 {
            return sign + digits.prefix(exponent) + "." + digits.dropFirst(exponent)
        }
        if -6 < exponent && exponent <= 0 {
            return sign + "0." + String(repeating: "0", count: -exponent) + digits
        }
        let mantissa = count == 1 ? digits : "\(digits.prefix(1)).\(digits.dropFirst())"
        let power = exponent - 1
        return "\(sign)\(mantissa)e\(power < 0 ? "-" : "+")\(abs(power))"
    }

    /// Swift prints the shortest round-trip digits too, in another layout: takes its digits and point apart.
    private static func shortestDigits(of number: Double) -> (digits: String, exponent: Int) {
        let parts = "\(number)".split(separator: "e")
        let power = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        let whole = String(mantissa[0])
        let fraction = mantissa.count > 1 ? String(mantissa[1]) : ""
        var digits = whole + fraction
        var exponent = whole.count + power
        while digits.hasPrefix("0") && digits.count > 1 {
            digits.removeFirst()
            exponent -= 1
        }
        while digits.hasSuffix("0") && digits.count > 1 { digits.removeLast() }
        return (digits, exponent)
    }
}
