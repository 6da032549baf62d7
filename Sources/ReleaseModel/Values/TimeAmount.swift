/// An amount of time in whole seconds, such as a time-to-live, a soak time or a timeout.
package struct TimeAmount: Hashable, Comparable, Sendable {
    /// The amount in seconds; may be negative where it is a difference.
    package let seconds: Int64

    /// An amount of `seconds`.
    package init(seconds: Int64) {
        self.seconds = seconds
    }

    package static func minutes(_ count: Int64) -> TimeAmount { TimeAmount(seconds: count * 60) }
    package static func hours(_ count: Int64) -> TimeAmount { TimeAmount(seconds: count * 3600) }
    package static func days(_ count: Int64) -> TimeAmount { TimeAmount(seconds: count * 86_400) }

    package static func < (left: TimeAmount, right: TimeAmount) -> Bool { left.seconds < right.seconds }

    /// Reads `90s`, `30 min`, `4h`, `2 days`, `1d 12h`, `2 weeks` or the ISO 8601 forms `PT30M`, `P1DT12H`, `P2W`; nil
    /// where it is anything else.
    ///
    /// Calendar units (months, years) are refused: they have no fixed length.
    package init?(_ text: String) {
        let trimmed = text.lowercased().filter { $0 != "_" }
        if trimmed.hasPrefix("p") {
            guard let value = TimeAmount.iso8601(trimmed.dropFirst()) else { return nil }
            self = value
            return
        }
        var total: Int64 = 0
        var rest = trimmed[...]
        var fieldCount = 0
        while true {
            rest = rest.drop { $0 == " " || $0 == "-" }
            if rest.isEmpty { break }
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            guard let count = Int64(digits) else { return nil }
            rest = rest.dropFirst(digits.count).drop { $0 == " " || $0 == "-" }
            let word = rest.prefix { $0.isLetter }
            guard let unit = TimeAmount.unitSeconds[String(word)] else { return nil }
            let (product, overflow) = count.multipliedReportingOverflow(by: unit)
            guard !overflow, product < 1 << 40 else { return nil }
            total += product
            fieldCount += 1
            rest = rest.dropFirst(word.count)
        }
        guard fieldCount > 0 else { return nil }
        self.init(seconds: total)
    }

    private static let unitSeconds: [String: Int64] = [
        "s": 1, "sec": 1, "secs": 1, "second": 1, "seconds": 1,
        "m": 60, "min": 60, "mins": 60, "minute": 60, "minutes": 60,
        "h": 3600, "hr": 3600, "hrs": 3600, "hour": 3600, "hours": 3600,
        "d": 86_400, "day": 86_400, "days": 86_400,
        "w": 604_800, "week": 604_800, "weeks": 604_800,
    ]

    private static func iso8601(_ text: Substring) -> TimeAmount? {
        var total: Int64 = 0
        var isTime = false
        var rest = text
        var fieldCount = 0
        while let first = rest.first {
            if first == "t" && !isTime {
                isTime = true
                rest.removeFirst()
                continue
            }
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            guard let count = Int64(digits), count < 1 << 30 else { return nil }
            rest = rest.dropFirst(digits.count)
            let unit: Int64
            switch (isTime, rest.first) {
            case (false, "w"): unit = 604_800
            case (false, "d"): unit = 86_400
            case (true, "h"): unit = 3600
            case (true, "m"): unit = 60
            case (true, "s"): unit = 1
            default: return nil
            }
            rest.removeFirst()
            total += count * unit
            fieldCount += 1
        }
        return fieldCount > 0 ? TimeAmount(seconds: total) : nil
    }
}

extension TimeAmount: CustomStringConvertible {
    /// The two largest units: `45 s`, `30 min`, `1 h 30 min`, `3 d 4 h`.
    package var description: String {
        let magnitude = abs(seconds)
        let sign = seconds < 0 ? "-" : ""
        let parts: [(Int64, String)] = [
            (magnitude / 86_400, "d"), (magnitude / 3600 % 24, "h"), (magnitude / 60 % 60, "min"),
            (magnitude % 60, "s"),
        ]
        guard let first = parts.firstIndex(where: { $0.0 > 0 }) else { return "0 s" }
        let shown = parts[first...].prefix(2).filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        return sign + shown.joined(separator: " ")
    }
}
