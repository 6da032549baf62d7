import ReleaseModel

/// Reads a criterion, whole or as an overlay over another.
struct CriterionReader {
    let fields: FieldReader

    /// The criterion that the fields state in full; nil where something required is missing, reported already.
    func read(_ id: CriterionID, at location: SourceLocation) -> Criterion? {
        let rule = rule(at: location)
        let owner = fields.role("owner")
        var criterion = Criterion(
            id: id, question: "", rationale: "", remedy: "", owner: owner ?? "", rule: rule ?? .structural,
            isRequired: fields.flag("required") ?? true, isKey: fields.flag("key") ?? false,
            weight: fields.wholeNumber("weight") ?? 1, kinds: fields.choices("kinds") ?? Environment.Kind.allCases,
            classes: fields.choices("classes") ?? RiskClass.allCases,
            environments: fields.texts("environments")?.map { EnvironmentID($0) } ?? [], timeToLive: timeToLive,
            onlyWithChannels: channels ?? [], notApplicableReason: fields.text("not_applicable"))
        guard let question = fields.text("question"), let rationale = fields.text("rationale"),
            let remedy = fields.text("remedy"), owner != nil, rule != nil
        else { return nil }
        (criterion.question, criterion.rationale, criterion.remedy) = (question, rationale, remedy)
        return criterion
    }

    /// `base` with what the fields state in its place.
    func overlay(_ base: Criterion, _ changes: inout Loosenings) -> Criterion {
        var criterion = base
        let name = quoted(base.id.name)
        criterion.question = fields.text("question") ?? base.question
        criterion.rationale = fields.text("rationale") ?? base.rationale
        criterion.remedy = fields.text("remedy") ?? base.remedy
        criterion.owner = fields.role("owner") ?? base.owner
        if let isRequired = fields.flag("required") {
            if base.isRequired && !isRequired { changes.note(name, "required", "advisory") }
            criterion.isRequired = isRequired
        }
        if let isKey = fields.flag("key") {
            if base.isKey && !isKey { changes.note(name, "key", "not key") }
            criterion.isKey = isKey
        }
        if let weight = fields.wholeNumber("weight") {
            changes.lower("the weight of \(name)", &criterion.weight, weight)
        }
        if let kinds: [Environment.Kind] = fields.choices("kinds") {
            changes.shrink("the environment kinds of \(name)", &criterion.kinds, kinds)
        }
        if let classes: [RiskClass] = fields.choices("classes") {
            changes.shrink("the risk classes of \(name)", &criterion.classes, classes)
        }
        overlayEnvironments(&criterion, &changes)
        overlayChannels(&criterion, &changes)
        for (riskClass, limit) in timeToLive.sorted(by: { $0.key < $1.key }) {
            if let before = base.timeToLive[riskClass], before < limit {
                changes.note("the time-to-live of \(name) for \(riskClass.rawValue)", "\(before)", "\(limit)")
            }
            criterion.timeToLive[riskClass] = limit
        }
        if let reason = fields.text("not_applicable") {
            // The reason of setting it aside is the reason of the loosening.
            changes.note(name, "asked", "not applicable: \(reason)")
            criterion.notApplicableReason = reason
        }
        overlayRule(&criterion, &changes)
        return criterion
    }

    private func overlayEnvironments(_ criterion: inout Criterion, _ changes: inout Loosenings) {
        guard let names = fields.texts("environments") else { return }
        let environments = names.map { EnvironmentID($0) }
        let before = criterion.environments
        // None means all of the kinds, so naming some narrows it.
        if !environments.isEmpty, before.isEmpty || before.contains(where: { !environments.contains($0) }) {
            let text = before.isEmpty ? "all" : before.map(\.name).joined(separator: ", ")
            changes.note("the environments of \(quoted(criterion.id.name))", text, names.joined(separator: ", "))
        }
        criterion.environments = environments
    }

    private func overlayChannels(_ criterion: inout Criterion, _ changes: inout Loosenings) {
        guard let channels else { return }
        let before = criterion.onlyWithChannels
        if !channels.isEmpty, before.isEmpty || before.contains(where: { !channels.contains($0) }) {
            let text = before.isEmpty ? "always asked" : before.map(\.name).joined(separator: ", ")
            changes.note(
                "only_with_channels of \(quoted(criterion.id.name))", text,
                channels.map(\.name).joined(separator: ", "))
        }
        criterion.onlyWithChannels = channels
    }

    private func overlayRule(_ criterion: inout Criterion, _ changes: inout Loosenings) {
        let name = quoted(criterion.id.name)
        guard case .threshold(var rule) = criterion.rule else {
            for key in ["fact", "pass", "warning", "baseline"] where fields.has(key) {
                fields.log.error(
                    at: fields.node(key)?.location ?? fields.location,
                    "\(name) is answered by the program; it takes no \(quoted(key))")
            }
            return
        }
        if let fact = fields.text("fact"), fact != rule.fact.name {
            fields.log.error(
                at: fields.node("fact")?.location ?? fields.location,
                "\(name) compares \(quoted(rule.fact.name)); a criterion about another fact needs another name")
            return
        }
        guard let definition = FactCatalog.definition(of: rule.fact) else { return }
        let before = rule
        if let pass = conditions("pass", definition) { rule.pass = pass }
        if let warning = conditions("warning", definition) { rule.warning = warning }
        if let baseline = baseline(over: rule.baseline) { rule.baseline = baseline }
        checkBaseline(&rule)
        if !ThresholdOrder.implies(rule.pass, before.pass) {
            changes.note("the pass limit of \(name)", ThresholdOrder.text(before.pass), ThresholdOrder.text(rule.pass))
        }
        if !ThresholdOrder.implies(rule.warning, before.warning + before.pass) {
            changes.note(
                "the warning limit of \(name)", ThresholdOrder.text(before.warning), ThresholdOrder.text(rule.warning))
        }
        if let old = before.baseline, let new = rule.baseline,
            new.minimumCount < old.minimumCount || new.aggregate != old.aggregate
        {
            changes.note(
                "the baseline of \(name)", "\(old.aggregate.rawValue) of at least \(old.minimumCount)",
                "\(new.aggregate.rawValue) of at least \(new.minimumCount)")
        }
        criterion.rule = .threshold(rule)
    }

    private func rule(at location: SourceLocation) -> Criterion.Rule? {
        guard let name = fields.text("fact"), let place = fields.node("fact")?.location else {
            for key in ["pass", "warning", "baseline"] where fields.has(key) {
                fields.log.error(at: location, "\(quoted(key)) needs the \(quoted("fact")) it is about")
            }
            return .structural
        }
        guard let definition = FactCatalog.definition(of: FactID(name)), !name.hasSuffix("*") else {
            let known = FactCatalog.all.map(\.id.name)
            fields.log.error(at: place, "there is no fact \(quoted(name))\(NearestName.hint(for: name, in: known))")
            return nil
        }
        let pass = conditions("pass", definition) ?? []
        if pass.isEmpty {
            fields.log.error(at: location, "the criterion has no \(quoted("pass")), so it could never be met")
        }
        var rule = ThresholdRule(
            fact: FactID(name), pass: pass, warning: conditions("warning", definition) ?? [],
            baseline: baseline(over: nil))
        checkBaseline(&rule)
        return .threshold(rule)
    }

    /// Relative conditions compare with the default baseline where none is given; a baseline without them is an error.
    private func checkBaseline(_ rule: inout ThresholdRule) {
        let isRelative = (rule.pass + rule.warning).joined().contains {
            switch $0.limit {
            case .relative, .offset: true
            case .absolute, .money, .budget: false
            }
        }
        if isRelative && rule.baseline == nil { rule.baseline = ThresholdRule.Baseline() }
        if !isRelative && fields.has("baseline") {
            fields.log.error(
                at: fields.node("baseline")?.location ?? fields.location,
                "there is a \(quoted("baseline")) and no relative condition, such as <=+10%, that uses it")
        }
    }

    private func baseline(over base: ThresholdRule.Baseline?) -> ThresholdRule.Baseline? {
        guard let node = fields.node("baseline") else { return nil }
        let own = FieldReader(node, PolicyFileFormat.baseline, fields.log)
        var baseline = base ?? ThresholdRule.Baseline()
        baseline.aggregate = own.choice("aggregate") ?? baseline.aggregate
        baseline.count = own.wholeNumber("count") ?? baseline.count
        baseline.minimumCount = own.wholeNumber("minimum_count") ?? baseline.minimumCount
        if baseline.minimumCount > baseline.count {
            fields.log.error(
                at: node.location,
                "\(quoted("minimum_count")) \(baseline.minimumCount) is over \(quoted("count")) \(baseline.count)")
        }
        return baseline
    }

    private var timeToLive: [RiskClass: TimeAmount] {
        guard let node = fields.node("ttl") else { return [:] }
        let own = FieldReader(node, PolicyFileFormat.criterionLifetime, fields.log)
        var limits: [RiskClass: TimeAmount] = [:]
        for riskClass in RiskClass.allCases { limits[riskClass] = own.duration(riskClass.rawValue) }
        return limits
    }

    private var channels: [ChannelID]? {
        guard fields.node("only_with_channels") != nil else { return nil }
        return fields.elements("only_with_channels").compactMap { node in
            guard let name = fields.values.text(node, for: "only_with_channels") else { return nil }
            if let connector = ConnectorCatalog.connector(named: name) { return ChannelID(connector.id.name) }
            let known = ConnectorCatalog.all.map(\.id.name)
            fields.log.error(
                at: node.location,
                "there is no evidence channel \(quoted(name))\(NearestName.hint(for: name, in: known))")
            return nil
        }
    }

    /// The alternatives of `key`: `["<=0"]`, `[["<=+10%", "<600ms"], ["<5ms"]]` or Keptn's `[{criteria: […]}]`.
    private func conditions(_ key: String, _ fact: FactDefinition) -> [[ThresholdRule.Condition]]? {
        guard let node = fields.node(key) else { return nil }
        let elements = fields.values.elements(node)
        // A flat list of texts is one group: all of them must hold, as in Keptn's `criteria`.
        if elements.allSatisfy({ $0.scalar != nil }) {
            let group = elements.compactMap { condition($0, key, fact) }
            return group.isEmpty ? [] : [group]
        }
        return elements.compactMap { element in
            var parts = element
            if let entries = element.entries {
                guard entries.count == 1, let only = entries.first, only.key == "criteria" else {
                    fields.log.error(
                        at: element.location,
                        "a group of \(quoted(key)) is a mapping; accepted: a list, or {criteria: […]}")
                    return nil
                }
                parts = only.value
            }
            let group = fields.values.elements(parts).compactMap { condition($0, key, fact) }
            guard !group.isEmpty else {
                fields.log.error(at: element.location, "a group of \(quoted(key)) is empty, so it would always hold")
                return nil
            }
            return group
        }
    }

    private func condition(_ node: YAMLNode, _ key: String, _ fact: FactDefinition) -> ThresholdRule.Condition? {
        guard let text = fields.values.text(node, for: key) else { return nil }
        switch ConditionParser.parse(text, for: fact) {
        case .success(let condition): return condition
        case .failure(let failure):
            fields.log.error(at: node.location, "the condition \(quoted(text)) \(failure.reason)")
            return nil
        }
    }
}
