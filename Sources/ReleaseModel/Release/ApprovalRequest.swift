/// Since when an approval is asked for, and when it counts as rejected for want of an answer.
package struct ApprovalRequest: Hashable, Sendable {
    package var subject: ApprovalSubject
    package var since: Instant
    /// Whether a person asked for it; else the plan or the draft itself did, by waiting for it.
    package var isExplicit: Bool
    /// The end of the class's timeout in working time. It is here by class, because the judgement that settles the class
    /// knows no calendar.
    package var deadlines: [RiskClass: Instant]

    package init(
        subject: ApprovalSubject, since: Instant, isExplicit: Bool = true, deadlines: [RiskClass: Instant]
    ) {
        self.subject = subject
        self.since = since
        self.isExplicit = isExplicit
        self.deadlines = deadlines
    }
}

/// Every request for an approval that is on record.
package struct ApprovalRequests: Hashable, Sendable {
    package var made: [ApprovalRequest]
    /// When a request that is made at the time of the judgement would time out; empty where no calendar is at hand.
    package var deadlinesFromNow: [RiskClass: Instant]

    package init(made: [ApprovalRequest] = [], deadlinesFromNow: [RiskClass: Instant] = [:]) {
        self.made = made
        self.deadlinesFromNow = deadlinesFromNow
    }

    /// The latest request about `subject`; of two at the same instant the explicit one.
    package func latest(_ subject: ApprovalSubject) -> ApprovalRequest? {
        made.filter { $0.subject == subject }
            .max { ($0.since, $0.isExplicit ? 1 : 0) < ($1.since, $1.isExplicit ? 1 : 0) }
    }
}
