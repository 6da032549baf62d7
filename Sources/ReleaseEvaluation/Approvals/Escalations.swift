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
            let since = requestedAt[gate.environment] ?? review.asOf
            let steps = playbook.escalation.sorted { ($0.after, $0.role) < ($1.after, $1.role) }
                .filter { $0.after < playbook.approvalTimeout }
                .map { (at: workingTime(since, $0.after), role: $0.role) }
            let rejectedAt = workingTime(since, playbook.approvalTimeout)
            let isTimedOut = review.asOf >= rejectedAt
            let passed = steps.filter { $0.at <= review.asOf }
            let next = isTimedOut ? nil : steps.first { $0.at > review.asOf }
            let roles = passed.last.map { [$0.role] } ?? gate.approval.missingRoles
            let names = roles.map(\.name).joined(separator: ", ")
            let then =
                isTimedOut
                ? "rejected at \(rejectedAt.minuteInUTC) for want of an answer"
                : next.map { "goes to \($0.role) at \($0.at.minuteInUTC)" }
                    ?? "is rejected at \(rejectedAt.minuteInUTC)"
            return Entry(
                environment: gate.environment, roles: roles, since: since, nextRole: next?.role, nextAt: next?.at,
                rejectedAt: rejectedAt, isTimedOut: isTimedOut,
                summary: "\(gate.environment) waits for \(names) since \(since.minuteInUTC); \(then)")
        }
    }
}
