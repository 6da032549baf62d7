import ReleaseEvaluation
package import ReleaseModel
package import ReleaseReports
import ReleaseStore

/// Exceptions from one criterion: asked for, approved by somebody else, revoked.
extension GovernanceWorkflow {
    /// Every waiver of the release file and the ledger, and what became of it.
    package func waivers() throws(WorkflowFailure) -> [WaiverCase] {
        try examine { situation in
            situation.review.waivers.map { WaiverTrial(situation: situation).waiverCase($0, in: situation.review) }
        }
    }

    /// Asks for a waiver. It does not apply until somebody else approves it.
    ///
    /// - Throws: `WorkflowFailure` with status 1 where no approval could make it apply; then nothing is recorded.
    package func requestWaiver(_ request: WaiverRequest) throws(WorkflowFailure) -> WaiverCase {
        try act { situation, writer in
            let waiver = try request.waiver(in: situation)
            guard !situation.review.waivers.contains(where: { $0.waiver.id == waiver.id }) else {
                throw refused("there is a waiver \"\(waiver.id)\" already")
            }
            guard waiver.end > situation.asOf else { throw refused("it ended at \(waiver.end.minuteInUTC)") }
            if let refusal = WaiverTrial(situation: situation).refusal(ofRequest: waiver) { throw refused(refusal) }
            return try record("request", waiver, nil, waiver.requester, waiver.reason, situation, writer)
        }
    }

    /// Approves a waiver that the ledger holds.
    package func approveWaiver(
        _ id: WaiverID, by person: PersonID, role: RoleID?, reason: String
    ) throws(WorkflowFailure) -> WaiverCase {
        try act { situation, writer in
            let before = try held(id, in: situation)
            if let approver = before.approver { throw refused("\(approver) has approved it already") }
            guard before.end > situation.asOf else { throw refused("it ended at \(before.end.minuteInUTC)") }
            let trial = WaiverTrial(situation: situation)
            var waiver = before
            waiver.approver = try StatedText.person(person, for: "--as")
            if let role { waiver.approverRole = try StatedText.role(role, in: situation.release).id }
            if let refusal = trial.refusal(of: waiver) { throw refused(refusal) }
            if waiver.approverRole == nil {
                let resolver = situation.resolver
                waiver.approverRole = situation.playbook?.waiverApprovers.first {
                    resolver.members(of: $0).contains(resolver.person(person))
                }
            }
            let reason = try StatedText.checked(reason, for: "--reason")
            return try record("approve", waiver, before, person, reason, situation, writer)
        }
    }

    /// Ends a waiver now.
    package func revokeWaiver(
        _ id: WaiverID, by person: PersonID, reason: String
    ) throws(WorkflowFailure) -> WaiverCase {
        try act { situation, writer in
            let before = try held(id, in: situation)
            guard before.end > situation.asOf else { throw refused("it ended at \(before.end.minuteInUTC) anyway") }
            var waiver = before
            waiver.end = situation.asOf
            waiver.start = min(waiver.start, situation.asOf - TimeAmount(seconds: 1))
            let person = try StatedText.person(person, for: "--as")
            let reason = try StatedText.checked(reason, for: "--reason")
            return try record("revoke", waiver, before, person, reason, situation, writer)
        }
    }

    private func record(
        _ verb: String, _ waiver: Waiver, _ before: Waiver?, _ person: PersonID, _ reason: String,
        _ situation: Situation, _ writer: LedgerWriter
    ) throws -> WaiverCase {
        var act = GovernanceAct(
            verb, .waiver(waiver), subject: "waiver:\(waiver.id)", person: person, reason: reason)
        act.replaced = before.map { .waiver($0) }
        act.role = verb == "approve" ? waiver.approverRole : nil
        try act.perform(in: situation, writer: writer)
        let after = try Situation(situation.loaded, readiness: readiness, reader: writer.reader)
        guard let judged = after.review.waivers.first(where: { $0.waiver.id == waiver.id }) else {
            throw WorkflowFailure(.internalError, "the waiver \"\(waiver.id)\" is not found after it was recorded")
        }
        return WaiverTrial(situation: after).waiverCase(judged, in: after.review)
    }

    private func held(_ id: WaiverID, in situation: Situation) throws(WorkflowFailure) -> Waiver {
        if let waiver = situation.records.waivers.first(where: { $0.id == id }) { return waiver }
        if situation.release.waivers.contains(where: { $0.id == id }) {
            throw WorkflowFailure(
                .usage, "the waiver \"\(id)\" stands in \(situation.release.file); change it there, where its review is"
            )
        }
        let known = situation.records.waivers.map(\.id.name).joined(separator: ", ")
        throw WorkflowFailure(
            .usage, "the ledger has no waiver \"\(id)\"; it has \(known.isEmpty ? "none" : known)")
    }

    private func refused(_ reason: String) -> WorkflowFailure {
        WorkflowFailure(.block, "refused, nothing was recorded: \(reason)")
    }
}
