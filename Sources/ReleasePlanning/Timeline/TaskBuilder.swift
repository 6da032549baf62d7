import ReleaseModel

/// Derives the tasks of a release from its scope, gates, gaps, approvals, drafts and rollback plan.
struct TaskBuilder {
    /// What the tasks depend on beyond the review: known only once the promotions have dates.
    struct Expiries: Hashable {
        /// The criteria whose evidence ends before the promotion, by environment.
        var criteria: [EnvironmentID: Set<CriterionID>] = [:]
        /// When evidence is collected again at the earliest: right before the promotion, or it would expire once more.
        var collectFrom: [EnvironmentID: Instant] = [:]
        /// The environments whose approval ends before the promotion.
        var approvals: Set<EnvironmentID> = []
        /// Whether the last rehearsal is too old on the day of the production promotion.
        var rehearsal = false
    }

    let review: ReadinessReview
    let phases: [Phase]
    let expiries: Expiries
    let roles: RoleDirectory
    /// The environments still to be promoted, in promotion order.
    let environments: [Environment]
    private var names = TaskNames()
    private(set) var tasks: [TaskSpec] = []
    /// The promotion task of each environment that is still to be promoted.
    private(set) var promotions: [EnvironmentID: String] = [:]
    /// The tasks that must end before an environment's approval is asked for.
    private var preparation: [EnvironmentID: [String]] = [:]
    /// The tasks that must end before an environment's promotion, beside its approval.
    private var conditions: [EnvironmentID: [String]] = [:]

    init(review: ReadinessReview, phases: [Phase], expiries: Expiries) {
        self.review = review
        self.phases = phases
        self.expiries = expiries
        let situation = ControlSituation(review)
        let done = situation.deployed.filter { $0.succeeded == true }.map(\.environment.id)
        self.roles = situation.roles
        self.environments = review.release.scope.environments.filter { !done.contains($0.id) }
        addGaps()
        addFindings()
        addDrafts()
        addPromotions()
        addReviews()
    }

    /// The last production-like environment, else the last of all: what the reviews follow.
    var target: Environment? {
        environments.last { $0.kind == .production } ?? environments.last
    }

    /// The phase in which environments of `kind` are promoted; the last where no phase names the kind. An emergency goes
    /// in the first phase: the others follow it up.
    func phase(of kind: Environment.Kind) -> Int {
        if isEmergency { return 0 }
        return phases.firstIndex { $0.kinds.contains(kind) } ?? max(0, phases.count - 1)
    }

    private var isEmergency: Bool { review.release.initiative.isEmergency }

    private func firstPhase(of environments: [Environment]) -> Int {
        environments.map { phase(of: $0.kind) }.min() ?? 0
    }

    private var playbook: Playbook? { review.policy.playbook(for: review.risk.riskClass) }

    private mutating func addGaps() {
        for gap in review.gaps.sorted() {
            let touched = environments.filter { gap.environments.contains($0.id) }
            if touched.isEmpty && !gap.environments.isEmpty { continue }
            let id = names.make("gap", gap.id)
            tasks.append(
                TaskSpec(
                    id, gap.action.isEmpty ? gap.summary : gap.action, .gap, owner: gap.owner,
                    phase: firstPhase(of: touched), duration: TaskEstimates.gap(gap.kind)))
            guard gap.isBlocking else { continue }
            let blocked = touched.isEmpty ? Array(environments.prefix(1)) : touched
            for environment in blocked { preparation[environment.id, default: []].append(id) }
        }
    }

    /// One task per criterion that is not met: evidence to supply where it is UNKNOWN, a repair where it is RED.
    private mutating func addFindings() {
        var order: [CriterionID] = []
        var findings: [CriterionID: [(Environment, Finding)]] = [:]
        for environment in environments {
            for finding in gate(of: environment)?.findings ?? [] where finding.isRequired && finding.state.blocks {
                if findings[finding.criterion] == nil { order.append(finding.criterion) }
                findings[finding.criterion, default: []].append((environment, finding))
            }
        }
        let closed = Set(review.gaps.map { TaskNames.slug($0.id) })
        let asked = Set(review.gaps.flatMap(\.criteria))
        for criterion in order {
            guard let all = findings[criterion], let first = all.first?.1 else { continue }
            // A gap of the same name is the same work.
            if asked.contains(criterion) { continue }
            if closed.contains(where: { $0 == criterion.name || $0.hasSuffix("-" + criterion.name) }) { continue }
            let isRepair = all.contains { $0.1.state == .red }
            let gates = RoleDirectory.list(all.map(\.0.id.name))
            let what = first.remedy ?? (isRepair ? "mend what fails" : "supply the evidence")
            let id = names.make(isRepair ? "repair" : "evidence", criterion.name)
            tasks.append(
                TaskSpec(
                    id, "\(criterion) for \(gates): \(lowercasedFirst(what))", isRepair ? .gap : .evidence,
                    owner: first.owner, phase: firstPhase(of: all.map(\.0)),
                    environment: all.count == 1 ? all.first?.0.id : nil,
                    duration: isRepair ? TaskEstimates.repair : TaskEstimates.evidence))
            for (environment, _) in all { preparation[environment.id, default: []].append(id) }
        }
    }

    /// Prepare, approve and hand over one draft per kind: the ticket before the first promotion that asks for a vote,
    /// the page and the message before the last phase's promotion.
    private mutating func addDrafts() {
        guard let target else { return }
        let last = phase(of: target.kind)
        for kind in Draft.Kind.allCases {
            let gated = environments.first { gate(of: $0)?.approval.requirement != nil } ?? target
            let before = kind == .ticket ? gated : target
            let start = kind == .ticket ? 0 : kind == .docsPage ? max(0, last - 1) : last
            let owner = DraftOwners.owner(of: kind, roles: roles)
            let connectors = WritebackTargets.derive(from: review.release).filter { $0.kind == kind }
                .map { ConnectorCatalog.connector($0.connector)?.title ?? $0.connector.name }
            let targets = RoleDirectory.list(connectors)
            let prepare = names.make("draft", kind.words, "prepare")
            let approve = names.make("draft", kind.words, "approve")
            let handOver = names.make("draft", kind.words, "hand over")
            tasks.append(
                TaskSpec(
                    prepare, "prepare the \(kind.words) draft for \(targets)", .draft,
                    owner: RoleDirectory.releaseManager, phase: start, duration: TaskEstimates.prepareDraft))
            tasks.append(
                TaskSpec(
                    approve, "approve the \(kind.words) draft by its digest", .draft, owner: approver(of: kind),
                    phase: start, duration: TaskEstimates.approveDraft, after: [prepare]))
            tasks.append(
                TaskSpec(
                    handOver, "take the \(kind.words) draft over into \(targets), still as a draft", .draft,
                    owner: owner,
                    phase: start, duration: TaskEstimates.handOverDraft, after: [approve]))
            conditions[before.id, default: []].append(handOver)
        }
    }

    private func approver(of kind: Draft.Kind) -> RoleID {
        let rule = review.release.approvalMatrix.rules.first {
            $0.draftKinds.contains(kind) && $0.classes.contains(review.risk.riskClass)
        }
        return (rule?.requirement ?? playbook?.approvalRequirement)?.roles.first
            ?? DraftOwners.owner(of: kind, roles: roles)
    }

    private mutating func addPromotions() {
        var ended: [EnvironmentID: String] = [:]
        let rehearsalPlace = environments.last { $0.kind != .production }
        for environment in environments {
            let phase = phase(of: environment.kind)
            let before = environment.after.compactMap { ended[$0] }
            let owner = environment.owner ?? roles.choose("sre-lead", "service-owner")
            // An emergency whose gate lets it through waits for the environments before it and nothing else; what is
            // missing is made up for afterwards.
            let isPassing = isEmergency && gate(of: environment)?.decision == .proceed
            var needed = before
            if !isPassing {
                needed += conditions[environment.id] ?? []
                needed += addApproval(environment, phase: phase, after: (preparation[environment.id] ?? []))
                needed += preparation[environment.id] ?? []
            }
            if environment.id == target?.id, expiries.rehearsal, !isPassing {
                let place = rehearsalPlace.flatMap { $0.id == environment.id ? nil : $0 }
                let id = names.make("rehearse rollback")
                tasks.append(
                    TaskSpec(
                        id, "rehearse the rollback" + (place.map { " in \($0.id)" } ?? "") + " and sign the result",
                        .rehearsal, owner: review.release.rollbackPlan.decisionOwner ?? owner,
                        phase: place.map { self.phase(of: $0.kind) } ?? phase, environment: place?.id,
                        duration: TaskEstimates.rehearsal,
                        after: [place.flatMap { promotions[$0.id] }].compactMap { $0 }))
                needed.append(id)
            }
            if !isPassing { needed += addRefresh(environment, phase: phase, after: needed) }
            let id = names.make("promote", environment.id.name)
            let steps = environment.kind == .production ? playbook?.rolloutSteps ?? [] : []
            tasks.append(
                TaskSpec(
                    id,
                    "promote to \(environment.id)" + (steps.count > 1 ? " in \(steps.count) steps" : ""),
                    .promotion, owner: owner, phase: phase, environment: environment.id,
                    duration: environment.plannedDuration ?? TaskEstimates.promotion,
                    mode: .promotion(plannedStart: environment.plannedStart), after: needed,
                    requiredEvidence: requiredEvidence(environment)))
            promotions[environment.id] = id
            ended[environment.id] = id
            guard let soak = playbook?.soakTimes[environment.kind], soak.seconds > 0 else { continue }
            let watch = names.make("soak", environment.id.name)
            tasks.append(
                TaskSpec(
                    watch, "watch \(environment.id) for \(soak) by day and night", .soak,
                    owner: owner, phase: phase, environment: environment.id, duration: soak, mode: .elapsed, after: [id]
                ))
            ended[environment.id] = watch
        }
    }

    /// Request and votes for `environment`, where its gate still needs them; returns what the promotion waits for.
    private mutating func addApproval(_ environment: Environment, phase: Int, after: [String]) -> [String] {
        guard let gate = gate(of: environment), let requirement = gate.approval.requirement else { return [] }
        var after = after
        switch gate.approval.state {
        case .notRequired: return []
        case .granted: if !expiries.approvals.contains(environment.id) { return [] }
        case .pending, .timedOut: break
        case .rejected(let person, let reason):
            let id = names.make("settle rejection", environment.id.name)
            tasks.append(
                TaskSpec(
                    id, "settle with \(person) why \(environment.id) was rejected (\(reason)), then ask again", .gap,
                    owner: RoleDirectory.releaseManager, phase: phase, environment: environment.id,
                    duration: TaskEstimates.repair, after: after))
            after = [id]
        case .unsatisfiable(let reason):
            let id = names.make("name approvers", environment.id.name)
            tasks.append(
                TaskSpec(
                    id, "name people who can approve \(environment.id): \(reason)", .gap,
                    owner: RoleDirectory.releaseManager, phase: phase, environment: environment.id,
                    duration: TaskEstimates.request, after: after))
            after = [id]
        }
        let request = names.make("request approval", environment.id.name)
        tasks.append(
            TaskSpec(
                request, "ask for approval of \(environment.id)", .approval, owner: RoleDirectory.releaseManager,
                phase: phase, environment: environment.id, duration: TaskEstimates.request, after: after))
        let missing = gate.approval.missingRoles.isEmpty ? requirement.roles : gate.approval.missingRoles
        let voters: [[RoleID]]
        if case .allOf = requirement {
            voters = missing.map { [$0] }
        } else {
            voters = missing.isEmpty ? [] : [missing]
        }
        let answer =
            [playbook?.escalation.first?.after, playbook?.approvalTimeout, .some(TaskEstimates.vote)]
            .compactMap { $0 }.min() ?? TaskEstimates.vote
        return voters.map { voter in
            let id = names.make("approve", environment.id.name, voter.first?.name ?? "")
            let who = voter.map(roles.title).joined(separator: " or ")
            tasks.append(
                TaskSpec(
                    id, "vote on \(environment.id) as \(who)", .approval,
                    owner: voter.first ?? RoleDirectory.releaseManager, phase: phase, environment: environment.id,
                    duration: answer, after: [request]))
            return id
        } + [request]
    }

    /// Evidence that counts today and ends before the promotion is collected again, last of all, one task per owner.
    private mutating func addRefresh(_ environment: Environment, phase: Int, after: [String]) -> [String] {
        let ending = expiries.criteria[environment.id] ?? []
        let findings = (gate(of: environment)?.findings ?? []).filter { ending.contains($0.criterion) }
        let owners = Set(findings.map(\.owner)).sorted()
        return owners.map { owner in
            let own = findings.filter { $0.owner == owner }
            let list = RoleDirectory.list(own.map(\.criterion.name).sorted())
            let until = own.compactMap(\.validUntil).min().map { " (valid until \($0.minuteInUTC))" } ?? ""
            let id = names.make("refresh", environment.id.name, owner.name)
            tasks.append(
                TaskSpec(
                    id, "collect the evidence of \(list) again for \(environment.id)\(until)", .evidence, owner: owner,
                    phase: phase, environment: environment.id, duration: TaskEstimates.refresh, after: after,
                    notBefore: expiries.collectFrom[environment.id]))
            return id
        }
    }

    private func requiredEvidence(_ environment: Environment) -> [String] {
        (gate(of: environment)?.findings ?? []).filter { $0.isRequired && $0.state != .notApplicable }.map { finding in
            let until = finding.validUntil.map { " until \($0.minuteInUTC)" } ?? ""
            return finding.state.blocks
                ? "\(finding.criterion): \(finding.state.rawValue), \(roles.the(finding.owner)) supplies it"
                : "\(finding.criterion): \(finding.state.rawValue)\(until)"
        }
    }

    private mutating func addReviews() {
        guard let target, let promotion = promotions[target.id] else { return }
        for day in ReviewQuestions.days {
            tasks.append(
                TaskSpec(
                    names.make("review", "day-\(day)"), "hold the day-\(day) review of \(target.id)", .review,
                    owner: ReviewQuestions.owner(day: day, roles: roles), phase: phase(of: target.kind),
                    environment: target.id, duration: TaskEstimates.review, mode: .daysAfter(day), after: [promotion]))
        }
    }

    private func gate(of environment: Environment) -> GateResult? {
        review.gates.first { $0.environment == environment.id }
    }
}
