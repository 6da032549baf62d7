import JSONStream
import ReleaseModel
import Testing

/// The fast loops and the careful ones must not be told apart: neither by what they accept nor by what they report.
@Suite("skipping fast and skipping carefully")
struct SkimTests {
    /// What skipping gives: the offset behind the value, or the error.
    private static func outcome(_ bytes: [UInt8], piece: Int) -> Result<Int, JSONError> {
        var json = JSONCursor(PiecewiseSource(bytes: bytes[...], piece: piece))
        do throws(JSONError) {
            try json.skip()
            let offset = json.offset
            try json.finish()
            return .success(offset)
        } catch {
            return .failure(error)
        }
    }

    static let seeds = [
        #"{"a": [1, -2.50e+1, true, null, false, "x\u00e9\ud83d\ude00\n\"\\", "é😀€"], "b": {"c": {}, "d": []}}"#,
        #"["0123456789abcdefghijklmnopqrstuvwxyz", "a\tbcdefghijk\/lmnopqrstuv", 0, -0, 0.5, 1E-9, 12345678901234567890]"#,
        "[\n  {\"name\" : \"v\" ,\r\n\t\"o\" :[ [ ] , { } ]}\n]  ",
        String(repeating: "[{\"a\":", count: 70) + "\"deep enough for two words\"" + String(repeating: "}]", count: 70),
    ]

    @Test("one byte at a time and all at once agree on every document and every damage to it", arguments: seeds)
    func damage(seed: String) {
        let bytes = Array(seed.utf8)
        var accepted = 0
        for index in bytes.indices {
            for replacement: UInt8 in [
                0x00, 0x20, 0x22, 0x2C, 0x30, 0x3A, 0x5B, 0x5C, 0x5D, 0x65, 0x75, 0x7D, 0x80, 0xC3, 0xED, 0xF4,
            ] {
                var damaged = bytes
                damaged[index] = replacement
                let whole = Self.outcome(damaged, piece: 1 << 16)
                #expect(whole == Self.outcome(damaged, piece: 1), "byte \(index) is \(replacement)")
                if case .success = whole { accepted += 1 }
            }
            let cut = Array(bytes[..<index])
            #expect(Self.outcome(cut, piece: 1 << 16) == Self.outcome(cut, piece: 1))
        }
        #expect(accepted > 0 && accepted < bytes.count * 16)
    }

    @Test("pieces of any size agree", arguments: [2, 3, 5, 8, 13, 31])
    func pieces(size: Int) {
        for seed in Self.seeds {
            let bytes = Array(seed.utf8)
            #expect(Self.outcome(bytes, piece: size) == Self.outcome(bytes, piece: 1 << 16))
        }
    }

    @Test("lines are counted across windows, and columns from the last line feed")
    func lines() {
        let text = "[" + String(repeating: "1,\n", count: 1000) + "  x]"
        for piece in [1, 7, 255, 256, 4096] {
            guard case .failure(let error) = Self.outcome(Array(text.utf8), piece: piece) else {
                Issue.record("accepted")
                continue
            }
            #expect(error.line == 1001 && error.column == 3 && error.offset == text.utf8.count - 2)
        }
    }

    @Test("a string above the limit is passed over, and what follows is read")
    func longString() throws {
        for escaped in [false, true] {
            let long = (escaped ? "\\n" : "") + String(repeating: "é", count: 50)
            for piece in [1, 3, 4096] {
                let bytes = Array("[\"\(long)\", \"short\"]".utf8)
                var json = JSONCursor(PiecewiseSource(bytes: bytes[...], piece: piece))
                var texts: [String?] = []
                try json.readArray { json throws(JSONError) in texts.append(try json.string(upTo: 60)) }
                #expect(texts == [nil, "short"])
            }
        }
    }
}
