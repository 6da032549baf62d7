import ReleaseModel

/// Who must say yes, in words: `SRE lead and CTO`, `two SREs`, `at least 2 of a, b and c`, `either a or b`.
enum RequirementPhrase {
    /// The requirement and the roles it names; nil where the words leave a doubt, such as "and" beside "or".
    static func parse(_ text: String) -> (requirement: ApprovalRequirement, roles: [Role])? {
        var words = text.split(whereSeparator: \.isWhitespace).map(String.init)
        func starts(_ phrase: String) -> Bool {
            let wanted = phrase.split(separator: " ").map(String.init)
            return words.count > wanted.count && zip(words, wanted).allSatisfy { $0.lowercased() == $1 }
        }
        if nobody.contains(PhraseSplitter.stripped(text).lowercased()) { return (.allOf([]), []) }
        if starts("any"), words[1].lowercased() != "one", Words(words[1]).number(at: 0) != nil { words.removeFirst() }
        for prefix in ["at least", "minimum", "min"] where starts(prefix) {
            words.removeFirst(prefix.split(separator: " ").count)
            guard Words(words[0]).number(at: 0) != nil else { return nil }
        }
        if let number = Words(words.first ?? "").number(at: 0), words.count > 1 {
            guard (1...100).contains(number) else { return nil }
            if let result = counted(number, Array(words.dropFirst())) { return result }
        }
        for prefix in ["any one of", "any of", "one of", "either", "any one from"] where starts(prefix) {
            words.removeFirst(prefix.split(separator: " ").count)
            return list(words, joinedBy: .anyOf)
        }
        for prefix in ["all of", "both of", "both", "all"] where starts(prefix) {
            words.removeFirst(prefix.split(separator: " ").count)
            return list(words, joinedBy: .allOf)
        }
        for prefix in ["anyone from", "anybody from", "someone from", "somebody from", "any member of", "a member of"]
        where starts(prefix) {
            words.removeFirst(prefix.split(separator: " ").count)
            guard let role = RolePhrase.parse(words.joined(separator: " ")) else { return nil }
            return (.role(role.id), [role])
        }
        return list(words, joinedBy: nil)
    }

    /// Ways to say that nobody has to say yes.
    private static let nobody: Set<String> = [
        "nobody", "no one", "none", "no approval", "no approval needed", "no approval required",
        "no approval is needed",
        "no approval is required", "no approvals", "no approvals needed", "no approvals required", "none needed",
        "none required", "auto-approved", "auto-approve", "automatically approved",
    ]

    private enum Join {
        case allOf, anyOf
    }

    /// `two SREs`, `2 of SRE lead, QA lead`, `two SREs and the CTO`.
    private static func counted(_ number: Int, _ words: [String]) -> (ApprovalRequirement, [Role])? {
        if ["of", "from", "out"].contains(words[0].lowercased()) {
            var names = Array(words.dropFirst(words[0].lowercased() == "out" ? 2 : 1))
            if names.first?.lowercased() == "the" { names.removeFirst() }
            let roles = items(names).parts.map(RolePhrase.parse)
            guard !roles.isEmpty, roles.allSatisfy({ $0 != nil }) else { return nil }
            let known = roles.compactMap { $0 }
            return (.count(number, of: known.map(\.id)), known)
        }
        return nil
    }

    private static func list(_ words: [String], joinedBy stated: Join?) -> (ApprovalRequirement, [Role])? {
        let (parts, join) = items(words)
        guard !parts.isEmpty, parts.count < 20 else { return nil }
        var requirements: [ApprovalRequirement] = []
        var roles: [Role] = []
        for part in parts {
            guard let (requirement, role) = single(part) else { return nil }
            requirements.append(requirement)
            if !roles.contains(where: { $0.id == role.id }) { roles.append(role) }
        }
        guard requirements.count > 1 else { return (requirements[0], roles) }
        switch (stated, join) {
        case (.anyOf, .some(.or)), (.anyOf, .some(.comma)), (nil, .some(.or)): return (.anyOf(requirements), roles)
        case (.anyOf, .some(.and)): return (.anyOf(requirements), roles)
        case (.allOf, .some(.and)), (.allOf, .some(.comma)), (nil, .some(.and)): return (.allOf(requirements), roles)
        // Commas alone, "all of a or b", and "and" mixed with "or" can be meant in two ways.
        default: return nil
        }
    }

    /// `two SREs` or one role.
    private static func single(_ text: String) -> (ApprovalRequirement, Role)? {
        let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
        if words.count > 1, let number = Words(words[0]).number(at: 0), number >= 1 {
            guard let role = RolePhrase.parsePlural(words.dropFirst().joined(separator: " ")) else { return nil }
            return number == 1 ? (.role(role.id), role) : (.count(number, of: [role.id]), role)
        }
        return RolePhrase.parse(text).map { (.role($0.id), $0) }
    }

    private enum Conjunction {
        case and, or, comma, mixed
    }

    private static func items(_ words: [String]) -> (parts: [String], join: Conjunction?) {
        var parts: [[String]] = [[]]
        var joins: Set<Conjunction> = []
        for word in words {
            switch word.lowercased() {
            case "and", "&", "+", "plus", "with": joins.insert(.and)
            case "or": joins.insert(.or)
            default:
                parts[parts.count - 1].append(word.hasSuffix(",") ? String(word.dropLast()) : word)
                guard word.hasSuffix(",") else { continue }
                joins.insert(.comma)
            }
            parts.append([])
        }
        let texts = parts.map { $0.joined(separator: " ") }.filter { !$0.isEmpty }
        let join: Conjunction? =
            joins.contains(.and) && joins.contains(.or)
            ? .mixed : joins.contains(.and) ? .and : joins.contains(.or) ? .or : joins.isEmpty ? nil : .comma
        return (texts, join)
    }
}
