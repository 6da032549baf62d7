/// Since when an approval is asked for, and when it counts as rejected for want of an answer.
package struct ApprovalRequest: Hashable, Sendable {
    package var subject: ApprovalSubject
    package var since: Instant
    /// Whether a person asked for it; else the plan or the draft itself did, by waiting for it.
    package var isExplicit: Bool
    /// The end of the class's timeout in working time. It is here by class, because the judgement that settles the class
    /// knows no calendar.
    package var deadlines: [RiskClass: Instant]

    /// Whether it was made again after one that had timed out, as its entry says.
    package var isReopening: Bool

    package init(
        subject: ApprovalSubject, since: Instant, isExplicit: Bool = true, deadlines: [RiskClass: Instant],
        isReopening: Bool = false
    ) {
        self.subject = subject
        self.since = since
        self.isExplicit = isExplicit
        self.deadlines = deadlines
        self.isReopening = isReopening
    }
}

/// Every request for an approval that is on record.
package struct ApprovalRequests: Hashable, Sendable {
    package var made: [ApprovalRequest] {
        didSet { index = ApprovalRequests.index(of: made) }
    }
    /// The requests about each subject, oldest first.
    private var index: [ApprovalSubject: [ApprovalRequest]]
    /// When a request that is made at the time of the judgement would time out; empty where no calendar is at hand.
    package var deadlinesFromNow: [RiskClass: Instant]

    package init(made: [ApprovalRequest] = [], deadlinesFromNow: [RiskClass: Instant] = [:]) {
        self.made = made
        self.index = ApprovalRequests.index(of: made)
        self.deadlinesFromNow = deadlinesFromNow
    }

    /// The requests about `subject`, oldest first; of two at the same instant the explicit one is the later.
    package func about(_ subject: ApprovalSubject) -> [ApprovalRequest] { index[subject] ?? [] }

    private static func index(of made: [ApprovalRequest]) -> [ApprovalSubject: [ApprovalRequest]] {
        Dictionary(grouping: made, by: \.subject).mapValues { requests in
            requests.sorted { ($0.since, $0.isExplicit ? 1 : 0) < ($1.since, $1.isExplicit ? 1 : 0) }
        }
    }
}

/// A request for an approval that stands in the release file.
package struct StatedRequest: Hashable, Sendable {
    package var subject: ApprovalSubject
    /// Who asks.
    package var person: PersonID
    package var at: Instant
    /// The revision it is about; nil means the release's.
    package var revision: String?

    package init(subject: ApprovalSubject, person: PersonID, at: Instant, revision: String? = nil) {
        self.subject = subject
        self.person = person
        self.at = at
        self.revision = revision
    }
}

/// The signature of an approval that stands in the release file.
package struct StatedSignature: Hashable, Sendable {
    /// The approval as the file states it.
    package var approval: ApprovalRecord
    /// The armored text of the signature, or the path of its file beside the release file.
    package var text: String
    package var location: SourceLocation

    package init(approval: ApprovalRecord, text: String, location: SourceLocation) {
        self.approval = approval
        self.text = text
        self.location = location
    }
}
