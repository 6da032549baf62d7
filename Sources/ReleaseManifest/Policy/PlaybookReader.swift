import ReleaseModel

/// Reads a playbook, whole or as an overlay over another.
struct PlaybookReader {
    let fields: FieldReader

    /// The playbook that the fields state in full; nil where a required one is missing, which is reported already.
    func read(_ riskClass: RiskClass) -> Playbook? {
        guard let title = fields.text("title"), let summary = fields.text("summary"),
            let approvalValidity = fields.duration("approval_validity"),
            let identity: IdentityStrength = fields.choice("identity"),
            let approvalTimeout = fields.duration("approval_timeout"),
            let waiverMaximum = fields.duration("waiver_maximum"),
            let waiverRenewals = fields.wholeNumber("waiver_renewals"),
            let mayWaiveUnknown = fields.flag("waive_unknown"),
            let overrideMaximum = fields.duration("override_maximum"),
            let reviewWithin = fields.duration("review_within"),
            let rehearsal = fields.wholeNumber("rehearsal_maximum_days"),
            let deadline = fields.duration("rollback_decision_deadline")
        else { return nil }
        return Playbook(
            riskClass: riskClass, title: title, summary: summary, approvalKinds: fields.choices("approval_kinds") ?? [],
            approvalRequirement: requirement, approvalValidity: approvalValidity, identityStrength: identity,
            escalation: escalation ?? [], approvalTimeout: approvalTimeout, waiverMaximum: waiverMaximum,
            waiverRenewals: waiverRenewals, mayWaiveUnknown: mayWaiveUnknown,
            waiverApprovers: fields.roles("waiver_approvers") ?? [],
            overrideRoles: fields.roles("override_roles") ?? [],
            overrideMaximum: overrideMaximum, reviewWithin: reviewWithin, rolloutSteps: fields.texts("rollout") ?? [],
            soakTimes: soakTimes, rehearsalMaximumDays: rehearsal, rollbackDecisionDeadline: deadline)
    }

    /// `base` with what the fields state in its place.
    func overlay(_ base: Playbook, _ changes: inout Loosenings) -> Playbook {
        var playbook = base
        let name = "for \(base.riskClass.rawValue)"
        playbook.title = fields.text("title") ?? base.title
        playbook.summary = fields.text("summary") ?? base.summary
        playbook.rolloutSteps = fields.texts("rollout") ?? base.rolloutSteps
        playbook.escalation = escalation ?? base.escalation
        if let kinds: [Environment.Kind] = fields.choices("approval_kinds") {
            changes.shrink("approval_kinds \(name)", &playbook.approvalKinds, kinds)
        }
        if let requirement {
            if !RequirementOrder.implies(requirement, base.approvalRequirement) {
                let before = base.approvalRequirement.map(RequirementOrder.text) ?? "nobody can approve"
                changes.note("the approval \(name)", before, RequirementOrder.text(requirement))
            }
            playbook.approvalRequirement = requirement
        }
        if let identity: IdentityStrength = fields.choice("identity") {
            if identity < base.identityStrength {
                changes.note("the identity strength \(name)", base.identityStrength.rawValue, identity.rawValue)
            }
            playbook.identityStrength = identity
        }
        if let value = fields.duration("approval_timeout") { playbook.approvalTimeout = value }
        raise("approval_validity", \.approvalValidity, &playbook, &changes)
        raise("waiver_maximum", \.waiverMaximum, &playbook, &changes)
        raise("override_maximum", \.overrideMaximum, &playbook, &changes)
        raise("review_within", \.reviewWithin, &playbook, &changes)
        raise("rollback_decision_deadline", \.rollbackDecisionDeadline, &playbook, &changes)
        if let count = fields.wholeNumber("waiver_renewals") {
            changes.raise("waiver_renewals \(name)", &playbook.waiverRenewals, count)
        }
        if let days = fields.wholeNumber("rehearsal_maximum_days") {
            changes.raise("rehearsal_maximum_days \(name)", &playbook.rehearsalMaximumDays, days)
        }
        if let may = fields.flag("waive_unknown") {
            if may && !base.mayWaiveUnknown { changes.note("waive_unknown \(name)", "false", "true") }
            playbook.mayWaiveUnknown = may
        }
        if let roles = fields.roles("waiver_approvers") {
            changes.grow("waiver_approvers \(name)", &playbook.waiverApprovers, roles)
        }
        if let roles = fields.roles("override_roles") {
            changes.grow("override_roles \(name)", &playbook.overrideRoles, roles)
        }
        for (kind, time) in soakTimes.sorted(by: { $0.key < $1.key }) {
            if let before = base.soakTimes[kind], time < before {
                changes.note("the soak time in \(kind.rawValue) \(name)", "\(before)", "\(time)")
            }
            playbook.soakTimes[kind] = time
        }
        return playbook
    }

    private func raise(
        _ key: String, _ path: WritableKeyPath<Playbook, TimeAmount>, _ playbook: inout Playbook,
        _ changes: inout Loosenings
    ) {
        guard let value = fields.duration(key) else { return }
        changes.raise("\(key) for \(playbook.riskClass.rawValue)", &playbook[keyPath: path], value)
    }

    private var requirement: ApprovalRequirement? {
        fields.node("approval").flatMap { RequirementReader(log: fields.log).read($0, for: "approval") }
    }

    private var escalation: [Playbook.EscalationStep]? {
        guard fields.node("escalation") != nil else { return nil }
        return fields.elements("escalation").compactMap { node in
            let step = FieldReader(node, PolicyFileFormat.escalation, fields.log)
            guard let after = step.duration("after"), let role = step.role("role") else { return nil }
            return Playbook.EscalationStep(after: after, role: role)
        }
    }

    private var soakTimes: [Environment.Kind: TimeAmount] {
        guard let node = fields.node("soak") else { return [:] }
        guard let entries = node.entries else {
            fields.values.mismatch(node, "soak", .map(.duration))
            return [:]
        }
        var times: [Environment.Kind: TimeAmount] = [:]
        for entry in entries {
            guard let kind = Environment.Kind(rawValue: entry.key) else {
                let kinds = Environment.Kind.allCases.map(\.rawValue)
                fields.log.error(
                    at: entry.keyLocation,
                    "unknown key \(quoted(entry.key)) in \(quoted("soak"))\(NearestName.hint(for: entry.key, in: kinds)); accepted here: \(kinds.joined(separator: ", "))"
                )
                continue
            }
            if let time = fields.values.duration(entry.value, for: entry.key) { times[kind] = time }
        }
        return times
    }
}
