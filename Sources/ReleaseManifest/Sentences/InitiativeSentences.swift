import ReleaseModel

/// `Cross-service rollout for user analytics pipeline migration. Requested by ann.`
struct InitiativeSentences: SentenceGrammar {
    static let input = "initiative_context"
    private(set) var value = Initiative()
    private var objective: [String] = []

    mutating func read(_ text: String) -> [PhraseReading] {
        PhraseSplitter.sentences(text).map { sentence in
            let reading = labelled(sentence) ?? free(sentence)
            return .understood(sentence, reading)
        }
    }

    private mutating func free(_ sentence: String) -> String {
        // Only a sentence that says nothing else: "emergency change process" is no emergency.
        let words = Words(sentence).lower.filter { !["this", "is", "an", "a", "the"].contains($0) }
        if ["emergency change", "emergency fix", "emergency release"].contains(words.joined(separator: " ")) {
            value.isEmergency = true
            return "an emergency change"
        }
        objective.append(sentence)
        value.objective = objective.joined(separator: ". ")
        var meaning = "part of the objective"
        if value.name.isEmpty {
            value.name = sentence
            value.id = InitiativeSection.identifier(sentence)
            meaning = "name and objective of the initiative, keyed \(quoted(value.id))"
        }
        return meaning
    }

    /// `Products: a, b`, `Requested by ann`, `Authors: bob and eve`, `Stakeholders: support, finance`.
    private mutating func labelled(_ sentence: String) -> String? {
        let lower = sentence.lowercased()
        for (prefix, apply) in InitiativeSentences.labels where lower.hasPrefix(prefix) {
            let items = PhraseSplitter.items(String(sentence.dropFirst(prefix.count)))
            guard !items.isEmpty else { return nil }
            return apply(&value, items)
        }
        return nil
    }

    private static let labels: [(String, @Sendable (inout Initiative, [String]) -> String?)] = [
        ("products:", products), ("product:", products),
        ("stakeholders:", stakeholders), ("stakeholder:", stakeholders),
        ("authors:", authors), ("author:", authors), ("written by ", authors),
        ("requested by ", requester), ("requester:", requester),
        ("criticality:", criticality), ("declared class:", declared), ("risk class:", declared),
    ]

    @Sendable private static func products(_ value: inout Initiative, _ items: [String]) -> String? {
        value.products += items
        return "products: \(items.joined(separator: ", "))"
    }

    @Sendable private static func stakeholders(_ value: inout Initiative, _ items: [String]) -> String? {
        value.stakeholders += items.map { Stakeholder(name: $0) }
        return "stakeholders: \(items.joined(separator: ", ")); what changes for them is not said"
    }

    @Sendable private static func authors(_ value: inout Initiative, _ items: [String]) -> String? {
        value.authors += items.map { PersonID($0) }
        return "authors, who cannot approve: \(items.joined(separator: ", "))"
    }

    @Sendable private static func requester(_ value: inout Initiative, _ items: [String]) -> String? {
        guard items.count == 1, value.requester == nil else { return nil }
        value.requester = PersonID(items[0])
        return "requester, who cannot approve: \(items[0])"
    }

    @Sendable private static func criticality(_ value: inout Initiative, _ items: [String]) -> String? {
        guard items.count == 1 else { return nil }
        value.criticality = items[0].lowercased()
        return "criticality band \(quoted(items[0].lowercased()))"
    }

    @Sendable private static func declared(_ value: inout Initiative, _ items: [String]) -> String? {
        guard items.count == 1, let riskClass = RiskClass(rawValue: items[0].lowercased()) else { return nil }
        value.declaredClass = riskClass
        return "declared risk class \(riskClass.rawValue)"
    }
}
