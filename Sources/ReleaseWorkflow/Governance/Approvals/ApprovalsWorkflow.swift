import ReleaseEvaluation
import ReleaseManifest
package import ReleaseModel
package import ReleaseReports
import ReleaseStore

/// Who may say yes, who did, and what is still missing.
extension GovernanceWorkflow {
    /// The approval of the gate or draft called `name`; of all of them where it is nil.
    package func approvals(of name: String?) throws(WorkflowFailure) -> Answer<[ApprovalCase]> {
        try examine { situation in
            let targets = try name.map { [try situation.target($0)] } ?? situation.targets
            return Answer(targets.map(situation.approvalCase), situation)
        }
    }

    /// Asks for an approval: from now on the wait counts, passes on to the next role, and ends in a rejection.
    package func requestApproval(
        of name: String, by person: PersonID
    ) throws(WorkflowFailure) -> Answer<ApprovalCase> {
        try act { situation, writer in
            let target = try situation.target(name)
            let person = try StatedText.person(person, for: "--as")
            let status = target.status(in: situation.review, records: situation.records)
            guard status.isOpen else {
                throw WorkflowFailure(
                    .block,
                    "refused, nothing was recorded: \(target.title) waits for no approval (\(status.shortWord))")
            }
            var request = GovernanceAct(
                "request", kind: .approvalRequest, subject: target.subject.text, person: person,
                reason: "approval is asked for \(target.title)")
            request.covers = target.digest
            if case .timedOut = status.state { request.isReopening = true }
            try request.perform(in: situation, writer: writer)
            var result = situation.approvalCase(target)
            result.status.state = .pending
            result.course = situation.course(of: status.missingRoles, since: situation.asOf).map(WaitCourse.init)
            return Answer(result, situation)
        }
    }

    /// A vote as an entry for the release file. Where no person, role or reason is given, the first role that is missing
    /// and the first of its people who may vote stand there, and the reason is left for that person to write.
    package func approvalEntry(
        for name: String, person: PersonID?, role: RoleID?, reason: String?
    ) throws(WorkflowFailure) -> String {
        try examine { situation in
            let target = try situation.target(name)
            let asked = situation.approvalCase(target).asked
            let chosen = try role.map { try StatedText.role($0, in: situation.release).id }
            let first = asked.first { $0.isMissing } ?? asked.first
            guard let entryRole = chosen ?? first?.role else {
                throw WorkflowFailure(.block, "no role is asked to approve \(target.title)")
            }
            let people = asked.first { $0.role == entryRole }?.people ?? []
            guard let entryPerson = person ?? people.first(where: { $0.obstacle == nil })?.person else {
                throw WorkflowFailure(.block, "nobody in the role \"\(entryRole)\" may approve \(target.title)")
            }
            return ReleaseFileWriter.text(approvals: [
                ApprovalRecord(
                    subject: target.subject, vote: .approve, role: entryRole, person: entryPerson,
                    reason: reason ?? "", at: situation.asOf, content: target.content.withoutNothing)
            ])
        }
    }

    /// The exact text that a person signs for this vote.
    ///
    /// - Parameter isEntry: whether the vote is to stand in the release file, whose entries leave out what stands at
    ///   nothing.
    package func payload(of paper: BallotPaper, isEntry: Bool = false) throws(WorkflowFailure) -> String {
        try examine { situation in
            let target = try situation.target(paper.target)
            var record = try paper.record(of: target, in: situation)
            if isEntry { record.content = record.content.withoutNothing }
            return ApprovalPayload.text(of: record, initiative: situation.release.initiative.id)
        }
    }

    /// Records a vote over what stands there now.
    ///
    /// - Parameters:
    ///   - signature: the signature over the payload of the same vote, and how it is verified.
    /// - Throws: `WorkflowFailure` with status 1 where the vote would not count; then nothing is recorded.
    package func vote(
        _ paper: BallotPaper, signature: (bytes: [UInt8], check: SignatureCheck)? = nil
    ) throws(WorkflowFailure) -> Answer<RecordedVote> {
        try act { situation, writer in
            let target = try situation.target(paper.target)
            var record = try paper.record(of: target, in: situation)
            if let signature {
                record.strength = try strength(of: signature, for: record, in: situation)
            }
            try VoteRules(situation, target).check(record, read: paper.digest)
            var act = GovernanceAct(
                record.vote.rawValue, .approval(record), subject: record.subject.text, person: record.person,
                reason: record.reason)
            act.role = record.role
            act.strength = record.strength
            act.covers = target.digest
            let before = target.status(in: situation.review, records: situation.records)
            let (entry, _) = try act.perform(in: situation, writer: writer)
            let after = try Situation(situation.loaded, readiness: readiness, reader: writer.reader)
            let recorded = RecordedVote(
                record: record, before: before, after: after.approvalCase(try after.target(paper.target)), entry: entry)
            return Answer(recorded, after)
        }
    }

    /// How the signature of a vote is verified: against the keys of `allowedSigners`, else against the policy's.
    ///
    /// - Throws: `WorkflowFailure` where neither names keys, or a file of keys cannot be read.
    package func signatureCheck(
        allowedSigners: String?, revokedKeys: String?
    ) throws(WorkflowFailure) -> SignatureCheck {
        let inputs = try ReleaseInputs.load(readiness.releasePath)
        guard
            let check = try SignatureCheck.named(
                by: inputs, allowedSigners: allowedSigners, revokedKeys: revokedKeys)
        else {
            throw WorkflowFailure(
                .usage,
                "nobody's key is known: the policy names no \"allowed_signers\"; name them there, or give --allowed-signers"
            )
        }
        return check
    }

    private func strength(
        of signature: (bytes: [UInt8], check: SignatureCheck), for record: ApprovalRecord, in situation: Situation
    ) throws(WorkflowFailure) -> IdentityStrength {
        try signature.check.strength(
            SignatureCheck.Claim(of: record, in: situation.release, signature: signature.bytes, now: situation.asOf))
    }

    /// Hands a vote over, from now until `end`; the delegator cannot vote in that time.
    package func delegate(
        role: RoleID, from: PersonID, to: PersonID, until end: Instant, reason: String
    ) throws(WorkflowFailure) -> Delegation {
        try act { situation, writer in
            let delegation = Delegation(
                role: try StatedText.role(role, in: situation.release).id,
                from: try StatedText.person(from, for: "--from"), to: try StatedText.person(to, for: "--to"),
                start: situation.asOf, end: end, reason: try StatedText.checked(reason, for: "--reason"))
            if let refusal = ApprovalEvaluator(
                situation.review, records: situation.records
            ).refusal(of: delegation) {
                throw WorkflowFailure(.block, "refused, nothing was recorded: \(refusal)")
            }
            var act = GovernanceAct(
                "delegate", .delegation(delegation), subject: "role:\(delegation.role)", person: delegation.from,
                reason: delegation.reason)
            act.role = delegation.role
            try act.perform(in: situation, writer: writer)
            return delegation
        }
    }
}
