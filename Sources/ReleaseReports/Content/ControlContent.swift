import ReleaseModel

/// Section 6: what to do now, when to keep, pause or roll back, what to watch, and what changes the colour.
func controlBlocks(_ report: ReadinessReport, _ names: ReportNames) -> [ReportDocument.Block] {
    let control = report.control
    let rules = ControlPlan.Action.allCases.flatMap { action in control.rules.filter { $0.action == action } }
    let checks = Set(rules.map(\.verification))
    let rows = rules.map { rule -> [Prose] in
        [
            .mark(rule.action.mark), .lines([Prose(rule.condition), .code(rule.id)]), .strong(names.role(rule.owner)),
            Prose(rule.decisionDeadline.map { "within \($0)" } ?? "–"),
        ] + (checks.count > 1 ? [Prose(rule.verification)] : [])
    }
    let shared = checks.count == 1 ? rules.first.map { "Each of these is verified by: \($0.verification)" } : nil
    var state =
        .mark(control.action.mark) + Prose(" now: \(control.actionReason). Control state ") + .mark(control.state.mark)
        + Prose(", monitoring confidence \(percent(control.confidence)).")
    if control.isSafetyFirst {
        state = state + .strong(" Safety-first override in force: paused, whatever else is green.")
    }
    return [
        .heading("Keep, pause, or rollback criteria"), .paragraph(state),
        .table(
            ReportDocument.Table(
                "Control rules",
                columns: ["Action", "When", "Owner", "Decision"] + (checks.count > 1 ? ["Verified by"] : []),
                rows: rows, empty: "No control rule is set.")),
    ] + (shared.map { [.paragraph(Prose($0))] } ?? []) + rollbackBlocks(report.review.release, names)
        + signalBlocks(control, names) + colourBlocks(report)
}

private func rollbackBlocks(_ release: Release, _ names: ReportNames) -> [ReportDocument.Block] {
    let plan = release.rollbackPlan
    let steps = plan.steps.map { step -> [Prose] in
        [
            Prose(step.action), Prose(step.kind.rawValue), .strong(step.owner.map(names.role) ?? "no owner"),
            Prose(step.duration.map { "\($0)" } ?? "not stated"),
        ]
    }
    let constraints = release.riskTolerance.rollbackConstraints.map { constraint -> Prose in
        let what = constraint.isCustomerFacingOnly ? "customer-facing rollback" : "rollback"
        return Prose(
            "No \(what) later than \(constraint.after) after the promotion"
                + (constraint.approver.map { " without approval by \(names.role($0))" } ?? ", by anybody"))
    }
    let statements = release.riskTolerance.statements.map { Prose("As stated: “\($0)”") }
    let facts: [Prose] =
        [
            "Decided by \(plan.decisionOwner.map(names.role) ?? "nobody named")",
            Prose(plan.window.map { "The way back stays open for \($0)" } ?? "No rollback window is stated"),
            Prose(plan.lastRehearsed.map { "Last rehearsed \($0)" } ?? "Never rehearsed, as far as stated"),
            Prose(
                plan.limitations.map {
                    $0.isEmpty ? "Nothing is beyond undoing" : "Cannot be undone: \($0.joined(separator: "; "))"
                }
                    ?? "What cannot be undone is not stated"),
        ] + plan.verification.map { Prose("Verified by: \($0)") } + constraints + statements
    return [
        .minorHeading("The way back"), .list(facts, isOrdered: false),
        .table(
            ReportDocument.Table(
                "Rollback steps", columns: ["Step", "Reverts", "Owner", "Takes"], rows: steps,
                empty: "No rollback step is stated.")),
    ]
}

private func signalBlocks(_ control: ControlPlan, _ names: ReportNames) -> [ReportDocument.Block] {
    var watched: [(signal: ControlPlan.WatchedSignal, phases: [String])] = []
    for plan in control.phases {
        for signal in plan.signals {
            if let index = watched.firstIndex(where: { $0.signal == signal }) {
                watched[index].phases.append(plan.phase.title)
            } else {
                watched.append((signal, [plan.phase.title]))
            }
        }
    }
    let rows = watched.map { item, phases -> [Prose] in
        let signal = item.signal
        return [
            .lines([.strong(signal.title), .muted(signal.source)]),
            .lines([.mark(item.state.mark), Prose(item.reading)]),
            .lines([
                Prose("green: \(signal.green)"), Prose("yellow: \(signal.yellow)"), Prose("red: \(signal.red)"),
            ]),
            Prose("\(signal.window)"), Prose(names.role(signal.owner)),
            phases.count == control.phases.count ? "every phase" : .list(phases),
        ]
    }
    var blocks: [ReportDocument.Block] = [.heading("What to monitor during each phase")]
    if control.phases.isEmpty { return blocks + [.paragraph("No phase is planned.")] }
    blocks.append(
        .table(
            ReportDocument.Table(
                "Signals, and in which phase they are watched",
                columns: ["Signal", "Today", "Limits", "Window", "Owner", "Phase"], rows: rows,
                empty: "No signal is watched in any phase.")))
    for plan in control.phases {
        let titles = plan.signals.map(\.signal.title)
        let exits = plan.exitCriteria.map { Prose("To leave the phase: \($0)") }
        blocks.append(.minorHeading("Phase: \(plan.phase.title)"))
        blocks.append(
            .paragraph(
                titles.isEmpty
                    ? "No signal is watched in this phase." : Prose("Watched: \(titles.joined(separator: "; "))")))
        blocks.append(exits.isEmpty ? .paragraph("No exit criterion is set.") : .list(exits, isOrdered: false))
    }
    return blocks
}

private func colourBlocks(_ report: ReadinessReport) -> [ReportDocument.Block] {
    let rows = report.control.colourChanges.map { change -> [Prose] in
        [.mark(change.from.mark), .mark(change.to.mark), Prose(change.condition)]
    }
    let samples = report.review.policy.control.improvementSamples
    return [
        .heading("Conditions that switch the workflow from green to yellow or red"),
        .paragraph(
            "Worsening is immediate. Improving needs \(counted(samples, "good sample", "good samples")) in a row, and never goes from RED to GREEN in one step. A silent signal is UNKNOWN, and that is at least a pause."
        ),
        .table(
            ReportDocument.Table(
                "Colour changes", columns: ["From", "To", "When"], rows: rows, empty: "No colour change is defined.")),
    ]
}
