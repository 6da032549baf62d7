/// Who approves what: roles with their people, and the rules that ask for them.
package struct ApprovalMatrix: Hashable, Sendable {
    package var roles: [Role]
    package var rules: [ApprovalRule]

    package init(roles: [Role] = [], rules: [ApprovalRule] = []) {
        self.roles = roles
        self.rules = rules
    }

    /// The role called `id`, if the matrix holds it.
    package func role(_ id: RoleID) -> Role? { roles.first { $0.id == id } }
}

/// A role, and the people who fill it. An empty role means nobody, never everybody.
package struct Role: Hashable, Sendable {
    package var id: RoleID
    /// The name as people say it, such as `SRE lead`.
    package var title: String
    package var members: [Person]
    /// Where people reach the role, in words, such as a channel or a rota; nil where it is not stated.
    package var contact: String?

    package init(id: RoleID, title: String, members: [Person] = [], contact: String? = nil) {
        self.id = id
        self.title = title
        self.members = members
        self.contact = contact
    }
}

/// A person, under every name by which systems know them.
package struct Person: Hashable, Sendable {
    package var id: PersonID
    /// Other identities of the same person: e-mail addresses, logins, chat ids, key principals.
    package var aliases: [String]
    /// A bot never approves.
    package var isBot: Bool

    package init(id: PersonID, aliases: [String] = [], isBot: Bool = false) {
        self.id = id
        self.aliases = aliases
        self.isBot = isBot
    }
}

/// One line of the matrix: for which decisions, and what is required.
package struct ApprovalRule: Hashable, Sendable {
    package var classes: [RiskClass]
    /// Empty means every environment that the classes' gates ask approval for.
    package var environments: [EnvironmentID]
    /// Empty means promotions; otherwise the rule is about drafts of these kinds.
    package var draftKinds: [Draft.Kind]
    package var requirement: ApprovalRequirement
    package var location: SourceLocation?

    package init(
        classes: [RiskClass], environments: [EnvironmentID] = [], draftKinds: [Draft.Kind] = [],
        requirement: ApprovalRequirement, location: SourceLocation? = nil
    ) {
        self.classes = classes
        self.environments = environments
        self.draftKinds = draftKinds
        self.requirement = requirement
        self.location = location
    }
}

/// What approval is needed. Nothing required is written as an empty `allOf`; an empty `anyOf` can never be met.
package indirect enum ApprovalRequirement: Hashable, Sendable {
    /// One member of the role.
    case role(RoleID)
    case allOf([ApprovalRequirement])
    case anyOf([ApprovalRequirement])
    /// `count` different people out of these roles.
    case count(Int, of: [RoleID])

    /// Every role that the requirement names, in order of first mention.
    package var roles: [RoleID] {
        var seen: [RoleID] = []
        func collect(_ requirement: ApprovalRequirement) {
            switch requirement {
            case .role(let role): if !seen.contains(role) { seen.append(role) }
            case .allOf(let parts), .anyOf(let parts): parts.forEach(collect)
            case .count(_, let roles): for role in roles where !seen.contains(role) { seen.append(role) }
            }
        }
        collect(self)
        return seen
    }
}
