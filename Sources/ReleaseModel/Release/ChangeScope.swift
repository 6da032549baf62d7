/// What the change touches: environments, modules, teams, and the traits that make it riskier.
package struct ChangeScope: Hashable, Sendable {
    /// The promotion path, in topological order (an environment stands after all it is promoted from).
    package var environments: [Environment]
    package var modules: [String]
    /// The teams that take part, by name; may be fewer than `teamCount` where a sentence gave only a number.
    package var teams: [String]
    package var teamCount: Int
    /// Artefacts beside the deployment, such as `docs` or `support comms`.
    package var artefacts: [String]
    /// Each is nil where the file does not say: unknown, which is a gap and not "no".
    package var isCustomerFacing: Bool?
    package var hasDataMigration: Bool?
    package var hasIrreversibleStep: Bool?
    package var touchesRegulatedData: Bool?
    /// What must be there before the change, and whether it is.
    package var dependencies: [Dependency]

    package init(
        environments: [Environment] = [], modules: [String] = [], teams: [String] = [], teamCount: Int = 0,
        artefacts: [String] = [], isCustomerFacing: Bool? = nil, hasDataMigration: Bool? = nil,
        hasIrreversibleStep: Bool? = nil, touchesRegulatedData: Bool? = nil, dependencies: [Dependency] = []
    ) {
        self.environments = environments
        self.modules = modules
        self.teams = teams
        self.teamCount = teamCount
        self.artefacts = artefacts
        self.isCustomerFacing = isCustomerFacing
        self.hasDataMigration = hasDataMigration
        self.hasIrreversibleStep = hasIrreversibleStep
        self.touchesRegulatedData = touchesRegulatedData
        self.dependencies = dependencies
    }
}

/// Something that must be there before the change may go.
package struct Dependency: Hashable, Sendable {
    package var name: String
    package var owner: RoleID?
    /// Whether it is there; nil where nobody said.
    package var isReady: Bool?

    package init(name: String, owner: RoleID? = nil, isReady: Bool? = nil) {
        self.name = name
        self.owner = owner
        self.isReady = isReady
    }
}

/// A place where the change runs.
package struct Environment: Hashable, Sendable {
    /// What an environment is for. Criteria select by kind, so names are free.
    package enum Kind: String, CaseIterable, Hashable, Comparable, Sendable {
        case development, staging, preproduction, production

        package static func < (left: Kind, right: Kind) -> Bool { left.order < right.order }

        private var order: Int { Kind.allCases.firstIndex(of: self) ?? 0 }
    }

    package var id: EnvironmentID
    package var kind: Kind
    /// The environments this one is promoted from; empty for the first.
    package var after: [EnvironmentID]
    /// The planned start of the promotion into this environment.
    package var plannedStart: Instant?
    /// How long the promotion takes, for the calendar to check the whole interval.
    package var plannedDuration: TimeAmount?
    /// The zone in which its owners work, such as `Europe/Berlin`; nil means the timeline's.
    package var timeZone: String?
    /// The role that owns it.
    package var owner: RoleID?

    package init(
        id: EnvironmentID, kind: Kind, after: [EnvironmentID] = [], plannedStart: Instant? = nil,
        plannedDuration: TimeAmount? = nil, timeZone: String? = nil, owner: RoleID? = nil
    ) {
        self.id = id
        self.kind = kind
        self.after = after
        self.plannedStart = plannedStart
        self.plannedDuration = plannedDuration
        self.timeZone = timeZone
        self.owner = owner
    }
}
