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
    /// A line as it stands in a draft.
    private struct Key: Hashable {
        let line: ExactText
        let isCode: Bool
    }

    /// How many lines are remembered; later ones are looked at each time.
    static let capacity = 20_000

    private let known = Mutex<[Key: GuardedLine]>([:])
    private let owners = Mutex<[[String]: OwnerRule.Owners]>([:])
    private let last = Mutex<GuardedBody?>(nil)

    /// The lines of a draft's body. Drafts of one form come one behind the other, and differ in few lines.
    func lines(of body: String) -> [GuardedText.Line] {
        let made = GuardedBody(Array(body.utf8), after: last.withLock { $0 }, memory: self)
        last.withLock { $0 = made }
        return made.lines
    }

    /// The roles of these titles as owners of actions.
    func owners(_ roleTitles: [String]) -> OwnerRule.Owners {
        owners.withLock { owners in
            if let found = owners[roleTitles] { return found }
            let made = OwnerRule.Owners(roleTitles: roleTitles)
            owners[roleTitles] = made
            return made
        }
    }

    /// The line as the rules see it.
    func line(_ line: Substring, isCode: Bool) -> GuardedLine {
        if let found = known.withLock({ $0[Key(line: ExactText(line), isCode: isCode)] }) { return found }
        // A copy, so that one line does not keep a whole draft.
        let copy = String(line)
        let made = GuardedLine(GuardedText.plain(copy), isCode: isCode)
        known.withLock { lines in
            if lines.count < LineMemory.capacity { lines[Key(line: ExactText(copy[...]), isCode: isCode)] = made }
        }
        return made
    }
}

/// A text that is equal to another where its code points are: what a rule says of a line depends on them.
struct ExactText: Hashable {
    private let text: Substring

    init(_ text: Substring) { self.text = text }

    static func == (left: ExactText, right: ExactText) -> Bool {
        var (a, b) = (left.text, right.text)
        return a.withUTF8 { first in
            b.withUTF8 { second in
                first.count == second.count
                    && UnsafeRawBufferPointer(first).commonPrefix(with: UnsafeRawBufferPointer(second)) == first.count
            }
        }
    }

    func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}
