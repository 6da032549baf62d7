import ReleaseEvaluation
import ReleaseModel
import ReleaseReports

extension Situation {
    /// The course of a request to `roles` that was made at `since`; nil where the class has no playbook.
    func course(of roles: [RoleID], since: Instant) -> Escalations.Course? {
        guard let playbook else { return nil }
        let unreachable = Set(ApprovalEvaluator(review, records: records).unreachableEscalations.map(\.role))
        return Escalations.course(
            of: roles, since: since, playbook: playbook, asOf: asOf,
            title: release.approvalMatrix.title(of:), isEmpty: unreachable.contains,
            workingTime: workingTime)
    }

    /// Since when `target` is asked for; nil where nobody was asked on record, as before the first plan.
    func waitingSince(_ target: ApprovalTarget, _ status: ApprovalStatus) -> Instant? {
        guard let since = status.askedSince else { return nil }
        return records.requests.made.contains { $0.subject == target.subject && $0.since == since } ? since : nil
    }
}

extension ApprovalStatus {
    /// Whether votes are still missing: it waits, or it waited too long.
    var isOpen: Bool {
        switch state {
        case .pending, .timedOut: true
        case .notRequired, .granted, .rejected, .unsatisfiable: false
        }
    }
}

extension WaitCourse {
    init(_ course: Escalations.Course) {
        self.init(
            since: course.since, steps: course.steps.map { Step(role: $0.role, at: $0.at) },
            rejectedAt: course.rejectedAt, isTimedOut: course.isTimedOut, then: course.then)
    }
}
