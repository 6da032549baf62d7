/// A stretch of a line that may be a command: a code span, a table cell, or the words of a sentence.
struct CommandSpan {
    var text: String
    var isCode: Bool

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
                spans.append(CommandSpan(text: String(part), isCode: isSpan))
            }
        }
        return spans
    }
}
