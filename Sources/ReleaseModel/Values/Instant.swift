/// A point in time in UTC, in whole milliseconds since 1970-01-01T00:00:00Z.
///
/// Time enters the program once, as a value of this type; pure targets never read a clock. Integers keep comparison
/// and printing exact on every machine.
package struct Instant: Hashable, Comparable, Sendable {
    /// Milliseconds since the Unix epoch; negative before 1970.
    package let milliseconds: Int64

    /// An instant from milliseconds since the Unix epoch.
    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// An instant from whole seconds since the Unix epoch.
    package init(seconds: Int64) {
        self.milliseconds = seconds * 1000
    }

    /// Whole seconds since the Unix epoch, rounded towards the past.
    package var seconds: Int64 {
        milliseconds >= 0 ? milliseconds / 1000 : -((999 - milliseconds) / 1000)
    }

    package static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }

    package static func + (left: Instant, right: TimeAmount) -> Instant {
        Instant(milliseconds: left.milliseconds + right.seconds * 1000)
    }

    package static func - (left: Instant, right: TimeAmount) -> Instant {
        Instant(milliseconds: left.milliseconds - right.seconds * 1000)
    }

    /// The time that passed from `right` to `left`, in whole seconds, rounded towards zero.
    package static func - (left: Instant, right: Instant) -> TimeAmount {
        TimeAmount(seconds: (left.milliseconds - right.milliseconds) / 1000)
    }
}

extension Instant {
    /// The civil date of this instant in UTC.
    package var dateInUTC: CivilDate {
        CivilDate(daysSinceEpoch: Int(floorDivide(seconds, 86_400)))
    }

    /// The RFC 3339 form in UTC, such as `2026-11-21T02:14:00Z`; a fraction only where there is one.
    package var rfc3339: String {
        let secondOfDay = Int(seconds - Int64(dateInUTC.daysSinceEpoch) * 86_400)
        let clock =
            "\(twoDigits(secondOfDay / 3600)):\(twoDigits(secondOfDay / 60 % 60)):\(twoDigits(secondOfDay % 60))"
        let fraction = Int(milliseconds - seconds * 1000)
        let tail = fraction == 0 ? "" : "." + String(String(fraction + 1000).dropFirst())
        return "\(dateInUTC.iso8601)T\(clock)\(tail)Z"
    }

    /// `2026-11-21 02:14 UTC`, for people.
    package var minuteInUTC: String {
        let text = rfc3339
        return "\(text.prefix(10)) \(text.dropFirst(11).prefix(5)) UTC"
    }

    /// Reads the RFC 3339 date-time `text`; nil where it is anything else.
    ///
    /// Strict: the offset is mandatory, every field is in range, the day exists in its month, and a leap second is
    /// only accepted as `23:59:60Z` (it becomes the next second). Digits of the fraction past milliseconds are dropped.
    /// Reference: RFC 3339 section 5.6.
    package init?(rfc3339 text: String) {
        var reader = DigitReader(text)
        guard let year = reader.digits(4), reader.skip("-"), let month = reader.digits(2), reader.skip("-"),
            let day = reader.digits(2), let date = CivilDate(year: year, month: month, day: day),
            reader.skip("T") || reader.skip("t") || reader.skip(" "),
            let hour = reader.digits(2), hour < 24, reader.skip(":"), let minute = reader.digits(2), minute < 60,
            reader.skip(":"), let second = reader.digits(2), second <= 60
        else { return nil }
        if second == 60 && !(hour == 23 && minute == 59) { return nil }
        var fraction: Int64 = 0
        if reader.skip(".") {
            guard let value = reader.millisecondFraction() else { return nil }
            fraction = value
        }
        guard let offset = reader.offset(), reader.isAtEnd else { return nil }
        let local = Int64(date.daysSinceEpoch) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
        self.init(milliseconds: (local - Int64(offset)) * 1000 + fraction)
    }
}

extension Instant: CustomStringConvertible {
    package var description: String { rfc3339 }
}

/// Reads fixed-width decimal fields from ASCII text.
struct DigitReader {
    private var rest: Substring.UTF8View

    init(_ text: String) {
        self.rest = Substring(text).utf8
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard let first = rest.first, UInt32(first) == character.value else { return false }
        rest.removeFirst()
        return true
    }

    mutating func digits(_ count: Int) -> Int? {
        var value = 0
        for _ in 0..<count {
            guard let byte = rest.first, (48...57).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 48)
            rest.removeFirst()
        }
        return value
    }

    mutating func millisecondFraction() -> Int64? {
        var value: Int64 = 0
        var count = 0
        while let byte = rest.first, (48...57).contains(byte) {
            if count < 3 { value = value * 10 + Int64(byte - 48) }
            count += 1
            rest.removeFirst()
        }
        guard count > 0 else { return nil }
        return count == 1 ? value * 100 : count == 2 ? value * 10 : value
    }

    /// The offset from UTC in seconds: `Z`, `+hh:mm`, `+hhmm` (as Jira writes it) or `-hh:mm`.
    mutating func offset() -> Int? {
        if skip("Z") || skip("z") { return 0 }
        let sign = skip("+") ? 1 : skip("-") ? -1 : 0
        guard sign != 0, let hours = digits(2), hours < 24 else { return nil }
        _ = skip(":")
        guard let minutes = digits(2), minutes < 60 else { return nil }
        return sign * (hours * 3600 + minutes * 60)
    }
}

/// Two decimal digits, with a leading zero.
func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

/// Division that rounds towards negative infinity.
func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
    let quotient = value / divisor
    return value % divisor < 0 ? quotient - 1 : quotient
}
