/// Cuts a text into sentences and phrases, without cutting numbers, abbreviations or paths.
enum PhraseSplitter {
    /// The sentences of `text`: cut at line ends, at `;`, and at `.`, `!` or `?` before a blank or the end.
    ///
    /// Quotation marks around the text or a sentence are left out, and so are the marks of a list.
    static func sentences(_ text: String) -> [String] {
        text.split(whereSeparator: \.isNewline).flatMap { listItems(String($0)) }.flatMap(cut)
    }

    /// The items of a line that is a list, `1. a 2. b`, or one item of a list, `- a` or `2) b`; else the line.
    private static func listItems(_ line: String) -> [String] {
        var words = line.split(whereSeparator: \.isWhitespace)
        if words.count > 1, let first = words.first, ["-", "*", "\u{2022}", "\u{2013}"].contains(first) {
            words.removeFirst()
        }
        guard words.count > 1, let first = words.first, number(first) != nil else {
            return [words.joined(separator: " ")]
        }
        var items: [[Substring]] = [[]]
        var next = (number(first) ?? 0) + 1
        for word in words.dropFirst() {
            if number(word) == next {
                items.append([])
                next += 1
            } else {
                items[items.count - 1].append(word)
            }
        }
        return items.map { $0.joined(separator: " ") }
    }

    /// The number of a list item, `2.` or `2)`.
    private static func number(_ word: Substring) -> Int? {
        guard let last = word.last, last == "." || last == ")", word.utf8.count <= 3 else { return nil }
        return Int(word.dropLast())
    }

    private static func cut(_ text: String) -> [String] {
        let characters = Array(text)
        var sentences: [String] = []
        var current = ""
        for (index, character) in characters.enumerated() {
            let next = index + 1 < characters.count ? characters[index + 1] : " "
            let ends =
                character == ";"
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
