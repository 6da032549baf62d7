/// A stretch of a line that may be a command: a code span, a table cell, or the words of a sentence.
struct CommandSpan {
    var text: Substring
    var isCode: Bool
    /// The last word before a code span and the first behind it, in small letters; empty where there is none.
    var before = ""
    var after = ""

    /// The words between blanks and tabs, as many as a line of prose may have.
    var words: [String] {
        text.utf8.split(maxSplits: 400) { $0 == 0x20 || $0 == 0x09 }.prefix(400).map { String(Substring($0)) }
    }

    /// The stretches of a line. Backticks make code spans; a row of a table is taken cell by cell.
    static func spans(of line: String, isCode: Bool) -> [CommandSpan] {
        if isCode || !line.utf8.contains(where: { $0 == UInt8(ascii: "`") || $0 == UInt8(ascii: "|") }) {
            return [CommandSpan(text: line[...], isCode: isCode)]
        }
        var spans: [CommandSpan] = []
        let cells = line.hasPrefix("|") ? line.split(separator: "|") : [line[...]]
        for cell in cells {
            let parts = cell.split(separator: "`", omittingEmptySubsequences: false)
            for (index, part) in parts.enumerated() where !part.allSatisfy({ $0 == " " }) {
                // An odd backtick at the end opens nothing.
                let isSpan = index % 2 == 1 && index < parts.count - 1
                guard isSpan else {
                    spans.append(CommandSpan(text: part, isCode: false))
                    continue
                }
                let before = parts[index - 1].split(separator: " ").last.map(String.init) ?? ""
                let after = parts[index + 1].split(separator: " ").first.map(String.init) ?? ""
                spans.append(
                    CommandSpan(
                        text: part, isCode: true, before: before.lowercased(),
                        after: CommandWord.bare(after).lowercased()))
            }
        }
        return spans
    }
}
