package import ReleaseModel

/// Computes who is asked when an approval stays away.
///
/// Every wait passes on to the next role of the class's playbook and ends in a rejection. A timeout never approves.
package enum Escalations {
    /// One pending approval.
    package struct Entry: Hashable, Sendable {
        /// The environment whose promotion waits.
        package var environment: EnvironmentID
        /// The roles that are asked at present.
        package var roles: [RoleID]
        /// When approval was asked for.
        package var since: Instant
        /// The next role, and when it is asked; nil where no further role follows.
        package var nextRole: RoleID?
        package var nextAt: Instant?
        /// When it is rejected for want of an answer.
        package var rejectedAt: Instant
        /// Whether that instant has come: the request has to be made again.
        package var isTimedOut: Bool
        /// For people.
        package var summary: String
    }

    /// How one request goes on while nobody answers.
    package struct Course: Hashable, Sendable {
        /// The roles that are asked at present.
        package var roles: [RoleID]
        package var since: Instant
        /// Every further role, and when it is asked.
        package var steps: [Step]
        /// The next of them; nil where no further role follows.
        package var next: Step?
        /// When it is rejected for want of an answer.
        package var rejectedAt: Instant
        /// Whether that instant has come: the request has to be made again.
        package var isTimedOut: Bool
        /// What happens next, such as "goes to director at 2026-11-23 12:00 UTC".
        package var then: String
    }

    /// A role that is asked later.
    package struct Step: Hashable, Sendable {
        package var role: RoleID
        package var at: Instant

        package init(role: RoleID, at: Instant) {
            self.role = role
            self.at = at
        }
    }

    /// The steps of a class that come before its timeout, in order.
    static func steps(of playbook: Playbook) -> [Playbook.EscalationStep] {
        playbook.escalation.sorted { ($0.after, $0.role) < ($1.after, $1.role) }
            .filter { $0.after < playbook.approvalTimeout }
    }

    /// The course of a request to `roles` made at `since`.
    ///
    /// - Parameters:
    ///   - title: the name of a role as people say it.
    ///   - isEmpty: whether nobody in a role can be asked.
    ///   - workingTime: the instant that lies an amount of working time after another.
    package static func course(
        of roles: [RoleID], since: Instant, playbook: Playbook, asOf: Instant,
        title: (RoleID) -> String = \.words, isEmpty: (RoleID) -> Bool = { _ in false },
        workingTime: (Instant, TimeAmount) -> Instant
    ) -> Course {
        let steps = steps(of: playbook).map { Step(role: $0.role, at: workingTime(since, $0.after)) }
        let rejectedAt = workingTime(since, playbook.approvalTimeout)
        let isTimedOut = asOf >= rejectedAt
        let next = isTimedOut ? nil : steps.first { $0.at > asOf }
        let then =
            isTimedOut
            ? "rejected at \(rejectedAt.minuteInUTC) for want of an answer"
            : next.map { step in
                "goes to \(title(step.role)) at \(step.at.minuteInUTC)"
                    + (isEmpty(step.role)
                        ? ", where nobody can answer: name people in the role \"\(step.role)\" of the approval matrix"
                        : "")
            } ?? "is rejected at \(rejectedAt.minuteInUTC)"
        return Course(
            roles: steps.last { $0.at <= asOf }.map { [$0.role] } ?? roles, since: since, steps: steps, next: next,
            rejectedAt: rejectedAt, isTimedOut: isTimedOut, then: then)
    }

    /// The schedule of every gate that waits for approvals, in promotion order.
    ///
    /// - Parameters:
    ///   - requestedAt: when approval was asked for; a gate that nobody asked for yet counts from the review's time.
    ///   - workingTime: the instant that lies an amount of working time after another.
    package static func schedule(
        _ review: ReadinessReview, requestedAt: [EnvironmentID: Instant],
        workingTime: (Instant, TimeAmount) -> Instant
    ) -> [Entry] {
        guard let playbook = review.policy.playbook(for: review.risk.riskClass) else { return [] }
        return review.gates.filter { $0.approval.state == .pending }.map { gate in
            let course = course(
                of: gate.approval.missingRoles, since: requestedAt[gate.environment] ?? review.asOf,
                playbook: playbook, asOf: review.asOf, title: review.release.approvalMatrix.title(of:),
                workingTime: workingTime)
            let names = course.roles.map(review.release.approvalMatrix.title(of:)).joined(separator: ", ")
            return Entry(
                environment: gate.environment, roles: course.roles, since: course.since, nextRole: course.next?.role,
                nextAt: course.next?.at, rejectedAt: course.rejectedAt, isTimedOut: course.isTimedOut,
                summary:
                    "\(gate.environment) waits for \(names) since \(course.since.minuteInUTC); \(course.then)")
        }
    }
}
