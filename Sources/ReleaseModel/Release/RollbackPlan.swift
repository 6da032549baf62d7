/// How to go back, who decides and who acts.
package struct RollbackPlan: Hashable, Sendable {
    package var steps: [RollbackStep]
    /// The role that decides on a rollback.
    package var decisionOwner: RoleID?
    /// How long after the promotion the prepared way back stays open.
    package var window: TimeAmount?
    /// Whether the team runs the window with its own automation; releasegate never does.
    package var isAutomated: Bool
    /// How people see that the rollback worked.
    package var verification: [String]
    /// What the rollback cannot undo. Nil where the file does not say, which is a gap.
    package var limitations: [String]?
    /// When the rollback was last rehearsed.
    package var lastRehearsed: CivilDate?
    /// The environments the plan covers; empty means all of them.
    package var environments: [EnvironmentID]

    package init(
        steps: [RollbackStep] = [], decisionOwner: RoleID? = nil, window: TimeAmount? = nil, isAutomated: Bool = false,
        verification: [String] = [], limitations: [String]? = nil, lastRehearsed: CivilDate? = nil,
        environments: [EnvironmentID] = []
    ) {
        self.steps = steps
        self.decisionOwner = decisionOwner
        self.window = window
        self.isAutomated = isAutomated
        self.verification = verification
        self.limitations = limitations
        self.lastRehearsed = lastRehearsed
        self.environments = environments
    }

    /// Reports whether there is any plan at all.
    package var isEmpty: Bool { steps.isEmpty }
}

/// One action of a rollback, in words that a person in a role can carry out.
package struct RollbackStep: Hashable, Sendable {
    /// What a step reverts.
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        case deployment, configuration, data, communication, other
    }

    package var action: String
    package var kind: Kind
    /// The role that acts; nil is a gap.
    package var owner: RoleID?
    /// How long it takes; nil where nobody said.
    package var duration: TimeAmount?

    package init(action: String, kind: Kind, owner: RoleID? = nil, duration: TimeAmount? = nil) {
        self.action = action
        self.kind = kind
        self.owner = owner
        self.duration = duration
    }
}
