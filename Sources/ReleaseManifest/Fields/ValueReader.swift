import Foundation
import ReleaseModel

/// Reads one value of a file as the type its field asks for; anything else is an error with place, found and accepted.
struct ValueReader {
    let log: ReadingLog

    /// The text of a scalar of any look, without surrounding blanks; nil where it is null, empty or no scalar.
    func text(_ node: YAMLNode, for field: String) -> String? {
        guard let scalar = node.scalar else {
            mismatch(node, field, .text)
            return nil
        }
        guard !scalar.isNull else { return nil }
        let trimmed = scalar.text.trimmed
        guard trimmed.isEmpty else { return trimmed }
        log.warning(at: node.location, "\(quoted(field)) is empty, so it counts as not given")
        return nil
    }

    func flag(_ node: YAMLNode, for field: String) -> Bool? {
        guard let scalar = node.scalar, scalar.isPlain else { return mismatch(node, field, .flag) }
        switch scalar.text {
        case "true", "True", "TRUE", "yes": return true
        case "false", "False", "FALSE", "no": return false
        default: return mismatch(node, field, .flag)
        }
    }

    func wholeNumber(_ node: YAMLNode, for field: String, in range: ClosedRange<Int>) -> Int? {
        let type = FieldType.wholeNumber(range)
        guard let scalar = node.scalar, scalar.isPlain, let value = Int(scalar.text), "\(value)" == scalar.text,
            range.contains(value)
        else { return mismatch(node, field, type) }
        return value
    }

    func date(_ node: YAMLNode, for field: String) -> CivilDate? {
        guard let text = node.scalar?.text.trimmed else { return mismatch(node, field, .date) }
        if let date = CivilDate(iso8601: text) { return date }
        if text.count == 10, text.filter({ $0 == "-" }).count == 2, text.allSatisfy({ $0.isNumber || $0 == "-" }) {
            log.error(at: node.location, "\(quoted(field)) is \(quoted(text)); the calendar has no such day")
            return nil
        }
        return mismatch(node, field, .date)
    }

    func instant(_ node: YAMLNode, for field: String) -> Instant? {
        guard let text = node.scalar?.text.trimmed else { return mismatch(node, field, .instant) }
        return Instant(rfc3339: text) ?? mismatch(node, field, .instant)
    }

    /// A wall-clock time such as `2026-12-20 18:00`, `2026-12-20T18:00:30` or a date.
    func localTime(_ node: YAMLNode, for field: String) -> CalendarWindow.LocalTime? {
        guard let text = node.scalar?.text.trimmed, let time = LocalTimeText.parse(text) else {
            return mismatch(node, field, .localTime)
        }
        return time
    }

    /// An amount of time, not negative.
    func duration(_ node: YAMLNode, for field: String) -> TimeAmount? {
        guard let text = node.scalar?.text.trimmed else { return mismatch(node, field, .duration) }
        if text.hasPrefix("-") {
            log.error(at: node.location, "\(quoted(field)) is \(quoted(text)); it must not be negative")
            return nil
        }
        return TimeAmount(text) ?? mismatch(node, field, .duration)
    }

    /// A share of one: `80%`, `80 %`, `0.8`.
    func share(_ node: YAMLNode, for field: String) -> ExactDecimal? {
        guard var text = node.scalar?.text.trimmed[...] else { return mismatch(node, field, .share) }
        let isPercent = text.hasSuffix("%")
        if isPercent { text = text.dropLast() }
        guard var value = ExactDecimal(String(text).trimmed) else { return mismatch(node, field, .share) }
        if isPercent { value = value * (ExactDecimal("0.01") ?? 0) }
        guard value >= 0, value <= 1 else { return mismatch(node, field, .share) }
        return value
    }

    func money(_ node: YAMLNode, for field: String) -> Money? {
        guard let text = node.scalar?.text, let money = MoneyText.parse(text) else {
            return mismatch(node, field, .money)
        }
        guard money.amount >= 0 else {
            log.error(at: node.location, "\(quoted(field)) is \(quoted(text)); it must not be negative")
            return nil
        }
        return money
    }

    /// An IANA zone: `Area/City` or `UTC`. Abbreviations are refused: they do not say when clocks change.
    func zone(_ node: YAMLNode, for field: String) -> String? {
        guard let text = node.scalar?.text.trimmed else { return mismatch(node, field, .zone) }
        if text == "UTC" { return text }
        guard text.contains("/"), !text.hasPrefix("/"), !text.contains(" "), !text.hasPrefix("Etc/GMT"),
            TimeZone(identifier: text) != nil
        else {
            let known = TimeZone.knownTimeZoneIdentifiers
            let city = known.first { $0.split(separator: "/").last?.lowercased() == text.lowercased() }
            let hint = city.map { "; did you mean \(quoted($0))?" } ?? NearestName.hint(for: text, in: known)
            log.error(
                at: node.location,
                "\(quoted(field)) is \(quoted(text)), which is no time zone; accepted is an IANA name such as Europe/Berlin, or UTC\(hint)"
            )
            return nil
        }
        return text
    }

    func choice<Value: RawRepresentable & CaseIterable>(_ node: YAMLNode, for field: String) -> Value?
    where Value.RawValue == String {
        let values = Value.allCases.map(\.rawValue)
        guard let written = node.scalar?.text.trimmed else { return mismatch(node, field, .choice(values)) }
        if let value = Value(rawValue: written.lowercased()) ?? Value(rawValue: written) { return value }
        log.error(
            at: node.location,
            "\(quoted(field)) is \(quoted(written)); accepted: \(values.joined(separator: ", "))\(NearestName.hint(for: written, in: values))"
        )
        return nil
    }

    /// The elements of a list, or one value that stands for a list of one; null gives none.
    func elements(_ node: YAMLNode) -> [YAMLNode] {
        if let elements = node.elements { return elements }
        return node.isNull ? [] : [node]
    }

    /// The texts of a list, or of one text.
    func texts(_ node: YAMLNode, for field: String) -> [String] { elements(node).compactMap { text($0, for: field) } }

    func role(_ node: YAMLNode, for field: String) -> RoleID? {
        guard let title = text(node, for: field) else { return nil }
        let identifier = RoleName.identifier(title)
        guard !identifier.isEmpty else { return mismatch(node, field, .role) }
        log.refer(to: .role, identifier, in: field, at: node.location)
        return RoleID(identifier)
    }

    func environment(_ node: YAMLNode, for field: String) -> EnvironmentID? {
        guard let name = text(node, for: field) else { return nil }
        log.refer(to: .environment, name, in: field, at: node.location)
        return EnvironmentID(name)
    }

    @discardableResult
    func mismatch<Value>(_ node: YAMLNode, _ field: String, _ type: FieldType) -> Value? {
        log.error(at: node.location, "\(quoted(field)) is \(node.found); accepted: \(type.accepted)")
        return nil
    }

    func mismatch(_ node: YAMLNode, _ field: String, _ type: FieldType) {
        log.error(at: node.location, "\(quoted(field)) is \(node.found); accepted: \(type.accepted)")
    }
}

extension StringProtocol {
    /// Without blanks and line ends at both sides.
    var trimmed: String {
        var rest = Substring(self)
        while let first = rest.first, first.isWhitespace { rest.removeFirst() }
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return String(rest)
    }
}
