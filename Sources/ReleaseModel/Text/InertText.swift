/// Makes text inert for every target: it stays readable and is never a mention, reference, closing keyword, link,
/// emoji name, tag, template or hidden character there.
///
/// Targets act on the rendered text, so an escape in the payload's syntax is not enough: one zero width space (U+200B)
/// between the sign and the word is. Templates apply it to every value; encoders apply it to every text again, because
/// people edit templates. Applying it twice changes nothing.
package enum InertText {
    /// The zero width space that keeps a sign and a word apart.
    package static let breaker: Unicode.Scalar = "\u{200B}"

    /// `text` on one line, made inert. One blank at either end stays, because spans stand side by side.
    package static func clean(_ text: String) -> String {
        let scalars = shown(text.unicodeScalars.filter { $0 != breaker })
        return WordBreaks.withoutEndlessWords(String(broken(scalars)))
    }

    /// The same on one line without blanks at the ends, as titles need it.
    package static func line(_ text: String) -> String { trimmed(clean(text)) }

    /// A value that came from an input, for a plain place of a template such as a title. A zero width space in it is
    /// somebody else's, so it is shown like every other hidden character, and nothing is left out. What follows in the
    /// template is taken for a blank: encoders look at the whole text again.
    package static func value(_ text: String) -> String {
        trimmed(String(broken(shown(text.unicodeScalars) + [" "]).dropLast()))
    }

    /// The same for a value inside Markdown: all markup escaped, so that it cannot begin a block either.
    package static func markdownValue(_ text: String) -> String { MarkdownEscape.escaped(value(text), atStart: true) }

    /// `text` with every hidden character written out and nothing else changed but blanks, which become single ones: for
    /// documents that no target acts on, such as a calendar. Line feeds stay.
    package static func visible(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            trimmed(String(String.UnicodeScalarView(shown(line.unicodeScalars.filter { $0 != "\r" }))))
        }.joined(separator: "\n")
    }

    private static func trimmed(_ text: String) -> String {
        let rest = text.drop { $0 == " " }
        return String(rest.last == " " ? rest.dropLast() : rest)
    }

    private static func broken(_ scalars: [Unicode.Scalar]) -> String.UnicodeScalarView {
        var output = String.UnicodeScalarView()
        for (index, scalar) in scalars.enumerated() {
            output.append(scalar)
            if ActiveSigns.breaks(after: index, in: scalars) { output.append(breaker) }
        }
        return output
    }

    /// Blanks collapsed and characters that people cannot see written out.
    private static func shown(_ input: some Sequence<Unicode.Scalar>) -> [Unicode.Scalar] {
        let scalars = Array(input)
        var output: [Unicode.Scalar] = []
        output.reserveCapacity(scalars.count)
        for (index, scalar) in scalars.enumerated() {
            if isBlank(scalar) {
                if output.last != " " { output.append(" ") }
            } else if isHidden(scalar, at: index, in: scalars) {
                output += Array("⟨U+\(hexadecimal(scalar))⟩".unicodeScalars)
            } else {
                output.append(scalar)
            }
        }
        return output
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar == " " || ("\u{9}"..."\u{D}").contains(scalar) }
        switch scalar.properties.generalCategory {
        case .spaceSeparator, .lineSeparator, .paragraphSeparator: return true
        default: return scalar == "\u{85}"
        }
    }

    /// Controls, format characters (bidirectional marks, joiners), tags, private characters and noncharacters; but not
    /// the joiner, the variation selector and the keycap inside an emoji.
    private static func isHidden(_ scalar: Unicode.Scalar, at index: Int, in scalars: [Unicode.Scalar]) -> Bool {
        if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F }
        if scalar == "\u{200D}" || scalar == "\u{FE0F}" {
            guard index > 0 else { return true }
            let before = scalars[index - 1]
            let after = index + 1 < scalars.count ? scalars[index + 1] : " "
            if scalar == "\u{FE0F}" { return !(isPictograph(before) || after == "\u{20E3}") }
            return !((isPictograph(before) || before == "\u{FE0F}") && isPictograph(after))
        }
        switch scalar.properties.generalCategory {
        case .control, .format, .privateUse, .surrogate: return true
        default: return scalar.properties.isDefaultIgnorableCodePoint || scalar.properties.isNoncharacterCodePoint
        }
    }

    private static func isPictograph(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value > 0x2000 && scalar.properties.isEmoji
    }

    private static func hexadecimal(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
