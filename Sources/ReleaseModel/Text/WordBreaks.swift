/// Where a text may be taken apart: between words, and in scripts without blanks between characters.
package enum WordBreaks {
    /// No language has a longer word; what is longer is left out, never cut.
    static let longestWord = 1000

    /// The pieces of `text` that stay whole. Joined, they are the text again.
    package static func pieces(of text: String) -> [Substring] {
        var pieces: [Substring] = []
        var start = text.startIndex
        var previous: Character?
        for index in text.indices {
            let character = text[index]
            if let before = previous, mayBreak(between: before, and: character), start < index {
                pieces.append(text[start..<index])
                start = index
            }
            previous = character
        }
        if start < text.endIndex { pieces.append(text[start...]) }
        return pieces
    }

    private static func mayBreak(between left: Character, and right: Character) -> Bool {
        if left == " " { return right != " " }
        return isWithoutBlanks(left) && right != " " && !right.isPunctuation
    }

    /// Han, Hiragana, Katakana and Hangul syllables, and their full stops and commas.
    private static func isWithoutBlanks(_ character: Character) -> Bool {
        guard let scalar = character.unicodeScalars.first else { return false }
        switch scalar.value {
        case 0x3001...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFF01, 0xFF0C,
            0xFF1F, 0x20000...0x3FFFD:
            return true
        default: return false
        }
    }

    /// `text` with a note in the place of each word that no reader can read.
    static func withoutEndlessWords(_ text: String) -> String {
        guard text.utf16.count > longestWord else { return text }
        return pieces(of: text).map { piece -> String in
            let word = piece.last == " " ? piece.dropLast() : piece
            guard word.utf16.count > longestWord else { return String(piece) }
            return "⟨a word of \(word.count) characters is left out⟩" + (piece.last == " " ? " " : "")
        }.joined()
    }

    /// The longest run of whole pieces within `limit` as `length` counts, with ` …` where something is left out.
    package static func shortened(_ text: String, to limit: Int, by length: (String) -> Int = { $0.utf16.count })
        -> String
    {
        guard length(text) > limit else { return text }
        let ending = " …"
        var kept = ""
        for piece in pieces(of: text) {
            let longer = kept + piece
            guard length(longer.trimmedEnd + ending) <= limit else { break }
            kept = longer
        }
        return kept.isEmpty ? (length("…") <= limit ? "…" : "") : kept.trimmedEnd + ending
    }

    /// The text in parts of at most `limit` UTF-16 units, each of whole pieces. Joined, they are the text again.
    package static func parts(of text: String, limit: Int) -> [String] {
        var parts: [String] = []
        var part = ""
        for piece in pieces(of: text) {
            if !part.isEmpty, part.utf16.count + piece.utf16.count > limit {
                parts.append(part)
                part = ""
            }
            part += piece
        }
        if !part.isEmpty { parts.append(part) }
        return parts
    }
}

extension String {
    /// Without the blanks at its end.
    package var trimmedEnd: String {
        guard let last = utf8.lastIndex(where: { $0 != 0x20 }) else { return "" }
        return String(self[..<utf8.index(after: last)])
    }
}
