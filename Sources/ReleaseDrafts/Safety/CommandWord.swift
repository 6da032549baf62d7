/// What one word of a line looks like: a flag, a path, an argument.
enum CommandWord {
    /// `-v`, `--verbose`, `--name=value`, `-n5`; not a hyphen, a number or a dash.
    static func isFlag(_ word: String) -> Bool {
        let bytes = Array(bare(word).utf8.prefix(3))
        guard bytes.count >= 2, bytes[0] == UInt8(ascii: "-") else { return false }
        let letter = bytes[1] == UInt8(ascii: "-") ? bytes[safe: 2] ?? 0 : bytes[1]
        return (65...90).contains(letter) || (97...122).contains(letter)
    }

    static func isPath(_ word: String) -> Bool {
        if word == "./..." { return true }
        let bare = bare(word)
        return ["/", "./", "../", "~/"].contains { bare.hasPrefix($0) && bare.count > $0.count + 1 }
    }

    /// `deployment/payments`, `key=value`, `file.txt`: what programs take and sentences seldom have.
    static func isArgument(_ word: String) -> Bool {
        let bare = bare(word)
        guard bare.count > 3, bare.allSatisfy(\.isASCII) else { return false }
        if bare.contains("="), bare.first != "=" { return true }
        if let at = bare.firstIndex(of: "@"), at != bare.startIndex { return true }
        if let slash = bare.firstIndex(of: "/"), slash != bare.startIndex {
            return bare.count > 7 && !bare.contains("//")
        }
        guard let point = bare.lastIndex(of: "."), point != bare.startIndex, word.last != "." else { return false }
        let ending = bare[bare.index(after: point)...]
        return (1...5).contains(ending.count) && ending.allSatisfy { $0.isLowercase || $0.isNumber }
            && ending.contains(where: \.isLetter)
    }

    /// The word without quotes, brackets and the sign at its end.
    static func bare(_ word: String) -> String {
        if let first = word.utf8.first, let last = word.utf8.last, isPlain(first), isPlain(last) { return word }
        var view = word[...].unicodeScalars
        while let first = view.first, first == "(" || isQuote(first) { view.removeFirst() }
        while let last = view.last, isQuote(last) || isEnding(last) { view.removeLast() }
        return String(view)
    }

    private static func isQuote(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\"", "'", "“", "”", "‘", "’", "`": true
        default: false
        }
    }

    private static func isEnding(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case ")", ",", ";", ":", ".": true
        default: false
        }
    }

    private static func isPlain(_ byte: UInt8) -> Bool { isLetter(byte) || (48...57).contains(byte) }

    static func isLetter(_ byte: UInt8) -> Bool { (97...122).contains(byte | 0x20) }
}
