import ReleaseAudit
import ReleaseEvaluation
import ReleaseModel
import ReleaseStore

/// Writes into the ledger what a plan came to, where that is anything new.
struct PlanRecorder {
    let writer: LedgerWriter
    let report: ReadinessReport
    let asOf: Instant

    /// Records the plan in one audit entry, with the drafts, the evidence and the measured values that hang on it.
    ///
    /// - Returns: false where the last plan came to the same and nothing was recorded.
    func record(records: LedgerRecords) throws -> Bool {
        let review = report.review
        let initiative = review.release.initiative.id
        let content = self.content
        let previous = try writer.reader.lastContent(of: .plan, initiative: initiative)
        guard previous.map(PlanRecorder.outcome) != PlanRecorder.outcome(content) else { return false }
        try writer.append(
            AuditEntry(
                initiative: initiative, at: asOf, kind: .plan, actor: AuditEntry.Actor(),
                reason: previous == nil ? "first plan of the initiative" : "the plan came to another result",
                content: content), with: newRecords)
        return true
    }

    /// What tells one plan from the next: not by which path the release file was named.
    private static func outcome(_ content: JSONValue) -> String {
        guard case .object(let members) = content else { return CanonicalJSON.text(of: content) }
        return CanonicalJSON.text(of: .object(members.filter { $0.name != "file" }))
    }

    /// What hangs on the entry: changed drafts, evidence and measured values.
    private var newRecords: [LedgerRecord] {
        let review = report.review
        let revision = review.release.subject?.revision ?? ""
        let results = review.gates.flatMap { gate in gate.findings.compactMap { pastResult(of: $0, in: gate) } }
        return report.drafts.filter { $0.change != .unchanged }.map(LedgerRecord.draft)
            + review.evidenceToRemember.map { .evidence($0, revision: revision) } + results.map(LedgerRecord.result)
    }

    private func pastResult(of finding: Finding, in gate: GateResult) -> PastResult? {
        guard let fact = finding.fact, let value = finding.measured?.comparable,
            let at = finding.evidence.compactMap(\.observedAt).max()
        else { return nil }
        return PastResult(
            fact: fact, environment: gate.environment, value: value, revision: report.review.release.subject?.revision,
            at: at, state: finding.unwaivedState, policyDigest: report.review.policy.digest)
    }

    /// What the plan came to, without anything that changes while nothing happens.
    private var content: JSONValue {
        let review = report.review
        return [
            "file": .string(review.release.fileName),
            "subject": JSONValue(review.release.subject?.name),
            "revision": JSONValue(review.release.subject?.revision),
            "policy": JSONValue(review.policy.digest?.hexadecimal),
            "risk_class": .string(review.risk.riskClass.rawValue),
            "risk_factors": .array(review.risk.factors.map { .string($0.id) }),
            "decision": .string(review.decision.rawValue),
            "gates": .array(
                review.gates.map { gate in
                    [
                        "environment": .string(gate.environment.name), "state": .string(gate.state.rawValue),
                        "decision": .string(gate.decision.rawValue), "reason": .string(gate.decisionReason),
                        "awaits_since": JSONValue(gate.isAskable ? gate.approval.askedSince : nil),
                        "findings": .array(
                            gate.findings.filter { $0.state != .notApplicable }.map { finding in
                                [
                                    "criterion": .string(finding.criterion.name),
                                    "state": .string(finding.state.rawValue),
                                    "measured": JSONValue(finding.measured?.comparable?.description),
                                ]
                            }),
                    ]
                }),
            "evidence": .array(
                review.evidence.map { evidence in
                    [
                        "path": .string(evidence.path), "standing": .string(evidence.standing.word),
                        "digest": JSONValue(evidence.digest?.hexadecimal),
                    ]
                }),
            "waivers": .array(
                review.waivers.map { ["id": .string($0.waiver.id.name), "applies": .bool($0.refusal == nil)] }),
            "drafts": .array(
                report.drafts.map { draft in
                    [
                        "key": .string(draft.key.name), "revision": JSONValue(draft.revision),
                        "content": .string(draft.contentDigest.hexadecimal),
                        "withdrawn": .bool(draft.change == .withdrawn),
                        "changed_inputs": .array(draft.changedInputs.map(JSONValue.string)),
                    ]
                }),
        ]
    }
}

extension GateResult {
    /// Whether people are asked to approve it: a plan that finds it blocked by anything else takes its request back.
    fileprivate var isAskable: Bool {
        if case .unknown = calendar.state { return false }
        return !state.blocks && override == nil
    }
}
