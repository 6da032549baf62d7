import ReleaseModel

/// Decides for each vote on record whether it counts, and says why not.
///
/// Votes of the release file, of the ledger, and the vote that a person is about to give all go through here.
struct VoteJudge: Sendable {
    let playbook: Playbook?
    let riskClass: RiskClass
    let clockSkew: TimeAmount
    let duties: SegregationOfDuties
    let delegations: DelegationJudge
    let resolver: IdentityResolver
    let asOf: Instant

    /// What the votes about one subject come to.
    struct Judged {
        var votes: [ApprovalStatus.Vote] = []
        /// The roles in which each person's vote counts, by resolved identity.
        var roles: [String: Set<RoleID>] = [:]
        var until: [String: Instant] = [:]
        var rejection: ApprovalStatus.State?
        /// The request that is open or timed out; nil where none is, or where it was answered.
        var request: (since: Instant, deadline: Instant?)?
        var isTimedOut = false
    }

    /// Why a vote does not count.
    private enum Objection {
        /// It never counted.
        case refused(String)
        /// It counted once: it ended, or what it covers changed.
        case lapsed(String)

        var reason: String {
            switch self {
            case .refused(let reason), .lapsed(let reason): reason
            }
        }
    }

    /// - Parameters:
    ///   - records: the votes about one subject, oldest first.
    ///   - requirement: what is asked for; nil where nothing is.
    ///   - requests: the requests about the subject, oldest first.
    func judge(
        _ records: [ApprovalRecord], content: ApprovedContent, requirement: ApprovalRequirement?,
        requests: [ApprovalRequest]
    ) -> Judged {
        let reopened = reopening(records, content, requirement, requests)
        let first = pass(records, content, requirement, reopened: reopened).judged
        guard let request = requests.last else { return first }
        guard let deadline = request.deadlines[riskClass], deadline <= asOf else {
            var open = first
            open.request = (request.since, request.deadlines[riskClass])
            return open
        }
        if isAnswered(request, before: deadline, records, content, requirement, reopened) { return first }
        let reason =
            "the request of \(request.since.minuteInUTC) counts as rejected at \(deadline.minuteInUTC) for want of an "
            + "answer; it has to be made again"
        var closed = pass(records, content, requirement, closedBy: (deadline, reason), reopened: reopened)
            .judged
        closed.request = (request.since, deadline)
        closed.isTimedOut = true
        return closed
    }

    /// Reports whether the votes from before `deadline` meet the requirement. Whoever answered in time answered, even where
    /// the answer has ended since.
    private func isAnswered(
        _ request: ApprovalRequest, before deadline: Instant, _ records: [ApprovalRecord], _ content: ApprovedContent,
        _ requirement: ApprovalRequirement?, _ reopened: Instant?
    ) -> Bool {
        let inTime = pass(records.filter { $0.at < deadline }, content, requirement, reopened: reopened)
        var answers = inTime.judged.roles
        for record in inTime.lapsed where record.at >= request.since {
            answers[resolver.person(record.person), default: []].insert(record.role)
        }
        return requirement.map { isMet($0, by: answers) } ?? false
    }

    /// When the request was made again after one that nobody answered in time; nil where none was. A timeout is a
    /// rejection: what was voted before does not count for the next request.
    private func reopening(
        _ records: [ApprovalRecord], _ content: ApprovedContent, _ requirement: ApprovalRequirement?,
        _ requests: [ApprovalRequest]
    ) -> Instant? {
        var reopened: Instant?
        for (earlier, later) in zip(requests, requests.dropFirst()) where earlier.since < later.since {
            guard !later.isReopening else { continue }
            guard let deadline = earlier.deadlines[riskClass], deadline <= later.since,
                !isAnswered(earlier, before: deadline, records, content, requirement, reopened)
            else { continue }
            reopened = later.since
        }
        let stated = requests.last(where: \.isReopening)?.since
        return [reopened, stated].compactMap(\.self).max()
    }

    private func isMet(_ requirement: ApprovalRequirement, by votes: [String: Set<RoleID>]) -> Bool {
        (VoteAssignment.alternatives(of: requirement) ?? []).contains {
            !VoteAssignment.fill($0, with: votes).contains(nil)
        }
    }

    private func pass(
        _ records: [ApprovalRecord], _ content: ApprovedContent, _ requirement: ApprovalRequirement?,
        closedBy closing: (at: Instant, reason: String)? = nil, reopened: Instant?
    ) -> (judged: Judged, lapsed: [ApprovalRecord]) {
        var judged = Judged()
        var lapsed: [ApprovalRecord] = []
        var counted: [(record: ApprovalRecord, owner: String)] = []
        for record in records {
            var objection: Objection?
            var owner = resolver.person(record.person)
            switch mandate(of: record) {
            case .success(let found): owner = found
            case .failure(let refusal): objection = .refused(refusal.reason)
            }
            objection = general(record) ?? objection
            if objection == nil, record.vote == .reject {
                objection =
                    ApprovedContentComparison.isSame(record.content, content)
                    ? nil : .lapsed("what was rejected has changed since")
            } else if objection == nil {
                objection = approval(record, content, requirement)
                if objection == nil, let closing, record.at >= closing.at { objection = .refused(closing.reason) }
                if objection == nil, let reopened, record.at < reopened {
                    objection = .refused(
                        "it was given before the request was made again at \(reopened.minuteInUTC), after the one "
                            + "before had timed out; it has to be given again")
                }
                if objection == nil { objection = secondVote(record, owner, counted).map(Objection.refused) }
            }
            judged.votes.append(ApprovalStatus.Vote(record: record, voidReason: objection?.reason))
            if case .lapsed = objection, record.vote == .approve { lapsed.append(record) }
            guard objection == nil else { continue }
            if record.vote == .reject {
                judged.rejection = judged.rejection ?? .rejected(by: record.person, reason: record.reason)
                continue
            }
            counted.append((record, owner))
            let person = resolver.person(record.person)
            judged.roles[person, default: []].insert(record.role)
            judged.until[person] = expiry(of: record)
        }
        return (judged, lapsed)
    }

    /// What is said against any vote; a rejection sticks whatever its age.
    private func general(_ record: ApprovalRecord) -> Objection? {
        if let refusal = record.refusal { return .refused(refusal) }
        if record.at > asOf + clockSkew { return .refused("it is dated in the future") }
        let person = resolver.person(record.person)
        if record.vote == .reject { return resolver.isBot(person) ? .refused("\(record.person) is a bot") : nil }
        return duties.obstacle(to: record.person).map { .refused("\(record.person) \($0)") }
    }

    private func approval(
        _ record: ApprovalRecord, _ content: ApprovedContent, _ requirement: ApprovalRequirement?
    ) -> Objection? {
        if let requirement, !requirement.roles.contains(record.role) {
            let asked = requirement.roles.map(\.name).joined(separator: ", ")
            return .refused(
                "the role \"\(record.role)\" is not asked; asked are \(asked.isEmpty ? "none" : asked)")
        }
        guard let playbook else { return .refused("the policy has no playbook for class \(riskClass.rawValue)") }
        if record.strength < playbook.identityStrength {
            return .refused(
                "the identity was verified as \(record.strength.rawValue); class \(riskClass.rawValue) needs "
                    + playbook.identityStrength.rawValue)
        }
        let expiry = expiry(of: record)
        if asOf >= expiry { return .lapsed("it ended at \(expiry.minuteInUTC)") }
        let changes = ApprovedContentComparison.voidingChanges(from: record.content, to: content)
        return changes.isEmpty ? nil : .lapsed("changed since the approval: " + changes.joined(separator: "; "))
    }

    /// An explicit end counts where it is earlier than the class's validity.
    private func expiry(of record: ApprovalRecord) -> Instant {
        let end = record.at + (playbook?.approvalValidity ?? TimeAmount(seconds: 0))
        return record.expiresAt.map { min($0, end) } ?? end
    }

    /// One person has one vote, whatever their names and roles, and whoever gives it for them.
    private func secondVote(
        _ record: ApprovalRecord, _ owner: String, _ counted: [(record: ApprovalRecord, owner: String)]
    ) -> String? {
        for (other, otherOwner) in counted {
            if resolver.isSame(other.person, record.person) {
                return "\(other.person) has voted already (\(other.vote.rawValue) as \(other.role) at "
                    + "\(other.at.minuteInUTC)); one person has one vote, even in two roles"
            }
            if other.role == record.role, otherOwner == owner {
                return
                    "\(resolver.name(of: owner)) has voted already; a vote that was given cannot be given again for them"
            }
        }
        return nil
    }

    private struct Refusal: Error {
        let reason: String
    }

    /// Whose vote in the role the record gives: the person's own, or that of a member who delegated it to them.
    private func mandate(of record: ApprovalRecord) -> Result<String, Refusal> {
        let person = resolver.person(record.person)
        let members = resolver.members(of: record.role)
        if members.contains(person), record.onBehalfOf.map({ resolver.person($0) == person }) ?? true {
            guard let delegation = delegations.delegation(from: person, in: record.role, at: record.at) else {
                return .success(person)
            }
            return .failure(
                Refusal(
                    reason:
                        "\(record.person) delegated the vote to \(delegation.to) until \(delegation.end.minuteInUTC)"))
        }
        let delegators = record.onBehalfOf.map { [resolver.person($0)] } ?? members.sorted()
        for delegator in delegators where members.contains(delegator) {
            guard let delegation = delegations.delegation(from: delegator, in: record.role, at: record.at),
                resolver.person(delegation.to) == person
            else { continue }
            return .success(delegator)
        }
        if let refused = delegations.refusedDelegation(to: person, in: record.role, at: record.at) {
            return .failure(Refusal(reason: refused))
        }
        guard members.contains(person) else {
            return .failure(Refusal(reason: "\(record.person) is not a member of the role \"\(record.role)\""))
        }
        // Who may say no for themselves may say it whomever else they speak for.
        if record.vote == .reject { return .success(person) }
        let behalf = record.onBehalfOf?.name ?? ""
        return .failure(
            Refusal(reason: "\(behalf) did not delegate the vote in the role \"\(record.role)\" to \(record.person)"))
    }
}
