import ReleaseModel

/// Section 1: the gates, the scope they are about, the criteria that decided, and what is missing.
func scorecardBlocks(_ report: ReadinessReport, _ names: ReportNames) -> [ReportDocument.Block] {
    let review = report.review
    return gateSummaryBlocks(review) + pathToGreenBlocks(review, names)
        + [.heading("Criteria by environment"), .matrix(stateMatrix(of: review, names))] + approvalBlocks(review, names)
        + scopeBlocks(review, names)
        + riskBlocks(review) + criteriaBlocks(review, names) + evidenceBlocks(review, names)
        + gapBlocks(review, names) + waiverBlocks(review, names)
}

private func gateSummaryBlocks(_ review: ReadinessReview) -> [ReportDocument.Block] {
    let gates = review.gates
    let rows = gates.map { gate -> [Prose] in
        [
            .strong(gate.environment.name) + .muted(" \(gate.kind.rawValue)"), .mark(Verdict.Line(gate).mark),
            .mark(gate.state.mark), Prose(gate.score?.rounded(places: 1) ?? "–"), "\(Verdict.Line(gate).redCount)",
            "\(Verdict.Line(gate).yellowCount)", "\(gate.unknownCount)", "\(gate.waivedCount)",
            Prose(gate.validUntil?.minuteInUTC ?? "no end"),
        ]
    }
    let summary = ReportDocument.Table(
        "Decision for each environment, in promotion order",
        columns: [
            "Environment", "Decision", "Gate", "Score", "Red", "Yellow", "Unknown", "Waived", "Valid until",
        ],
        rows: rows, empty: "No environment has a gate, so nothing may proceed.")
    let waived = gates.reduce(0) { $0 + $1.waivedCount }
    let unknown = gates.reduce(0) { $0 + $1.unknownCount }
    let lines = gates.map { Verdict.Line($0) }
    let red = lines.reduce(0) { $0 + $1.redCount }
    let yellow = lines.reduce(0) { $0 + $1.yellowCount }
    var blocks: [ReportDocument.Block] = [
        .heading("Gates"), .full([.table(summary)]),
        .paragraph(
            "Over all environments: \(counted(red, "RED answer", "RED answers")), \(yellow) YELLOW, \(unknown) UNKNOWN, and, apart from them, \(counted(waived, "waived criterion", "waived criteria")). The pass score is \(review.policy.passScore), the warning score \(review.policy.warningScore); a score can only make a gate worse."
        ),
    ]
    for gate in gates {
        guard let override = gate.override else { continue }
        blocks.append(.paragraph("Emergency override in force for " + .strong(gate.environment.name) + ": \(override)"))
    }
    return blocks
}

private func stateMatrix(of review: ReadinessReview, _ names: ReportNames) -> ReportDocument.StateMatrix {
    var order = review.policy.criteria.map(\.id)
    for gate in review.gates {
        for finding in gate.findings where !order.contains(finding.criterion) { order.append(finding.criterion) }
    }
    let rows = order.compactMap { id -> ReportDocument.StateMatrix.Row? in
        let findings = review.gates.map { gate in gate.findings.first { $0.criterion == id } }
        let asked = findings.compactMap { $0 }
        guard !asked.isEmpty else { return nil }
        return ReportDocument.StateMatrix.Row(
            criterion: id.name, question: names.question(id), isRequired: asked.contains(where: \.isRequired),
            isKey: asked.contains(where: \.isKey),
            states: findings.map { $0?.state })
    }
    return ReportDocument.StateMatrix(
        environments: review.gates.map(\.environment.name), rows: rows,
        gates: review.gates.map { ($0.state, $0.decision) })
}

/// What to do, before what stands in the way: said once for all environments, then, folded, for each with the criteria.
private func pathToGreenBlocks(_ review: ReadinessReview, _ names: ReportNames) -> [ReportDocument.Block] {
    let shared = SharedReasons(review, names)
    let proceeding = review.gates.filter { $0.decision == .proceed }
        .map { .strong($0.environment.name) + Prose(": \($0.decisionReason)") }
    var blocks: [ReportDocument.Block] = proceeding.isEmpty ? [] : [.full([.list(proceeding, isOrdered: false)])]
    for (title, items) in [("Path to green", shared.path), ("Blocks", shared.blockers), ("Waits for", shared.waits)]
    where !items.isEmpty {
        blocks += [.minorHeading(title), .list(items, isOrdered: title == "Path to green")]
    }
    return blocks + review.gates.filter { $0.decision != .proceed }.map { .full([ownPath(of: $0, review, names)]) }
}

private func ownPath(of gate: GateResult, _ review: ReadinessReview, _ names: ReportNames) -> ReportDocument.Block {
    var only = review
    only.gates = [gate]
    let own = SharedReasons(only, names)
    let held = own.blockers.map { "Blocks: " + $0 } + own.waits.map { "Waits for: " + $0 }
    let steps = mergedSteps(of: gate, names)
    let path: ReportDocument.Block =
        steps.isEmpty
        ? .paragraph("No action of a role would change this decision; it waits for the date or gate named above.")
        : .list(steps, isOrdered: true)
    return .folded(
        "Path to green of \(gate.environment) alone: \(counted(steps.count, "step", "steps"))",
        [path] + (held.isEmpty ? [] : [.list(held, isOrdered: false)]))
}

/// The steps of a gate's path to green in order; what answers several criteria stands once and names them all.
private func mergedSteps(of gate: GateResult, _ names: ReportNames) -> [Prose] {
    var steps: [(role: RoleID, action: String, criteria: [String])] = []
    for step in gate.pathToGreen {
        let own = step.criterion.map { [$0.name] } ?? []
        if let index = steps.firstIndex(where: { $0.role == step.role && $0.action == step.action }) {
            steps[index].criteria += own
        } else {
            steps.append((step.role, step.action, own))
        }
    }
    return steps.map { step in
        let criteria = step.criteria.joined(separator: ", ")
        return names.acting(step.role, step.action) + (criteria.isEmpty ? Prose([]) : .muted(" (\(criteria))"))
    }
}

private func riskBlocks(_ review: ReadinessReview) -> [ReportDocument.Block] {
    let rows = review.risk.factors.map { factor -> [Prose] in
        [
            .mark(factor.riskClass.mark), Prose(factor.engine.rawValue.replacing("_", with: " ")), Prose(factor.reason),
            .code(factor.id),
        ]
    }
    let table = ReportDocument.Table(
        "Why the class is \(review.risk.riskClass.rawValue)", columns: ["At least", "Engine", "Reason", "Factor"],
        rows: rows, empty: "No engine raised the class over its lowest.")
    var text =
        "The release is in class " + Prose.mark(review.risk.riskClass.mark) + ", the highest of the classes below."
    if review.risk.requiresManualApproval {
        text = text + " Data was missing, so only a person may approve it, in every environment."
    }
    return [.heading("Risk class"), .paragraph(text), .table(table)]
}

/// Section 1, the answers: what each environment's gate asked, what decided, and what would improve it.
private func criteriaBlocks(_ review: ReadinessReview, _ names: ReportNames) -> [ReportDocument.Block] {
    var blocks: [ReportDocument.Block] = [.heading("Decision criteria for each environment gate")]
    if review.gates.isEmpty { blocks.append(.paragraph("There is no gate, so no criterion was asked.")) }
    // The first gate that does not open is the one to work on.
    let next = review.gates.firstIndex { $0.decision != .proceed }
    for (index, gate) in review.gates.enumerated() {
        blocks.append(.full([.folded(gateTitle(gate), gateTables(gate, names), isOpen: index == next)]))
        blocks.append(
            .brief([.minorHeading("Gate: \(gate.environment)"), findingBlock(gate, names, namesGood: false)]))
    }
    return blocks
}

/// `Gate production: RED, with 3 RED, 14 UNKNOWN, 5 GREEN criteria`.
private func gateTitle(_ gate: GateResult) -> String {
    let counts = [ReadinessState.red, .unknown, .waived, .yellow, .green].compactMap { state -> String? in
        let count = gate.findings.count { $0.state == state }
        return count > 0 ? "\(count) \(state.rawValue)" : nil
    }
    return "Gate \(gate.environment): \(gate.state.rawValue)"
        + (counts.isEmpty ? "" : ", with \(counts.joined(separator: ", ")) criteria")
}

/// What is open in a table; what is GREEN and what does not apply behind a line each.
private func gateTables(_ gate: GateResult, _ names: ReportNames) -> [ReportDocument.Block] {
    func table(_ caption: String, _ findings: [Finding], empty: String) -> ReportDocument.Block {
        .table(
            ReportDocument.Table(
                caption, columns: ["State", "Criterion", "What decided", "What improves it"],
                rows: findings.map { criterionRow($0, names) }, empty: empty))
    }
    let open = gate.findings.filter { $0.state != .notApplicable && $0.state != .green }
    let good = gate.findings.filter { $0.state == .green }
    var blocks: [ReportDocument.Block] = []
    if !open.isEmpty || good.isEmpty {
        blocks.append(
            table(
                "Criteria of the \(gate.environment) gate that are not GREEN", open,
                empty: "No criterion applies to this environment."))
    }
    if !good.isEmpty {
        let green = table("GREEN criteria of the \(gate.environment) gate", good, empty: "")
        let title = "\(good.count) GREEN \(good.count == 1 ? "criterion" : "criteria") of \(gate.environment)"
        blocks.append(open.isEmpty ? green : .folded(title, [green]))
    }
    return blocks + unaskedBlocks(gate)
}

/// The criteria of a gate, short: what is not green in full, what is green by name or by count.
func findingBlock(_ gate: GateResult, _ names: ReportNames, namesGood: Bool) -> ReportDocument.Block {
    if gate.findings.isEmpty { return .paragraph("No criterion applies to this environment.") }
    let open = gate.findings.filter { $0.state != .green && $0.state != .notApplicable }
    let good = gate.findings.filter { $0.state == .green }.map(\.criterion.name)
    let reasons = unaskedReasons(gate)
    var items = open.map { briefFinding($0, names) }
    if !good.isEmpty {
        let list = namesGood ? good.joined(separator: ", ") : counted(good.count, "criterion", "criteria")
        items.append(.mark(ReadinessState.green.mark) + Prose(" \(list)"))
    }
    if namesGood {
        items += reasons.map { reason, criteria in
            .mark(ReadinessState.notApplicable.mark) + Prose(" \(criteria.joined(separator: ", ")): ") + .muted(reason)
        }
    } else if !reasons.isEmpty {
        let apart = reasons.reduce(0) { $0 + $1.criteria.count }
        items.append(.mark(ReadinessState.notApplicable.mark) + Prose(" \(counted(apart, "criterion", "criteria"))"))
    }
    return .list(items, isOrdered: false)
}

/// Why criteria do not apply, each reason once.
private func unaskedReasons(_ gate: GateResult) -> [(reason: String, criteria: [String])] {
    var reasons: [(reason: String, criteria: [String])] = []
    for finding in gate.findings where finding.state == .notApplicable {
        if let index = reasons.firstIndex(where: { $0.reason == finding.reason }) {
            reasons[index].criteria.append(finding.criterion.name)
        } else {
            reasons.append((finding.reason, [finding.criterion.name]))
        }
    }
    return reasons
}

private func unaskedBlocks(_ gate: GateResult) -> [ReportDocument.Block] {
    let reasons = unaskedReasons(gate)
    guard !reasons.isEmpty else { return [] }
    let count = reasons.reduce(0) { $0 + $1.criteria.count }
    let items = reasons.map { Prose.code($0.criteria.joined(separator: ", ")) + Prose(": \($0.reason)") }
    return [
        .folded(
            "\(counted(count, "criterion does", "criteria do")) not apply to \(gate.environment)",
            [.list(items, isOrdered: false)])
    ]
}

private func criterionRow(_ finding: Finding, _ names: ReportNames) -> [Prose] {
    let weight = finding.isKey ? "key, weight \(finding.weight)" : "weight \(finding.weight)"
    let force = finding.isRequired ? "required" : "advisory"
    var decided: [Prose] = [Prose(finding.reason)]
    if let fact = finding.fact {
        let value = finding.measured?.display ?? "no value"
        decided.append(.muted("\(fact): \(value)" + (finding.limit.map { "; limit \($0)" } ?? "")))
    }
    if finding.state == .waived {
        decided.append(
            .muted("without waiver \(finding.waiver?.name ?? "?") it is ") + .mark(finding.unwaivedState.mark))
    }
    let remedy = finding.remedy.map { names.acting(finding.owner, $0) }
    let until = finding.validUntil.map { Prose.muted("until \($0.minuteInUTC)") }
    return [
        .lines([.mark(finding.state.mark)] + (until.map { [$0] } ?? [])),
        .lines([Prose(names.question(finding.criterion)), .code(finding.criterion.name), .muted("\(force), \(weight)")]
        ),
        .lines(decided + finding.evidence.map { .muted("evidence: ") + $0.prose }),
        remedy ?? .muted("nothing; owner \(names.role(finding.owner))"),
    ]
}

private func briefFinding(_ finding: Finding, _ names: ReportNames) -> Prose {
    var lines: [Prose] = [
        .mark(finding.state.mark) + " " + .strong(finding.criterion.name)
            + Prose(finding.isRequired ? ": \(finding.reason)" : " (advisory): \(finding.reason)")
    ]
    if finding.state == .waived {
        lines.append(.muted("waiver \(finding.waiver?.name ?? "?"); without it ") + .mark(finding.unwaivedState.mark))
    }
    if let limit = finding.limit, !finding.reason.contains(limit) { lines.append(.muted("limit: \(limit)")) }
    lines += finding.evidence.map { .muted("evidence: ") + $0.prose }
    if let remedy = finding.remedy {
        lines.append(Prose("→ ") + names.acting(finding.owner, remedy))
    }
    return .lines(lines)
}
