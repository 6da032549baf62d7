import ReleaseModel

/// Section 4: dated weeks, tasks with owners, what must be there before each gate, and what may run side by side.
func timelineBlocks(_ report: ReadinessReport, _ names: ReportNames) -> [ReportDocument.Block] {
    let timeline = report.timeline
    let tasks = NumberedTasks(timeline)
    let phases = timeline.phases.map { dated -> [Prose] in
        [
            .strong(dated.title), Prose("\(dated.start) to \(dated.end)"), .list(dated.phase.kinds.map(\.rawValue)),
            Prose(dated.phase.goal), .lines(dated.phase.exitCriteria.map { Prose($0) }),
        ]
    }
    let weeks = timeline.phases.map { "\($0.title) (\($0.start) to \($0.end))" }.joined(separator: ", ")
    return [
        .heading(weeks.isEmpty ? "Weeks" : weeks),
        .paragraph(
            Prose(
                "Dates are in \(timeline.timeZone); times are in UTC. "
                    + (timeline.slipEffect.isEmpty ? "" : capitalized(timeline.slipEffect) + "."))),
        .table(
            ReportDocument.Table(
                "Phases", columns: ["Phase", "Days", "Environments", "Goal", "Ends when"], rows: phases,
                empty: "No phase is planned.")),
        .gantt,
    ] + taskBlocks(timeline, tasks, names) + gateEvidenceBlocks(timeline, names) + orderBlocks(timeline, tasks)
        + reviewBlocks(timeline, names)
}

/// Tasks by the numbers under which the tables list them.
private struct NumberedTasks {
    private let numbers: [String: Int]
    private let titles: [String: String]

    init(_ timeline: ReleaseTimeline) {
        let pairs = timeline.tasks.enumerated()
        numbers = Dictionary(pairs.map { ($0.element.id, $0.offset + 1) }, uniquingKeysWith: { first, _ in first })
        titles = Dictionary(timeline.tasks.map { ($0.id, $0.title) }, uniquingKeysWith: { first, _ in first })
    }

    func number(_ id: String) -> String { numbers[id].map { "\($0)" } ?? id }

    func numbers(_ ids: [String]) -> Prose {
        let known = ids.compactMap { numbers[$0] }.sorted().map { "\($0)" }
        return .list(known + ids.filter { numbers[$0] == nil })
    }

    /// The number and the start of the title.
    func short(_ id: String) -> Prose {
        let title = NumberedTasks.clean(titles[id] ?? id)
        let start = title.count > 64 ? title.prefix(63) + "…" : title[...]
        return .strong(number(id)) + Prose(" \(start)")
    }

    /// A title is no sentence, even where it was taken from one.
    static func clean(_ title: String) -> String { title.hasSuffix(".") ? String(title.dropLast()) : title }
}

private func taskBlocks(
    _ timeline: ReleaseTimeline, _ tasks: NumberedTasks, _ names: ReportNames
) -> [ReportDocument.Block] {
    guard !timeline.tasks.isEmpty else { return [.paragraph("No task is planned.")] }
    let known = Set(timeline.phases.map(\.phase.id))
    var groups = timeline.phases.map { dated in
        (dated.title, timeline.tasks.filter { $0.phase == dated.phase.id })
    }
    groups.append(("Outside the phases", timeline.tasks.filter { !known.contains($0.phase) }))
    return groups.filter { !$0.1.isEmpty }.flatMap { title, group in
        [
            .full([
                .folded(
                    "\(counted(group.count, "task", "tasks")) of \(title)",
                    [.table(fullTable(group, title, tasks, names))])
            ]),
            .brief([.minorHeading("Tasks of \(title)"), .table(briefTable(group, tasks, names))]),
        ]
    }
}

private func fullTable(
    _ group: [TimelineTask], _ title: String, _ tasks: NumberedTasks, _ names: ReportNames
) -> ReportDocument.Table {
    let rows = group.map { task -> [Prose] in
        let place = task.environment.map { " · \($0)" } ?? ""
        return [
            .strong(tasks.number(task.id)),
            .lines([Prose(NumberedTasks.clean(task.title)), .muted("\(task.kind.rawValue)\(place)")]),
            .strong(names.role(task.owner)), Prose(task.start.minuteInUTC), Prose(task.end.minuteInUTC),
            Prose("\(task.duration)"), room(task), tasks.numbers(task.dependencies),
        ]
    }
    return ReportDocument.Table(
        "Tasks of \(title), in start order",
        columns: ["No.", "Task", "Owner", "Start", "End", "Work", "Room", "After"], rows: rows,
        empty: "No task is planned.")
}

private func briefTable(_ group: [TimelineTask], _ tasks: NumberedTasks, _ names: ReportNames) -> ReportDocument.Table {
    let rows = group.map { task -> [Prose] in
        let start = task.start.minuteInUTC.replacing(" UTC", with: "")
        let end = task.end.minuteInUTC.replacing(" UTC", with: "")
        let isSameDay = start.prefix(10) == end.prefix(10)
        return [
            .strong(tasks.number(task.id)),
            Prose(start + (isSameDay ? "–\(end.dropFirst(11))" : " – \(end.dropFirst(5))")),
            Prose(names.role(task.owner)), room(task), tasks.numbers(task.dependencies),
            Prose(NumberedTasks.clean(task.title)),
        ]
    }
    return ReportDocument.Table(
        "", columns: ["No.", "When (UTC)", "Owner", "Room", "After", "Task"], rows: rows, empty: "", subject: 5)
}

private func room(_ task: TimelineTask) -> Prose {
    if task.isCritical { return .mark(Mark("!", "critical", .caution)) }
    return task.slack.seconds == 0 ? "no slack" : Prose("slack \(task.slack)")
}

private func gateEvidenceBlocks(_ timeline: ReleaseTimeline, _ names: ReportNames) -> [ReportDocument.Block] {
    let promotions = timeline.tasks.filter { $0.kind == .promotion }
    let rows = promotions.map { task -> [Prose] in
        [
            .strong(task.environment?.name ?? task.title), Prose(task.start.minuteInUTC),
            .lines(evidenceByStanding(task.requiredEvidence)), Prose(names.role(task.owner)),
        ]
    }
    return [
        .heading("Required evidence before each gate"),
        .table(
            ReportDocument.Table(
                "Evidence that must be there", columns: ["Gate", "Before", "Required evidence", "Promoted by"],
                rows: rows,
                empty: "No promotion is planned.")),
    ]
}

/// `GREEN until 2026-11-22: tests-passed, tests-present`, instead of one line for each criterion.
private func evidenceByStanding(_ required: [String]) -> [Prose] {
    var groups: [(standing: String, names: [String])] = []
    for line in required {
        guard let colon = line.firstRange(of: ": ") else {
            groups.append((line, []))
            continue
        }
        let standing = String(line[colon.upperBound...])
        let name = String(line[..<colon.lowerBound])
        if let index = groups.firstIndex(where: { $0.standing == standing && !$0.names.isEmpty }) {
            groups[index].names.append(name)
        } else {
            groups.append((standing, [name]))
        }
    }
    return groups.map { group in
        group.names.isEmpty
            ? Prose(group.standing) : .strong(group.standing) + Prose(": \(group.names.joined(separator: ", "))")
    }
}

private func orderBlocks(_ timeline: ReleaseTimeline, _ tasks: NumberedTasks) -> [ReportDocument.Block] {
    let parallel = timeline.parallelGroups.map { group in
        Prose(Array(group.map { tasks.short($0).spans }.joined(separator: [.text(" ∥ ")])))
    }
    let sequential = timeline.tasks.filter { !$0.dependencies.isEmpty }.map { task in
        .strong(tasks.number(task.id)) + " after " + tasks.numbers(task.dependencies)
    }
    let path = timeline.criticalPath.map(tasks.short)
    return [
        .heading("Parallelizable and sequential tasks"), .paragraph("The numbers are those of the tasks above."),
        .minorHeading("May run side by side"),
        parallel.isEmpty ? .paragraph("None.") : .list(parallel, isOrdered: false),
        .minorHeading("Must wait for another"),
        .paragraph(
            sequential.isEmpty ? "None." : Prose(Array(sequential.map(\.spans).joined(separator: [.text(" · ")])))),
        .minorHeading("Critical path"), path.isEmpty ? .paragraph("None.") : .list(path, isOrdered: false),
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
    /// The phase's own title, with its weeks in front where it does not name them: `Week 1 · pilot`.
    var title: String {
        if phase.title.lowercased().contains("week") { return phase.title }
        let last = firstWeek + phase.weeks - 1
        return (phase.weeks > 1 ? "Weeks \(firstWeek)–\(last)" : "Week \(firstWeek)") + " · \(phase.title)"
    }
}
