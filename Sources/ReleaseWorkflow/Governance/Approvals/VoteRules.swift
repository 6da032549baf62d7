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
        if record.vote == .approve { try checkRequest() }
        if let reason = voidReason(of: record) { throw refused(reason) }
        if record.vote == .reject { try checkSecondRejection(record) }
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

    private func checkRequest() throws(WorkflowFailure) {
        switch status.state {
        case .notRequired:
            throw refused(
                "no approval is asked for \(target.title) at class \(situation.review.risk.riskClass.rawValue)")
        case .rejected(let person, let reason):
            throw refused(
                "\(person) rejected this content (\(reason)); a rejection sticks until the content changes")
        case .granted, .pending, .timedOut, .unsatisfiable: break
        }
    }

    /// A second rejection by the same person of the same content says nothing new.
    private func checkSecondRejection(_ record: ApprovalRecord) throws(WorkflowFailure) {
        let first = status.votes.first {
            $0.voidReason == nil && $0.record.vote == .reject
                && situation.resolver.isSame($0.record.person, record.person)
        }
        guard let other = first?.record else { return }
        throw refused("\(other.person) has voted already (reject as \(other.role) at \(other.at.minuteInUTC))")
    }

    /// What the engine says against the vote, were it on record, or against one that it would make void.
    private func voidReason(of record: ApprovalRecord) -> String? {
        // The very same vote, to the instant, would be one entry for the engine.
        if status.votes.contains(where: { $0.record == record }) {
            return "\(record.person) has voted already (\(record.vote.rawValue) as \(record.role) at "
                + "\(record.at.minuteInUTC)); one person has one vote, even in two roles"
        }
        let records = situation.records.adding(.approval(record))
        let review = situation.review(with: records)
        let after = target.status(in: review, records: records)
        if let reason = after.votes.last(where: { $0.record == record })?.voidReason { return reason }
        let counted = Set(status.votes.filter { $0.voidReason == nil }.map(\.record))
        return after.votes.first { counted.contains($0.record) && $0.voidReason != nil }?.voidReason
    }

    private func refused(_ reason: String) -> WorkflowFailure {
        WorkflowFailure(.block, "refused, nothing was recorded: \(reason)")
    }
}
