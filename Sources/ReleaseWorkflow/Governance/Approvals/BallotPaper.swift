package import ReleaseModel

/// A vote as a person states it.
package struct BallotPaper: Hashable, Sendable {
    /// The environment, or the draft's key or artefact.
    package var target: String
    package var vote: ApprovalRecord.Vote
    package var person: PersonID
    package var role: RoleID
    package var reason: String
    /// An end before the class's own.
    package var expiresAt: Instant?
    package var onBehalfOf: PersonID?
    /// The digest of what the person read; the vote is refused where something else stands there now.
    package var digest: String?
    /// When the person signed; the time of the command where there is no signature.
    package var signedAt: Instant?

    package init(
        target: String, vote: ApprovalRecord.Vote, person: PersonID, role: RoleID, reason: String,
        expiresAt: Instant? = nil, onBehalfOf: PersonID? = nil, digest: String? = nil, signedAt: Instant? = nil
    ) {
        self.target = target
        self.vote = vote
        self.person = person
        self.role = role
        self.reason = reason
        self.expiresAt = expiresAt
        self.onBehalfOf = onBehalfOf
        self.digest = digest
        self.signedAt = signedAt
    }

    /// The record of the vote over what stands at `target` now.
    func record(of target: ApprovalTarget, in situation: Situation) throws(WorkflowFailure) -> ApprovalRecord {
        let role = try StatedText.role(role, in: situation.release)
        let at = signedAt ?? situation.asOf
        if at > situation.asOf + situation.review.policy.clockSkew {
            throw WorkflowFailure(
                .usage, "the vote is dated \(at.rfc3339), after the present \(situation.asOf.rfc3339)")
        }
        if let expiresAt, expiresAt <= situation.asOf {
            throw WorkflowFailure(
                .usage, "the vote would end at \(expiresAt.rfc3339), which is not after \(situation.asOf.rfc3339)")
        }
        return ApprovalRecord(
            subject: target.subject, vote: vote, role: role.id, person: try StatedText.person(person, for: "--as"),
            reason: try StatedText.checked(reason, for: "--reason"), at: at, expiresAt: expiresAt,
            content: target.content, onBehalfOf: onBehalfOf)
    }
}
