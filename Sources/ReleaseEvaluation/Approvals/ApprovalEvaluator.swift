package import ReleaseModel

/// Decides how far the approvals of a promotion or a draft are.
package struct ApprovalEvaluator: Sendable {
    private let release: Release
    private let policy: Policy
    private let riskClass: RiskClass
    private let approvals: [ApprovalRecord]
    private let delegations: [Delegation]
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
        approvals = (release.approvals + records.approvals).filter { seen.insert($0).inserted }
            .sorted { ($0.at, $0.person, $0.role, $0.vote.rawValue) < ($1.at, $1.person, $1.role, $1.vote.rawValue) }
        delegations = release.delegations + records.delegations
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
        (resolver.people(person.name).sorted() + [resolver.person(person)]).lazy.compactMap {
            duties.reason(against: $0)
        }.first
    }

    /// The approvals of a draft of `kind`.
    package func draftApproval(key: DraftKey, kind: Draft.Kind, content: ContentDigest) -> ApprovalStatus {
        let selection = ApprovalRules.draft(
            of: kind, riskClass: riskClass, matrix: release.approvalMatrix, playbook: policy.playbook(for: riskClass))
        return status(
            of: .draft(key), selection: selection,
            content: ApprovalEvaluator.draftContent(digest: content, riskClass: riskClass))
    }

    /// The approvals of a promotion.
    ///
    /// - Parameter isRequired: whether the class, the gate's state or missing data ask for a person's approval.
    func promotionApproval(
        into environment: EnvironmentID, isRequired: Bool, content: ApprovedContent
    ) -> ApprovalStatus {
        guard isRequired else {
            let status = judge(.gate(environment), content)
            return ApprovalStatus(
                requirement: nil, state: status.rejection ?? .notRequired, votes: status.votes)
        }
        let selection = ApprovalRules.promotion(
            of: riskClass, into: environment, matrix: release.approvalMatrix,
            playbook: policy.playbook(for: riskClass))
        return status(of: .gate(environment), selection: selection, content: content)
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

    private func status(
        of subject: ApprovalSubject, selection: ApprovalRules.Selection, content: ApprovedContent
    ) -> ApprovalStatus {
        let judged = judge(subject, content)
        let requirement: ApprovalRequirement
        switch selection {
        case .nobody(let reason):
            return ApprovalStatus(
                requirement: nil, state: judged.rejection ?? .unsatisfiable(reason), votes: judged.votes)
        case .requirement(let found): requirement = found
        }
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
        return result(.pending, missing: unique(fewestMissing ?? requirement.roles))
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
                "\(resolver.name(of: member)) \(duties.reason(against: member) ?? "has delegated the vote to somebody who may not give it")"
            }
            return "nobody in the role \"\(role)\" may approve: " + why.joined(separator: ", ")
        }
        return reasons.isEmpty
            ? "the rule asks for more different people than may approve" : reasons.joined(separator: "; ")
    }

    /// Who would give the vote of `member` in `role`: the member, or the person it is delegated to; nil where nobody may.
    private func voter(for member: String, in role: RoleID) -> String? {
        guard duties.reason(against: member) == nil else { return nil }
        guard let delegation = delegation(from: member, in: role, at: asOf) else { return member }
        let delegate = resolver.person(delegation.to)
        return duties.reason(against: delegate) == nil ? delegate : nil
    }

    private func delegation(from person: String, in role: RoleID, at instant: Instant) -> Delegation? {
        delegations.filter {
            $0.role == role && resolver.person($0.from) == person && $0.start <= instant && instant < $0.end
                && !resolver.isSame($0.from, $0.to)
        }
        .min { ($0.end, $0.to) < ($1.end, $1.to) }
    }

    private struct Judged {
        var votes: [ApprovalStatus.Vote] = []
        var roles: [String: Set<RoleID>] = [:]
        var until: [String: Instant] = [:]
        var rejection: ApprovalStatus.State?
    }

    private func judge(_ subject: ApprovalSubject, _ content: ApprovedContent) -> Judged {
        var judged = Judged()
        for record in approvals where record.subject == subject {
            let reason = record.vote == .reject ? voidRejection(record, content) : voidApproval(record, content)
            judged.votes.append(ApprovalStatus.Vote(record: record, voidReason: reason))
            guard reason == nil else { continue }
            if record.vote == .reject {
                if judged.rejection == nil {
                    judged.rejection = .rejected(by: record.person, reason: record.reason)
                }
                continue
            }
            let person = resolver.person(record.person)
            let expiry = expiry(of: record)
            judged.roles[person, default: []].insert(record.role)
            judged.until[person] = judged.until[person].map { min($0, expiry) } ?? expiry
        }
        return judged
    }

    /// An explicit end counts where it is earlier than the class's validity.
    private func expiry(of record: ApprovalRecord) -> Instant {
        let validity = policy.playbook(for: riskClass)?.approvalValidity ?? TimeAmount(seconds: 0)
        let end = record.at + validity
        return record.expiresAt.map { min($0, end) } ?? end
    }

    /// Why a rejection does not count; it sticks, whatever its age, until the content changes.
    private func voidRejection(_ record: ApprovalRecord, _ content: ApprovedContent) -> String? {
        if record.at > asOf + policy.clockSkew { return "it is dated in the future" }
        let person = resolver.person(record.person)
        if resolver.isBot(person) { return "\(record.person) is a bot" }
        guard membership(of: record) == nil else { return membership(of: record) }
        return ApprovedContentComparison.isSame(record.content, content) ? nil : "what was rejected has changed since"
    }

    private func voidApproval(_ record: ApprovalRecord, _ content: ApprovedContent) -> String? {
        if record.at > asOf + policy.clockSkew { return "it is dated in the future" }
        let person = resolver.person(record.person)
        for candidate in resolver.people(record.person.name).sorted() + [person] {
            if let reason = duties.reason(against: candidate) { return "\(record.person) \(reason)" }
        }
        if let reason = membership(of: record) { return reason }
        guard let playbook = policy.playbook(for: riskClass) else {
            return "the policy has no playbook for class \(riskClass.rawValue)"
        }
        if record.strength < playbook.identityStrength {
            return "the identity was verified as \(record.strength.rawValue); class \(riskClass.rawValue) needs "
                + playbook.identityStrength.rawValue
        }
        let expiry = expiry(of: record)
        if asOf >= expiry { return "it ended at \(expiry.minuteInUTC)" }
        let changes = ApprovedContentComparison.voidingChanges(from: record.content, to: content)
        return changes.isEmpty ? nil : "changed since the approval: " + changes.joined(separator: "; ")
    }

    /// Why the person may not vote in the role: neither a member nor a delegate of one, or a member who handed the vote
    /// over.
    private func membership(of record: ApprovalRecord) -> String? {
        let person = resolver.person(record.person)
        let members = resolver.members(of: record.role)
        if members.contains(person), record.onBehalfOf.map({ resolver.person($0) == person }) ?? true {
            guard let delegation = delegation(from: person, in: record.role, at: record.at) else { return nil }
            return "\(record.person) delegated the vote to \(delegation.to) until \(delegation.end.minuteInUTC)"
        }
        let delegators = record.onBehalfOf.map { [resolver.person($0)] } ?? members.sorted()
        for delegator in delegators where members.contains(delegator) {
            guard let delegation = delegation(from: delegator, in: record.role, at: record.at),
                resolver.person(delegation.to) == person
            else { continue }
            // A person who may not vote cannot make another vote for them.
            if let reason = duties.reason(against: delegator) {
                return "\(resolver.name(of: delegator)), who delegated the vote, \(reason)"
            }
            return nil
        }
        return "\(record.person) is not a member of the role \"\(record.role)\""
    }
}
