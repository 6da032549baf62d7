/// A decimal number without rounding: `units` × 10^-`scale`, always in lowest terms.
///
/// Thresholds, scores and money are compared in this type, so that 89.5 is not 90 and 0.1 + 0.2 is 0.3. Binary floats
/// never enter a comparison or a digest.
package struct ExactDecimal: Hashable, Sendable {
    /// The digits as an integer.
    package let units: Int128
    /// The number of digits after the decimal point, 0...30.
    package let scale: Int

    /// The whole number `value`.
    package init(_ value: Int64) {
        self.units = Int128(value)
        self.scale = 0
    }

    private init(units: Int128, scale: Int) {
        var units = units
        var scale = scale
        while scale > 0 && units % 10 == 0 {
            units /= 10
            scale -= 1
        }
        self.units = units
        self.scale = scale
    }

    /// Reads a decimal such as `12`, `-0.5`, `1e-3` or `6.02E23`; nil where it is no number, has more than 30
    /// significant digits, or more than 30 digits after the point.
    package init?(_ text: some StringProtocol) {
        var units: Int128 = 0
        var digitCount = 0
        var fractionDigits = 0
        var isFraction = false
        var bytes = Array(text.utf8)[...]
        var isNegative = false
        if bytes.first == UInt8(ascii: "-") || bytes.first == UInt8(ascii: "+") {
            isNegative = bytes.removeFirst() == UInt8(ascii: "-")
        }
        var exponent = 0
        var sawDigit = false
        while let byte = bytes.first {
            if (48...57).contains(byte) {
                sawDigit = true
                if units != 0 || byte != 48 { digitCount += 1 }
                guard digitCount <= 30 else { return nil }
                units = units * 10 + Int128(byte - 48)
                if isFraction { fractionDigits += 1 }
            } else if byte == UInt8(ascii: "."), !isFraction {
                isFraction = true
            } else if byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") {
                guard let value = Int(String(decoding: bytes.dropFirst(), as: UTF8.self)), abs(value) <= 60 else {
                    return nil
                }
                exponent = value
                break
            } else {
                return nil
            }
            bytes.removeFirst()
        }
        guard sawDigit else { return nil }
        var scale = fractionDigits - exponent
        while scale < 0 {
            let (product, overflow) = units.multipliedReportingOverflow(by: 10)
            guard !overflow, product < ExactDecimal.limit else { return nil }
            units = product
            scale += 1
        }
        while scale > 30 && units % 10 == 0 {
            units /= 10
            scale -= 1
        }
        guard scale <= 30 || units == 0 else { return nil }
        self.init(units: isNegative ? -units : units, scale: units == 0 ? 0 : scale)
    }

    package static let zero = ExactDecimal(0)

    /// The exact quotient cut (not rounded) after 18 decimal places; nil where the divisor is zero.
    ///
    /// Cutting towards zero never lifts a rate over a threshold that it has not reached.
    package func divided(by divisor: ExactDecimal) -> ExactDecimal? {
        guard divisor.units != 0 else { return nil }
        let places = 18
        var numerator = units
        var denominator = divisor.units
        var shift = places + divisor.scale - scale
        while shift > 0 {
            let (product, overflow) = numerator.multipliedReportingOverflow(by: 10)
            if overflow { return nil }
            numerator = product
            shift -= 1
        }
        while shift < 0 {
            let (product, overflow) = denominator.multipliedReportingOverflow(by: 10)
            if overflow { return nil }
            denominator = product
            shift += 1
        }
        return ExactDecimal(units: numerator / denominator, scale: places)
    }

    package static func + (left: ExactDecimal, right: ExactDecimal) -> ExactDecimal {
        let (a, b, scale) = align(left, right)
        return ExactDecimal(units: a &+ b, scale: scale)
    }

    package static func - (left: ExactDecimal, right: ExactDecimal) -> ExactDecimal {
        let (a, b, scale) = align(left, right)
        return ExactDecimal(units: a &- b, scale: scale)
    }

    /// The product; where it would need more than 38 digits, cut to the digits that fit.
    package static func * (left: ExactDecimal, right: ExactDecimal) -> ExactDecimal {
        var (a, b, scale) = (left.units, right.units, left.scale + right.scale)
        while true {
            let (product, overflow) = a.multipliedReportingOverflow(by: b)
            if !overflow && scale <= 30 { return ExactDecimal(units: product, scale: scale) }
            if scale == 0 { return ExactDecimal(units: a.signum() * b.signum() * limit, scale: 0) }
            if abs(a) > abs(b) { a /= 10 } else { b /= 10 }
            scale -= 1
        }
    }

    /// The value with `places` digits after the point, rounded half away from zero, for people to read.
    package func rounded(places: Int) -> String {
        var units = self.units
        var scale = self.scale
        while scale > places {
            let isLast = scale == places + 1
            units = (units + (isLast ? 5 * units.signum() : 0)) / 10
            scale -= 1
        }
        let value = ExactDecimal(units: units, scale: scale)
        guard places > 0 else { return value.description }
        let text = value.description
        let fraction = text.firstIndex(of: ".").map { text[$0...].dropFirst().count } ?? 0
        return text + (fraction == 0 ? "." : "") + String(repeating: "0", count: places - fraction)
    }

    /// The largest whole number not above the value, where it fits 64 bits.
    package var wholePart: Int64? {
        var value = units
        for _ in 0..<scale { value /= 10 }
        if units < 0 && ExactDecimal(units: value, scale: 0) != self { value -= 1 }
        return Int64(exactly: value)
    }

    private static let limit: Int128 = 1_000_000_000_000_000_000_000_000_000_000_000_000

    /// Both numbers at one scale. Digits that would overflow are cut from the finer number.
    private static func align(_ left: ExactDecimal, _ right: ExactDecimal) -> (Int128, Int128, Int) {
        var (a, b) = (left.units, right.units)
        var (aScale, bScale) = (left.scale, right.scale)
        while aScale != bScale {
            if aScale < bScale {
                let (product, overflow) = a.multipliedReportingOverflow(by: 10)
                if overflow || abs(product) > limit { b /= 10; bScale -= 1 } else { a = product; aScale += 1 }
            } else {
                let (product, overflow) = b.multipliedReportingOverflow(by: 10)
                if overflow || abs(product) > limit { a /= 10; aScale -= 1 } else { b = product; bScale += 1 }
            }
        }
        return (a, b, aScale)
    }
}

extension ExactDecimal: Comparable {
    package static func < (left: ExactDecimal, right: ExactDecimal) -> Bool {
        let (a, b, _) = align(left, right)
        return a < b
    }
}

extension ExactDecimal: ExpressibleByIntegerLiteral {
    package init(integerLiteral value: Int64) { self.init(value) }
}

extension ExactDecimal: CustomStringConvertible {
    /// Plain notation, such as `-12.5`; never an exponent.
    package var description: String {
        guard scale > 0 else { return "\(units)" }
        var digits = String(units.magnitude)
        while digits.count <= scale { digits = "0" + digits }
        let point = digits.index(digits.endIndex, offsetBy: -scale)
        return "\(units < 0 ? "-" : "")\(digits[..<point]).\(digits[point...])"
    }
}
