/// Makes text that came from an input inert: it stays readable and is never a mention, link, command to the target,
/// markup or hidden character.
///
/// Targets act on plain text: GitLab runs a line that begins with `/`, GitHub and Azure DevOps close what stands behind
/// "fixes", all of them notify whoever stands behind `@`. A backslash does not help against those, because they look at
/// the rendered text; one zero width space (U+200B) between the sign and the word does. Characters that people cannot
/// see are shown as `⟨U+202E⟩`, so every zero width space in a draft is one that was put there by this type.
package enum Neutraliser {
    /// For a value inside Markdown: on one line, with all markup escaped.
    package static func markdown(_ text: String) -> String {
        var output = ""
        for (index, piece) in pieces(of: text).enumerated() {
            if index == 0, case .scalar(let first) = piece, isBlockStart(first) {
                output.unicodeScalars.append("\\")
                output.unicodeScalars.append(first)
                continue
            }
            switch piece {
            case .scalar(let scalar):
                if isMarkup(scalar) { output.unicodeScalars.append("\\") }
                output.unicodeScalars.append(scalar)
            case .breaker: output.unicodeScalars.append(breaker)
            case .shown(let name): output += name
            }
        }
        return escapeOrderedListStart(output)
    }

    /// For a value inside a plain one-line text, such as a title.
    package static func plain(_ text: String) -> String {
        var output = ""
        for piece in pieces(of: text) {
            switch piece {
            case .scalar(let scalar): output.unicodeScalars.append(scalar)
            case .breaker: output.unicodeScalars.append(breaker)
            case .shown(let name): output += name
            }
        }
        return output
    }

    /// The zero width space that keeps a sign and a word apart.
    package static let breaker: Unicode.Scalar = "\u{200B}"

    private enum Piece {
        case scalar(Unicode.Scalar)
        case breaker
        case shown(String)
    }

    /// The text with blanks collapsed, hidden characters named, and references broken.
    private static func pieces(of text: String) -> [Piece] {
        let scalars = Array(text.unicodeScalars)
        var pieces: [Piece] = []
        var hasPendingBlank = false
        for (index, scalar) in scalars.enumerated() {
            if scalar == " " || isBlank(scalar) {
                hasPendingBlank = !pieces.isEmpty
                continue
            }
            if hasPendingBlank {
                pieces.append(.scalar(" "))
                hasPendingBlank = false
            }
            if isHidden(scalar, at: index, in: scalars) {
                pieces.append(.shown("⟨U+\(hexadecimal(scalar))⟩"))
                continue
            }
            pieces.append(.scalar(scalar))
            if needsBreaker(after: index, in: scalars) { pieces.append(.breaker) }
        }
        return pieces
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return ("\u{9}"..."\u{D}").contains(scalar) || scalar == " " }
        return switch scalar.properties.generalCategory {
        case .spaceSeparator, .lineSeparator, .paragraphSeparator: true
        default: ("\u{9}"..."\u{D}").contains(scalar) || scalar == "\u{85}"
        }
    }

    /// Controls, format characters (bidirectional marks, zero width), tags and private characters; but not the joiner
    /// and the variation selector inside an emoji.
    private static func isHidden(_ scalar: Unicode.Scalar, at index: Int, in scalars: [Unicode.Scalar]) -> Bool {
        if scalar == "\u{200D}" || scalar == "\u{FE0F}" {
            guard index > 0 else { return true }
            let before = scalars[index - 1]
            let isAfterEmoji = isPictograph(before) || (scalar == "\u{200D}" && before == "\u{FE0F}")
            if scalar == "\u{FE0F}" { return !isAfterEmoji }
            return !(isAfterEmoji && index + 1 < scalars.count && isPictograph(scalars[index + 1]))
        }
        if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F }
        switch scalar.properties.generalCategory {
        case .control, .format, .privateUse, .surrogate: return true
        default: return scalar.properties.isDefaultIgnorableCodePoint
        }
    }

    private static func isPictograph(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value > 0x2000 && scalar.properties.isEmoji
    }

    private static func hexadecimal(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    /// Whether something that a target acts on begins at `index`: `@name`, `#12`, `!12`, `%"x"`, `~label`, `&1`, `$1`,
    /// `GH-1`, `https://`, `www.`, `mailto:`, `fixes X-1`.
    private static func needsBreaker(after index: Int, in scalars: [Unicode.Scalar]) -> Bool {
        let scalar = scalars[index]
        let next = index + 1 < scalars.count ? scalars[index + 1] : " "
        switch scalar {
        case "@", "＠", "﹫": return true
        case "#", "＃": return isWord(next)
        case "!", "&", "$", "^": return isDigit(next)
        case "%", "~": return isWord(next) || next == "\""
        case ":": return next == "/" || endsWord(["mailto", "javascript", "data", "tel"], at: index, in: scalars)
        case ".": return endsWord(["www"], at: index, in: scalars)
        case "-": return isDigit(next) && endsWord(["gh"], at: index, in: scalars)
        default: return isKeywordStart(index, in: scalars)
        }
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || isDigit(scalar) || scalar == "_"
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    /// Whether the word that ends before `index` is one of `words`, in any case.
    private static func endsWord(_ words: [String], at index: Int, in scalars: [Unicode.Scalar]) -> Bool {
        words.contains { word in
            let expected = Array(word.unicodeScalars)
            let start = index - expected.count
            guard start >= 0, start == 0 || !isWord(scalars[start - 1]) else { return false }
            return zip(scalars[start..<index], expected).allSatisfy { lowercase($0) == $1 }
        }
    }

    private static func lowercase(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        ("A"..."Z").contains(scalar) ? Unicode.Scalar(UInt8(scalar.value) | 0x20) : scalar
    }

    /// The words with which trackers close what is named next (GitHub, GitLab, Azure DevOps, Linear, Jira).
    private static let closingKeywords: Set<String> = [
        "close", "closes", "closed", "closing", "fix", "fixes", "fixed", "fixing", "resolve", "resolves", "resolved",
        "resolving", "implement", "implements", "implemented", "implementing", "complete", "completes", "completed",
    ]

    /// Whether a closing keyword begins at `index` and a reference follows it: a token with a digit or a `#`.
    private static func isKeywordStart(_ index: Int, in scalars: [Unicode.Scalar]) -> Bool {
        guard "cfriCFRI".unicodeScalars.contains(scalars[index]), index == 0 || !isWord(scalars[index - 1]) else {
            return false
        }
        var end = index
        while end < scalars.count, end - index < 13, scalars[end].properties.isAlphabetic { end += 1 }
        let word = String(String.UnicodeScalarView(scalars[index..<end].map(lowercase)))
        guard closingKeywords.contains(word) else { return false }
        if end < scalars.count, scalars[end] == ":" { end += 1 }
        let start = end
        while end < scalars.count, end - start < 8, isBlank(scalars[end]) { end += 1 }
        guard end > start else { return false }
        let reference = scalars[end...].prefix(60).prefix { !isBlank($0) }
        return reference.contains { isDigit($0) || $0 == "#" }
    }

    /// ASCII signs that CommonMark, GitHub, GitLab or a wiki read as markup, wherever they stand.
    private static func isMarkup(_ scalar: Unicode.Scalar) -> Bool {
        "\\`*_[]<>{}|~#&$^".unicodeScalars.contains(scalar)
    }

    /// Signs that make a block of a line that begins with them.
    private static func isBlockStart(_ scalar: Unicode.Scalar) -> Bool {
        "-+=/:\\`*_[]<>{}|~#&$^!.".unicodeScalars.contains(scalar)
    }

    /// `1.` and `1)` at the start would begin a list.
    private static func escapeOrderedListStart(_ text: String) -> String {
        let digits = text.unicodeScalars.prefix(while: isDigit)
        guard !digits.isEmpty, digits.count <= 9 else { return text }
        let rest = text.unicodeScalars.dropFirst(digits.count)
        guard let sign = rest.first, sign == "." || sign == ")" else { return text }
        return String(digits) + "\\" + String(rest)
    }
}
