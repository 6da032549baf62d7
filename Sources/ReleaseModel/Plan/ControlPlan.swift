/// When to keep going, pause or roll back, what to watch, and what changes the colour.
package struct ControlPlan: Hashable, Sendable {
    package enum Action: String, CaseIterable, Hashable, Sendable {
        case keep, pause, rollback
    }

    /// One rule: when it holds, who does what by when.
    package struct Rule: Hashable, Sendable {
        package var id: String
        package var action: Action
        package var condition: String
        package var owner: RoleID
        /// Nil where no decision is due.
        package var decisionDeadline: TimeAmount?
        package var verification: String

        package init(
            id: String, action: Action, condition: String, owner: RoleID, decisionDeadline: TimeAmount?,
            verification: String
        ) {
            self.id = id
            self.action = action
            self.condition = condition
            self.owner = owner
            self.decisionDeadline = decisionDeadline
            self.verification = verification
        }
    }

    /// A signal and what it says today.
    package struct WatchedSignal: Hashable, Sendable {
        package var signal: ControlPolicy.Signal
        package var state: ReadinessState
        package var reading: String

        package init(signal: ControlPolicy.Signal, state: ReadinessState, reading: String) {
            self.signal = signal
            self.state = state
            self.reading = reading
        }
    }

    /// What is watched in one phase and what ends it.
    package struct PhaseControl: Hashable, Sendable {
        package var phase: Phase
        package var signals: [WatchedSignal]
        package var exitCriteria: [String]

        package init(phase: Phase, signals: [WatchedSignal], exitCriteria: [String]) {
            self.phase = phase
            self.signals = signals
            self.exitCriteria = exitCriteria
        }
    }

    /// What moves the workflow from one colour to another.
    package struct ColourChange: Hashable, Sendable {
        package var from: ReadinessState
        package var to: ReadinessState
        package var condition: String

        package init(from: ReadinessState, to: ReadinessState, condition: String) {
            self.from = from
            self.to = to
            self.condition = condition
        }
    }

    /// What to do now.
    package var action: Action
    package var actionReason: String
    package var state: ReadinessState
    package var rules: [Rule]
    package var phases: [PhaseControl]
    package var colourChanges: [ColourChange]
    /// The share of signals that speak, 0...1.
    package var confidence: ExactDecimal
    /// Whether the safety-first override is in force.
    package var isSafetyFirst: Bool

    package init(
        action: Action, actionReason: String, state: ReadinessState, rules: [Rule], phases: [PhaseControl],
        colourChanges: [ColourChange], confidence: ExactDecimal, isSafetyFirst: Bool
    ) {
        self.action = action
        self.actionReason = actionReason
        self.state = state
        self.rules = rules
        self.phases = phases
        self.colourChanges = colourChanges
        self.confidence = confidence
        self.isSafetyFirst = isSafetyFirst
    }
}
