import ReleaseModel
import Synchronization

/// One line as the rules see it, whatever draft it stands in.
final class GuardedLine: Sendable {
    /// The line as a reader sees it.
    let text: String
    /// The first command; nil where there is none.
    let command: String?
    /// What is shaped like a secret.
    let secrets: [(kind: String, value: String)]
    /// Whether a block may begin here that goes on in the next lines, such as a private key.
    let opensBlock: Bool
    /// What is shaped like an address or a number of a person.
    let personalData: [(kind: String, value: String)]
    let duty: OwnerRule.Duty
    /// The words of a line that speaks of an approver, in lower case; nil for all others.
    let approverWords: String?
    let namesReReview: Bool

    init(_ text: String, isCode: Bool) {
        self.text = text
        command = CommandRule.command(in: text, isCode: isCode)
        secrets = SecretRule.findings(in: text)
        opensBlock = text.holds("-----BEGIN ")
        personalData = PersonalDataRule.findings(in: Array(text.utf8))
        duty = OwnerRule.Duty(of: text)
        let words = text.lowercased()
        approverWords = words.holds("approver") ? words : nil
        namesReReview = ReReviewRule.isNamed(in: words)
    }
}

/// What the rules found in lines that they have seen, so that lines which drafts share are looked at once.
final class LineMemory: Sendable {
    /// A line as it stands in a draft. Compared byte by byte: what a rule says of a line depends on its code points.
    private struct Key: Hashable {
        let line: Substring
        let isCode: Bool

        static func == (left: Key, right: Key) -> Bool {
            left.isCode == right.isCode && left.line.utf8.elementsEqual(right.line.utf8)
        }

        func hash(into hasher: inout Hasher) {
            var line = line
            line.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
            hasher.combine(isCode)
        }
    }

    /// How many lines are remembered; later ones are looked at each time.
    private static let capacity = 20_000

    private let known = Mutex<[Key: GuardedLine]>([:])

    /// The line as the rules see it.
    func line(_ line: Substring, isCode: Bool) -> GuardedLine {
        if let found = known.withLock({ $0[Key(line: line, isCode: isCode)] }) { return found }
        // A copy, so that one line does not keep a whole draft.
        let copy = String(line)
        let made = GuardedLine(GuardedText.plain(copy), isCode: isCode)
        known.withLock { lines in
            if lines.count < LineMemory.capacity { lines[Key(line: copy[...], isCode: isCode)] = made }
        }
        return made
    }
}
