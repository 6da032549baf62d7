package import ReleaseModel

/// Finds the person behind an identity: a login, an e-mail address, a chat id, a git author line.
///
/// Identities are the same where one of their `IdentityKeys` is, or where they stand in the aliases of one person. An alias
/// that two people share makes them one: whoever could be both cannot vote twice.
package struct IdentityResolver: Sendable {
    /// The identity that stands for all of a person's identities.
    private let representative: [String: String]
    private let bots: Set<String>
    private let members: [RoleID: Set<String>]
    private let names: [String: PersonID]

    /// Joins the identities of everybody in `matrix`.
    package init(_ matrix: ApprovalMatrix) {
        var parent: [String: String] = [:]
        func find(_ key: String) -> String {
            var current = key
            while let next = parent[current], next != current { current = next }
            return current
        }
        func join(_ left: String, _ right: String) {
            let (first, second) = (find(left), find(right))
            guard first != second else { return }
            parent[max(first, second)] = min(first, second)
        }
        let people = matrix.roles.flatMap(\.members)
        for person in people {
            let keys = ([person.id.name] + person.aliases).flatMap(IdentityKeys.keys(of:))
            guard let first = keys.first else { continue }
            for key in keys {
                if parent[key] == nil { parent[key] = key }
                join(first, key)
            }
        }
        var representative: [String: String] = [:]
        for key in parent.keys { representative[key] = find(key) }
        self.representative = representative

        func resolved(_ person: Person) -> String {
            IdentityKeys.keys(of: person.id.name).first.map { representative[$0] ?? $0 } ?? ""
        }
        let isNamedAsBot = { (person: Person) in
            IdentityKeys.keys(of: person.id.name).contains { $0.hasSuffix("[bot]") }
        }
        bots = Set(people.filter { $0.isBot || isNamedAsBot($0) }.map(resolved))
        members = Dictionary(
            matrix.roles.map { ($0.id, Set($0.members.map(resolved)).subtracting([""])) },
            uniquingKeysWith: { $0.union($1) })
        names = Dictionary(
            people.map { (resolved($0), $0.id) }, uniquingKeysWith: { first, second in min(first, second) })
    }

    /// Everybody whom `identity` may mean: one person as a rule, two where a name and an address disagree.
    package func people(_ identity: String) -> Set<String> {
        Set(IdentityKeys.keys(of: identity).map { representative[$0] ?? $0 })
    }

    /// The one person whom `id` means.
    package func person(_ id: PersonID) -> String {
        let keys = IdentityKeys.keys(of: id.name)
        return keys.compactMap { representative[$0] }.first ?? keys.first ?? ""
    }

    /// Reports whether the two are, or may be, the same person.
    package func isSame(_ left: PersonID, _ right: PersonID) -> Bool {
        !people(left.name).isDisjoint(with: people(right.name))
    }

    /// The members of `role`; empty where the matrix does not have it.
    package func members(of role: RoleID) -> Set<String> { members[role] ?? [] }

    /// Reports whether the person is a bot: said so in a role, or named as one, such as `dependabot[bot]`.
    package func isBot(_ person: String) -> Bool { bots.contains(person) || person.hasSuffix("[bot]") }

    /// The name by which the approval matrix knows the person.
    package func name(of person: String) -> String { names[person]?.name ?? person }
}
