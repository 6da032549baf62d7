import JSONStream
import ReleaseModel

/// What is gathered while a plan goes by.
struct TerraformPlanScan {
    private var names: Set<String> = []
    private var version: String?
    private var terraformVersion: String?
    private var timestamp: Instant?
    private var isErrored = false
    private var isComplete = true
    private var isApplyable = true
    private var tally = PlanTally()
    private var types = TypeCache()
    private var fingerprint = PlanDigest(TerraformPlanReader.format.id)
    private var planned = TerraformPlannedValues()
    private var compared = TerraformValues()
    private var deferred: Int64 = 0
    private var drift: Int64 = 0
    private var drifted = NameList()
    private var movedInDrift = 0
    private var sameInDrift = 0
    private var hiddenInDrift = 0
    private var uncomparedInDrift = 0
    private var failedChecks = NameList()
    private var failedCheckCount: Int64 = 0
    private var undecidedChecks = 0
    private var outputs = 0
    private var invocations = 0
    private var ephemeral = 0

    /// Reads the outermost object.
    mutating func read(_ json: inout JSONCursor) throws(JSONError) {
        guard try json.peek() == .object else { throw try json.mismatch("a plan, which is an object,") }
        try json.readObject { name, json throws(JSONError) in
            names.insert(name)
            switch name {
            case "format_version":
                let start = try json.startOfValue()
                let text = try json.string()
                try TerraformPlanScan.check(version: text, &json, at: start)
                version = text
            case "terraform_version": terraformVersion = try json.string()
            case "timestamp": timestamp = try json.time()
            case "errored": isErrored = try json.bool()
            case "complete": isComplete = try json.bool()
            case "applyable": isApplyable = try json.bool()
            case "resource_changes": try json.elements { json throws(JSONError) in try readChange(&json) }
            case "resource_drift": try json.elements { json throws(JSONError) in try readDrift(&json) }
            case "deferred_changes": try json.elements { json throws(JSONError) in try readDeferred(&json) }
            case "checks": try json.elements { json throws(JSONError) in try readCheck(&json) }
            case "condition_results": try json.elements { json throws(JSONError) in try readCondition(&json) }
            case "output_changes": outputs = try json.memberCount { _ in true }
            case "action_invocations": try json.elements { json throws(JSONError) in try readInvocation(&json) }
            default: try json.skip()
            }
        }
    }

    private static func check(version: String, _ json: inout JSONCursor, at start: Int) throws(JSONError) {
        let parts = version.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let major = Int(parts[0]), let minor = Int(parts[1]), major >= 0, minor >= 0 else {
            throw json.error(
                "the format_version \"\(ShownAddress.name(version))\" is no version such as \"1.2\"", at: start)
        }
        guard major <= 1 else {
            throw json.error(
                "the format_version \"\(version)\" is not known; 0.x and 1.x are read, as a new major version changes meanings",
                at: start)
        }
    }

    private mutating func readChange(_ json: inout JSONCursor) throws(JSONError) {
        let change = try TerraformResourceChange(&json, keeping: &planned)
        if change.mode == "ephemeral" {
            ephemeral += 1
            return
        }
        let kinds = types.kinds(terraform: change.type)
        guard var actions = change.plannedActions else {
            let words = change.actions.map { ShownAddress.name($0) }.joined(separator: ", ")
            tally.countUnknown(address: { change.shownAddress }, because: "unknown action \"\(words)\"")
            change.add(to: &fingerprint, planned)
            return
        }
        if change.mode == "data" { actions = actions.filter { $0 == .reads } }
        if change.isImporting { actions.append(.imports) }
        if change.isMoved { actions.append(.moves) }
        tally.count(actions, kinds) { change.shownAddress }
        if !actions.isEmpty { change.add(to: &fingerprint, planned) }
    }

    /// An action of a provider that runs beside the changes: `{"address": "action.aws_lambda_invoke.warm_up", …}`.
    private mutating func readInvocation(_ json: inout JSONCursor) throws(JSONError) {
        invocations += 1
        guard try json.peek() == .object else { return try json.skip() }
        var address = ""
        try json.readObject { name, json throws(JSONError) in
            guard name == "address", try json.peek() == .string else { return try json.skip() }
            address = try json.string()
        }
        fingerprint.add(shown: ShownAddress.address(address), ["action", address])
    }

    private mutating func readDrift(_ json: inout JSONCursor) throws(JSONError) {
        let change = try TerraformResourceChange(&json, comparing: &compared)
        if change.mode == "data" { return }
        guard change.actions != ["no-op"] else {
            movedInDrift += 1
            return
        }
        // A resource that came or went has drifted whatever its values; one that changed must show a change.
        if change.actions == ["update"] {
            switch change.comparison {
            case .equal:
                sameInDrift += 1
                return
            case .maybeHidden: hiddenInDrift += 1
            case .tooLarge: uncomparedInDrift += 1
            case .differ, nil: break
            }
        }
        drift += 1
        drifted.append { change.shownAddress }
    }

    private mutating func readDeferred(_ json: inout JSONCursor) throws(JSONError) {
        var reason = "deferred"
        var address: String?
        try json.readObject { name, json throws(JSONError) in
            switch name {
            case "reason": reason = "deferred: \(ShownAddress.name(try json.string()))"
            case "resource_change":
                let change = try TerraformResourceChange(&json, keeping: &planned)
                address = change.shownAddress
                change.add(to: &fingerprint, planned)
            default: try json.skip()
            }
        }
        deferred += 1
        tally.countUnknown(address: { address ?? "a resource without an address" }, because: reason)
    }

    /// A check of format 1.2: `{"address": {"to_display": …}, "status": "fail", "instances": […]}`.
    private mutating func readCheck(_ json: inout JSONCursor) throws(JSONError) {
        var status = "unknown"
        var address = "a check"
        try json.readObject { name, json throws(JSONError) in
            switch name {
            case "status": status = try json.string()
            case "address":
                try json.readObject { name, json throws(JSONError) in
                    if name == "to_display" { address = try json.string() } else { try json.skip() }
                }
            default: try json.skip()
            }
        }
        count(check: address, failed: status == "fail" || status == "error", isKnown: status != "unknown")
    }

    /// A condition result of format 1.1: `{"address": …, "result": false, "unknown": false}`.
    private mutating func readCondition(_ json: inout JSONCursor) throws(JSONError) {
        var isMet = false
        var isKnown = true
        var address = "a condition"
        try json.readObject { name, json throws(JSONError) in
            switch name {
            case "address": address = try json.string()
            case "result": isMet = try json.bool()
            case "unknown": isKnown = !(try json.bool())
            default: try json.skip()
            }
        }
        count(check: address, failed: isKnown && !isMet, isKnown: isKnown)
    }

    private mutating func count(check address: String, failed isFailed: Bool, isKnown: Bool) {
        if isFailed {
            failedCheckCount += 1
            failedChecks.append { ShownAddress.address(address) }
        } else if !isKnown {
            undecidedChecks += 1
        }
    }
}

extension TerraformPlanScan {
    /// The facts and notes, once everything went by.
    func reading() throws(EvidenceError) -> EvidenceReading {
        try refuseWhatIsNoPlan()
        var facts: [Fact]
        if isErrored {
            let reason = "the plan errored, so what it would do is not complete"
            facts = tally.facts(unknownBecause: reason)
            facts.append(Fact("drift.resources", unknown: reason))
            facts.append(Fact("plan.checks_failed", unknown: reason))
        } else {
            facts = tally.facts()
            if !isComplete, deferred == 0 {
                let reason = "the plan is not complete (as with targets), so what it leaves out is not known"
                facts.removeAll { $0.id == "plan.unknown" }
                facts.append(Fact("plan.unknown", unknown: reason))
            }
            facts.append(
                version == "0.1"
                    ? Fact("drift.resources", unknown: "a plan of format_version 0.1 does not report drift")
                    : Fact("drift.resources", .count(drift)))
            facts.append(Fact("plan.checks_failed", .count(failedCheckCount)))
        }
        facts.append(Fact("plan.errors", .count(isErrored ? 1 : 0)))
        let reason = isErrored ? "the plan errored, so what it would do is not complete" : nil
        facts.append(fingerprint.fact(unknownBecause: reason))
        return EvidenceReading(
            observedAt: timestamp, facts: facts, notes: notes, plannedChanges: fingerprint.list(unknownBecause: reason))
    }

    private func refuseWhatIsNoPlan() throws(EvidenceError) {
        if names.contains("lineage"), names.contains("serial") {
            throw EvidenceError("this is a Terraform state file, not a plan; the JSON form of a saved plan is read")
        }
        guard version != nil else {
            throw EvidenceError("the document has no `format_version`, which every plan in JSON has")
        }
        let partsOfAPlan: Set = [
            "planned_values", "resource_changes", "configuration", "output_changes", "resource_drift",
        ]
        guard names.isDisjoint(with: partsOfAPlan), !isErrored else { return }
        if names.contains("values") || terraformVersion == nil || names.count <= 2 {
            throw EvidenceError(
                "this is the JSON form of a state, not of a plan: it has no `planned_values` and no `resource_changes`")
        }
        throw EvidenceError("the document has neither `planned_values` nor `resource_changes`, so it is no plan")
    }

    private var notes: [EvidenceNote] {
        var notes: [EvidenceNote] = []
        if let terraformVersion {
            notes.append(
                EvidenceNote(.information, "made by the version \(ShownAddress.name(terraformVersion)) of the tool"))
        }
        if isErrored {
            notes.append(
                EvidenceNote(.missing, "the plan errored; it does not list how often, so one error is counted"))
        } else if tally.isEmpty {
            notes.append(EvidenceNote(.information, "no resource is to be changed"))
        } else {
            let words = TerraformWords.summary(of: tally)
            notes.append(EvidenceNote(.information, "equals the tool's own words: \"\(words)\""))
        }
        notes += tally.notes
        if drift > 0 {
            notes.append(
                EvidenceNote(
                    .information,
                    "changed outside the tool: \(drifted) (all are counted; the terminal leaves out those on which no planned"
                        + " change depends)"))
        }
        if movedInDrift > 0 {
            notes.append(EvidenceNote(.ignored, "\(movedInDrift) drift entries that only rename a resource"))
        }
        if sameInDrift > 0 {
            notes.append(
                EvidenceNote(
                    .ignored,
                    "\(sameInDrift) drift entries whose values are the same before and after, but for null, an empty text,"
                        + " list or map"))
        }
        if hiddenInDrift > 0 {
            notes.append(
                EvidenceNote(
                    .information,
                    "\(hiddenInDrift) drift entries look unchanged and are counted, as they hold sensitive values that may"
                        + " have been blanked out"))
        }
        if uncomparedInDrift > 0 {
            notes.append(
                EvidenceNote(
                    .information,
                    "\(uncomparedInDrift) drift entries are counted uncompared, as their values exceed 1 MiB or 100000 nodes"
                ))
        }
        if !failedChecks.isEmpty { notes.append(EvidenceNote(.information, "checks that failed: \(failedChecks)")) }
        if undecidedChecks > 0 {
            notes.append(
                EvidenceNote(.information, "\(undecidedChecks) checks are only decided while the plan is applied"))
        }
        if !isComplete, deferred == 0 { notes.append(EvidenceNote(.missing, "the plan says that it is not complete")) }
        if !isApplyable, !isErrored, !tally.isEmpty {
            notes.append(EvidenceNote(.information, "the plan says that it cannot be applied as it is"))
        }
        if invocations > 0 {
            notes.append(
                EvidenceNote(.information, "\(invocations) actions of providers are to be run; they are no resources"))
        }
        if ephemeral > 0 {
            notes.append(EvidenceNote(.ignored, "\(ephemeral) ephemeral resources: nothing of them stays"))
        }
        if outputs > 0 { notes.append(EvidenceNote(.ignored, "\(outputs) outputs: they are no resources")) }
        notes.append(EvidenceNote(.redacted, "values before and after the changes are not kept, sensitive or not"))
        notes.append(.noRevision("a plan"))
        if timestamp == nil { notes.append(.noTime) }
        return notes
    }
}
