import ReleaseModel

/// Section 4: dated weeks, tasks with owners, what must be there before each gate, and what may run side by side.
func timelineBlocks(_ report: ReadinessReport, _ names: ReportNames) -> [ReportDocument.Block] {
    let timeline = report.timeline
    let titles = Dictionary(timeline.tasks.map { ($0.id, $0.title) }, uniquingKeysWith: { first, _ in first })
    let phases = timeline.phases.map { dated -> [Prose] in
        [
            .strong(dated.week), .strong(dated.phase.title), Prose("\(dated.start) to \(dated.end)"),
            Prose(dated.phase.goal), .list(dated.phase.kinds.map(\.rawValue)),
            .lines(dated.phase.exitCriteria.map { Prose($0) }),
        ]
    }
    let weeks = timeline.phases.map { "\($0.week) \($0.phase.title.lowercased())" }.joined(separator: ", ")
    return [
        .heading(weeks.isEmpty ? "Weeks" : weeks),
        .paragraph("Dates are in \(timeline.timeZone); times are in UTC. \(timeline.slipEffect)"),
        .table(
            ReportDocument.Table(
                "Phases", columns: ["Week", "Phase", "Days", "Goal", "Environments", "Ends when"], rows: phases,
                empty: "No phase is planned.")),
        .gantt, .table(taskTable(timeline, names)),
    ] + gateEvidenceBlocks(timeline, names) + orderBlocks(timeline, titles) + reviewBlocks(timeline, names)
}

private func taskTable(_ timeline: ReleaseTimeline, _ names: ReportNames) -> ReportDocument.Table {
    let rows = timeline.tasks.map { task -> [Prose] in
        let place = task.environment.map { " · \($0)" } ?? ""
        return [
            .lines([Prose(task.title), .muted("\(task.kind.rawValue)\(place) · \(task.phase)")]),
            .strong(names.role(task.owner)), Prose(task.start.minuteInUTC), Prose(task.end.minuteInUTC),
            Prose("\(task.duration)"),
            task.isCritical ? .mark(Mark("!", "critical", .caution)) : Prose("slack \(task.slack)"),
        ]
    }
    return ReportDocument.Table(
        "Tasks in start order", columns: ["Task", "Owner", "Start", "End", "Work", "Room"], rows: rows,
        empty: "No task is planned.")
}

private func gateEvidenceBlocks(_ timeline: ReleaseTimeline, _ names: ReportNames) -> [ReportDocument.Block] {
    let promotions = timeline.tasks.filter { $0.kind == .promotion }
    let rows = promotions.map { task -> [Prose] in
        [
            .strong(task.environment?.name ?? task.title), Prose(task.start.minuteInUTC),
            .lines(task.requiredEvidence.map { Prose($0) }), Prose(names.role(task.owner)),
        ]
    }
    return [
        .heading("Required evidence before each gate"),
        .table(
            ReportDocument.Table(
                "Evidence that must be there", columns: ["Gate", "Before", "Required evidence", "Owner"], rows: rows,
                empty: "No promotion is planned.")),
    ]
}

private func orderBlocks(_ timeline: ReleaseTimeline, _ titles: [String: String]) -> [ReportDocument.Block] {
    let title = { (id: String) in titles[id] ?? id }
    let parallel = timeline.parallelGroups.map { Prose($0.map(title).joined(separator: " ∥ ")) }
    let sequential = timeline.tasks.filter { !$0.dependencies.isEmpty }.map { task in
        Prose("\(task.title), after: \(task.dependencies.map(title).joined(separator: "; "))")
    }
    return [
        .heading("Parallelizable and sequential tasks"), .minorHeading("May run side by side"),
        parallel.isEmpty ? .paragraph("None.") : .list(parallel, isOrdered: false),
        .minorHeading("Must wait for another"),
        sequential.isEmpty ? .paragraph("None.") : .list(sequential, isOrdered: false),
        .minorHeading("Critical path"),
        timeline.criticalPath.isEmpty
            ? .paragraph("None.") : .list(timeline.criticalPath.map { Prose(title($0)) }, isOrdered: true),
        .minorHeading("Moved by freezes and holidays"),
        timeline.adjustments.isEmpty
            ? .paragraph("Nothing.") : .list(timeline.adjustments.map { Prose($0) }, isOrdered: false),
    ]
}

private func reviewBlocks(_ timeline: ReleaseTimeline, _ names: ReportNames) -> [ReportDocument.Block] {
    let rows = timeline.reviews.map { review -> [Prose] in
        [
            .strong("Day \(review.day)"), Prose(review.at.minuteInUTC), Prose(names.role(review.owner)),
            .lines(review.questions.map { Prose($0) }),
        ]
    }
    return [
        .heading("Reviews after the production promotion"),
        .table(
            ReportDocument.Table(
                "Reviews", columns: ["Review", "At", "Owner", "Questions"], rows: rows, empty: "No review is planned.")),
    ]
}

extension DatedPhase {
    /// `Week 1`, or `Weeks 2–3`.
    var week: String {
        phase.weeks > 1 ? "Weeks \(firstWeek)–\(firstWeek + phase.weeks - 1)" : "Week \(firstWeek)"
    }
}
