import ReleaseModel

/// Section 1, who must say yes: what each gate requires, every vote and whether it counts, and when the calendar opens.
func approvalBlocks(_ review: ReadinessReview, _ names: ReportNames) -> [ReportDocument.Block] {
    let rows = review.gates.map { gate -> [Prose] in
        let status = gate.approval
        return [
            .strong(gate.environment.name),
            Prose(status.requirement.map { names.requirement($0) } ?? "nothing"), Prose(names.approval(status)),
            .lines(status.votes.map { voteProse($0, names) }), .lines(status.excluded.map { Prose($0) }),
            calendarProse(gate.calendar),
        ]
    }
    return [
        .heading("Approvals and calendar"),
        .table(
            ReportDocument.Table(
                "Approvals and calendar of each gate",
                columns: ["Environment", "Required", "Approval", "Votes", "May not approve", "Calendar"], rows: rows,
                empty: "No environment has a gate.")),
    ]
}

private func voteProse(_ vote: ApprovalStatus.Vote, _ names: ReportNames) -> Prose {
    let record = vote.record
    let behalf = record.onBehalfOf.map { " for \($0)" } ?? ""
    let text =
        "\(record.vote.rawValue) by \(record.person)\(behalf) as \(names.role(record.role)), \(record.at.minuteInUTC), "
        + "\(record.strength.words): \(record.reason) "
    guard let reason = vote.voidReason else { return Prose(text) + .mark(Mark("✓", "counts", .good)) }
    return Prose(text) + .mark(Mark("✗", "does not count", .bad)) + Prose(": \(reason)")
}

private func calendarProse(_ calendar: CalendarVerdict) -> Prose {
    let mark: Mark =
        switch calendar.state {
        case .open: Mark("✓", "open", .good)
        case .closed: Mark("✗", "closed", .bad)
        case .unrestricted: Mark("–", "unrestricted", .neutral)
        case .unknown: Mark("?", "unknown", .unknown)
        }
    var lines: [Prose] = [.mark(mark), Prose(calendar.explanation)]
    if let reason = calendar.unknownReason { lines.append(Prose(reason)) }
    if let window = calendar.window { lines.append(.muted("window: \(window)")) }
    if let opens = calendar.nextOpen { lines.append(.muted("opens \(opens.minuteInUTC)")) }
    if let closes = calendar.nextClose { lines.append(.muted("closes \(closes.minuteInUTC)")) }
    return .lines(lines)
}
