package import ReleaseModel

/// The one byte form of a JSON value, for hashing and signing: RFC 8785 (JSON Canonicalization Scheme).
///
/// Members are sorted by the UTF-16 code units of their names, strings escape only what must be, numbers take the
/// shortest ECMAScript form. Documents of our own hold integers and exact decimals only; an exact decimal that a binary
/// double cannot hold exactly is written as a string by its author, never rounded here.
package enum CanonicalJSON {
    /// The canonical text of `value`.
    package static func text(of value: JSONValue) -> String {
        var output = ""
        write(value, to: &output)
        return output
    }

    private static func write(_ value: JSONValue, to output: inout String) {
        switch value {
        case .null: output += "null"
        case .bool(let flag): output += flag ? "true" : "false"
        case .integer(let number): output += ECMAScriptNumber.text(of: number)
        case .decimal(let number): output += ECMAScriptNumber.text(of: number)
        case .double(let number): output += ECMAScriptNumber.text(of: number)
        case .string(let text): JSONValue.write(text, to: &output)
        case .array(let elements):
            output += "["
            for (index, element) in elements.enumerated() {
                if index > 0 { output += "," }
                write(element, to: &output)
            }
            output += "]"
        case .object(let members):
            output += "{"
            let sorted = members.sorted { $0.name.utf16.lexicographicallyPrecedes($1.name.utf16) }
            for (index, member) in sorted.enumerated() {
                if index > 0 { output += "," }
                JSONValue.write(member.name, to: &output)
                output += ":"
                write(member.value, to: &output)
            }
            output += "}"
        }
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
