import ReleaseModel
import Synchronization

/// Every action has a role that takes it. An instruction that nobody owns is done by nobody, or by anybody.
struct OwnerRule {
    static let id = "owner-named"

    private let owners: Owners

    /// - Parameter owners: the roles that may own an action.
    init(_ owners: Owners) { self.owners = owners }

    /// - Parameter roleTitles: titles and identifiers of the roles that may own an action.
    init(roleTitles: [String]) { self.init(Owners(roleTitles: roleTitles)) }

    /// The roles that may own an action, and what was found out about actions that many drafts share.
    final class Owners: Sendable {
        /// In lower case.
        private let names: [String]
        private let answers = Mutex<[ExactText: Bool]>([:])

        /// - Parameter roleTitles: titles and identifiers of roles.
        init(roleTitles: [String]) {
            names = (roleTitles + OwnerRule.usualRoles).filter { !$0.isEmpty }.map { $0.lowercased() }
        }

        /// Whether one of them stands in `action`.
        func own(_ action: Substring) -> Bool {
            if let known = answers.withLock({ $0[ExactText(action)] }) { return known }
            let words = action.lowercased()
            let answer = names.contains { OwnerRule.names($0, in: words) }
            // A copy, so that one action does not keep a whole draft.
            let copy = String(action)
            answers.withLock { answers in
                if answers.count < LineMemory.capacity { answers[ExactText(copy[...])] = answer }
            }
            return answer
        }
    }

    /// What a line is to this rule.
    enum Duty: Sendable {
        case heading(isOfActions: Bool)
        /// `---`, which ends a section.
        case rule
        /// Given to nobody in particular.
        case vague(String)
        case item(Substring, isTask: Bool)
        case none

        init(of line: String) {
            if line.hasPrefix("#") {
                let heading = line.lowercased()
                self = .heading(isOfActions: OwnerRule.actionHeadings.contains { heading.holds($0) })
            } else if let vague = OwnerRule.vagueOwner(in: line) {
                self = .vague(vague)
            } else if line == "---" {
                self = .rule
            } else if let item = OwnerRule.listItem(line), !item.text.isEmpty {
                self = .item(item.text, isTask: item.isTask)
            } else {
                self = .none
            }
        }
    }

    func hits(in text: GuardedText) -> [RawHit] {
        var isActionSection = false
        var hits: [RawHit] = []
        for line in text.lines where !line.isCode && line.number > 0 {
            switch line.reading.duty {
            case .heading(let isOfActions): isActionSection = isOfActions
            case .rule: isActionSection = false
            case .vague(let words):
                hits.append(
                    RawHit(
                        rule: OwnerRule.id, found: String(words.prefix(80)), offending: words,
                        explanation: "\"somebody\" owns nothing; name the role that does it", line: line.number))
            case .item(let item, let isTask):
                guard isActionSection || isTask else { continue }
                guard !owners.own(item) else { continue }
                hits.append(
                    RawHit(
                        rule: OwnerRule.id, found: String(item.prefix(80)), offending: String(item),
                        explanation: "no role owns this action; begin it with the role that takes it",
                        line: line.number))
            case .none: continue
            }
        }
        return hits
    }

    private static let actionHeadings = [
        "what we ask", "action", "next step", "to do", "todo", "steps", "tasks", "checklist", "who does what",
    ]

    private static let usualRoles = [
        "release manager", "service owner", "comms lead", "sre lead", "sre", "on-call", "director", "cto", "sme",
        "support desk", "support lead", "security lead", "database owner", "product owner", "service teams",
        "everyone", "team lead", "engineering manager", "qa lead", "platform team", "incident commander", "approver",
    ]

    /// Letters that stand in every word for nobody, and in the name of a field that may be empty.
    private static let vagueWords = ["one", "body", "owner"]
    private static let nobodies: Set<String> = ["someone", "somebody", "anyone", "anybody"]
    private static let duties: [[String]] = [
        ["should"], ["must"], ["shall"], ["needs", "to"], ["has", "to"], ["ought", "to"], ["will", "need", "to"],
        ["will", "have", "to"], ["please"],
    ]
    private static let conditions: Set<String> = [
        "if", "when", "whenever", "unless", "until", "before", "case", "that", "whether", "where", "because", "so",
    ]
    private static let emptyOwners: Set<String> = [
        "tbd", "tba", "tbc", "none", "nobody", "n/a", "unassigned", "unknown", "?", "??", "???", "someone", "somebody",
    ]

    /// The words that give a duty to nobody in particular: "someone should restart it", "Owner: TBD"; nil where there
    /// are none. A condition ("if anyone has to wait") gives no duty.
    private static func vagueOwner(in line: String) -> String? {
        // Most lines have none of the words, in whatever case and with whatever signs between their letters.
        var letters = line.utf8.filter { (97...122).contains($0 | 0x20) || $0 >= 0x80 }
        for index in letters.indices where letters[index] < 0x80 { letters[index] |= 0x20 }
        let plain = String(decoding: letters, as: UTF8.self)
        guard letters.contains(where: { $0 >= 0x80 }) || vagueWords.contains(where: { plain.holds($0) }) else {
            return nil
        }
        let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
        let folded = words.map { $0.lowercased().filter { $0.isLetter || $0.isNumber || "/?".contains($0) } }
        for index in folded.indices {
            if nobodies.contains(folded[index]), index == 0 || !conditions.contains(folded[index - 1]),
                duties.contains(where: { folded[(index + 1)...].starts(with: $0) })
            {
                return words[index...].prefix(12).joined(separator: " ")
            }
            if folded[index] == "owner", words[index].contains(":"), index + 1 < folded.count,
                emptyOwners.contains(folded[index + 1]), index + 2 == folded.count
            {
                return words[index...].joined(separator: " ")
            }
        }
        return nil
    }

    /// Whether `role` stands in `text` as whole words.
    private static func names(_ role: String, in text: String) -> Bool {
        var rest = text[...]
        while let range = rest.place(of: role) {
            let before = range.lowerBound == text.startIndex ? nil : text[text.index(before: range.lowerBound)]
            let after = range.upperBound == text.endIndex ? nil : text[range.upperBound]
            if !(before?.isLetter ?? false), !(after?.isLetter ?? false) || after == "s" { return true }
            rest = text[range.upperBound...]
        }
        return false
    }

    /// The text of a list item; nil where the line is none.
    private static func listItem(_ line: String) -> (text: Substring, isTask: Bool)? {
        let start = line.drop { $0 == " " }
        var rest: Substring
        if start.hasPrefix("- ") || start.hasPrefix("* ") || start.hasPrefix("+ ") {
            rest = start.dropFirst(2)
        } else {
            let digits = start.prefix { $0.isASCII && $0.isNumber }
            rest = start.dropFirst(digits.count)
            guard !digits.isEmpty, rest.hasPrefix(". ") || rest.hasPrefix(") ") else { return nil }
            rest = rest.dropFirst(2)
        }
        let isTask = rest.hasPrefix("[ ] ") || rest.hasPrefix("[x] ")
        if isTask { rest = rest.dropFirst(4) }
        return (rest, isTask)
    }
}
