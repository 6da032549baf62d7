import ReleaseModel

@testable import ReleaseEvaluation

/// Says of a gate that may proceed which law it breaks, without asking the code that decided.
///
/// People, roles and limits stand here as literals of the sample; what is read from the review is its word (state,
/// decision, class) and what is on record.
struct GovernanceOracle {
    let input: ReviewInput
    let review: ReadinessReview

    static let members: [RoleID: Set<String>] = [
        "sre-lead": ["sam", "sue"], "cto": ["carol"], "release-manager": ["rita", "sue"],
    ]

    static func canonical(_ person: PersonID) -> String {
        switch person.name.lowercased() {
        case "sam@example.com": "sam"
        case "ann lee <ann@example.com>": "ann"
        case let name: name
        }
    }

    private var asOf: Instant { input.asOf }
    private var excluded: Set<String> {
        Set(input.release.initiative.authors.map(Self.canonical)).union(["rob", "renovate[bot]"])
    }
    private var waivers: [Waiver] { input.release.waivers + input.records.waivers }

    /// The first law that the review breaks, in words; nil where it breaks none.
    func breach() -> String? {
        for gate in review.gates where gate.decision == .proceed {
            if let found = breach(gate) { return "\(gate.environment): \(found)" }
        }
        return nil
    }

    private func breach(_ gate: GateResult) -> String? {
        if hasOverride(gate.environment) { return nil }
        if gate.state.blocks { return "PROCEED while the gate is \(gate.state.rawValue)" }
        for finding in gate.findings where finding.isRequired {
            if finding.state.blocks { return "PROCEED over \(finding.criterion)" }
            if finding.unwaivedState.blocks, !isWaived(finding) { return "\(finding.criterion) was not waived" }
        }
        if owesOverdueReview { return "PROCEED while a review is overdue" }
        if gate.environment == "production", !isSoaked { return "PROCEED before staging was watched" }
        return approvalBreach(gate)
    }

    private func hasOverride(_ environment: EnvironmentID) -> Bool {
        (input.release.overrides + input.records.overrides).contains { override in
            guard override.environment == environment, override.start <= asOf, asOf < override.end,
                override.end - override.start <= .hours(8), !override.reason.isEmpty
            else { return false }
            let valid = override.consents.filter { consent in
                ["sre-lead", "cto"].contains(consent.role)
                    && Self.members[consent.role]?.contains(Self.canonical(consent.person)) == true
            }
            return Set(valid.map(\.role)).count == 2 && Set(valid.map { Self.canonical($0.person) }).count == 2
        }
    }

    private func isApproved(_ waiver: Waiver) -> Bool {
        guard let approver = waiver.approver.map(Self.canonical) else { return false }
        return Self.members["release-manager"]?.contains(approver) == true && !excluded.contains(approver)
            && approver != Self.canonical(waiver.requester)
    }

    private func isWaived(_ finding: Finding) -> Bool {
        let riskClass = review.risk.riskClass
        if finding.isKey && riskClass == .critical { return false }
        if finding.unwaivedState == .unknown && riskClass != .low { return false }
        return waivers.contains { waiver in
            waiver.id == finding.waiver && waiver.criterion == finding.criterion
                && waiver.environments.contains(finding.environment) && isApproved(waiver) && waiver.start <= asOf
                && asOf < waiver.end && waiver.end - waiver.start <= .days(14) && renewals(of: waiver) <= 1
        }
    }

    /// The longest chain of approved waivers of the criterion that ends in `waiver`.
    private func renewals(of waiver: Waiver) -> Int {
        func key(_ waiver: Waiver) -> (Instant, Instant, WaiverID) { (waiver.start, waiver.end, waiver.id) }
        let earlier = waivers.filter {
            $0.criterion == waiver.criterion && isApproved($0) && $0.end > $0.start && key($0) < key(waiver)
                && waiver.start <= $0.end + .days(14) && !isShadowed($0)
        }
        return earlier.map { renewals(of: $0) + 1 }.max() ?? 0
    }

    /// Whether another waiver has the same id and ends earlier.
    private func isShadowed(_ waiver: Waiver) -> Bool {
        waivers.contains { $0.id == waiver.id && ($0.end, $0.start) < (waiver.end, waiver.start) }
    }

    private var owesOverdueReview: Bool {
        (input.release.overrides + input.records.overrides).contains {
            $0.start <= asOf && !($0.isReviewed && $0.end <= asOf) && min($0.reviewDue, $0.end + .days(5)) <= asOf
        }
    }

    private var isSoaked: Bool {
        let revision = input.release.subject?.revision
        let told = input.evidence.filter { $0.format == "gitlab-deployments" && $0.revision == revision }
            .compactMap { item in item.observedAt.map { ($0, item.facts.first?.value == .flag(true)) } }
        let recorded = input.records.outcomes.filter { $0.environment == "staging" && $0.revision == revision }
            .map { ($0.at, $0.result == .success || $0.result == .successWithIssues) }
        let all = told + recorded
        guard let newest = all.map(\.0).max() else { return false }
        return all.allSatisfy { $0.0 < newest || $0.1 } && newest + GovernanceSequence.soak <= asOf
    }

    private func approvalBreach(_ gate: GateResult) -> String? {
        let isAsked =
            gate.environment == "production" || gate.state != .green
            || review.risk.factors.contains { $0.engine == .missingData }
        guard isAsked else { return nil }
        let votes = (input.release.approvals + input.records.approvals).filter { counts($0, gate) }
        let lead = votes.filter { $0.role == "sre-lead" }
        guard !lead.isEmpty else { return "PROCEED without a vote of an SRE lead" }
        if review.risk.riskClass >= .high {
            let pairs = votes.contains { second in
                second.role == "cto" && lead.contains { Self.canonical($0.person) != Self.canonical(second.person) }
            }
            if !pairs { return "PROCEED at \(review.risk.riskClass.rawValue) without a second person" }
        }
        let request = input.records.requests.made.filter { $0.subject == .gate(gate.environment) }.map(\.since).max()
        if let request {
            let deadline = request + GovernanceSequence.timeout
            let isInTime = (input.release.approvals + input.records.approvals).contains {
                $0.subject == .gate(gate.environment) && $0.vote == .approve && $0.at < deadline
            }
            if deadline <= asOf, !isInTime { return "PROCEED after the request timed out" }
        }
        let rejected = (input.release.approvals + input.records.approvals).contains {
            $0.vote == .reject && $0.subject == .gate(gate.environment) && mandate($0) && $0.at <= asOf
                && Set($0.content.items) == Set(gate.approvableContent.items)
                && Self.canonical($0.person) != "renovate[bot]"
        }
        return rejected ? "PROCEED over a rejection" : nil
    }

    private func counts(_ record: ApprovalRecord, _ gate: GateResult) -> Bool {
        let person = Self.canonical(record.person)
        guard record.subject == .gate(gate.environment), record.vote == .approve, !excluded.contains(person),
            record.at <= asOf, asOf < record.at + .days(3), mandate(record), review.risk.riskClass != .critical
        else { return false }
        let applied = Set(gate.findings.compactMap(\.waiver))
        if waivers.contains(where: { applied.contains($0.id) && Self.canonical($0.requester) == person }) {
            return false
        }
        func severity(_ content: ApprovedContent, _ name: String) -> Int64 {
            content.items.first { $0.name == name }?.severity ?? -1
        }
        func value(_ content: ApprovedContent, _ name: String) -> String? {
            content.items.first { $0.name == name }?.value
        }
        let (seen, now) = (record.content, gate.approvableContent)
        guard value(seen, "revision") == value(now, "revision"), severity(seen, "class") >= severity(now, "class")
        else { return false }
        return now.items.allSatisfy { item in
            guard item.name.hasPrefix("gate:") else { return true }
            return severity(seen, item.name) >= severity(now, item.name)
        }
    }

    /// Whether the person had the vote in the role: as a member, or from a member who may vote and delegated it.
    private func mandate(_ record: ApprovalRecord) -> Bool {
        let person = Self.canonical(record.person)
        let members = Self.members[record.role] ?? []
        let all = input.release.delegations + input.records.delegations
        let gaveAway = all.contains { delegation in
            let other = Self.canonical(delegation.to)
            return delegation.role == record.role && Self.canonical(delegation.from) == person && other != person
                && members.contains(person) && !excluded.contains(person) && !excluded.contains(other)
                && delegation.start <= record.at && record.at < delegation.end
        }
        if members.contains(person) { return !gaveAway }
        return (input.release.delegations + input.records.delegations).contains { delegation in
            delegation.role == record.role && Self.canonical(delegation.to) == person
                && members.contains(Self.canonical(delegation.from))
                && !excluded.contains(Self.canonical(delegation.from)) && delegation.start <= record.at
                && record.at < delegation.end
        }
    }
}
