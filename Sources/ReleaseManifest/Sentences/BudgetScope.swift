import ReleaseModel

/// Where a budget holds, as a sentence ends with it: `… in production`, `… for high-risk changes`, or both.
struct BudgetScope {
    var environments: [EnvironmentID] = []
    var fromClass: RiskClass?

    /// The scope at the end of `words`, and how many words stand before it.
    static func trailing(_ words: Words) -> (scope: BudgetScope, count: Int) {
        var scope = BudgetScope()
        var count = words.lower.count
        while let start = words.lower[..<count].lastIndex(where: { ["in", "for", "on"].contains($0) }), start > 0 {
            let names = words.lower[(start + 1)..<count].filter { !fillers.contains($0) }
            let bare = names.map { $0.hasSuffix("-risk") ? String($0.dropLast(5)) : $0 }
            guard bare.count == 1, let name = bare.first else { break }
            if let riskClass = RiskClass(rawValue: name), scope.fromClass == nil {
                scope.fromClass = riskClass
            } else if RiskClass(rawValue: name) == nil, scope.environments.isEmpty, !name.contains(where: \.isNumber) {
                scope.environments = [EnvironmentID(name)]
            } else {
                break
            }
            count = start
        }
        return (scope, count)
    }

    private static let fillers: Set<String> = [
        "the", "a", "risk", "class", "changes", "change", "releases", "release", "environment",
    ]
}
