import ReleaseModel

/// Applies the fields of a policy file to the policy underneath, and keeps account of everything that is loosened.
struct PolicyOverlay {
    private(set) var policy: Policy
    /// False for the default policy itself, which has nothing underneath to loosen.
    let isOverlay: Bool
    let log: ReadingLog

    init(policy: Policy, isOverlay: Bool, log: ReadingLog) {
        self.policy = policy
        self.isOverlay = isOverlay
        self.log = log
    }

    mutating func apply(_ fields: FieldReader) {
        if let name = fields.text("name") { policy.name = name }
        if let path = fields.text("allowed_signers") { policy.allowedSigners = path }
        if let path = fields.text("revoked_keys") { policy.revokedKeys = path }
        if let node = fields.node("limits") { applyLimits(node) }
        if let node = fields.node("playbooks") { applyPlaybooks(node) }
        if let node = fields.node("evidence_ttl") { applyLifetimes(node) }
        if let node = fields.node("criteria") { applyCriteria(node) }
        if let node = fields.node("phases") { applyPhases(node, reason: fields.text("phases_reason")) }
        if let node = fields.node("control") { applyControl(node) }
        if let node = fields.node("risk_limits") { applyRiskLimits(node) }
    }

    /// Records the loosenings of one item, or refuses them where the item gives no reason.
    mutating func settle(_ loosened: [String], reason: String?, at location: SourceLocation) {
        guard isOverlay else { return }
        if loosened.isEmpty {
            if reason != nil {
                log.warning(at: location, "the \(quoted("reason")) stands beside nothing that is loosened")
            }
            return
        }
        for what in loosened {
            if let reason {
                policy.loosenings.append(Policy.Loosening(what: what, reason: reason, location: location))
            } else {
                log.error(
                    at: location, "\(what) is loosened; an overlay loosens only with a \(quoted("reason")) on the item")
            }
        }
    }

    /// The entries of a mapping with free keys; anything else is an error.
    private func entries(_ node: YAMLNode, _ field: String) -> [YAMLEntry] {
        guard let entries = node.entries else {
            ValueReader(log: log).mismatch(node, field, .map(.text))
            return []
        }
        return entries
    }

    private mutating func applyLimits(_ node: YAMLNode) {
        let fields = FieldReader(node, PolicyFileFormat.limits, log)
        var changes = Loosenings()
        if let score = fields.wholeNumber("pass_score") {
            changes.lower("the pass score", &policy.passScore, ExactDecimal(Int64(score)))
        }
        if let score = fields.wholeNumber("warning_score") {
            changes.lower("the warning score", &policy.warningScore, ExactDecimal(Int64(score)))
        }
        if let skew = fields.duration("clock_skew") { changes.raise("the clock skew", &policy.clockSkew, skew) }
        settle(changes.all, reason: fields.text("reason"), at: node.location)
    }

    private mutating func applyPlaybooks(_ node: YAMLNode) {
        let fields = FieldReader(node, PolicyFileFormat.playbooks, log)
        for riskClass in RiskClass.allCases {
            guard let node = fields.node(riskClass.rawValue) else { continue }
            if let index = policy.playbooks.firstIndex(where: { $0.riskClass == riskClass }) {
                let fields = FieldReader(node, PolicyFileFormat.playbook.allOptional, log)
                var changes = Loosenings()
                policy.playbooks[index] = PlaybookReader(fields: fields).overlay(policy.playbooks[index], &changes)
                settle(changes.all, reason: fields.text("reason"), at: node.location)
            } else if let playbook = PlaybookReader(fields: FieldReader(node, PolicyFileFormat.playbook, log))
                .read(riskClass)
            {
                policy.playbooks.append(playbook)
            }
        }
    }

    private mutating func applyLifetimes(_ node: YAMLNode) {
        for entry in entries(node, "evidence_ttl") {
            var channel = ChannelID(entry.key)
            if entry.key != "*" {
                guard let connector = ConnectorCatalog.connector(named: entry.key) else {
                    let known = ConnectorCatalog.all.map(\.id.name)
                    log.error(
                        at: entry.keyLocation,
                        "there is no evidence channel \(quoted(entry.key))\(NearestName.hint(for: entry.key, in: known))"
                    )
                    continue
                }
                channel = ChannelID(connector.id.name)
            }
            let fields = FieldReader(entry.value, PolicyFileFormat.lifetime, log)
            var changes = Loosenings()
            for riskClass in RiskClass.allCases {
                guard let limit = fields.duration(riskClass.rawValue) else { continue }
                // A channel's own entry hides `*` altogether, so it starts from what counted before.
                let before = policy.lifetime(of: channel, for: riskClass)
                var own = policy.evidenceLifetimes[channel] ?? policy.evidenceLifetimes["*"] ?? [:]
                own[riskClass] = limit
                policy.evidenceLifetimes[channel] = own
                if let before, before < limit {
                    changes.note("the time-to-live of \(channel) for \(riskClass.rawValue)", "\(before)", "\(limit)")
                }
            }
            settle(changes.all, reason: fields.text("reason"), at: entry.keyLocation)
        }
    }

    private mutating func applyCriteria(_ node: YAMLNode) {
        for entry in entries(node, "criteria") {
            let id = CriterionID(entry.key)
            guard entry.key == RoleName.identifier(entry.key) else {
                log.error(at: entry.keyLocation, "the criterion \(quoted(entry.key)) must be written in kebab case")
                continue
            }
            if let index = policy.criteria.firstIndex(where: { $0.id == id }) {
                let fields = FieldReader(entry.value, PolicyFileFormat.criterion.allOptional, log)
                var changes = Loosenings()
                policy.criteria[index] = CriterionReader(fields: fields).overlay(policy.criteria[index], &changes)
                let reason = fields.text("reason") ?? fields.text("not_applicable")
                settle(changes.all, reason: reason, at: entry.keyLocation)
            } else {
                let errors = log.all.count
                let fields = FieldReader(entry.value, PolicyFileFormat.criterion, log)
                if log.all.count > errors, isOverlay,
                    let near = NearestName.nearest(to: entry.key, in: policy.criteria.map(\.id.name))
                {
                    log.error(
                        at: entry.keyLocation,
                        "there is no criterion \(quoted(entry.key)); did you mean \(quoted(near))? a new one needs all required keys"
                    )
                }
                if let criterion = CriterionReader(fields: fields).read(id, at: entry.keyLocation) {
                    policy.criteria.append(criterion)
                }
            }
        }
    }

    private mutating func applyPhases(_ node: YAMLNode, reason: String?) {
        let values = ValueReader(log: log)
        let phases: [Phase] = values.elements(node).compactMap { element in
            let fields = FieldReader(element, PolicyFileFormat.phase, log)
            let kinds: [Environment.Kind] = fields.choices("kinds") ?? []
            let weeks = fields.wholeNumber("weeks") ?? 1
            guard let id = fields.text("id"), let title = fields.text("title"), let goal = fields.text("goal"),
                let exit = fields.texts("exit_criteria")
            else { return nil }
            return Phase(id: id, title: title, goal: goal, weeks: weeks, kinds: kinds, exitCriteria: exit)
        }
        var changes = Loosenings()
        for before in policy.phases {
            guard let after = phases.first(where: { $0.id == before.id }) else {
                changes.note("the phase \(quoted(before.id))", "there", "gone")
                continue
            }
            if after.weeks < before.weeks {
                changes.note("the length of \(quoted(before.id))", "\(before.weeks) weeks", "\(after.weeks)")
            }
            for criterion in before.exitCriteria where !after.exitCriteria.contains(criterion) {
                changes.note("an exit criterion of \(quoted(before.id))", quoted(criterion), "nothing")
            }
        }
        policy.phases = phases
        settle(changes.all, reason: reason, at: node.location)
    }

    private mutating func applyControl(_ node: YAMLNode) {
        let fields = FieldReader(node, PolicyFileFormat.control, log)
        var changes = Loosenings()
        if let samples = fields.wholeNumber("improvement_samples") {
            changes.lower("the number of good samples", &policy.control.improvementSamples, samples)
        }
        if let floor = fields.share("confidence_floor") {
            changes.lower("the confidence floor", &policy.control.confidenceFloor, floor)
        }
        settle(changes.all, reason: fields.text("reason"), at: node.location)
        guard let signals = fields.node("signals") else { return }
        for entry in entries(signals, "signals") {
            let fields = FieldReader(entry.value, PolicyFileFormat.signal, log)
            guard let signal = SignalReader(fields: fields).read(entry.key) else { continue }
            var changes = Loosenings()
            if let index = policy.control.signals.firstIndex(where: { $0.id == signal.id }) {
                let before = policy.control.signals[index]
                // Limits in words cannot be compared, so any other wording needs its reason.
                if before != signal {
                    changes.note("the signal \(quoted(signal.id))", "the default", "another wording")
                }
                policy.control.signals[index] = signal
            } else {
                policy.control.signals.append(signal)
            }
            settle(changes.all, reason: fields.text("reason"), at: entry.keyLocation)
        }
    }

    private mutating func applyRiskLimits(_ node: YAMLNode) {
        let fields = FieldReader(node, PolicyFileFormat.riskLimits, log)
        var changes = Loosenings()
        if let value = fields.wholeNumber("teams_for_medium") {
            changes.raise("teams_for_medium", &policy.riskLimits.teamsForMedium, value)
        }
        if let value = fields.wholeNumber("teams_for_high") {
            changes.raise("teams_for_high", &policy.riskLimits.teamsForHigh, value)
        }
        if let value = fields.wholeNumber("modules_for_medium") {
            changes.raise("modules_for_medium", &policy.riskLimits.modulesForMedium, value)
        }
        if let value = fields.wholeNumber("resources_for_medium") {
            changes.raise("resources_for_medium", &policy.riskLimits.resourcesForMedium, Int64(value))
        }
        if let value = fields.wholeNumber("resources_for_high") {
            changes.raise("resources_for_high", &policy.riskLimits.resourcesForHigh, Int64(value))
        }
        if let value = fields.wholeNumber("days_before_freeze") {
            changes.lower("days_before_freeze", &policy.riskLimits.daysBeforeFreeze, value)
        }
        settle(changes.all, reason: fields.text("reason"), at: node.location)
    }
}
