import ReleaseEvaluation
import ReleaseModel
import ReleaseStore

/// What a vote is about: a gate or a draft, and what stands there.
struct ApprovalTarget {
    enum Kind {
        case gate(GateResult)
        case draft(StoredDraft)
    }

    let kind: Kind
    let subject: ApprovalSubject
    /// What an approval given now covers.
    let content: ApprovedContent

    var digest: ContentDigest { content.digest(for: subject) }

    /// Such as "promotion into production".
    var title: String {
        switch kind {
        case .gate(let gate): "promotion into \(gate.environment)"
        case .draft(let draft): "\(draft.title) (\(DraftPlace.short(draft.connector, draft.container)))"
        }
    }

    init(_ gate: GateResult) {
        kind = .gate(gate)
        subject = .gate(gate.environment)
        content = gate.approvableContent
    }

    init(_ draft: StoredDraft, riskClass: RiskClass) {
        kind = .draft(draft)
        subject = .draft(draft.key)
        content = ApprovalEvaluator.draftContent(digest: draft.contentDigest, riskClass: riskClass)
    }

    /// How far its approvals are in `review`, which was made with `records`.
    func status(in review: ReadinessReview, records: LedgerRecords) -> ApprovalStatus {
        switch kind {
        case .gate(let gate):
            return review.gates.first { $0.environment == gate.environment }?.approval ?? gate.approval
        case .draft(let draft):
            return ApprovalEvaluator(review, records: records).draftApproval(
                key: draft.key, kind: draft.kind, content: draft.contentDigest)
        }
    }
}

extension Situation {
    /// The gate of the environment called `name`, else the draft with that key or artefact.
    func target(_ name: String) throws(WorkflowFailure) -> ApprovalTarget {
        if let gate = review.gates.first(where: { $0.environment.name == name }) { return ApprovalTarget(gate) }
        let standing = drafts.filter { !$0.isWithdrawn }
        guard standing.contains(where: { $0.key.name == name || $0.artefact == name || $0.key.name.hasPrefix(name) })
        else {
            let known = release.scope.environments.map(\.id.name).joined(separator: ", ")
            throw WorkflowFailure(
                .usage,
                "\"\(name)\" is neither an environment (\(known)) nor a draft of the ledger (`releasegate drafts list`)"
            )
        }
        return ApprovalTarget(try DraftsWorkflow.find(name, among: standing), riskClass: review.risk.riskClass)
    }

    /// Every gate in promotion order, then every standing draft by key.
    var targets: [ApprovalTarget] {
        review.gates.map(ApprovalTarget.init)
            + drafts.filter { !$0.isWithdrawn }.map { ApprovalTarget($0, riskClass: review.risk.riskClass) }
    }
}
