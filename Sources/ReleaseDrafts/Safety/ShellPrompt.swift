/// The signs behind which somebody types: `$`, `mysql>`, `orders=#`, `C:\\>`, `PS C:\\>`, `10.0.0.1:6379>`.
enum ShellPrompt {
    /// What stands behind the prompt at `start`; nil where there is none.
    static func text(in words: [String], at start: Int) -> String? {
        guard let first = words[safe: start] else { return nil }
        // "MariaDB [orders]>", "redis >"; an arrow is none.
        let next = words[safe: start + 1]
        let isNamed =
            CommandLexicon.promptNames.contains(first.lowercased())
            && (next == ">" || next.map { "[(".contains($0.first ?? " ") && $0.last == ">" } ?? false)
        let end = isNamed ? start + 1 : start
        guard isNamed || isPrompt(first), end + 1 < words.count else { return nil }
        return words[end...].prefix(12).joined(separator: " ")
    }

    /// Whether `word` is the dollar sign of a shell, and not of a sum: a name in small letters is behind it.
    static func isDollar(_ word: String, before next: String?) -> Bool {
        guard word == "$" || word == "❯", let name = next.map(CommandWord.bare), let first = name.unicodeScalars.first
        else { return false }
        return ("a"..."z").contains(first) && name.count > 1 && !CommandLexicon.sentenceWords.contains(name)
            || name.hasPrefix("./") || name.hasPrefix("/")
    }

    private static func isPrompt(_ word: String) -> Bool {
        guard word.count > 1, let last = word.last, last == ">" || last == "#" else { return false }
        let name = word.dropLast()
        if name.hasSuffix("=") || name.hasSuffix("=-") {
            let database = name.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
            return database.count > 1 && name.count - database.count <= 2
        }
        guard last == ">" else { return false }
        // The text comes without its backslashes before signs.
        if name.contains(":\\") || name.count == 2 && name.hasSuffix(":") {
            return true
        }
        if CommandLexicon.promptNames.contains(name.lowercased()) { return true }
        guard let colon = name.lastIndex(of: ":") else { return false }
        let port = name[name.index(after: colon)...].prefix { $0 != "[" }
        return (2...5).contains(port.count) && port.allSatisfy(\.isNumber)
    }
}
