import ReleaseModel

/// Section 5: every draft with its approver, its re-review triggers, and what makes it idempotent and auditable.
func draftBlocks(_ report: ReadinessReport, _ names: ReportNames) -> [ReportDocument.Block] {
    let drafts = report.drafts
    let rows = drafts.map { draft -> [Prose] in
        [
            .lines([.strong(draft.title), .muted("\(draft.kind.words) · \(draft.artefact)")]),
            .lines([
                Prose(DraftPlace.short(draft.connector, draft.container)),
                .muted("tier \(draft.tier.rawValue): \(draft.tier.words)"),
            ]),
            .lines([.mark(draft.change.mark), .muted("\(draft.operation.rawValue), revision \(draft.revision)")]),
        ]
    }
    let approvals = drafts.map { draft -> [Prose] in
        [
            .strong(draft.title), .lines([Prose(names.roles(draft.approverRoles)), .muted(draft.approverReason)]),
            Prose(names.approval(draft.approval)), .list(draft.triggers.map(\.input)),
            draft.changedInputs.isEmpty ? "nothing changed" : .list(draft.changedInputs),
        ]
    }
    let audit = drafts.map { draft -> [Prose] in
        [
            .strong(draft.artefact), .code(draft.key.name), .code(draft.contentDigest.prefixed), "\(draft.revision)",
            .lines(draft.limits.map { Prose($0) }), Prose(draft.handOff),
        ]
    }
    let empty = "No draft is planned."
    return [
        .heading("Proposed draft updates for issue trackers, docs pages, and comms drafts"),
        .paragraph(Prose(DraftSummary(drafts).sentence)),
        .table(ReportDocument.Table("Drafts", columns: ["Draft", "Target", "Change"], rows: rows, empty: empty)),
        .heading("Required approver role for each draft, and re-review triggers"),
        .table(
            ReportDocument.Table(
                "Approvers and triggers",
                columns: ["Draft", "Approver and why", "Approval", "A change of these voids it", "Changed now"],
                rows: approvals, empty: empty)),
        .heading("Idempotency and audit details for each write candidate"),
        .paragraph(auditSentence(report.ledger)),
        .table(
            ReportDocument.Table(
                "Keys and digests",
                columns: ["Draft", "Idempotency key", "Content digest", "Revision", "Limits checked", "Hand-off"],
                rows: audit, empty: empty)),
    ] + guardBlocks(drafts) + previewBlocks(drafts, names)
}

private func auditSentence(_ ledger: LedgerSummary?) -> Prose {
    guard let ledger else { return "The same key and digest again means unchanged. No audit log was open." }
    return
        "The same key and digest again means unchanged; the same key with another digest is a new revision without an approval. The audit log holds \(counted(ledger.entryCount, "entry", "entries")); its root is "
        + .code(ledger.rootDigest.prefixed)
}

private func guardBlocks(_ drafts: [Draft]) -> [ReportDocument.Block] {
    let held = drafts.filter { !$0.guardHits.isEmpty }
    guard !held.isEmpty else { return [] }
    let hits = held.flatMap { draft in
        draft.guardHits.map { hit -> [Prose] in
            [
                .strong(draft.artefact), .code(hit.rule), Prose(hit.found), Prose(hit.explanation),
                .lines([
                    Prose(hit.line == 0 ? "title" : "body line \(hit.line)"),
                    hit.source.map { .muted("from \($0)") } ?? .muted("source unknown"),
                ]),
            ]
        }
    }
    return [
        .minorHeading("Held back by the guard"),
        .table(
            ReportDocument.Table(
                "What may not leave", columns: ["Draft", "Rule", "Found", "Why, and what to write instead", "Place"],
                rows: hits, empty: "")),
    ]
}

private func previewBlocks(_ drafts: [Draft], _ names: ReportNames) -> [ReportDocument.Block] {
    guard !drafts.isEmpty else { return [] }
    return [.full([.minorHeading("Previews")] + drafts.map { .draft(card($0, names)) })]
}

private func card(_ draft: Draft, _ names: ReportNames) -> ReportDocument.DraftCard {
    ReportDocument.DraftCard(
        title: draft.title, change: draft.change.mark, key: draft.key.name,
        details: [
            ("Target", Prose(DraftPlace.short(draft.connector, draft.container))),
            ("Approver", Prose(names.roles(draft.approverRoles))),
            ("Approval", Prose(names.approval(draft.approval))),
            ("Key", .code(draft.key.name)),
            ("Digest", .code(draft.contentDigest.prefixed)),
        ],
        body: draft.body, isHeldBack: !draft.guardHits.isEmpty,
        isOpen: draft.change != .unchanged)
}

/// What running the plan did to the drafts, counted.
struct DraftSummary {
    private let drafts: [Draft]

    init(_ drafts: [Draft]) { self.drafts = drafts }

    var isUnchanged: Bool { drafts.allSatisfy { $0.change == .unchanged } }

    /// `5 drafts: 1 created, 4 unchanged`, or that nothing changed.
    var sentence: String {
        guard !drafts.isEmpty else { return "No draft is planned." }
        if isUnchanged { return "\(counted(drafts.count, "draft", "drafts")): nothing changed." }
        let parts = Draft.Change.allCases.compactMap { change -> String? in
            let count = drafts.filter { $0.change == change }.count
            return count == 0 ? nil : "\(count) \(change.rawValue)"
        }
        let held = drafts.filter { !$0.guardHits.isEmpty }.count
        return "\(counted(drafts.count, "draft", "drafts")): \(parts.joined(separator: ", "))"
            + (held == 0 ? "." : "; \(held) held back by the guard.")
    }
}
