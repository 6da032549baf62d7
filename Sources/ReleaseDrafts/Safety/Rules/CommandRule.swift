/// A draft says what a person in a role does, never what to type.
///
/// Knows shell, SQL, PowerShell and the tools of delivery, in code spans, fenced blocks, tables and sentences. A word
/// alone is no command: "make sure", "drop in traffic" and "restore the snapshot taken before the change" pass.
package struct CommandRule: Sendable {
    package static let id = "no-command"

    package init() {}

    /// The first command in a line of text; nil where there is none.
    package static func command(in line: String, isCode: Bool = false) -> String? {
        for span in CommandSpan.spans(of: line, isCode: isCode) {
            let words = span.words
            if let found = ShellMatcher(span, words: words).command()
                ?? QueryMatcher(words, isCode: span.isCode).statement()
            {
                return found
            }
        }
        return nil
    }

    func hits(in text: GuardedText) -> [RawHit] {
        text.lines.compactMap { line in
            if let fence = line.fence {
                let language = fence.split { $0 == " " || $0 == "{" }.first.map(String.init) ?? ""
                guard CommandLexicon.fenceLanguages.contains(language) else { return nil }
                return hit("a block of \(language)", offending: "", line.number)
            }
            guard let found = line.reading.command else { return nil }
            return hit(found, offending: found, line.number)
        }
    }

    private func hit(_ found: String, offending: String, _ line: Int) -> RawHit {
        RawHit(
            rule: CommandRule.id, found: GuardMask.secretsMasked(found), offending: offending,
            explanation: "this reads as a command to type; say in words what the role does and what then holds",
            line: line)
    }
}
