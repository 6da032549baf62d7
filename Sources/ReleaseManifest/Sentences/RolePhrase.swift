import ReleaseModel

/// A role as it stands in a sentence: `the SRE lead`, `head of engineering`, `team lead's`.
enum RolePhrase {
    /// The role; nil where the words are none: more than five of them, or verbs, conditions or marks among them.
    static func parse(_ text: String) -> Role? {
        let joined = PhraseSplitter.stripped(text).replacing(" on call", with: " on-call")
        var words = joined.split(whereSeparator: \.isWhitespace).map(String.init)
        while let first = words.first, leading.contains(first.lowercased()) { words.removeFirst() }
        while let last = words.last, trailing.contains(last.lowercased()) { words.removeLast() }
        // "two of the leads" counts people; a role begins with no number.
        guard (1...5).contains(words.count), Words(words[0]).number(at: 0) == nil else { return nil }
        for word in words {
            let lower = word.lowercased()
            guard !excluded.contains(lower), RiskClass(rawValue: lower) == nil,
                lower.allSatisfy({ $0.isLetter || $0.isNumber || "-/&'\u{2019}".contains($0) }),
                lower.contains(where: \.isLetter)
            else { return nil }
        }
        if let last = words.last, last.hasSuffix("'s") || last.hasSuffix("\u{2019}s") {
            words[words.count - 1] = String(last.dropLast(2))
        }
        let title = words.joined(separator: " ")
        let identifier = RoleName.identifier(title)
        guard !identifier.isEmpty else { return nil }
        return Role(id: RoleID(identifier), title: title == identifier ? RoleName.title(title) : title)
    }

    /// The same in the singular, for `two SREs` and `2 reviewers`.
    static func parsePlural(_ text: String) -> Role? {
        guard let role = parse(text) else { return nil }
        guard role.title.hasSuffix("s"), !role.title.hasSuffix("ss"), role.title.count > 2 else { return role }
        return parse(String(role.title.dropLast()))
    }

    private static let leading: Set<String> = ["the", "a", "an", "our", "by", "from", "any", "one"]
    private static let trailing: Set<String> = [
        "approval", "approvals", "approves", "approve", "sign-off", "signoff", "review", "only", "must", "should",
    ]
    /// Words that make a phrase more than a role.
    private static let excluded: Set<String> = [
        "after", "all", "and", "are", "as", "at", "be", "before", "both", "but", "by", "can", "cannot", "depending",
        "depends", "each", "every", "everybody", "everyone", "except", "for", "from", "has", "have", "if", "in", "is",
        "may",
        "must", "needs", "no", "nobody", "none", "not", "on", "or", "should", "somebody", "someone", "than", "that",
        "then",
        "unless", "until", "when", "where", "which", "who", "will", "with", "within", "without", "yes", "tbd",
        "unknown",
        "named", "risk", "owner:", "approves", "requires", "whoever", "anybody", "anyone", "nothing", "it", "them",
        "they",
        // What adds to a rule that is not in the phrase.
        "additionally", "also", "including", "incl", "plus", "otherwise", "else", "above", "below", "up", "over",
        "under",
        "require", "need",
    ]
}
