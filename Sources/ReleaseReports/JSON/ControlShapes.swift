import ReleaseModel

/// Section 6 as JSON: actions, signals, colours, and the way back.
enum ControlShapes {
    static let rule = JSONShape<ControlPlan.Rule>(
        "control_rule", "When it holds, who does what by when.",
        [
            .text("id", "Its id.") { $0.id }, .choice("action", "Keep, pause or rollback.") { $0.action },
            .text("condition", "When.") { $0.condition }, .text("owner", "The role.") { $0.owner.name },
            .seconds("decision_deadline_seconds", "Null where no decision is due.") { $0.decisionDeadline },
            .text("verification", "How people see that it worked.") { $0.verification },
        ])

    static let signal = JSONShape<ControlPlan.WatchedSignal>(
        "signal", "A signal and what it says today.",
        [
            .text("id", "Its id.") { $0.signal.id }, .text("title", "Its title.") { $0.signal.title },
            .text("source", "Where it is read.") { $0.signal.source },
            .optionalText("fact", "The fact that carries it.") { $0.signal.fact?.name },
            .choice("state", "Its state.") { $0.state }, .text("reading", "What it says.") { $0.reading },
            .text("green", "The limit in words.") { $0.signal.green },
            .text("yellow", "The limit in words.") { $0.signal.yellow },
            .text("red", "The limit in words.") { $0.signal.red },
            .seconds("window_seconds", "Over how long.") { $0.signal.window },
            .text("owner", "The role.") { $0.signal.owner.name },
        ])

    static let phase = JSONShape<ControlPlan.PhaseControl>(
        "phase_control", "What is watched in one phase and what ends it.",
        [
            .text("phase", "The phase's id.") { $0.phase.id },
            .objects("signals", "What is watched.", signal) { $0.signals },
            .texts("exit_criteria", "What must hold to leave it.") { $0.exitCriteria },
        ])

    static let colourChange = JSONShape<ControlPlan.ColourChange>(
        "colour_change", "What moves the workflow from one colour to another.",
        [
            .choice("from", "The state before.") { $0.from }, .choice("to", "The state after.") { $0.to },
            .text("condition", "When.") { $0.condition },
        ])

    static let rollbackStep = JSONShape<RollbackStep>(
        "rollback_step", "One action of the way back.",
        [
            .text("action", "In words.") { $0.action }, .choice("kind", "What it reverts.") { $0.kind },
            .optionalText("owner", "The role; null is a gap.") { $0.owner?.name },
            .seconds("duration_seconds", "Null where nobody said.") { $0.duration },
        ])

    static let rollbackConstraint = JSONShape<RollbackConstraint>(
        "rollback_constraint", "A time from which a rollback needs an approval.",
        [
            .flag("customer_facing_only", "Whether only a rollback that customers see is bound.") {
                $0.isCustomerFacingOnly
            },
            .seconds("after_seconds", "The time after the promotion.") { $0.after },
            .optionalText("approver", "The role; null means no rollback at all.") { $0.approver?.name },
        ])

    static let rollback = JSONShape<Release>(
        "rollback", "The way back and what binds it.",
        [
            .optionalText("decision_owner", "The role that decides.") { $0.rollbackPlan.decisionOwner?.name },
            .seconds("window_seconds", "How long it stays open.") { $0.rollbackPlan.window },
            .flag("automated", "Whether the team automates it.") { $0.rollbackPlan.isAutomated },
            .field("last_rehearsed", .nullable(.date), "When it was last rehearsed.") {
                JSONValue($0.rollbackPlan.lastRehearsed?.iso8601)
            },
            .field("limitations", .nullable(.array(.string)), "What it cannot undo; null where not stated.") {
                $0.rollbackPlan.limitations.map { .array($0.map(JSONValue.string)) } ?? .null
            },
            .texts("verification", "How people see that it worked.") { $0.rollbackPlan.verification },
            .objects("steps", "In order.", rollbackStep) { $0.rollbackPlan.steps },
            .objects("constraints", "From the risk tolerance.", rollbackConstraint) {
                $0.riskTolerance.rollbackConstraints
            },
            .texts("statements", "Further statements of the risk tolerance.") { $0.riskTolerance.statements },
        ])

    static let control = JSONShape<ReadinessReport>(
        "control_and_exit_criteria", "Section 6: keep, pause, rollback.",
        [
            .choice("action", "What to do now.") { $0.control.action },
            .text("action_reason", "Why.") { $0.control.actionReason },
            .choice("state", "The control state.") { $0.control.state },
            .field("confidence", .number, "The share of signals that speak, 0...1.") {
                .decimal($0.control.confidence)
            },
            .flag("safety_first", "Whether the safety-first override is in force.") { $0.control.isSafetyFirst },
            .count("improvement_samples", "Good samples in a row that an improvement needs.") {
                $0.review.policy.control.improvementSamples
            },
            .objects("rules", "Keep, pause and rollback criteria.", rule) { $0.control.rules },
            .object("rollback", "The way back.", rollback) { $0.review.release },
            .objects("phases", "What is watched.", phase) { $0.control.phases },
            .objects("colour_changes", "What changes the colour.", colourChange) { $0.control.colourChanges },
        ])
}
