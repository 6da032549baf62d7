import ReleaseEvaluation
import ReleaseModel
import ReleaseStore

/// Refuses a vote that would not count, with the reason in words. What would not count is never recorded.
struct VoteRules {
    let situation: Situation
    let target: ApprovalTarget
    let status: ApprovalStatus

    init(_ situation: Situation, _ target: ApprovalTarget) {
        self.situation = situation
        self.target = target
        status = target.status(in: situation.review, records: situation.records)
    }

    /// - Throws: `WorkflowFailure` with the first reason why `record` would not count.
    func check(_ record: ApprovalRecord, read digest: String?) throws(WorkflowFailure) {
        try checkContent(digest)
        if let reason = voidReason(of: record) { throw refused(reason) }
        if record.vote == .approve { try checkRequest(record) }
        try checkOneVote(record)
    }

    private func checkContent(_ digest: String?) throws(WorkflowFailure) {
        guard let digest else { return }
        let own = target.digest
        let stated = digest.hasPrefix("sha256:") ? String(digest.dropFirst(7)) : digest
        guard stated.utf8.count >= 8 else {
            throw WorkflowFailure(
                .usage, "--digest \"\(digest)\" is too short; at least 8 hexadecimal digits are needed")
        }
        guard own.hexadecimal.hasPrefix(stated.lowercased()) else {
            throw WorkflowFailure(
                .block,
                "refused: what stands at \(target.subject.text) has the digest \(own.prefixed), and not the one that was "
                    + "read (\(digest)); read `approvals request` again and decide on that")
        }
    }

    private func checkRequest(_ record: ApprovalRecord) throws(WorkflowFailure) {
        switch status.state {
        case .notRequired:
            throw refused(
                "no approval is asked for \(target.title) at class \(situation.review.risk.riskClass.rawValue)")
        case .rejected(let person, let reason):
            throw refused(
                "\(person) rejected this content (\(reason)); a rejection sticks until the content changes")
        case .granted, .pending, .unsatisfiable: break
        }
        if let requirement = status.requirement, !requirement.roles.contains(record.role) {
            let asked = requirement.roles.map(\.name).joined(separator: ", ")
            throw refused("the role \"\(record.role)\" is not asked; asked are \(asked)")
        }
        guard status.state == .pending, let since = situation.waitingSince(target),
            let course = situation.course(of: status.missingRoles, since: since), course.isTimedOut
        else { return }
        throw refused(
            "the request of \(since.minuteInUTC) counts as \(course.then); `approvals request` with --as makes it again"
        )
    }

    /// One person has one vote, whatever their names and roles, and whoever gives it.
    private func checkOneVote(_ record: ApprovalRecord) throws(WorkflowFailure) {
        let resolver = situation.resolver
        for vote in status.votes where vote.voidReason == nil && vote.record.vote == record.vote {
            let other = vote.record
            if resolver.isSame(other.person, record.person) {
                throw refused(
                    "\(other.person) has voted already (\(other.vote.rawValue) as \(other.role) at "
                        + "\(other.at.minuteInUTC)); one person has one vote, even in two roles")
            }
            for (voter, owner) in [(other, record.onBehalfOf), (record, other.onBehalfOf)] {
                guard let owner, voter.role == record.role, resolver.isSame(voter.person, owner) else { continue }
                throw refused("\(owner) has voted already; a vote that was given cannot be given again for them")
            }
            if let owner = record.onBehalfOf, let given = other.onBehalfOf, resolver.isSame(owner, given) {
                throw refused("\(other.person) has voted already for \(owner)")
            }
        }
    }

    /// What the engine says against the vote, were it on record.
    private func voidReason(of record: ApprovalRecord) -> String? {
        let records = situation.records.adding(.approval(record))
        let review = situation.review(with: records)
        let after = target.status(in: review, records: records)
        return after.votes.last { $0.record == record }?.voidReason
    }

    private func refused(_ reason: String) -> WorkflowFailure {
        WorkflowFailure(.block, "refused, nothing was recorded: \(reason)")
    }
}
