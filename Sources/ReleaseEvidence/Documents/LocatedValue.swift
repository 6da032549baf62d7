package import ReleaseModel

/// One value of a JSON or YAML document with its place, for documents small enough to be held as a tree.
///
/// The accessors are strict about what they are asked for: a field that is absent or null gives nil, a field of another
/// type is an error that names its place. Fields that are never asked for may be anything.
package struct LocatedValue: Hashable, Sendable {
    /// What stands there.
    package indirect enum Content: Hashable, Sendable {
        case null
        case bool(Bool)
        /// The digits as they stand.
        case number(String)
        case string(String)
        case array([LocatedValue])
        case object([Member])
    }

    /// One name of an object and its value.
    package struct Member: Hashable, Sendable {
        package let name: String
        package let value: LocatedValue
    }

    package let content: Content
    /// The line, from 1.
    package let line: Int
    /// The column, from 1.
    package let column: Int
}

extension LocatedValue {
    /// The value called `name`; nil where this is no object, has no such name, or has null there.
    package subscript(name: String) -> LocatedValue? {
        guard case .object(let members) = content,
            let value = members.first(where: { $0.name == name })?.value, value.content != .null
        else { return nil }
        return value
    }

    /// The elements, where this is an array.
    package var elements: [LocatedValue]? {
        guard case .array(let elements) = content else { return nil }
        return elements
    }

    /// The names and values, where this is an object.
    package var members: [Member]? {
        guard case .object(let members) = content else { return nil }
        return members
    }

    /// The text, where this is a string.
    package var string: String? {
        guard case .string(let text) = content else { return nil }
        return text
    }

    /// The text of a string or the digits of a number: identifiers are written as either.
    package var scalarText: String? {
        switch content {
        case .string(let text), .number(let text): text
        case .bool(let flag): flag ? "true" : "false"
        case .null, .array, .object: nil
        }
    }

    /// An error at this value.
    package func error(_ message: String) -> EvidenceError {
        EvidenceError(line: line, column: column, message)
    }

    /// Reports whether the name is there, even if null.
    package func has(_ name: String) -> Bool {
        members?.contains { $0.name == name } ?? false
    }
}

extension LocatedValue {
    /// The text of the field; nil where it is absent or null.
    package func text(_ name: String) throws(EvidenceError) -> String? {
        guard let value = self[name] else { return nil }
        guard let text = value.string else { throw value.mismatch(name, "a string") }
        return text
    }

    /// The text of the field, which the format cannot be without.
    package func requiredText(_ name: String) throws(EvidenceError) -> String {
        guard let text = try text(name) else { throw missing(name) }
        return text
    }

    /// The text or the digits of the field, as identifiers are written; nil where it is absent or null.
    package func identifier(_ name: String) throws(EvidenceError) -> String? {
        guard let value = self[name] else { return nil }
        guard let text = value.scalarText else { throw value.mismatch(name, "a string or a number") }
        return text
    }

    /// The first of the fields that is there, as `identifier` reads it.
    package func firstIdentifier(_ names: String...) throws(EvidenceError) -> String? {
        for name in names {
            if let value = try identifier(name) { return value }
        }
        return nil
    }

    /// The first of the texts that is there, as `text` reads it.
    package func firstText(_ names: String...) throws(EvidenceError) -> String? {
        for name in names {
            if let value = try text(name) { return value }
        }
        return nil
    }

    /// The first of the flags that is there, as `flag` reads it.
    package func firstFlag(_ names: String...) throws(EvidenceError) -> Bool? {
        for name in names {
            if let value = try flag(name) { return value }
        }
        return nil
    }

    /// The first of the fields that is there and no empty text, as `instant` reads it.
    package func firstInstant(_ names: String...) throws(EvidenceError) -> Instant? {
        for name in names {
            if let value = try instant(name) { return value }
        }
        return nil
    }

    /// The object of the field; where it is absent or null, this value itself: webhooks wrap what lists hold bare.
    package func objectOrSelf(_ name: String) throws(EvidenceError) -> LocatedValue {
        guard let value = try object(name) else { return self }
        return value
    }

    /// The flag of the field; nil where it is absent or null.
    package func flag(_ name: String) throws(EvidenceError) -> Bool? {
        guard let value = self[name] else { return nil }
        guard case .bool(let flag) = value.content else { throw value.mismatch(name, "true or false") }
        return flag
    }

    /// The whole number of the field; nil where it is absent or null.
    package func integer(_ name: String) throws(EvidenceError) -> Int64? {
        guard let value = self[name] else { return nil }
        guard case .number(let digits) = value.content, let number = ExactDecimal(digits), number.scale == 0,
            let whole = Int64(exactly: number.units)
        else { throw value.mismatch(name, "a whole number of at most 64 bits") }
        return whole
    }

    /// The whole number of the field held between nought and 2^40, so that sums of counts cannot overflow.
    package func count(_ name: String) throws(EvidenceError) -> Int64? {
        guard let value = try integer(name) else { return nil }
        return min(max(value, 0), 1 << 40)
    }

    /// The number of the field; nil where it is absent or null.
    package func decimal(_ name: String) throws(EvidenceError) -> ExactDecimal? {
        guard let value = self[name] else { return nil }
        guard case .number(let digits) = value.content, let number = value.roundedDecimal(digits) else {
            throw value.mismatch(name, "a number that can be compared exactly")
        }
        return number
    }

    /// The elements of the field; nil where it is absent or null.
    package func array(_ name: String) throws(EvidenceError) -> [LocatedValue]? {
        guard let value = self[name] else { return nil }
        guard let elements = value.elements else { throw value.mismatch(name, "an array") }
        return elements
    }

    /// The elements of the field, which the format cannot be without.
    package func requiredArray(_ name: String) throws(EvidenceError) -> [LocatedValue] {
        guard let elements = try array(name) else { throw missing(name) }
        return elements
    }

    /// The object of the field; nil where it is absent or null.
    package func object(_ name: String) throws(EvidenceError) -> LocatedValue? {
        guard let value = self[name] else { return nil }
        guard value.members != nil else { throw value.mismatch(name, "an object") }
        return value
    }

    /// The object of the field, which the format cannot be without.
    package func requiredObject(_ name: String) throws(EvidenceError) -> LocatedValue {
        guard let value = try object(name) else { throw missing(name) }
        return value
    }

    /// The RFC 3339 time of the field; nil where it is absent, null or empty.
    package func instant(_ name: String) throws(EvidenceError) -> Instant? {
        guard let text = try text(name), !text.isEmpty else { return nil }
        guard let instant = StatedTime(text)?.instant else {
            throw self[name]?.error(
                "\"\(name)\" is no date and time; RFC 3339 such as 2026-11-21T02:14:00Z is accepted")
                ?? missing(name)
        }
        return instant
    }

    /// An error that says that the field is not there.
    package func missing(_ name: String) -> EvidenceError {
        error("\"\(name)\" is missing, which this format cannot be without")
    }

    func mismatch(_ name: String, _ expected: String) -> EvidenceError {
        error("\"\(name)\" is \(kind) where \(expected) is expected")
    }

    /// A number with more digits than are compared exactly (binary floats print up to 17) cut to 25 of them.
    private func roundedDecimal(_ digits: String) -> ExactDecimal? {
        if let exact = ExactDecimal(digits) { return exact }
        guard let point = digits.firstIndex(of: "."), !digits.lowercased().contains("e") else { return nil }
        return ExactDecimal(digits[..<point] + digits[point...].prefix(19))
    }

    private var kind: String {
        switch content {
        case .null: "null"
        case .bool: "true or false"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}
