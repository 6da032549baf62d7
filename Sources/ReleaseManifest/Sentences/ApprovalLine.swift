import ReleaseModel

/// One line of an approval matrix in words.
struct ApprovalLine {
    var rule: ApprovalRule
    var roles: [Role]

    /// Reads `SRE lead for medium`, `high: CTO or director`, `CAB approves high and critical`, `high needs the CTO`,
    /// `high is approved by the CTO`, `CTO (high)`, `CTO → high` and `low=SME`.
    static func parse(_ phrase: String) -> ApprovalLine? {
        guard let (who, scope) = split(words(phrase)), let target = ApprovalTarget(scope) else { return nil }
        guard let requirement = RequirementPhrase.parse(who) else { return nil }
        let rule = ApprovalRule(
            classes: target.classes, environments: target.environments, draftKinds: target.draftKinds,
            requirement: requirement.requirement)
        return ApprovalLine(rule: rule, roles: requirement.roles)
    }

    /// Reports whether `phrase` begins with classes and a mark or verb after them, such as `low:` or `high needs`.
    static func startsWithLabel(_ phrase: String) -> Bool { label(words(phrase)) != nil }

    /// Reports whether `phrase` ends with what it is about: a class, or an environment or kind of draft behind "for".
    static func endsWithScope(_ phrase: String) -> Bool {
        var words = Words(phrase).lower.filter { !ApprovalTarget.nouns.contains($0) }
        while let last = words.last, words.count > 1, ApprovalTarget.directions.contains(last) { words.removeLast() }
        while let last = words.last, words.count > 1, ["and", "or"].contains(last) { words.removeLast() }
        guard let last = words.last else { return false }
        if ApprovalTarget.classes(last) != nil { return true }
        guard let verb = words.lastIndex(where: { ["for", "approves", "approve"].contains($0) }), verb > 0 else {
            return false
        }
        return ApprovalTarget(Array(words[(verb + 1)...])) != nil
    }

    /// The words of `phrase` without what only introduces it, each mark between a class and a role a word of its own.
    private static func words(_ phrase: String) -> [String] {
        var text = phrase
        for arrow in ["=>", "->", "\u{2192}", "="] { text = text.replacing(arrow, with: " \u{2192} ") }
        var words = text.split(whereSeparator: \.isWhitespace).map(String.init)
        while let first = words.first?.lowercased(), words.count > 1, introductions.contains(first) {
            words.removeFirst()
        }
        return words
    }

    private static let introductions: Set<String> = [
        "and", "approvals:", "approval:", "approvers:", "approver:", "sign-off:", "sign-offs:", "signoff:",
    ]

    /// Cuts `words` into who approves and what.
    private static func split(_ words: [String]) -> (who: String, scope: [String])? {
        if let label = label(words) {
            let scope = words[..<label.scope].map(\.trimmingMarks).filter {
                !$0.isEmpty && !labelEnds.contains($0.lowercased())
            }
            return (words[label.end...].joined(separator: " "), scope)
        }
        // `CTO (high)`, and `CTO → high`.
        if let open = words.lastIndex(where: { $0.hasPrefix("(") }), open > 0, words.last?.hasSuffix(")") == true {
            return (words[..<open].joined(separator: " "), words[open...].map(\.trimmingMarks))
        }
        if let mark = words.lastIndex(where: { marks.contains($0) }), mark > 0, mark + 1 < words.count {
            return (words[..<mark].joined(separator: " "), Array(words[(mark + 1)...]))
        }
        let lower = words.map { $0.lowercased() }
        for verb in ["for", "approves", "approve", "signs", "sign", "decides", "up"] {
            guard let index = lower.lastIndex(of: verb), index > 0, index + 1 < words.count else { continue }
            var rest = Array(words[(index + 1)...])
            if verb == "up" {
                guard rest.first?.lowercased() == "to" else { continue }
                return (words[..<index].joined(separator: " "), Array(words[index...]))
            }
            if verb.hasPrefix("sign") {
                guard rest.first?.lowercased() == "off" else { continue }
                rest.removeFirst()
            }
            while let first = rest.first?.lowercased(), ["on", "the", "all", "any", "every"].contains(first),
                rest.count > 1
            {
                rest.removeFirst()
            }
            var who = Array(words[..<index])
            if let last = who.last?.lowercased(), ["must", "should", "can", "may"].contains(last) { who.removeLast() }
            if ["required", "needed"].contains(who.last?.lowercased() ?? "") {
                who.removeLast()
                if ["is", "are"].contains(who.last?.lowercased() ?? "") { who.removeLast() }
            }
            return (who.joined(separator: " "), rest)
        }
        return nil
    }

    /// Marks between a role and what it approves.
    private static let marks: Set<String> = ["\u{2192}", "-", "\u{2013}", "\u{2014}"]

    /// What ends a label: a verb or a mark of its own.
    private static let labelEnds: Set<String> = [
        "needs", "need", "requires", "require", "\u{2192}", "-", "\u{2013}", "\u{2014}", ":", "by",
    ]

    /// What may stand between a label and its end, as in `is approved by` and `goes to`.
    private static let labelVerbs: Set<String> = [
        "is", "are", "be", "must", "approved", "signed", "signed-off", "off", "decided", "goes", "go",
    ]

    /// How many words the label at the beginning has, and where what follows it begins; nil where there is none.
    private static func label(_ words: [String]) -> (scope: Int, end: Int)? {
        var index = words.first?.lowercased() == "for" ? 1 : 0
        var sawClass = false
        var scope: Int?
        while index < words.count {
            let word = words[index]
            let plain = word.trimmingMarks.lowercased()
            let isClass = ApprovalTarget.classes(plain) != nil
            if isClass { sawClass = true }
            let isBefore = ApprovalTarget.directions.contains(plain) || ["everything", "up", "to"].contains(plain)
            guard sawClass || isBefore else { return nil }
            if labelEnds.contains(plain) || labelEnds.contains(word) {
                return sawClass ? (scope ?? index, index + 1) : nil
            }
            if labelVerbs.contains(plain), sawClass {
                scope = scope ?? index
            } else if scope != nil {
                return plain == "to" && words[index - 1].lowercased().hasPrefix("go")
                    ? (scope ?? index, index + 1) : nil
            } else {
                let isFiller =
                    ApprovalTarget.nouns.contains(plain) || ["and", "or", "&", "in"].contains(plain) || isBefore
                guard isClass || isFiller || EnvironmentPath.kind(ofName: plain) != nil else { return nil }
            }
            if word.hasSuffix(":") { return sawClass ? (scope ?? (index + 1), index + 1) : nil }
            index += 1
        }
        return nil
    }
}

extension String {
    /// Without brackets and punctuation at its ends.
    var trimmingMarks: String {
        var rest = self[...]
        while let first = rest.first, "([\"',".contains(first) { rest.removeFirst() }
        while let last = rest.last, ")]\"',.:;".contains(last) { rest.removeLast() }
        return String(rest)
    }
}
