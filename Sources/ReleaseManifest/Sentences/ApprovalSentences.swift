import ReleaseModel

/// `SME for low risk, SRE lead for medium, CTO for high.`
struct ApprovalSentences: SentenceGrammar {
    static let input = "approval_matrix"
    private(set) var value = ApprovalMatrix()

    mutating func read(_ text: String) -> [PhraseReading] {
        PhraseSplitter.sentences(text).flatMap { sentence in
            ApprovalSentences.entries(sentence).map { entry in reading(entry) }
        }
    }

    private mutating func reading(_ phrase: String) -> PhraseReading {
        guard let line = ApprovalLine.parse(phrase) else {
            return .notUnderstood(
                phrase,
                "who for which class: \"SRE lead for medium\", \"CTO and CISO for critical\", \"2 of SRE lead, QA lead for high\", \"high: director or CTO\", \"CAB approves high and critical\"; with commas say and / or"
            )
        }
        for role in line.roles where value.role(role.id) == nil { value.roles.append(role) }
        value.rules.append(line.rule)
        let classes = line.rule.classes.map(\.rawValue).joined(separator: ", ")
        let places =
            line.rule.environments.isEmpty ? "" : " in \(line.rule.environments.map(\.name).joined(separator: ", "))"
        let drafts =
            line.rule.draftKinds.isEmpty
            ? "" : " for drafts of the kind \(line.rule.draftKinds.map(\.rawValue).joined(separator: ", "))"
        let who = RequirementOrder.text(line.rule.requirement)
        let people =
            line.roles.isEmpty ? "" : "; who is \(line.roles.map(\.id.name).joined(separator: ", ")) is not said"
        return .understood(phrase, "\(classes)\(places)\(drafts) needs \(who)\(people)")
    }

    /// The sentence cut into lines of the matrix: a comma ends a line only where a class or a label closes it.
    private static func entries(_ sentence: String) -> [String] {
        var entries: [String] = []
        var pending: [String] = []
        for listed in PhraseSplitter.parts(sentence) {
            let rest =
                listed.lowercased().hasPrefix("and ") ? PhraseSplitter.stripped(String(listed.dropFirst(4))) : listed
            let part = ApprovalLine.startsWithLabel(rest) ? rest : listed
            if ApprovalLine.startsWithLabel(part), !pending.isEmpty {
                entries.append(pending.joined(separator: ", "))
                pending = []
            }
            pending.append(part)
            // After a label the names follow, so only the next label ends it.
            guard !ApprovalLine.startsWithLabel(pending[0]), ApprovalLine.endsWithScope(part) else { continue }
            entries.append(pending.joined(separator: ", "))
            pending = []
        }
        if !pending.isEmpty { entries.append(pending.joined(separator: ", ")) }
        return entries.flatMap(splitAtAnd)
    }

    /// `SME for low and SRE lead for medium` is two lines.
    private static func splitAtAnd(_ entry: String) -> [String] {
        let words = entry.split(whereSeparator: \.isWhitespace).map(String.init)
        for index in words.indices where words[index].lowercased() == "and" && index > 0 {
            let left = words[..<index].joined(separator: " ")
            let right = words[(index + 1)...].joined(separator: " ")
            guard left.lowercased().contains(" for "), right.lowercased().contains(" for "),
                ApprovalLine.endsWithScope(left), ApprovalLine.parse(left) != nil
            else { continue }
            return [left] + splitAtAnd(right)
        }
        return [entry]
    }
}
