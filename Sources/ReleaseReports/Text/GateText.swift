package import ReleaseModel

extension TextReport {
    /// One gate's answer for the `gate` command: decision first, then what blocks, who acts, and every criterion.
    package static func gate(
        _ gate: GateResult, in review: ReadinessReview, width: Int = 80, color: Bool = false
    ) -> String {
        let names = ReportNames(review.release, review.policy)
        var canvas = TextCanvas(width: width, color: color)
        let score = gate.score.map { ", score \($0.rounded(places: 1))" } ?? ", no score"
        canvas.prose(
            .mark(gate.decision.mark) + " " + .strong(gate.environment.name) + Prose(": \(gate.decisionReason)"),
            hanging: 2)
        canvas.prose(
            "gate " + .mark(gate.state.mark)
                + Prose("\(score), \(gate.unknownCount) unknown, \(gate.waivedCount) waived"))
        canvas.prose("risk class " + .mark(review.risk.riskClass.mark) + Prose(" · \(names.releaseTitle)"))
        canvas.prose(
            Prose("judged as of \(review.asOf.minuteInUTC); valid until \(gate.validUntil?.minuteInUTC ?? "no end")"))
        canvas.prose(Prose("approval: \(names.approval(gate.approval))"))
        canvas.prose(Prose("calendar: \(gate.calendar.explanation)"))
        if let override = gate.override { canvas.prose(Prose("emergency override in force: \(override)")) }
        let parts: [(String, [Prose])] = [
            ("Blocks", gate.blockers.map { Prose($0) }),
            ("Waits for", gate.waits.map { Prose(Verdict.words($0)) }),
            ("Path to green", gate.pathToGreen.map { .strong(names.role($0.role)) + Prose(": \($0.action)") }),
        ]
        for (title, items) in parts where !items.isEmpty {
            canvas.heading(title)
            canvas.list(items, isOrdered: title == "Path to green")
        }
        canvas.heading("Criteria")
        let criteria = findingBlock(gate, names)
        write(criteria, to: &canvas)
        return canvas.text
    }

    /// What a run of the plan did to the drafts, and which input did it; says so where nothing changed.
    package static func summaryAfterPlan(
        _ drafts: [Draft], files: [String] = [], width: Int = 80, color: Bool = false
    ) -> String {
        var canvas = TextCanvas(width: width, color: color)
        canvas.prose(Prose(DraftSummary(drafts).sentence))
        let changed = drafts.filter { $0.change != .unchanged || !$0.guardHits.isEmpty }
        let items = changed.map { draft -> Prose in
            var lines: [Prose] = [
                .mark(draft.change.mark) + Prose(" \(draft.title) ") + .muted("\(draft.key) \(draft.connector)")
            ]
            if !draft.changedInputs.isEmpty {
                lines.append(Prose("changed by \(draft.changedInputs.joined(separator: ", ")); its approval is void"))
            }
            lines += draft.guardHits.map { hit in
                Prose("held back, \(hit.rule): \(hit.explanation)") + .muted(hit.source.map { " (\($0))" } ?? "")
            }
            return .lines(lines)
        }
        canvas.list(items, isOrdered: false)
        if !files.isEmpty {
            canvas.prose(Prose("wrote " + files.sorted().joined(separator: ", ")), hanging: 2)
        }
        return canvas.text
    }
}
