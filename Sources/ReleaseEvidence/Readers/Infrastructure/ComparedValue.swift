import JSONStream

/// A value that is read to be compared and then forgotten.
///
/// Providers write the same absence in several ways: where one run stored null the next reads an empty text, list or
/// map. So null, "", [] and {} are one value here, and a member that holds it is as good as missing. Members are compared
/// in any order, elements in theirs; texts by their bytes and numbers by their digits, so that no difference is lost.
///
/// The value never leaves the reader: it may be a secret in clear text.
indirect enum ComparedValue: Equatable {
    case nothing
    case flag(Bool)
    case number(String)
    case text([UInt8])
    case list([ComparedValue])
    case object([String: ComparedValue])

    /// How much is held to compare one resource.
    struct Budget {
        /// Bytes of names, texts and numbers.
        private(set) var bytes = 1 << 20
        private(set) var nodes = 100_000
        /// More was asked for than there is.
        private(set) var isSpent = false

        mutating func take(bytes count: Int) {
            bytes -= count
            nodes -= 1
            if bytes < 0 || nodes < 0 { isSpent = true }
        }

        mutating func spend() { isSpent = true }
    }

    /// Reads the value that `bytes` hold; none where there are no bytes, and nil where they cannot be compared, as where a
    /// name stands twice in an object.
    init?(json bytes: [UInt8], _ budget: inout Budget) {
        var json = JSONCursor(bytes)
        do throws(JSONError) {
            self = bytes.isEmpty ? .nothing : try ComparedValue(&json, &budget)
        } catch {
            return nil
        }
    }

    /// Reads the next value; once the budget is spent the rest is passed over and the result means nothing.
    init(_ json: inout JSONCursor, _ budget: inout Budget) throws(JSONError) {
        budget.take(bytes: 0)
        guard !budget.isSpent else {
            self = .nothing
            try json.skip()
            return
        }
        switch try json.peek() {
        case .null:
            try json.skip()
            self = .nothing
        case .bool: self = .flag(try json.bool())
        case .number:
            let digits = try json.numberText()
            budget.take(bytes: digits.utf8.count)
            self = .number(digits)
        case .string:
            let text = try json.string(upTo: budget.bytes)
            if let text { budget.take(bytes: text.utf8.count) } else { budget.spend() }
            self = text.map { $0.isEmpty ? .nothing : .text(Array($0.utf8)) } ?? .nothing
        case .array:
            var elements: [ComparedValue] = []
            var left = budget
            try json.readArray { json throws(JSONError) in elements.append(try ComparedValue(&json, &left)) }
            budget = left
            self = elements.isEmpty ? .nothing : .list(elements)
        case .object:
            var members: [String: ComparedValue] = [:]
            var left = budget
            try json.readObject { name, json throws(JSONError) in
                left.take(bytes: name.utf8.count)
                let value = try ComparedValue(&json, &left)
                if value != .nothing { members[name] = value }
            }
            budget = left
            self = members.isEmpty ? .nothing : .object(members)
        }
    }
}
