/// Text whose every character can be seen: nothing that moves a cursor, turns direction or hides.
///
/// Terminal escapes (ECMA-48), bidirectional overrides (Unicode TR36) and tag characters would let data from a ticket
/// rewrite what a person reads before approving.
enum VisibleText {
    /// One line: line ends and tabs become spaces, other invisible characters their code.
    static func line(_ text: String) -> String { clean(text, keepsLines: false) }

    /// Several lines: line feeds stay, `CR LF` becomes one, tabs become four spaces.
    static func lines(_ text: String) -> String { clean(text, keepsLines: true) }

    private static func clean(_ text: String, keepsLines: Bool) -> String {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
        // A line feed that stays is as good as one that was never there.
        if !text.unicodeScalars.contains(where: { isHidden($0) && !(keepsLines && $0 == "\n") }) { return text }
        var output = ""
        var previous: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            defer { previous = scalar }
            switch scalar {
            case "\n" where previous == "\r": continue
            case "\n", "\r": output += keepsLines ? "\n" : " "
            case "\t": output += keepsLines ? "    " : " "
            case _ where isHidden(scalar): output += "<U+\(hexadecimal(scalar.value))>"
            default: output.unicodeScalars.append(scalar)
            }
        }
        return output
    }

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F, 0xAD, 0x34F, 0x61C, 0x115F...0x1160, 0x17B4...0x17B5, 0x3164, 0xFFA0, 0x180E,
            0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F,
            0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F:
            return true
        default:
            // Noncharacters are an error in HTML (WHATWG, "control-character-reference").
            return scalar.value & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(scalar.value)
        }
    }

    private static func hexadecimal(_ value: UInt32) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
