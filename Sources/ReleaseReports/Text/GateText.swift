package import ReleaseModel

extension TextReport {
    /// One gate's answer for the `gate` command: decision first, then what blocks, who acts, and every criterion.
    package static func gate(
        _ gate: GateResult, in review: ReadinessReview, width: Int = 80, color: Bool = false
    ) -> String {
        let names = ReportNames(review.release, review.policy)
        var canvas = TextCanvas(width: width, color: color)
        let line = Verdict.Line(gate)
        let isOverridden = line.isOverridden && gate.decision == .proceed
        canvas.prose(
            .mark(isOverridden ? Mark("!", "PROCEED by emergency override", .bad) : gate.decision.mark) + " "
                + .strong(gate.environment.name) + Prose(": \(gate.decisionReason)"), hanging: 2)
        let score = gate.score.map { ", score \($0.rounded(places: 1))" } ?? ", no score"
        canvas.prose(
            "gate " + .mark(gate.state.mark)
                + Prose(
                    "\(score): \(line.redCount) red, \(line.yellowCount) yellow, \(gate.unknownCount) unknown, "
                        + "\(gate.waivedCount) waived"))
        canvas.prose("risk class " + .mark(review.risk.riskClass.mark) + Prose(" · \(names.releaseTitle)"))
        canvas.prose(
            Prose("judged as of \(review.asOf.minuteInUTC); valid until \(gate.validUntil?.minuteInUTC ?? "no end")"))
        var only = review
        only.gates = [gate]
        let verdict = Verdict(only, names)
        // The reason of the decision names the override already.
        for notice in verdict.notices.dropFirst(isOverridden ? 1 : 0) { canvas.prose(notice, hanging: 2) }
        let parts = [
            ("Blocks", verdict.blockers), ("Waits for", verdict.waits), ("Path to green", verdict.nextActions),
        ]
        for (title, items) in parts where !items.isEmpty {
            canvas.heading(title)
            canvas.list(items, isOrdered: title == "Path to green")
        }
        canvas.heading("Approval and calendar")
        canvas.list(
            [
                Prose("required: \(gate.approval.requirement.map { names.requirement($0) } ?? "nothing")")
                    + Prose("; \(names.approval(gate.approval))"), Prose("calendar: \(gate.calendar.explanation)"),
            ] + gate.approval.excluded.map { Prose("may not approve: \($0)") }, isOrdered: false)
        canvas.heading("Criteria")
        let criteria = findingBlock(gate, names, namesGood: true)
        write(criteria, to: &canvas)
        return canvas.text
    }
}
