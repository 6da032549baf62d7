/// Cuts a text into sentences and phrases, without cutting numbers, abbreviations or paths.
enum PhraseSplitter {
    /// The sentences of `text`: cut at line ends, at `;`, and at `.`, `!` or `?` before a blank or the end.
    ///
    /// Quotation marks around the text or a sentence are left out.
    static func sentences(_ text: String) -> [String] {
        let characters = Array(text)
        var sentences: [String] = []
        var current = ""
        for (index, character) in characters.enumerated() {
            let next = index + 1 < characters.count ? characters[index + 1] : " "
            let ends =
                character == ";" || character.isNewline
                || "!?.".contains(character) && (next.isWhitespace || quotes.contains(next))
                    && !(character == "." && isAbbreviation(current, next: characters.dropFirst(index + 1)))
            if ends {
                sentences.append(current)
                current = ""
            } else {
                current.append(character)
            }
        }
        sentences.append(current)
        return sentences.map(stripped).filter { !$0.isEmpty }
    }

    /// The parts of `sentence` between commas that are not inside numbers or brackets.
    static func parts(_ sentence: String) -> [String] {
        let characters = Array(sentence)
        var parts: [String] = []
        var current = ""
        var depth = 0
        for (index, character) in characters.enumerated() {
            if character == "(" || character == "[" { depth += 1 }
            if character == ")" || character == "]" { depth = max(0, depth - 1) }
            let isInNumber =
                index > 0 && index + 1 < characters.count && characters[index - 1].isNumber
                && characters[index + 1].isNumber
            if character == "," && depth == 0 && !isInNumber {
                parts.append(current)
                current = ""
            } else {
                current.append(character)
            }
        }
        parts.append(current)
        return parts.map(stripped).filter { !$0.isEmpty }
    }

    /// The items of a list in words: `a, b and c`, `a & b`, `a + b`.
    static func items(_ text: String) -> [String] {
        parts(text).flatMap { part -> [String] in
            var words: [[Substring]] = [[]]
            for word in part.split(whereSeparator: \.isWhitespace) {
                if ["and", "&", "+", "plus"].contains(word.lowercased()) {
                    words.append([])
                } else {
                    words[words.count - 1].append(word)
                }
            }
            return words.map { $0.joined(separator: " ") }.map(stripped).filter { !$0.isEmpty }
        }
    }

    /// `text` without blanks, quotation marks and a final stop.
    static func stripped(_ text: String) -> String {
        var rest = text.trimmed[...]
        while let first = rest.first, quotes.contains(first) || first.isWhitespace { rest.removeFirst() }
        while let last = rest.last, quotes.contains(last) || last.isWhitespace || last == "." || last == "," {
            rest.removeLast()
        }
        return String(rest)
    }

    private static let quotes: Set<Character> = [
        "\"", "\u{201C}", "\u{201D}", "\u{201E}", "'", "\u{2018}", "\u{2019}", "«", "»",
    ]

    private static let abbreviations: Set<String> = [
        "approx", "ca", "dr", "e.g", "eg", "etc", "i.e", "incl", "max", "min", "mins", "mr", "ms", "no", "sec", "vs",
    ]

    /// A stop after an abbreviation ends no sentence, unless a capital or nothing follows.
    private static func isAbbreviation(_ text: String, next: ArraySlice<Character>) -> Bool {
        guard let word = text.split(whereSeparator: \.isWhitespace).last?.lowercased(), abbreviations.contains(word)
        else { return false }
        guard let following = next.first(where: { !$0.isWhitespace && !quotes.contains($0) }) else { return false }
        return !following.isUppercase
    }
}
