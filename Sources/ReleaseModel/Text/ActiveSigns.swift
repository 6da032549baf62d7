/// The places in plain text on which a target would act.
package enum ActiveSigns {
    /// Whether a zero width space belongs behind the scalar at `index`. The end of a span counts as the start of
    /// anything, because another span may follow.
    static func breaks(after index: Int, in scalars: [Unicode.Scalar]) -> Bool {
        let next = index + 1 < scalars.count ? scalars[index + 1] : nil
        switch scalars[index] {
        case "@", "＠", "﹫": return true
        case "#", "＃", "﹟": return next.map(isWord) ?? true
        case "!", "&", "$", "^": return next.map { isDigit($0) || $0 == "(" } ?? true
        case "%", "~": return next.map { isWord($0) || $0 == "\"" || $0 == "~" } ?? true
        case "<": return next.map { isLetter($0) || "/!?@#".unicodeScalars.contains($0) } ?? true
        case "{", "[": return opensTemplate(index, in: scalars)
        case ":": return isLinkOrEmoji(index, in: scalars)
        // In front of the dot: a host name with a zero width space behind it is a host name all the same.
        case "w", "W": return next == "." && endsWord(["www"], at: index + 1, in: scalars, anywhere: true)
        case "-": return next.map(isDigit) ?? true && endsWord(["gh", "gl"], at: index, in: scalars)
        // `//host` is a link where programs read addresses without their scheme.
        case "/": return next == "/" || (index == 0 && (next.map(isLetter) ?? true))
        case "_": return next == "_"
        default: return isClosingKeyword(index, in: scalars)
        }
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII ? ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) : scalar.properties.isAlphabetic
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        isLetter(scalar) || isDigit(scalar) || scalar == "_"
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII ? ("0"..."9").contains(scalar) : scalar.properties.numericType != nil
    }

    /// `{{`, `{%`, `{|`, `[[`; the `[code]` of ServiceNow's journals; the `[TOC]` and `[issue:12]` of GitLab, which reads
    /// them in the rendered text.
    private static func opensTemplate(_ index: Int, in scalars: [Unicode.Scalar]) -> Bool {
        guard index + 1 < scalars.count else { return true }
        let next = scalars[index + 1]
        if next == scalars[index] || (scalars[index] == "{" && "%|#".unicodeScalars.contains(next)) { return true }
        guard scalars[index] == "[" else { return false }
        let word = scalars[(index + 1)...].prefix(40).prefix { isLetter($0) || $0 == "_" || $0 == "/" }
        guard word.endIndex < scalars.endIndex else { return true }
        if scalars[word.endIndex] == ":" { return !word.isEmpty }
        let name = String(String.UnicodeScalarView(word.map(lowercase)))
        return scalars[word.endIndex] == "]" && ["code", "/code", "toc"].contains(name)
    }

    /// `https://`, `mailto:` and their like, and `:rocket:`.
    private static func isLinkOrEmoji(_ index: Int, in scalars: [Unicode.Scalar]) -> Bool {
        guard index + 1 < scalars.count else { return true }
        if scalars[index + 1] == "/" || scalars[index + 1] == "\\" { return true }
        if endsWord(["mailto", "javascript", "vbscript", "*iteration"], at: index, in: scalars, anywhere: true)
            || endsWord(["data", "tel", "file", "sip", "xmpp"], at: index, in: scalars)
        {
            return true
        }
        var end = index + 1
        var hasLetter = false
        while end < scalars.count, end - index <= 50, scalars[end].isASCII,
            isWord(scalars[end]) || scalars[end] == "+" || scalars[end] == "-"
        {
            hasLetter = hasLetter || isLetter(scalars[end])
            end += 1
        }
        guard end > index + 1, end < scalars.count, scalars[end] == ":" else { return false }
        return hasLetter || index == 0 || !isWord(scalars[index - 1])
    }

    /// Whether the word that ends before `index` is one of `words`, in any case; with `anywhere` also as the end of a word.
    package static func endsWord(
        _ words: [String], at index: Int, in scalars: [Unicode.Scalar], anywhere: Bool = false
    ) -> Bool {
        words.contains { word in
            let expected = Array(word.unicodeScalars)
            let start = index - expected.count
            guard start >= 0, anywhere || start == 0 || !isWord(scalars[start - 1]) else { return false }
            return zip(scalars[start..<index], expected).allSatisfy { lowercase($0) == $1 }
        }
    }

    private static func lowercase(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        ("A"..."Z").contains(scalar) ? Unicode.Scalar(UInt8(scalar.value) | 0x20) : scalar
    }

    /// The words with which trackers close what is named next (GitHub, GitLab, Azure DevOps, Linear, Jira).
    static let closingKeywords: Set<String> = [
        "close", "closes", "closed", "closing", "fix", "fixes", "fixed", "fixing", "resolve", "resolves", "resolved",
        "resolving", "implement", "implements", "implemented", "implementing", "complete", "completes", "completed",
        "completing",
    ]

    /// Whether a closing keyword begins at `index` and a reference, or the end of the span, follows it.
    private static func isClosingKeyword(_ index: Int, in scalars: [Unicode.Scalar]) -> Bool {
        switch scalars[index] {
        case "c", "f", "r", "i", "C", "F", "R", "I": if index > 0, isWord(scalars[index - 1]) { return false }
        default: return false
        }
        var end = index
        while end < scalars.count, end - index < 13, isLetter(scalars[end]) { end += 1 }
        let word = String(String.UnicodeScalarView(scalars[index..<end].map(lowercase)))
        guard closingKeywords.contains(word) else { return false }
        if end < scalars.count, scalars[end] == ":" { end += 1 }
        let start = end
        while end < scalars.count, end - start < 8, scalars[end] == " " { end += 1 }
        guard end > start else { return false }
        guard end < scalars.count else { return true }
        let reference = scalars[end...].prefix(60).prefix { $0 != " " }
        return reference.contains { isDigit($0) || $0 == "#" || $0 == "/" }
    }
}
