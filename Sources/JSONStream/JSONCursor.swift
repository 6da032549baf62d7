package import ReleaseModel

/// A pull scanner over a JSON document (RFC 8259) of any size, in a window of constant size.
///
/// The reader says what it wants next and the cursor gives it or throws with line and column; what the reader does not
/// want it skips, at the speed of the memory and without building anything. Strict: UTF-8 only (a byte order mark is
/// passed over), no trailing commas, no comments, the number grammar of the RFC, at most `maximumDepth` levels, and a
/// name that stands twice in an object that is read is an error, because parsers disagree on which one counts.
///
/// ```swift
/// var json = JSONCursor(bytes)
/// try json.readObject { name, json in
///     if name == "version" { version = try json.string() } else { try json.skip() }
/// }
/// try json.finish()
/// ```
package struct JSONCursor {
    /// What the next value is, by its first byte.
    package enum Kind: String, Hashable, Sendable {
        case object = "an object"
        case array = "an array"
        case string = "a string"
        case number = "a number"
        case bool = "true or false"
        case null = "null"
    }

    /// Levels of nesting that are accepted; each level of a reader costs stack.
    package static let maximumDepth = 512

    private static let windowSize = 256 * 1024

    private var source: any ByteSource
    private var isSourceAtEnd = false
    var buffer: [UInt8] = []
    var position = 0
    private var discardedBytes = 0
    private var discardedLines = 0
    /// The offset of the first byte of the line in which the window begins.
    private var windowLineStart = 0
    private var depth = 0
    private var hasStarted = false

    /// A cursor at the beginning of what `source` gives.
    package init(_ source: any ByteSource) {
        self.source = source
    }

    /// A cursor at the beginning of `bytes`.
    package init(_ bytes: [UInt8]) {
        self.init(ArraySource(bytes))
    }

    /// A cursor at the beginning of `text`.
    package init(_ text: String) {
        self.init(Array(text.utf8))
    }
}

extension JSONCursor {
    /// The offset of the next byte from the beginning of the document.
    package var offset: Int { discardedBytes + position }

    /// What the next value is.
    ///
    /// - Throws: `JSONError` at the end of the document or where no value begins.
    package mutating func peek() throws(JSONError) -> Kind {
        guard let byte = try nextSignificantByte() else { throw error("the document ends where a value is expected") }
        switch byte {
        case UInt8(ascii: "{"): return .object
        case UInt8(ascii: "["): return .array
        case UInt8(ascii: "\""): return .string
        case UInt8(ascii: "t"), UInt8(ascii: "f"): return .bool
        case UInt8(ascii: "n"): return .null
        case UInt8(ascii: "-"), 48...57: return .number
        default: throw error("found \(describe(byte)) where a value is expected")
        }
    }

    /// Reports whether another value follows, as in JSON Lines.
    package mutating func hasMore() throws(JSONError) -> Bool {
        try nextSignificantByte() != nil
    }

    /// Checks that nothing but white space follows.
    package mutating func finish() throws(JSONError) {
        if let byte = try nextSignificantByte() {
            throw error("found \(describe(byte)) after the end of the document")
        }
    }

    /// Reads an object, calling `body` with each name; `body` must read or skip exactly one value.
    package mutating func readObject(
        _ body: (_ name: String, _ json: inout JSONCursor) throws(JSONError) -> Void
    ) throws(JSONError) {
        try open(UInt8(ascii: "{"), .object)
        var names = SeenNames()
        if try consume(UInt8(ascii: "}")) {
            depth -= 1
            return
        }
        while true {
            guard try nextSignificantByte() == UInt8(ascii: "\"") else {
                throw error("found \(try describeNext()) where a name in double quotes is expected")
            }
            let start = offset
            let name = try string()
            guard names.insert(name) else {
                throw error("the name \"\(name)\" stands twice in this object", at: start)
            }
            guard try consume(UInt8(ascii: ":")) else {
                throw error("found \(try describeNext()) where \":\" is expected")
            }
            try body(name, &self)
            if try consume(UInt8(ascii: ",")) { continue }
            guard try consume(UInt8(ascii: "}")) else {
                throw error("found \(try describeNext()) where \",\" or \"}\" is expected")
            }
            depth -= 1
            return
        }
    }

    /// Reads an array, calling `body` for each element; `body` must read or skip exactly one value.
    package mutating func readArray(_ body: (_ json: inout JSONCursor) throws(JSONError) -> Void) throws(JSONError) {
        try open(UInt8(ascii: "["), .array)
        if try consume(UInt8(ascii: "]")) {
            depth -= 1
            return
        }
        while true {
            try body(&self)
            if try consume(UInt8(ascii: ",")) { continue }
            guard try consume(UInt8(ascii: "]")) else {
                throw error("found \(try describeNext()) where \",\" or \"]\" is expected")
            }
            depth -= 1
            return
        }
    }

    /// Reads true or false.
    package mutating func bool() throws(JSONError) -> Bool {
        try expect(.bool)
        if currentByte == UInt8(ascii: "t") {
            try literal("true")
            return true
        }
        try literal("false")
        return false
    }

    /// Reads null if it is next, and reports whether it was.
    package mutating func null() throws(JSONError) -> Bool {
        guard try peek() == .null else { return false }
        try literal("null")
        return true
    }

    /// Reads a number and returns its digits as they stand.
    package mutating func numberText() throws(JSONError) -> String {
        try expect(.number)
        var digits: [UInt8] = []
        try number { digits.append($0) }
        guard digits.count <= 1024 else { throw error("a number has \(digits.count) digits; the limit is 1024") }
        return String(decoding: digits, as: UTF8.self)
    }

    /// Reads a whole number (a fraction of zero such as `3.0` and exponents are accepted where the value is whole).
    package mutating func integer() throws(JSONError) -> Int64 {
        let start = try startOfValue()
        let text = try numberText()
        if let value = Int64(text) { return value }
        if let value = ExactDecimal(text), value.scale == 0, let whole = Int64(exactly: value.units) { return whole }
        throw error("found \(text.prefix(40)) where a whole number of at most 64 bits is expected", at: start)
    }

    /// Reads a number exactly.
    package mutating func decimal() throws(JSONError) -> ExactDecimal {
        let start = try startOfValue()
        let text = try numberText()
        guard let value = ExactDecimal(text) else {
            throw error("the number \(text.prefix(40)) has more digits than can be compared exactly", at: start)
        }
        return value
    }

    /// Skips the next value, whatever it is, checking only that it is well formed.
    package mutating func skip() throws(JSONError) {
        try skipValue()
    }

    /// Reads the next value as a tree of at most `maximumNodes` values and `maximumBytes` of text.
    package mutating func value(maximumNodes: Int = 1_000_000, maximumBytes: Int = 64 << 20) throws(JSONError)
        -> JSONValue
    {
        var budget = ValueBudget(nodes: maximumNodes, bytes: maximumBytes)
        return try value(within: &budget)
    }

    /// An error at the next byte, or at `offset` where that is in the window still.
    package func error(_ message: String, at offset: Int? = nil) -> JSONError {
        let target = max(min(offset ?? self.offset, discardedBytes + buffer.count), discardedBytes)
        var line = discardedLines + 1
        var lineStart = windowLineStart
        for index in 0..<(target - discardedBytes) where buffer[index] == 10 {
            line += 1
            lineStart = discardedBytes + index + 1
        }
        return JSONError(offset: target, line: line, column: target - lineStart + 1, message: message)
    }

    /// An error that says what was found and what is accepted, for a value of the wrong type.
    package mutating func mismatch(_ expected: String) throws(JSONError) -> JSONError {
        let kind = try peek()
        return error("found \(kind.rawValue) where \(expected) is expected")
    }

    /// The offset at which the next value begins.
    package mutating func startOfValue() throws(JSONError) -> Int {
        _ = try peek()
        return offset
    }
}

/// How much of a tree may still be built.
private struct ValueBudget {
    var nodes: Int
    var bytes: Int
}

extension JSONCursor {
    private mutating func value(within budget: inout ValueBudget) throws(JSONError) -> JSONValue {
        budget.nodes -= 1
        guard budget.nodes >= 0, budget.bytes >= 0 else {
            throw error("the document has more values than are accepted here")
        }
        switch try peek() {
        case .null:
            try literal("null")
            return .null
        case .bool: return .bool(try bool())
        case .string:
            let text = try string()
            budget.bytes -= text.utf8.count
            return .string(text)
        case .number:
            let text = try numberText()
            if let whole = Int64(text) { return .integer(whole) }
            if let exact = ExactDecimal(text) { return .decimal(exact) }
            return .double(Double(text) ?? .infinity)
        case .array:
            var elements: [JSONValue] = []
            var inner = budget
            try readArray { json throws(JSONError) in elements.append(try json.value(within: &inner)) }
            budget = inner
            return .array(elements)
        case .object:
            var members: [JSONValue.Member] = []
            var inner = budget
            try readObject { name, json throws(JSONError) in
                inner.bytes -= name.utf8.count
                members.append(JSONValue.Member(name, try json.value(within: &inner)))
            }
            budget = inner
            return .object(members)
        }
    }

    func describe(_ byte: UInt8) -> String {
        switch byte {
        case 0x21..<0x7F: "\"\(Character(Unicode.Scalar(byte)))\""
        default: "the byte 0x\(String(byte, radix: 16, uppercase: true))"
        }
    }

    mutating func describeNext() throws(JSONError) -> String {
        guard let byte = try nextSignificantByte() else { return "the end of the document" }
        return describe(byte)
    }

    var currentByte: UInt8 { position < buffer.count ? buffer[position] : 0 }

    /// Moves past white space and returns the byte there without consuming it; nil at the end.
    mutating func nextSignificantByte() throws(JSONError) -> UInt8? {
        if !hasStarted { try start() }
        while true {
            while position < buffer.count {
                let byte = buffer[position]
                if byte != 0x20 && byte != 0x0A && byte != 0x0D && byte != 0x09 { return byte }
                position += 1
            }
            guard try refill() else { return nil }
        }
    }

    /// Consumes `byte` if it is the next significant one.
    mutating func consume(_ byte: UInt8) throws(JSONError) -> Bool {
        guard try nextSignificantByte() == byte else { return false }
        position += 1
        return true
    }

    mutating func open(_ byte: UInt8, _ kind: Kind) throws(JSONError) {
        try expect(kind)
        position += 1
        try descend()
    }

    mutating func descend() throws(JSONError) {
        depth += 1
        guard depth <= JSONCursor.maximumDepth else {
            throw error("the document is nested more than \(JSONCursor.maximumDepth) levels deep")
        }
    }

    mutating func ascend() { depth -= 1 }

    func expect(_ kind: Kind, found: Kind) throws(JSONError) {
        guard kind == found else { throw error("found \(found.rawValue) where \(kind.rawValue) is expected") }
    }

    mutating func expect(_ kind: Kind) throws(JSONError) {
        let found = try peek()
        try expect(kind, found: found)
    }

    /// Makes at least one more byte available; false at the end of the source.
    mutating func refill() throws(JSONError) -> Bool {
        if isSourceAtEnd { return false }
        discardUsedBytes()
        do {
            let count = try source.read(into: &buffer, count: JSONCursor.windowSize)
            if count == 0 { isSourceAtEnd = true }
            return count > 0
        } catch {
            throw self.error(error.message)
        }
    }

    private mutating func discardUsedBytes() {
        guard position > 0 else { return }
        var lines = 0
        var lastLineEnd = -1
        for index in 0..<position where buffer[index] == 10 {
            lines &+= 1
            lastLineEnd = index
        }
        discardedLines += lines
        if lastLineEnd >= 0 { windowLineStart = discardedBytes + lastLineEnd + 1 }
        discardedBytes += position
        buffer.removeFirst(position)
        position = 0
    }

    /// Looks at the first bytes: passes over a UTF-8 byte order mark and names other encodings.
    private mutating func start() throws(JSONError) {
        hasStarted = true
        while buffer.count < 4 {
            guard try refill() else { break }
        }
        if buffer.starts(with: [0xEF, 0xBB, 0xBF]) {
            position = 3
        } else if buffer.starts(with: [0xFE, 0xFF]) || buffer.starts(with: [0xFF, 0xFE])
            || (buffer.count >= 2 && (buffer[0] == 0) != (buffer[1] == 0))
        {
            throw error("the document is UTF-16 or UTF-32; save it as UTF-8")
        }
    }
}

/// The names of one object, for finding a second use. A list while they are few, a set from then on.
private struct SeenNames {
    private var list: [String] = []
    private var set: Set<String> = []

    /// Takes `name` in, and reports whether it is new.
    mutating func insert(_ name: String) -> Bool {
        if set.isEmpty {
            if list.contains(name) { return false }
            list.append(name)
            if list.count > 16 { set = Set(list) }
            return true
        }
        return set.insert(name).inserted
    }
}
