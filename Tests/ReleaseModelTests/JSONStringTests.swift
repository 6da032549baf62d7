import ReleaseModel
import Testing

/// RFC 8259 section 7, wherever in a text the signs stand: the writer looks at eight bytes at a time.
@Suite struct JSONStringTests {
    private static func written(_ text: String) -> String { JSONValue.string(text).serialized(pretty: false) }

    private static let escapes: [(Character, String)] = [
        ("\"", "\\\""), ("\\", "\\\\"), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t"), ("\u{8}", "\\b"), ("\u{C}", "\\f"),
        ("\u{0}", "\\u0000"), ("\u{1F}", "\\u001f"), (" ", " "), ("!", "!"), ("#", "#"), ("[", "["), ("]", "]"),
        ("\u{7F}", "\u{7F}"), ("é", "é"), ("\u{80}", "\u{80}"), ("€", "€"), ("😀", "😀"), ("/", "/"),
    ]

    @Test(arguments: 0..<20) func everyPlace(length: Int) {
        for (sign, expected) in Self.escapes {
            for place in 0...length {
                let head = String(repeating: "a", count: place)
                let tail = String(repeating: "z", count: length - place)
                #expect(Self.written(head + String(sign) + tail) == "\"\(head)\(expected)\(tail)\"")
                for (other, otherExpected) in Self.escapes {
                    #expect(
                        Self.written(head + String(sign) + String(other) + tail)
                            == "\"\(head)\(expected)\(otherExpected)\(tail)\"")
                }
            }
        }
    }
}
