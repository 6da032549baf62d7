import ReleaseModel

/// One line of an approval matrix in words.
struct ApprovalLine {
    var rule: ApprovalRule
    var roles: [Role]

    /// Reads `SRE lead for medium`, `high: CTO or director`, `CAB approves high and critical`, `high needs the CTO`.
    static func parse(_ phrase: String) -> ApprovalLine? {
        let words = phrase.split(whereSeparator: \.isWhitespace).map(String.init)
        guard let (who, scope) = split(words), let target = Target(scope) else { return nil }
        guard let requirement = RequirementPhrase.parse(who) else { return nil }
        let rule = ApprovalRule(
            classes: target.classes, environments: target.environments, draftKinds: target.draftKinds,
            requirement: requirement.requirement)
        return ApprovalLine(rule: rule, roles: requirement.roles)
    }

    /// Reports whether `phrase` begins with classes and a mark or verb after them, such as `low:` or `high needs`.
    static func startsWithLabel(_ phrase: String) -> Bool {
        label(phrase.split(whereSeparator: \.isWhitespace).map(String.init)) != nil
    }

    /// Reports whether the last words of `phrase` are a class.
    static func endsWithClass(_ phrase: String) -> Bool {
        let words = Words(phrase).lower.filter { !Target.nouns.contains($0) }
        guard let last = words.last else { return false }
        return RiskClass(rawValue: last.hasSuffix("-risk") ? String(last.dropLast(5)) : last) != nil
    }

    /// Cuts `words` into who approves and what.
    private static func split(_ words: [String]) -> (who: String, scope: [String])? {
        if let count = label(words) {
            let scope = words[..<count].map(\.trimmingMarks).filter {
                !$0.isEmpty && !labelEnds.contains($0.lowercased())
            }
            return (words[count...].joined(separator: " "), scope)
        }
        let lower = words.map { $0.lowercased() }
        for verb in ["for", "approves", "approve", "signs", "sign", "decides"] {
            guard let index = lower.lastIndex(of: verb), index > 0, index + 1 < words.count else { continue }
            var rest = Array(words[(index + 1)...])
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

    /// What ends a label: a verb or a mark of its own.
    private static let labelEnds: Set<String> = [
        "needs", "need", "requires", "require", "=>", "->", "→", "=", "-", ":",
    ]

    /// How many words the label at the beginning takes; nil where there is none.
    private static func label(_ words: [String]) -> Int? {
        var index = words.first?.lowercased() == "for" ? 1 : 0
        var sawClass = false
        while index < words.count {
            let word = words[index]
            let plain = word.trimmingMarks.lowercased()
            let isClass = RiskClass(rawValue: plain.hasSuffix("-risk") ? String(plain.dropLast(5)) : plain) != nil
            if isClass { sawClass = true }
            guard sawClass else { return nil }
            if labelEnds.contains(plain) || labelEnds.contains(word) { return index + 1 }
            let isFiller = Target.nouns.contains(plain) || ["and", "or", "&", "in"].contains(plain)
            guard isClass || isFiller || EnvironmentPath.kind(ofName: plain) != nil else { return nil }
            if word.hasSuffix(":") { return index + 1 }
            index += 1
        }
        return nil
    }

    /// What a line is about: classes, environments, draft kinds.
    private struct Target {
        var classes: [RiskClass] = []
        var environments: [EnvironmentID] = []
        var draftKinds: [Draft.Kind] = []

        static let nouns: Set<String> = [
            "risk", "risks", "change", "changes", "release", "releases", "class", "classes", "criticality",
            "promotions",
            "level", "ones",
        ]

        init?(_ words: [String]) {
            var isStrange = false
            for word in words {
                let plain = word.trimmingMarks.lowercased()
                let name = plain.hasSuffix("-risk") ? String(plain.dropLast(5)) : plain
                if let riskClass = RiskClass(rawValue: name) {
                    if !classes.contains(riskClass) { classes.append(riskClass) }
                } else if let canonical = EnvironmentPath.canonicalName(plain) {
                    environments.append(EnvironmentID(canonical))
                } else if let kind = Target.kinds[plain] {
                    draftKinds.append(kind)
                } else if plain == "everything" || plain == "all" {
                    classes = RiskClass.allCases
                } else if plain.contains("/") {
                    let parts = plain.split(separator: "/").compactMap { RiskClass(rawValue: String($0)) }
                    guard parts.count == plain.split(separator: "/").count else { return nil }
                    classes += parts
                } else if !Target.nouns.contains(plain) && !Target.filler.contains(plain) {
                    isStrange = true
                }
            }
            guard !isStrange, !classes.isEmpty || !environments.isEmpty || !draftKinds.isEmpty else { return nil }
            // "low to high" names a range, not two classes.
            if words.contains(where: { $0.lowercased() == "to" }) && classes.count == 2 {
                classes = RiskClass.allCases.filter { $0 >= classes[0] && $0 <= classes[1] }
            }
            if classes.isEmpty { classes = RiskClass.allCases }
        }

        private static let filler: Set<String> = [
            "and", "or", "&", "+", "in", "on", "to", "the", "for", "drafts", "draft", "",
        ]

        private static let kinds: [String: Draft.Kind] = [
            "ticket": .ticket, "tickets": .ticket, "docs": .docsPage, "documentation": .docsPage, "comms": .comms,
            "communications": .comms, "announcements": .comms,
        ]
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
