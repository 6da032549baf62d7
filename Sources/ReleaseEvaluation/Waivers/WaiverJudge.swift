import ReleaseModel

/// Decides which waivers apply: named people, a reason, a narrow scope, and an end within the class's limit.
struct WaiverJudge: Sendable {
    /// How long before its end a waiver is announced.
    static let notice = TimeAmount.days(7)

    private let input: ReviewInput
    private let playbook: Playbook?
    private let resolver: IdentityResolver
    private let asOf: Instant
    private let candidates: [Waiver]
    private let duties: SegregationOfDuties
    /// How often each was renewed, by what it says and by what it follows.
    private var renewals: [Waiver: Int] = [:]
    /// Those whose id another one has that ends earlier.
    private let namesakes: Set<Waiver>

    init(_ input: ReviewInput, riskClass: RiskClass) {
        self.input = input
        playbook = input.policy.playbook(for: riskClass)
        resolver = IdentityResolver(input.release.approvalMatrix)
        asOf = input.asOf
        var seen: Set<Waiver> = []
        candidates = (input.release.waivers + input.records.waivers)
            .filter { waiver in
                var unplaced = waiver
                unplaced.location = nil
                return seen.insert(unplaced).inserted
            }
            .sorted { ($0.id, $0.end, $0.start) < ($1.id, $1.end, $1.start) }
        duties = SegregationOfDuties(release: input.release, evidence: [], waivers: [], resolver: resolver)
        var ids: Set<WaiverID> = []
        namesakes = Set(candidates.filter { !ids.insert($0.id).inserted })
        renewals = WaiverRenewals.counts(
            of: candidates, within: playbook?.waiverMaximum ?? TimeAmount(seconds: 0)
        ) { malformation(of: $0) == nil && disapproval(of: $0) == nil }
    }

    /// Every waiver with its refusal, where the findings they meet do not matter yet.
    var judged: [JudgedWaiver] {
        candidates.map { waiver in
            let refusal = refusal(of: waiver)
            return JudgedWaiver(
                waiver: waiver, refusal: refusal,
                endsSoon: refusal == nil && waiver.end <= asOf + WaiverJudge.notice)
        }
    }

    /// The waiver for `criterion` in `environment`: of several the one that ends first.
    func applying(to criterion: CriterionID, in environment: EnvironmentID) -> Waiver? {
        candidates.filter {
            $0.criterion == criterion && $0.environments.contains(environment) && refusal(of: $0) == nil
        }
        .min { ($0.end, $0.id) < ($1.end, $1.id) }
    }

    private func refusal(of waiver: Waiver) -> String? {
        malformation(of: waiver) ?? overreach(of: waiver) ?? disapproval(of: waiver) ?? untimeliness(of: waiver)
    }

    private func malformation(of waiver: Waiver) -> String? {
        if waiver.id.name.isBlank { return "it has no id" }
        if namesakes.contains(waiver) { return "another waiver that ends earlier has the same id" }
        if waiver.reason.isBlank { return "it gives no reason" }
        if waiver.ticket.isBlank { return "it names no ticket" }
        if waiver.owner.name.isBlank { return "it has no owner" }
        if waiver.requester.name.isBlank { return "it names no requester" }
        if waiver.end <= waiver.start {
            return "it ends at \(waiver.end.minuteInUTC), not after its start at \(waiver.start.minuteInUTC)"
        }
        return nil
    }

    private func overreach(of waiver: Waiver) -> String? {
        guard let criterion = input.policy.criteria.first(where: { $0.id == waiver.criterion }) else {
            return "the policy has no criterion \"\(waiver.criterion)\"; a waiver is for one criterion"
        }
        if waiver.environments.isEmpty { return "it names no environment; a waiver is never for everything" }
        let known = Set(input.release.scope.environments.map(\.id))
        if let foreign = waiver.environments.first(where: { !known.contains($0) }) {
            return "it names the environment \"\(foreign)\", which the release does not have"
        }
        if let revision = waiver.revision, input.release.subject?.matches(revision: revision) != true {
            return "it is for revision \"\(revision)\", which is not the release's"
        }
        guard let playbook else { return "the policy has no playbook for the risk class" }
        if criterion.isKey && playbook.riskClass == .critical {
            return "\"\(criterion.id)\" is a key criterion, which is never waived at class critical"
        }
        if waiver.end - waiver.start > playbook.waiverMaximum {
            return "it lasts \(waiver.end - waiver.start); class \(playbook.riskClass.rawValue) allows "
                + "\(playbook.waiverMaximum)"
        }
        let renewals = renewals[waiver] ?? waiver.renewals
        if renewals > playbook.waiverRenewals {
            return "it was renewed \(renewals) times; class \(playbook.riskClass.rawValue) allows "
                + "\(playbook.waiverRenewals)"
        }
        return waiver.renewals < 0 ? "it was renewed a negative number of times" : nil
    }

    private func disapproval(of waiver: Waiver) -> String? {
        guard let approver = waiver.approver, !approver.name.isBlank else { return "nobody approved it" }
        if resolver.isSame(approver, waiver.requester) {
            return "\(approver) asked for it and approved it; the two have to be different people"
        }
        let person = resolver.person(approver)
        if let obstacle = duties.obstacle(to: approver) {
            return "\(approver) \(obstacle) and may not excuse it from a rule"
        }
        let allowed = playbook?.waiverApprovers ?? []
        if let role = waiver.approverRole, !allowed.contains(role) {
            return "the role \"\(role)\" does not approve waivers of this class"
        }
        let roles = waiver.approverRole.map { [$0] } ?? allowed
        guard roles.contains(where: { resolver.members(of: $0).contains(person) }) else {
            let names = roles.map { "\"\($0)\"" }.joined(separator: ", ")
            return "\(approver), who approved it, is in none of the roles that approve waivers (\(names))"
        }
        return nil
    }

    private func untimeliness(of waiver: Waiver) -> String? {
        if asOf < waiver.start { return "it starts at \(waiver.start.minuteInUTC)" }
        return asOf >= waiver.end ? "it ended at \(waiver.end.minuteInUTC)" : nil
    }
}

extension String {
    /// Reports whether there is nothing to read.
    var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
