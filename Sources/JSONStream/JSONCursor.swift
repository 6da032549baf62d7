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

    static let windowSize = 256 * 1024

    var source: any ByteSource
    var isSourceAtEnd = false
    var buffer: [UInt8] = []
    var position = 0
    var discardedBytes = 0
    var discardedLines = 0
    /// The offset of the first byte of the line in which the window begins.
    var windowLineStart = 0
    var depth = 0
    var hasStarted = false
    /// The value that is kept as it goes by; nil where none is.
    var keeping: KeptValue?

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
    ///
    /// With `isStrict` false a name may stand twice, and no name is remembered: for looking at a document of any size.
    package mutating func readObject(
        isStrict: Bool = true, _ body: (_ name: String, _ json: inout JSONCursor) throws(JSONError) -> Void
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
            guard !isStrict || names.insert(name) else {
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

    /// An error at the next byte, or at `offset` where that is in the window still.
    package func error(_ message: String, at offset: Int? = nil) -> JSONError {
        let target = max(min(offset ?? self.offset, discardedBytes + buffer.count), discardedBytes)
        let (lines, lineStart) = LineCount.count(in: buffer, upTo: target - discardedBytes)
        return JSONError(
            offset: target, line: discardedLines + lines + 1,
            column: target - (lineStart.map { discardedBytes + $0 } ?? windowLineStart) + 1, message: message)
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

/// The names of one object, for finding a second use. A list while they are few, a set from then on.
private struct SeenNames {
    private var hashes: [UInt64] = []
    private var list: [String] = []
    private var set: Set<[UInt8]> = []

    /// Takes `name` in, and reports whether it is new.
    ///
    /// By its bytes: names that only Unicode calls the same are two names in JSON.
    mutating func insert(_ name: String) -> Bool {
        guard set.isEmpty else { return set.insert(Array(name.utf8)).inserted }
        // FNV-1a. Two names that are the same have the same hash; for others it only spares a comparison.
        let hash = name.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
        for index in hashes.indices where hashes[index] == hash {
            if list[index].utf8.elementsEqual(name.utf8) { return false }
        }
        if hashes.isEmpty {
            hashes.reserveCapacity(17)
            list.reserveCapacity(17)
        }
        hashes.append(hash)
        list.append(name)
        if list.count > 16 { set = Set(list.map { Array($0.utf8) }) }
        return true
    }
}
