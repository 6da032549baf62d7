/// A stretch of a line that may be a command: a code span, a table cell, or the words of a sentence.
struct CommandSpan {
    var text: String
    var isCode: Bool
    /// The last word before a code span and the first behind it, in small letters; empty where there is none.
    var before = ""
    var after = ""

    /// The stretches of a line. Backticks make code spans; a row of a table is taken cell by cell.
    static func spans(of line: String, isCode: Bool) -> [CommandSpan] {
        if isCode { return [CommandSpan(text: line, isCode: true)] }
        var spans: [CommandSpan] = []
        let cells = line.hasPrefix("|") ? line.split(separator: "|") : [line[...]]
        for cell in cells {
            let parts = cell.split(separator: "`", omittingEmptySubsequences: false)
            for (index, part) in parts.enumerated() where !part.allSatisfy({ $0 == " " }) {
                // An odd backtick at the end opens nothing.
                let isSpan = index % 2 == 1 && index < parts.count - 1
                guard isSpan else {
                    spans.append(CommandSpan(text: String(part), isCode: false))
                    continue
                }
                let before = parts[index - 1].split(separator: " ").last.map(String.init) ?? ""
                let after = parts[index + 1].split(separator: " ").first.map(String.init) ?? ""
                spans.append(
                    CommandSpan(
                        text: String(part), isCode: true, before: before.lowercased(),
                        after: CommandWord.bare(after).lowercased()))
            }
        }
        return spans
    }
}
