import Foundation
package import ReleaseModel

/// The instants that one wall-clock time names in a zone: one, none (spring) or two (autumn).
package enum LocalInstants: Hashable, Sendable {
    case one(Instant)
    /// The clocks skip this time; `nextValid` is the instant at which they jump.
    case gap(nextValid: Instant)
    /// The clocks show this time twice.
    case overlap(first: Instant, second: Instant)

    /// The first instant: what a start means.
    package var earliest: Instant {
        switch self {
        case .one(let instant), .gap(let instant), .overlap(let instant, _): instant
        }
    }

    /// The last instant: what an end means, so that a window covers both hours of an autumn overlap.
    package var latest: Instant {
        switch self {
        case .one(let instant), .gap(let instant), .overlap(_, let instant): instant
        }
    }
}

/// Converts between instants and the wall clock of one zone: an IANA one, or one that a calendar file defines.
package struct ZonedClock: Hashable, Sendable {
    private enum Source: Hashable, Sendable {
        case known(TimeZone)
        case defined(ZoneDefinition)
    }

    /// The identifier as it was given, such as `Europe/Berlin` or `UTC`.
    package let identifier: String

    private let source: Source

    /// UTC, which always exists.
    package static let utc = ZonedClock(identifier: "UTC", source: .known(.gmt))

    private init(identifier: String, source: Source) {
        self.identifier = identifier
        self.source = source
    }

    /// The clock of a zone that a calendar file defines.
    package init(identifier: String, definition: ZoneDefinition) {
        self.init(identifier: identifier, source: .defined(definition))
    }

    /// What the zone is, where it is no IANA zone.
    package var definition: ZoneDefinition? {
        if case .defined(let definition) = source { definition } else { nil }
    }

    /// The clock of the zone `identifier`; nil where it is neither `UTC` nor an IANA zone of the form `Area/City`.
    ///
    /// Abbreviations such as `EST` or `CET` are refused: they hide whether daylight saving applies.
    package init?(identifier: String) {
        if identifier == "UTC" {
            self = .utc
            return
        }
        guard ZonedClock.hasZoneShape(identifier), let zone = TimeZone(identifier: identifier) else { return nil }
        self.init(identifier: identifier, source: .known(zone))
    }

    /// Reports whether `identifier` is `UTC` or an IANA zone of the form `Area/City`.
    package static func isKnown(_ identifier: String) -> Bool { ZonedClock(identifier: identifier) != nil }

    /// The local time at `instant`; fractions of a second are dropped.
    package func local(_ instant: Instant) -> CalendarWindow.LocalTime {
        CalendarWindow.LocalTime(wallSeconds: instant.seconds + Int64(offset(at: instant)))
    }

    /// The offset from UTC in seconds at `instant`, positive east of Greenwich.
    package func offset(at instant: Instant) -> Int { offset(atSecond: instant.seconds) }

    /// The instants at which the wall clock shows `local`.
    package func instants(of local: CalendarWindow.LocalTime) -> LocalInstants {
        let wall = local.wallSeconds
        // A day to either side sees the offsets before and after any change that can touch this wall-clock time.
        let before = offset(atSecond: wall - 86_400 - 50_400)
        let after = offset(atSecond: wall + 86_400 + 50_400)
        var offsets: [Int] = []
        for candidate in [before, after, offset(atSecond: wall - Int64(before)), offset(atSecond: wall - Int64(after))]
        where !offsets.contains(candidate) {
            offsets.append(candidate)
        }
        let valid =
            offsets
            .map { (second: wall - Int64($0), offset: $0) }
            .filter { offset(atSecond: $0.second) == $0.offset }
            .map(\.second).sorted()
        if let first = valid.first, let last = valid.last {
            return first == last
                ? .one(Instant(seconds: first))
                : .overlap(first: Instant(seconds: first), second: Instant(seconds: last))
        }
        // The clocks jump over it: the jump lies where wall - larger offset < t <= wall - smaller offset.
        let smallest = Int64(offsets.min() ?? before)
        let largest = Int64(offsets.max() ?? after)
        var low = wall - largest
        var high = wall - smallest
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if middle + Int64(offset(atSecond: middle)) > wall { high = middle } else { low = middle }
        }
        return .gap(nextValid: Instant(seconds: high))
    }

    /// The instant at which a span that begins at `local` starts: the first of two, the jump where there is none.
    package func instant(startOf local: CalendarWindow.LocalTime) -> Instant { instants(of: local).earliest }

    /// The instant at which a span that ends at `local` ends: the second of two, the jump where there is none.
    package func instant(endOf local: CalendarWindow.LocalTime) -> Instant { instants(of: local).latest }

    /// The instant at which the local day `date` begins.
    package func instant(startOf date: CivilDate) -> Instant {
        instant(startOf: CalendarWindow.LocalTime(date: date))
    }

    /// The local day of `instant`.
    package func date(_ instant: Instant) -> CivilDate { local(instant).date }

    /// `Fri 2026-11-27 16:30 Europe/Berlin`, for people.
    package func text(_ instant: Instant) -> String {
        let local = local(instant)
        return "\(local.date.weekday.shortName) \(local.date.iso8601) \(local.clockText) \(identifier)"
    }

    /// The offset at `instant` as RFC 3339 writes it, such as `+01:00`.
    package func offsetText(at instant: Instant) -> String {
        let minutes = abs(offset(at: instant)) / 60
        return "\(offset(at: instant) < 0 ? "-" : "+")\(twoDigits(minutes / 60)):\(twoDigits(minutes % 60))"
    }

    private func offset(atSecond second: Int64) -> Int {
        switch source {
        case .known(let zone): return zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(second)))
        case .defined(let definition):
            var low = 0
            var high = definition.changes.count
            while low < high {
                let middle = (low + high) / 2
                if definition.changes[middle].second <= second { low = middle + 1 } else { high = middle }
            }
            return low == 0 ? definition.firstOffset : definition.changes[low - 1].offset
        }
    }

    /// `Area/City` with ASCII letters, digits, `_`, `-`, `+`, each part beginning with a capital letter: what keeps
    /// `CET`, `GMT+1` and `posix/…` out.
    private static func hasZoneShape(_ identifier: String) -> Bool {
        let parts = identifier.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        return (2...3).contains(parts.count) && identifier.utf8.count <= 64
            && parts.allSatisfy { part in
                guard let first = part.first, (65...90).contains(first) else { return false }
                return part.allSatisfy {
                    (65...90).contains($0) || (97...122).contains($0) || (48...57).contains($0)
                        || [0x5F, 0x2D, 0x2B].contains($0)
                }
            }
    }
}

extension CalendarWindow {
    /// The clock that its local times are read on; nil where its zone is not known.
    package var clock: ZonedClock? {
        if let zoneDefinition { return ZonedClock(identifier: timeZone, definition: zoneDefinition) }
        return ZonedClock(identifier: timeZone)
    }
}

extension Weekday {
    /// The three-letter English name, such as `Fri`.
    package var shortName: String { String(rawValue.prefix(1).uppercased() + rawValue.dropFirst().prefix(2)) }
}
