import JSONStream
import ReleaseModel
import Testing

/// Gives its bytes in pieces of one size, so that every token meets the edge of the window.
struct PiecewiseSource: ByteSource {
    var bytes: ArraySlice<UInt8>
    let piece: Int

    mutating func read(into buffer: inout [UInt8], count: Int) throws(ByteSourceError) -> Int {
        let taken = min(piece, bytes.count)
        buffer.append(contentsOf: bytes.prefix(taken))
        bytes = bytes.dropFirst(taken)
        return taken
    }
}

@Suite("JSONCursor")
struct JSONCursorTests {
    static let document = """
        {"a": [1, -2.50e+1, true, null, "x\\u00e9\\ud83d\\ude00\\n", "é😀"], "b": {"c": {}, "d": []},
         "long": "0123456789012345678901234567890123456789"}
        """

    @Test("pieces of any size give the same tree", arguments: [1, 2, 3, 7, 64, 4096])
    func pieces(size: Int) throws {
        var json = JSONCursor(PiecewiseSource(bytes: Array(Self.document.utf8)[...], piece: size))
        let value = try json.value()
        try json.finish()
        #expect(value["a"]?.elements == [1, .decimal(ExactDecimal(-25)), true, nil, "xé😀\n", "é😀"])
        #expect(value["b"] == ["c": .object([]), "d": []])
        var skipping = JSONCursor(PiecewiseSource(bytes: Array(Self.document.utf8)[...], piece: size))
        try skipping.skip()
        try skipping.finish()
        #expect(skipping.offset == Self.document.utf8.count)
    }

    @Test(
        "what is refused, and where",
        arguments: [
            ("", "1:1"), ("{", "1:2"), ("[1,]", "1:4"), ("{\"a\":1,}", "1:8"), ("[01]", "1:3"), ("[1.]", "1:4"),
            ("[-]", "1:3"), ("[1e]", "1:4"), ("\"\u{1}\"", "1:2"), ("[\n \"a\"\n  x]", "3:3"), ("tru", "1:4"),
            ("[1] 2", "1:5"), ("{\"a\":1,\"a\":2}", "1:8"), ("\"\\ud800x\"", "1:8"), ("\"\\x\"", "1:2"), ("NaN", "1:1"),
            ("// c\n1", "1:1"), ("{a:1}", "1:2"), ("'a'", "1:1"),
        ])
    func refused(text: String, place: String) {
        let error = #expect(throws: JSONError.self) {
            var json = JSONCursor(text)
            _ = try json.value()
            try json.finish()
        }
        #expect(error.map { "\($0.line):\($0.column)" } == place, "\(error.map(\.message) ?? "")")
    }

    @Test(
        "bytes that are no UTF-8 are refused, read or skipped",
        arguments: [
            [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xFF], [0x80],
            [0xE2, 0x82],
        ] as [[UInt8]])
    func invalid(bytes: [UInt8]) {
        let document = [0x22] + bytes + [0x22]
        #expect(throws: JSONError.self) {
            var json = JSONCursor(document)
            _ = try json.string()
        }
        #expect(throws: JSONError.self) {
            var json = JSONCursor(document)
            try json.skip()
        }
    }

    @Test("a byte order mark is passed over; UTF-16 is named")
    func encodings() throws {
        var marked = JSONCursor([0xEF, 0xBB, 0xBF] + Array("[1]".utf8))
        #expect(try marked.value() == [1])
        var wide = JSONCursor([0xFF, 0xFE, 0x5B, 0x00])
        let error = #expect(throws: JSONError.self) { try wide.skip() }
        #expect(error?.message.contains("UTF-16") == true)
    }

    @Test("512 levels are read, 513 are refused")
    func depth() throws {
        let deep = { (levels: Int) in String(repeating: "[", count: levels) + String(repeating: "]", count: levels) }
        var accepted = JSONCursor(deep(512))
        try accepted.skip()
        var refused = JSONCursor(deep(513))
        #expect(throws: JSONError.self) { try refused.skip() }
    }

    @Test("alternating containers beyond a word of the stack close in order")
    func alternating() throws {
        let text = String(repeating: "[{\"a\":", count: 100) + "1" + String(repeating: "}]", count: 100)
        var json = JSONCursor(text)
        try json.skip()
        try json.finish()
        var crossed = JSONCursor(String(repeating: "[{\"a\":", count: 100) + "1" + String(repeating: "]}", count: 100))
        #expect(throws: JSONError.self) { try crossed.skip() }
    }

    @Test("whole numbers", arguments: [("3", 3), ("3.0", 3), ("1e2", 100), ("-9223372036854775808", Int64.min)])
    func integers(text: String, value: Int64) throws {
        var json = JSONCursor(text)
        #expect(try json.integer() == value)
    }

    @Test("numbers that are no whole 64-bit number", arguments: ["1.5", "9223372036854775808", "1e60", "\"1\""])
    func notIntegers(text: String) {
        var json = JSONCursor(text)
        #expect(throws: JSONError.self) { _ = try json.integer() }
    }
}
