import ReleaseEvaluation
import ReleaseModel
import ReleaseReports

extension Situation {
    /// The course of a request to `roles` that was made at `since`; nil where the class has no playbook.
    func course(of roles: [RoleID], since: Instant) -> Escalations.Course? {
        guard let playbook else { return nil }
        return Escalations.course(of: roles, since: since, playbook: playbook, asOf: asOf, workingTime: workingTime)
    }

    /// Since when `target` waits for approval; nil where nobody asked yet.
    func waitingSince(_ target: ApprovalTarget) -> Instant? {
        switch target.kind {
        case .gate(let gate): WaitHistory(self).gate(gate.environment)
        case .draft(let draft): WaitHistory(self).draft(draft.key, madeAt: draftTimes[draft.key])
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
