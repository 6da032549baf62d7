package import ReleaseModel

/// A waiver and what became of it.
package struct WaiverCase: Hashable, Sendable {
    package enum State: Hashable, Sendable {
        case applies
        /// Approved or waiting, and not started yet.
        case startsLater
        /// It applies once one of these roles approves it.
        case awaitsApproval([RoleID])
        /// Why it does not apply.
        case refused(String)
    }

    package var waiver: Waiver
    package var state: State
    /// Whether it ends within seven days.
    package var endsSoon: Bool
    /// What it does to the gates, such as "production: tests-passed is WAIVED, it was RED".
    package var effects: [String]
    /// Whether the release file holds it, and not the ledger.
    package var isInFile: Bool

    package init(waiver: Waiver, state: State, endsSoon: Bool, effects: [String], isInFile: Bool) {
        self.waiver = waiver
        self.state = state
        self.endsSoon = endsSoon
        self.effects = effects
        self.isInFile = isInFile
    }
}
