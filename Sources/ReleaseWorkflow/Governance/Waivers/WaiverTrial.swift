import ReleaseEvaluation
import ReleaseModel
import ReleaseReports
import ReleaseStore

/// Asks the engine what it would say of a waiver.
struct WaiverTrial {
    let situation: Situation

    /// Why `waiver` would not apply on its first day; nil where it would.
    ///
    /// A waiver that begins later is tried as if it began now: its start alone is no reason against it.
    func refusal(of waiver: Waiver) -> String? {
        var tried = waiver
        if tried.start > situation.asOf {
            tried.end = situation.asOf + (tried.end - tried.start)
            tried.start = situation.asOf
        }
        return situation.review(adding: .waiver(tried)).waivers.first { $0.waiver == tried }?.refusal
    }

    /// Why `waiver` could never be approved, or would not apply if it were; nil where somebody can approve it.
    func refusal(ofRequest waiver: Waiver) -> String? {
        let resolver = situation.resolver
        var first: String?
        for role in situation.playbook?.waiverApprovers ?? [] {
            for person in situation.release.approvalMatrix.role(role)?.members ?? []
            where !resolver.isSame(person.id, waiver.requester) && mayApprove(person.id) {
                var approved = waiver
                approved.approver = person.id
                approved.approverRole = role
                guard let refusal = refusal(of: approved) else { return nil }
                first = first ?? refusal
            }
        }
        if let first { return first }
        // What is wrong with the waiver itself comes before who might approve it.
        if let own = refusal(of: waiver), own != "nobody approved it" { return own }
        let roles = (situation.playbook?.waiverApprovers ?? []).map { "\"\($0)\"" }.joined(separator: ", ")
        return roles.isEmpty
            ? "the policy names no role that approves waivers of this class"
            : "nobody in the roles that approve waivers (\(roles)) may approve one that \(waiver.requester) asks for"
    }

    /// Whoever made or asked for the change does not excuse it from a rule.
    private func mayApprove(_ person: PersonID) -> Bool {
        SegregationOfDuties(release: situation.release, evidence: [], waivers: [], resolver: situation.resolver)
            .obstacle(to: person) == nil
    }

    /// The waiver with what became of it in `review`.
    func waiverCase(_ judged: JudgedWaiver, in review: ReadinessReview) -> WaiverCase {
        let waiver = judged.waiver
        let isInFile = review.release.waivers.contains { $0.id == waiver.id && $0.start == waiver.start }
        var state = judged.refusal.map { WaiverCase.State.refused($0) } ?? .applies
        if waiver.approver == nil, waiver.end > review.asOf, refusal(ofRequest: waiver) == nil {
            state = .awaitsApproval(situation.playbook?.waiverApprovers ?? [])
        } else if judged.refusal != nil, waiver.start > review.asOf, refusal(of: waiver) == nil {
            state = .startsLater
        }
        let effects = review.gates.flatMap { gate in
            gate.findings.filter { $0.waiver == waiver.id }.map {
                "\(gate.environment): \($0.criterion) is \($0.state.rawValue), it was \($0.unwaivedState.rawValue)"
            }
        }
        return WaiverCase(
            waiver: waiver, state: state, endsSoon: judged.endsSoon, effects: effects, isInFile: isInFile)
    }
}
