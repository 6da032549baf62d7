import ReleaseModel

/// What an environment's name tells, and how environments are put in order.
enum EnvironmentPath {
    /// The default chain, used where a sentence names only where it ends.
    static let defaultChain: [Environment] = chain([
        ("dev", .development), ("staging", .staging), ("preprod", .preproduction), ("production", .production),
    ])

    /// The kind that a name tells by itself; nil where it tells none.
    static func kind(ofName name: String) -> Environment.Kind? {
        let words = name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
        let joined = words.joined()
        if let kind = kinds[joined] { return kind }
        // `prod-eu` and `eu-prod` tell; `prod-like-test` names two kinds, so it tells none.
        let found = Set(words.compactMap { kinds[$0] })
        return found.count == 1 ? found.first : nil
    }

    /// The name in the default chain for what people write, such as `prod` or `UAT`.
    static func canonicalName(_ name: String) -> String? {
        switch kinds[name.lowercased().filter { $0.isLetter }] {
        case .development: "dev"
        case .staging: "staging"
        case .preproduction: "preprod"
        case .production: "production"
        case nil: nil
        }
    }

    /// The default chain up to its last environment of `kind`.
    static func defaultChain(upTo kind: Environment.Kind) -> [Environment] { defaultChain.filter { $0.kind <= kind } }

    private static let kinds: [String: Environment.Kind] = [
        "dev": .development, "devel": .development, "development": .development, "sandbox": .development,
        "local": .development, "integration": .development, "int": .development,
        "staging": .staging, "stage": .staging, "stg": .staging, "test": .staging, "testing": .staging, "qa": .staging,
        "sit": .staging,
        "preprod": .preproduction, "preproduction": .preproduction, "uat": .preproduction,
        "acceptance": .preproduction, "canary": .production,
        "prod": .production, "production": .production, "live": .production, "prd": .production,
    ]

    private static func chain(_ steps: [(String, Environment.Kind)]) -> [Environment] {
        var previous: [EnvironmentID] = []
        return steps.map { name, kind in
            defer { previous = [EnvironmentID(name)] }
            return Environment(id: EnvironmentID(name), kind: kind, after: previous)
        }
    }

    /// `environments` so that each stands after all it is promoted from; what is in a cycle comes back apart.
    ///
    /// Among those that may come next, the one that stands first in the file is taken: the order is stable.
    static func sorted(_ environments: [Environment]) -> (ordered: [Environment], cyclic: [Environment]) {
        var rest = environments
        var ordered: [Environment] = []
        var done: Set<EnvironmentID> = []
        while let index = rest.firstIndex(where: { $0.after.allSatisfy(done.contains) }) {
            let next = rest.remove(at: index)
            done.insert(next.id)
            ordered.append(next)
        }
        return (ordered, rest)
    }
}
