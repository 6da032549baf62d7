import Synchronization

/// What the command rule found in lines that it has seen, so that lines which drafts share are looked at once.
final class CommandMemory: Sendable {
    private struct Line: Hashable {
        var text: String
        var isCode: Bool
    }

    /// How many lines are remembered; later ones are looked at each time.
    private static let capacity = 20_000

    private let found = Mutex<[Line: String?]>([:])

    /// The first command in a line of text; nil where there is none.
    func command(in text: String, isCode: Bool) -> String? {
        let line = Line(text: text, isCode: isCode)
        if let known = found.withLock({ $0[line] }) { return known }
        let command = CommandRule.command(in: text, isCode: isCode)
        found.withLock { lines in
            if lines.count < CommandMemory.capacity { lines[line] = .some(command) }
        }
        return command
    }
}
