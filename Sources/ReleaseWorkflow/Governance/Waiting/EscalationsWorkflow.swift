import ReleaseEvaluation
import ReleaseModel
package import ReleaseReports

/// What waits on whom, since when, and what happens next: computed from the ledger and the time alone.
extension GovernanceWorkflow {
    /// Gates in promotion order, then drafts, waivers and reviews. A timeout never approves.
    package func escalations() throws(WorkflowFailure) -> Answer<[WaitingItem]> {
        try examine { situation in
            let items =
                situation.targets.compactMap(situation.waitingItem) + situation.waitingWaivers
                + situation.waitingReviews
            return Answer(items, situation)
        }
    }
}

extension Situation {
    fileprivate func waitingItem(_ target: ApprovalTarget) -> WaitingItem? {
        let status = target.status(in: review, records: records)
        guard status.isOpen else { return nil }
        let kind: WaitingItem.Kind
        var blocked: String?
        switch target.kind {
        case .gate(let gate):
            kind = .gate
            if gate.decision == .block { blocked = gate.decisionReason }
        case .draft: kind = .draft
        }
        let since = waitingSince(target, status)
        let course = since.flatMap { self.course(of: status.missingRoles, since: $0) }
        let then =
            course.map(\.then) ?? blocked.map { "nobody is asked while the gate is blocked: \($0)" }
            ?? "nobody is asked yet: `releasegate plan` or `approvals request` with --as starts the wait"
        return WaitingItem(
            kind: kind, subject: target.subject.text, title: target.title, roles: course?.roles ?? status.missingRoles,
            since: since, course: course.map(WaitCourse.init), then: then)
    }

    fileprivate var waitingWaivers: [WaitingItem] {
        let trial = WaiverTrial(situation: self)
        return review.waivers.compactMap { judged in
            guard case .awaitsApproval(let roles) = trial.waiverCase(judged, in: review).state else { return nil }
            let waiver = judged.waiver
            let since = WaitHistory(self).waiver(waiver.id)
            let course = since.flatMap { self.course(of: roles, since: $0) }
            return WaitingItem(
                kind: .waiver, subject: "waiver:\(waiver.id)",
                title: "waiver of \(waiver.criterion) in \(waiver.environments.map(\.name).joined(separator: ", "))",
                roles: course?.roles ?? roles, since: since, course: course.map(WaitCourse.init),
                then: course?.then ?? "does not apply until it is approved, and ends at \(waiver.end.minuteInUTC)")
        }
    }

    /// Reviews after overrides have a date of their own; an overdue one blocks the next promotion.
    fileprivate var waitingReviews: [WaitingItem] {
        review.overrides.filter(\.owesReview)
            .sorted { ($0.reviewDue, $0.override.id) < ($1.reviewDue, $1.override.id) }
            .map { judged in
                let override = judged.override
                return WaitingItem(
                    kind: .overrideReview, subject: "override:\(override.id)",
                    title: "post-implementation review of the override of \(override.environment)",
                    roles: override.consents.map(\.role),
                    since: judged.end, course: nil,
                    then: judged.isOverdue
                        ? "was due at \(judged.reviewDue.minuteInUTC) and blocks the next promotion"
                        : "is due at \(judged.reviewDue.minuteInUTC); then it blocks the next promotion")
            }
    }
}
