import ReleaseModel

/// Lists everything that somebody should supply, each with the role that does.
struct GapFinder {
    let input: ReviewInput
    let evidence: EvidenceSet
    let gates: [GateResult]
    /// Where the class's escalation leads to nobody.
    let unreachable: [(role: RoleID, summary: String)]

    private var release: Release { input.release }
    private var all: [EnvironmentID] { gates.map(\.environment) }

    /// Blocking first, then by kind and id, each id once.
    func gaps() -> [Gap] {
        var seen: Set<String> = []
        return
            (evidenceGaps + criterionGaps + phraseGaps + dependencyGaps + approvalGaps + rollbackGaps + scopeGaps
            + policyGaps)
            .sorted().filter { seen.insert($0.id).inserted }
    }

    private func blocked(by criterion: CriterionID) -> [EnvironmentID] {
        gates.filter { gate in
            gate.findings.contains { $0.criterion == criterion && $0.isRequired && $0.state.blocks }
        }.map(\.environment)
    }

    /// A gap that the criterion decides on: it touches the environments in which the criterion blocks.
    private func gap(
        _ kind: Gap.Kind, _ id: String, _ summary: String, _ owner: RoleID?, _ action: String, _ criterion: CriterionID,
        at location: SourceLocation? = nil
    ) -> Gap {
        let blocked = blocked(by: criterion)
        return Gap(
            kind: kind, id: id, summary: summary, owner: owner ?? Roles.releaseManager, action: action,
            environments: blocked.isEmpty ? all : blocked, isBlocking: !blocked.isEmpty, location: location)
    }

    private var evidenceGaps: [Gap] {
        let covered = Set(evidence.items.filter { $0.standing == .accepted }.map(\.item.channel))
        let channels = release.channels.filter { !covered.contains($0.id) }.map { channel in
            gap(
                .evidence, "evidence:\(channel.id)", "the channel \"\(channel.name)\" has no accepted evidence",
                channel.owner, "Hand over a current export of \(channel.name) for this revision", ChannelsCovered.id,
                at: channel.location)
        }
        let documents = evidence.listed.filter { $0.standing != .accepted }.map { judged in
            let channel = release.channels.first { $0.id == judged.channel }
            let blocks = gates.filter { gate in
                gate.findings.contains { $0.isRequired && $0.state == .unknown && $0.reason.contains(judged.path) }
            }.map(\.environment)
            return Gap(
                kind: .evidence, id: "document:\(judged.path)",
                summary: FactTable.explain(judged.path, judged.standing), owner: channel?.owner ?? Roles.releaseManager,
                action: "Replace \(judged.path) by a current document about this revision",
                environments: blocks.isEmpty ? judged.environment.map { [$0] } ?? all : blocks,
                isBlocking: !blocks.isEmpty,
                location: channel?.sources.first { $0.path == judged.path }?.location ?? channel?.location)
        }
        return channels + documents
    }

    /// Questions that one document would answer are one gap: its owner is asked once.
    private var criterionGaps: [Gap] {
        var asks: [(owner: RoleID, action: String, open: [OpenQuestion])] = []
        for criterion in input.policy.criteria {
            guard case .threshold(let rule) = criterion.rule else { continue }
            let open = gates.flatMap(\.findings).filter { $0.criterion == criterion.id && $0.state == .unknown }
            guard let first = open.first else { continue }
            let question = OpenQuestion(criterion: criterion, fact: rule.fact, findings: open)
            let action = first.remedy ?? criterion.remedy
            if let place = asks.firstIndex(where: { $0.owner == criterion.owner && $0.action == action }) {
                asks[place].open.append(question)
            } else {
                asks.append((criterion.owner, action, [question]))
            }
        }
        return asks.map { ask in
            let criteria = ask.open.map(\.criterion.id)
            let touched = Set(ask.open.flatMap { $0.findings.map(\.environment) })
            return Gap(
                kind: .evidence, id: "criterion:" + criteria.map(\.name).joined(separator: ","),
                summary: OpenQuestion.summary(of: ask.open), owner: ask.owner, action: ask.action,
                environments: all.filter(touched.contains),
                isBlocking: ask.open.contains { $0.findings.contains(where: \.isRequired) }, criteria: criteria)
        }
    }

    private var phraseGaps: [Gap] {
        release.phrases.enumerated().compactMap { index, phrase in
            guard case .notUnderstood(let accepted) = phrase.reading else { return nil }
            return gap(
                .phrase, "phrase:\(phrase.input):\(index + 1)",
                "not understood in \(phrase.input): \"\(phrase.text)\"", nil, "Write it as: \(accepted)",
                InputsUnderstood.id, at: phrase.location)
        }
    }

    private var dependencyGaps: [Gap] {
        release.scope.dependencies.filter { $0.isReady != true }.map { dependency in
            let word = dependency.isReady == nil ? "nobody says whether it is ready" : "it is not ready"
            return gap(
                .dependency, "dependency:\(dependency.name)", "the dependency \"\(dependency.name)\": \(word)",
                dependency.owner, "Make \"\(dependency.name)\" ready and say so in the scope", DependenciesReady.id,
                at: release.locations["change_scope"])
        }
    }

    private var approvalGaps: [Gap] {
        let location = release.locations["approval_matrix"]
        let unsatisfiable = gates.compactMap { gate -> Gap? in
            guard case .unsatisfiable(let reason) = gate.approval.state else { return nil }
            return Gap(
                kind: .approval, id: "approval:\(gate.environment)",
                summary: "nobody can approve the promotion into \(gate.environment): \(reason)",
                owner: Roles.releaseManager,
                action: "Name people or rules in the approval matrix that can approve for \(gate.environment)",
                environments: [gate.environment], isBlocking: gate.decision == .block, location: location)
        }
        let asked = Set(gates.flatMap { $0.approval.requirement?.roles ?? [] })
        let named =
            release.approvalMatrix.roles.filter(\.members.isEmpty).map(\.id)
            + asked.filter { release.approvalMatrix.role($0) == nil }.sorted()
        let empty = named.map { role in
            let title = release.approvalMatrix.role(role)?.title ?? role.name
            let blocked = gates.filter { gate in
                guard case .unsatisfiable = gate.approval.state else { return false }
                return gate.approval.requirement?.roles.contains(role) == true
            }.map(\.environment)
            return Gap(
                kind: .approval, id: "role:\(role)", summary: "the role \"\(title)\" has no members named",
                owner: Roles.releaseManager, action: "Name the people in the role \"\(title)\"",
                environments: blocked.isEmpty ? all : blocked, isBlocking: !blocked.isEmpty, location: location)
        }
        let asking = gates.filter { $0.approval.requirement != nil }.map(\.environment)
        let dead = unreachable.filter { !asking.isEmpty && !named.contains($0.role) }.map { step in
            Gap(
                kind: .approval, id: "escalation:\(step.role)", summary: step.summary, owner: Roles.releaseManager,
                action: "Name people in the role \"\(step.role)\", or another role in the policy's escalation",
                environments: asking, isBlocking: false, location: location)
        }
        return unsatisfiable + empty + dead
    }

    private var rollbackGaps: [Gap] {
        let plan = release.rollbackPlan
        let location = release.locations["rollback_plan"]
        var gaps = RollbackPlanComplete.gaps(release).enumerated().map { index, text in
            gap(
                .rollback, "rollback:\(index + 1)", "the rollback plan lacks \(text)", plan.decisionOwner,
                "Add to the rollback plan: \(text)", RollbackPlanComplete.id, at: location)
        }
        if plan.lastRehearsed == nil, !plan.isEmpty {
            gaps.append(
                gap(
                    .rollback, "rollback:rehearsal", "no rehearsal of the rollback is stated", plan.decisionOwner,
                    "Rehearse the rollback and record the date", RollbackRehearsed.id, at: location))
        }
        return gaps
    }

    private var scopeGaps: [Gap] {
        let location = release.locations["change_scope"]
        var gaps = ScopeComplete.gaps(release.scope).map { text in
            gap(
                .scope, "scope:" + text.split(separator: " ").joined(separator: "-"), "the scope does not say \(text)",
                nil, "State \(text) in the scope", ScopeComplete.id, at: location)
        }
        if release.subject?.revision == nil {
            gaps.append(
                gap(
                    .scope, "subject:revision", "the release names no revision that evidence has to be about", nil,
                    "State the subject with its name and revision", SubjectIdentified.id))
        }
        if release.scope.environments.isEmpty {
            gaps.append(
                Gap(
                    kind: .scope, id: "scope:environments", summary: "the scope names no environment",
                    owner: Roles.releaseManager, action: "State the environments of the promotion path",
                    environments: [], isBlocking: true, location: location))
        }
        gaps += release.scope.environments.filter { $0.owner == nil }.map { environment in
            gap(
                .scope, "owner:\(environment.id)", "nobody owns the environment \"\(environment.id)\"", nil,
                "Name the role that owns \(environment.id)", OwnersAssigned.id, at: location)
        }
        gaps += release.initiative.stakeholders.filter { $0.impact == nil }.map { stakeholder in
            Gap(
                kind: .scope, id: "stakeholder:\(stakeholder.name)",
                summary: "the impact on \"\(stakeholder.name)\" is not stated", owner: Roles.releaseManager,
                action: "Say what changes for \(stakeholder.name)", environments: all, isBlocking: false,
                location: release.locations["initiative_context"])
        }
        return gaps
    }

    private var policyGaps: [Gap] {
        gates.filter { gate in !gate.findings.contains { $0.isRequired && $0.state != .notApplicable } }.map { gate in
            Gap(
                kind: .policy, id: "policy:\(gate.environment)",
                summary: "no required criterion of the policy applies to \(gate.environment)",
                owner: Roles.releaseManager, action: "Add criteria for this kind of environment to the policy",
                environments: [gate.environment], isBlocking: true)
        }
    }
}
