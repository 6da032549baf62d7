import ReleaseModel

/// A phrase as lower-case words, for the small grammars.
struct Words {
    /// The words as written.
    let original: [String]
    /// The same in lower case, without brackets around them, with typographic marks made plain.
    let lower: [String]

    init(_ phrase: String) {
        let plain = phrase.map { character -> Character in
            switch character {
            case "\u{2010}", "\u{2011}", "\u{2013}", "\u{2014}": "-"
            case "\u{2018}", "\u{2019}": "'"
            default: character
            }
        }
        let words = String(plain).split(whereSeparator: \.isWhitespace).map(String.init)
        self.original = words
        self.lower = words.map { word in
            let trimmed = word.drop { "([\"'".contains($0) }
            var end = trimmed
            while let last = end.last, ")]\"',.:;".contains(last) { end.removeLast() }
            return end.lowercased()
        }
    }

    /// The phrase in lower case with single blanks.
    var text: String { lower.joined(separator: " ") }

    func contains(_ words: String...) -> Bool { words.contains { firstIndex(of: $0) != nil } }

    /// Where the word sequence `phrase` begins.
    func firstIndex(of phrase: String) -> Int? {
        let wanted = phrase.split(separator: " ").map(String.init)
        guard !wanted.isEmpty, lower.count >= wanted.count else { return nil }
        return (0...(lower.count - wanted.count)).first { Array(lower[$0..<($0 + wanted.count)]) == wanted }
    }

    /// The words from `range` as written, without marks at their ends.
    func original(_ range: Range<Int>) -> String {
        PhraseSplitter.stripped(original[range.clamped(to: 0..<original.count)].joined(separator: " "))
    }

    /// The number that word `index` states, in digits or in words up to twelve.
    func number(at index: Int) -> Int? {
        guard lower.indices.contains(index) else { return nil }
        let names = [
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        ]
        if let value = names.firstIndex(of: lower[index]) { return value }
        guard lower[index].utf8.count <= 5, let value = Int(lower[index]), value >= 0 else { return nil }
        return value
    }

    /// The amount of time that begins at word `index`, and how many words it takes: `30 min`, `4h`, `two hours`.
    func amount(at index: Int) -> (amount: TimeAmount, length: Int)? {
        guard lower.indices.contains(index) else { return nil }
        if index + 1 < lower.count,
            let number = number(at: index) ?? (lower[index] == "an" || lower[index] == "a" ? 1 : nil),
            let amount = TimeAmount("\(number) \(lower[index + 1])")
        {
            return (amount, 2)
        }
        if lower[index].first?.isNumber == true, let amount = TimeAmount(lower[index]) { return (amount, 1) }
        return nil
    }

    /// The first amount of time in the phrase.
    var firstAmount: (amount: TimeAmount, range: Range<Int>)? {
        for index in lower.indices {
            if let (amount, length) = amount(at: index) { return (amount, index..<(index + length)) }
        }
        return nil
    }

    /// The risk class that word `index` names.
    func riskClass(at index: Int) -> RiskClass? {
        guard lower.indices.contains(index) else { return nil }
        let word = lower[index].hasSuffix("-risk") ? String(lower[index].dropLast(5)) : lower[index]
        return RiskClass(rawValue: word)
    }
}
