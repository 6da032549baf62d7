package import ReleaseModel

/// Wall-clock arithmetic that knows no zone: a local time as seconds since local 1970-01-01T00:00:00.
extension CalendarWindow.LocalTime {
    /// Seconds since local midnight of 1970-01-01, as if every day had 86,400 seconds.
    package var wallSeconds: Int64 { Int64(date.daysSinceEpoch) * 86_400 + Int64(secondOfDay) }

    /// The local time that lies `wallSeconds` after local midnight of 1970-01-01.
    package init(wallSeconds: Int64) {
        var day = wallSeconds / 86_400
        var second = wallSeconds % 86_400
        if second < 0 {
            second += 86_400
            day -= 1
        }
        self.init(date: CivilDate(daysSinceEpoch: Int(day)), secondOfDay: Int(second))
    }

    /// This local time moved by `seconds` of wall clock.
    package func adding(wallSeconds seconds: Int64) -> Self { Self(wallSeconds: wallSeconds + seconds) }

    /// `YYYY-MM-DDThh:mm:ss`.
    package var iso8601: String { "\(date.iso8601)T\(clockText):\(twoDigits(secondOfDay % 60))" }

    /// `hh:mm`.
    package var clockText: String { "\(twoDigits(secondOfDay / 3600)):\(twoDigits(secondOfDay / 60 % 60))" }
}

/// Two decimal digits, with a leading zero.
func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

/// Division that rounds towards negative infinity.
func floorDivide(_ value: Int, _ divisor: Int) -> Int {
    let quotient = value / divisor
    return value % divisor < 0 ? quotient - 1 : quotient
}
