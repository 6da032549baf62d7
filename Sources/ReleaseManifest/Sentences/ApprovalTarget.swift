import ReleaseModel

/// What a line of an approval matrix is about: classes, environments, draft kinds.
struct ApprovalTarget {
    private(set) var classes: [RiskClass] = []
    private(set) var environments: [EnvironmentID] = []
    private(set) var draftKinds: [Draft.Kind] = []

    /// Words beside a class that change nothing.
    static let nouns: Set<String> = [
        "risk", "risks", "change", "changes", "release", "releases", "class", "classes", "criticality",
        "promotions", "level", "ones", "impact", "severity", "deployments", "rollouts",
    ]

    /// Words that open a class upwards or downwards.
    static let directions: Set<String> = [
        "above", "higher", "up", "upwards", "over", "below", "lower", "down", "downwards", "under",
    ]

    /// Reads `high`, `high-risk changes in production`, `low to high`, `medium and above`, `above low`, `up to medium`.
    init?(_ words: [String]) {
        let plain = words.map { $0.trimmingMarks.lowercased() }
        var isStrange = false
        for word in plain {
            if let named = ApprovalTarget.classes(word) {
                classes += named.filter { !classes.contains($0) }
            } else if let canonical = EnvironmentPath.canonicalName(word) {
                environments.append(EnvironmentID(canonical))
            } else if let kind = ApprovalTarget.kinds[word] {
                draftKinds.append(kind)
            } else if word == "everything" || word == "all" {
                // Beside a class, as in "everything above medium", the class says how much.
                if !plain.contains(where: { ApprovalTarget.classes($0) != nil }) { classes = RiskClass.allCases }
            } else if !ApprovalTarget.nouns.contains(word) && !ApprovalTarget.filler.contains(word)
                && !ApprovalTarget.directions.contains(word)
            {
                isStrange = true
            }
        }
        guard !isStrange, !classes.isEmpty || !environments.isEmpty || !draftKinds.isEmpty else { return nil }
        guard open(plain) else { return nil }
        if classes.isEmpty { classes = RiskClass.allCases }
    }

    /// The classes that one word names: `low`, `high-risk`, `low/medium`, `high+`; nil where it names none.
    static func classes(_ word: String) -> [RiskClass]? {
        if word.hasSuffix("+"), let least = named(String(word.dropLast())) {
            return RiskClass.allCases.filter { $0 >= least }
        }
        let parts = word.split(separator: "/", omittingEmptySubsequences: false).map { named(String($0)) }
        let known = parts.compactMap { $0 }
        return known.isEmpty || known.count != parts.count ? nil : known
    }

    private static func named(_ word: String) -> RiskClass? {
        for suffix in ["-risk", "-impact"] where word.hasSuffix(suffix) {
            return RiskClass(rawValue: String(word.dropLast(suffix.count)))
        }
        return word == "moderate" ? .medium : RiskClass(rawValue: word)
    }

    /// Takes the classes that the words around one add; false where they can be meant in two ways.
    private mutating func open(_ words: [String]) -> Bool {
        let places = words.indices.filter { ApprovalTarget.classes(words[$0]) != nil }
        let marks = words.indices.filter { ApprovalTarget.directions.contains(words[$0]) }
        // "low to high" names a range, not two classes.
        if marks.isEmpty {
            if words.contains("to"), classes.count == 2 {
                classes = RiskClass.allCases.filter { $0 >= classes[0] && $0 <= classes[1] }
            }
            return true
        }
        guard places.count == 1, marks.count == 1, classes.count == 1, let place = places.first, let mark = marks.first
        else { return false }
        let stated = classes[0]
        let isUp = ["above", "higher", "up", "upwards", "over"].contains(words[mark])
        if words[mark] == "up", mark < place {
            guard mark + 1 < words.count, words[mark + 1] == "to" else { return false }
            classes = RiskClass.allCases.filter { $0 <= stated }
        } else if mark < place {
            classes = RiskClass.allCases.filter { isUp ? $0 > stated : $0 < stated }
        } else {
            guard words[(place + 1)..<mark].contains(where: { ["and", "or"].contains($0) }) else { return false }
            classes = RiskClass.allCases.filter { isUp ? $0 >= stated : $0 <= stated }
        }
        return !classes.isEmpty
    }

    private static let filler: Set<String> = [
        "and", "or", "&", "+", "in", "on", "to", "the", "for", "drafts", "draft", "",
    ]

    private static let kinds: [String: Draft.Kind] = [
        "ticket": .ticket, "tickets": .ticket, "docs": .docsPage, "documentation": .docsPage, "comms": .comms,
        "communications": .comms, "announcements": .comms,
    ]
}
