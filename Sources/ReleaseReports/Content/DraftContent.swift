import ReleaseModel

/// Section 5: every draft with its approver, its re-review triggers, and what makes it idempotent and auditable.
func draftBlocks(_ report: ReadinessReport, _ names: ReportNames) -> [ReportDocument.Block] {
    let families = DraftFamily.families(of: report.drafts)
    let rows = families.map { family -> [Prose] in
        let draft = family.first
        return [
            .lines([.strong(draft.title), .muted("\(draft.kind.words) · \(draft.artefact)")]),
            .lines([
                Prose(family.target),
                .muted("tier \(draft.tier.rawValue): \(draft.tier.words)"),
            ]),
            .lines([.mark(draft.change.mark), .muted("\(draft.operation.rawValue), revision \(draft.revision)")]),
        ]
    }
    let approvals = families.map { family -> [Prose] in
        let draft = family.first
        return [
            .strong(draft.title), .lines([Prose(names.roles(draft.approverRoles)), .muted(draft.approverReason)]),
            Prose(names.approval(draft.approval)), .list(draft.triggers.map(\.input)),
            draft.changedInputs.isEmpty ? "nothing changed" : .list(draft.changedInputs),
        ]
    }
    let audit = families.map { family -> [Prose] in
        let draft = family.first
        return [
            .strong(draft.artefact), family.isSingle ? .code(draft.key.name) : "one for each place",
            family.isSingle ? .code(draft.contentDigest.prefixed) : "one for each place", "\(draft.revision)",
            .lines(family.limits.map { Prose($0) }), Prose(family.handOff),
        ]
    }
    let empty = "No draft is planned."
    return [
        .heading("Proposed draft updates for issue trackers, docs pages, and comms drafts"),
        .paragraph(Prose(DraftSummary(report.drafts).sentence)),
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
    ] + families.filter { !$0.isSingle }.flatMap(placeBlocks) + guardBlocks(report.drafts)
        + previewBlocks(families, names)
}

/// The key and the digest of each draft of a family: in the terminal the first of them.
private func placeBlocks(_ family: DraftFamily) -> [ReportDocument.Block] {
    let draft = family.first
    let title = "\(draft.artefact) in \(counted(family.drafts.count, "place", "places")) of \(draft.connector)"
    func table(_ drafts: some Sequence<Draft>) -> ReportDocument.Block {
        .table(
            ReportDocument.Table(
                "Keys and digests of \(title)", columns: ["Place", "Idempotency key", "Content digest"],
                rows: drafts.map { [.strong($0.container), .code($0.key.name), .code($0.contentDigest.prefixed)] },
                empty: ""))
    }
    let shown = family.drafts.prefix(6)
    let rest = family.drafts.count - shown.count
    let more: [ReportDocument.Block] =
        rest == 0 ? [] : [.paragraph("and \(rest) more, which report.md, report.html and drafts list name")]
    return [
        .full([.folded("Keys and digests of \(title)", [table(family.drafts)])]),
        .brief([.minorHeading(capitalized(title)), table(shown)] + more),
    ]
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

private func previewBlocks(_ families: [DraftFamily], _ names: ReportNames) -> [ReportDocument.Block] {
    guard !families.isEmpty else { return [] }
    return [.full([.minorHeading("Previews")] + families.map { .draft(card($0, names)) })]
}

private func card(_ family: DraftFamily, _ names: ReportNames) -> ReportDocument.DraftCard {
    let draft = family.first
    // The text below is one place's; the others differ in key and place alone.
    let own = family.isSingle ? Prose([]) : Prose(" of \(draft.container); each place has its own")
    return ReportDocument.DraftCard(
        title: draft.title, change: draft.change.mark, key: draft.key.name,
        details: [
            ("Target", Prose(family.target)),
            ("Approver", Prose(names.roles(draft.approverRoles))),
            ("Approval", Prose(names.approval(draft.approval))),
            ("Key", .code(draft.key.name) + own),
            ("Digest", .code(draft.contentDigest.prefixed) + own),
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
