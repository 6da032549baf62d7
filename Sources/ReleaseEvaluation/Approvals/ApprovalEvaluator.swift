package import ReleaseModel

/// Decides how far the approvals of a promotion or a draft are.
package struct ApprovalEvaluator: Sendable {
    private let release: Release
    private let policy: Policy
    private let riskClass: RiskClass
    private let approvals: [ApprovalRecord]
    private let requests: ApprovalRequests
    private let delegations: DelegationJudge
    private let duties: SegregationOfDuties
    private let resolver: IdentityResolver
    private let asOf: Instant

    /// - Parameters:
    ///   - evidence: the accepted items, whose producers may not approve.
    ///   - waivers: the open waivers, whose requesters may not approve.
    package init(
        release: Release, policy: Policy, riskClass: RiskClass, records: LedgerRecords, evidence: [EvidenceItem],
        waivers: [Waiver], asOf: Instant
    ) {
        self.release = release
        self.policy = policy
        self.riskClass = riskClass
        self.asOf = asOf
        resolver = IdentityResolver(release.approvalMatrix)
        duties = SegregationOfDuties(release: release, evidence: evidence, waivers: waivers, resolver: resolver)
        var seen: Set<ApprovalRecord> = []
        // At the same instant those of the file come first, and those of the ledger in the order in which they were given.
        approvals = (release.approvals + records.approvals).filter { seen.insert($0).inserted }.enumerated()
            .sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
        requests = records.requests
        delegations = DelegationJudge(
            release.delegations + records.delegations, duties: duties, resolver: resolver)
    }

    /// The evaluator for drafts of a finished review.
    package init(_ review: ReadinessReview, records: LedgerRecords) {
        let accepted = review.evidence.filter { $0.standing == .accepted }.compactMap { judged -> EvidenceItem? in
            guard let digest = judged.digest else { return nil }
            return EvidenceItem(
                path: judged.path, channel: judged.channel, format: judged.format ?? "", producer: judged.producer,
                digest: digest)
        }
        self.init(
            release: review.release, policy: review.policy, riskClass: review.risk.riskClass, records: records,
            evidence: accepted, waivers: review.waivers.filter { $0.refusal == nil }.map(\.waiver), asOf: review.asOf)
    }

    /// What an approval of a draft covers: its content, and the class it was approved under.
    package static func draftContent(digest: ContentDigest, riskClass: RiskClass) -> ApprovedContent {
        ApprovedContent(items: [
            ApprovedContent.Item(name: "class", value: riskClass.rawValue, severity: severity(of: riskClass)),
            ApprovedContent.Item(name: "content", value: digest.prefixed),
        ])
    }

    static func severity(of riskClass: RiskClass) -> Int64 {
        Int64(RiskClass.allCases.firstIndex(of: riskClass) ?? 0) + 1
    }

    /// Why `person` may approve nothing of this release, such as "is an author of the change"; nil where they may.
    package func obstacle(to person: PersonID) -> String? {
        duties.obstacle(to: person)
    }

    /// Every delegation of the release file and the ledger, and what became of it.
    package var judgedDelegations: [JudgedDelegation] { delegations.judged }

    /// Why `delegation` would count for nothing; nil where it would count in its time.
    package func refusal(of delegation: Delegation) -> String? { delegations.refusal(of: delegation) }

    /// The approvals of a draft of `kind`.
    ///
    /// - Parameter isNew: whether this content is not on record yet, so that it is asked for from now on, whatever was
    ///   asked for about earlier content.
    package func draftApproval(
        key: DraftKey, kind: Draft.Kind, content: ContentDigest, isNew: Bool = false
    ) -> ApprovalStatus {
        let selection = ApprovalRules.draft(
            of: kind, riskClass: riskClass, matrix: release.approvalMatrix, playbook: policy.playbook(for: riskClass))
        return status(
            of: .draft(key), selection: selection,
            content: ApprovalEvaluator.draftContent(digest: content, riskClass: riskClass),
            asking: isNew ? .anew : .open)
    }

    /// The approvals of a promotion.
    ///
    /// - Parameters:
    ///   - isRequired: whether the class, the gate's state or missing data ask for a person's approval.
    ///   - isBlocked: whether something else blocks, so that nobody is asked now who was not asked before.
    func promotionApproval(
        into environment: EnvironmentID, isRequired: Bool, isBlocked: Bool, content: ApprovedContent
    ) -> ApprovalStatus {
        guard isRequired else {
            let status = votes.judge(records(.gate(environment)), content: content, requirement: nil, requests: [])
            return ApprovalStatus(
                requirement: nil, state: status.rejection ?? .notRequired, votes: status.votes)
        }
        let selection = ApprovalRules.promotion(
            of: riskClass, into: environment, matrix: release.approvalMatrix,
            playbook: policy.playbook(for: riskClass))
        return status(
            of: .gate(environment), selection: selection, content: content, asking: isBlocked ? .onRecord : .open)
    }

    /// Why a promotion into `environment` could never be approved; nil where somebody can.
    func whyUnsatisfiable(_ environment: EnvironmentID) -> String? {
        let selection = ApprovalRules.promotion(
            of: riskClass, into: environment, matrix: release.approvalMatrix,
            playbook: policy.playbook(for: riskClass))
        switch selection {
        case .nobody(let reason): return reason
        case .requirement(let requirement): return unsatisfiability(of: requirement, votes: [:])
        }
    }

    /// Where the class's escalation leads to nobody: one line for each step whose role holds no one who may approve.
    package var unreachableEscalations: [(role: RoleID, summary: String)] {
        guard let playbook = policy.playbook(for: riskClass) else { return [] }
        return Escalations.steps(of: playbook).compactMap { step in
            let members = resolver.members(of: step.role)
            let lead = "\(step.after) after it was asked for, an approval goes on to the role \"\(step.role)\""
            guard !members.isEmpty else { return (step.role, "\(lead), which has no members named") }
            guard members.allSatisfy({ duties.reason(against: $0) != nil }) else { return nil }
            let why = duties.lines(for: [step.role]).joined(separator: ", ")
            return (step.role, "\(lead), in which nobody may approve: \(why)")
        }
    }

    private var votes: VoteJudge {
        VoteJudge(
            playbook: policy.playbook(for: riskClass), riskClass: riskClass, clockSkew: policy.clockSkew,
            duties: duties, delegations: delegations, resolver: resolver, asOf: asOf)
    }

    private func records(_ subject: ApprovalSubject) -> [ApprovalRecord] { approvals.filter { $0.subject == subject } }

    /// Which requests count.
    private enum Asking {
        /// Those on record, else one that is made now.
        case open
        /// One that is made now.
        case anew
        /// Those on record.
        case onRecord
    }

    /// Adds since when the approval is asked for, and turns a wait that nobody ended in time into a rejection.
    private func timed(_ status: ApprovalStatus, _ judged: VoteJudge.Judged, _ asking: Asking) -> ApprovalStatus {
        var status = status
        guard status.state == .pending else { return status }
        if let request = judged.request {
            (status.askedSince, status.timesOut) = (request.since, request.deadline)
            if judged.isTimedOut, let deadline = request.deadline {
                status.state = .timedOut(since: request.since, at: deadline)
            }
        } else if asking != .onRecord {
            (status.askedSince, status.timesOut) = (asOf, requests.deadlinesFromNow[riskClass])
        }
        return status
    }

    private func status(
        of subject: ApprovalSubject, selection: ApprovalRules.Selection, content: ApprovedContent, asking: Asking
    ) -> ApprovalStatus {
        let requirement: ApprovalRequirement
        switch selection {
        case .nobody(let reason):
            let judged = votes.judge(records(subject), content: content, requirement: nil, requests: [])
            return ApprovalStatus(
                requirement: nil, state: judged.rejection ?? .unsatisfiable(reason), votes: judged.votes)
        case .requirement(let found): requirement = found
        }
        let judged = votes.judge(
            records(subject), content: content, requirement: requirement,
            requests: asking == .anew ? [] : requests.about(subject))
        let excluded = duties.lines(for: requirement.roles)
        func result(_ state: ApprovalStatus.State, missing: [RoleID] = []) -> ApprovalStatus {
            ApprovalStatus(
                requirement: requirement, state: judged.rejection ?? state, votes: judged.votes, missingRoles: missing,
                excluded: excluded)
        }
        let alternatives = VoteAssignment.alternatives(of: requirement) ?? []
        var fewestMissing: [RoleID]?
        var longest: Instant??
        for slots in alternatives {
            let filled = VoteAssignment.fill(slots, with: judged.roles)
            let open = zip(slots, filled).compactMap { slot, person in person == nil ? slot.first : nil }
            if open.isEmpty {
                let until = filled.compactMap { $0.flatMap { judged.until[$0] } }.min()
                longest = .some(later(longest ?? until, until))
            } else if fewestMissing.map({ open.count < $0.count }) ?? true {
                fewestMissing = open
            }
        }
        if let until = longest { return result(.granted(until: until)) }
        if let reason = unsatisfiability(of: requirement, votes: judged.roles) {
            return result(.unsatisfiable(reason), missing: unique(fewestMissing ?? requirement.roles))
        }
        return timed(result(.pending, missing: unique(fewestMissing ?? requirement.roles)), judged, asking)
    }

    /// The later of two ends, where nil never ends.
    private func later(_ left: Instant?, _ right: Instant?) -> Instant? {
        guard let left, let right else { return nil }
        return max(left, right)
    }

    private func unique(_ roles: [RoleID]) -> [RoleID] {
        var seen: Set<RoleID> = []
        return roles.filter { seen.insert($0).inserted }
    }

    /// Why the requirement cannot be met even if everybody who may vote did; nil where it can.
    private func unsatisfiability(of requirement: ApprovalRequirement, votes: [String: Set<RoleID>]) -> String? {
        guard let alternatives = VoteAssignment.alternatives(of: requirement) else {
            return
                "the rule has more than \(VoteAssignment.maximumAlternatives) ways to be met; it has to be simplified"
        }
        guard !alternatives.isEmpty else {
            return "the rule names nobody, which means that nobody may approve; name the roles, or let the policy say "
                + "where the class asks for no approval"
        }
        var possible = votes
        for role in requirement.roles {
            for member in resolver.members(of: role) {
                if let voter = voter(for: member, in: role) { possible[voter, default: []].insert(role) }
            }
        }
        if alternatives.contains(where: { !VoteAssignment.fill($0, with: possible).contains(nil) }) { return nil }
        let reasons = requirement.roles.compactMap { role -> String? in
            let members = resolver.members(of: role)
            guard !members.isEmpty else { return "the role \"\(role)\" has no members named" }
            let allowed = members.filter { voter(for: $0, in: role) != nil }
            guard allowed.isEmpty else { return nil }
            let why = members.sorted().map { member in
                "\(resolver.name(of: member)) \(whyNobodyVotes(for: member, in: role))"
            }
            return "nobody in the role \"\(role)\" may approve: " + why.joined(separator: ", ")
        }
        return reasons.isEmpty
            ? "the rule asks for more different people than may approve" : reasons.joined(separator: "; ")
    }

    /// Who would give the vote of `member` in `role`: the member, or the person it is delegated to; nil where nobody may.
    private func voter(for member: String, in role: RoleID) -> String? {
        guard duties.reason(against: member) == nil else { return nil }
        guard let delegation = delegations.delegation(from: member, in: role, at: asOf) else { return member }
        let delegate = resolver.person(delegation.to)
        return duties.reason(against: delegate) == nil ? delegate : nil
    }

    /// Why the vote of `member` in `role` cannot be given, such as "is an author of the change".
    private func whyNobodyVotes(for member: String, in role: RoleID) -> String {
        if let reason = duties.reason(against: member) { return reason }
        guard let delegation = delegations.delegation(from: member, in: role, at: asOf),
            let reason = duties.obstacle(to: delegation.to)
        else { return "may not" }
        return "delegated the vote to \(delegation.to), who \(reason)"
    }
}
