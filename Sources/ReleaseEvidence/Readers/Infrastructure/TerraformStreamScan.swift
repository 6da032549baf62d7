import JSONStream
import ReleaseModel

/// What is gathered while the messages go by.
struct TerraformStreamScan {
    private var messages = 0
    private var version: String?
    private var tally = PlanTally()
    private var types = TypeCache()
    private var fingerprint = PlanDigest(TerraformPlanStreamReader.format.id)
    private var planned: TerraformSummary?
    private var applied: TerraformSummary?
    private var errors: Int64 = 0
    private var errorSummaries = NameList()
    private var warnings = 0
    /// Whether a warning says that only some resources were planned.
    private var isTargeted = false
    private var failedChecks: Int64 = 0
    private var drift: Int64 = 0
    private var drifted = NameList()
    private var renamedInDrift = 0
    private var observedAt: Instant?

    /// Reads one message: `{"@level": …, "@timestamp": …, "type": "planned_change", "change": {…}}`.
    mutating func readMessage(_ json: inout JSONCursor) throws(JSONError) {
        guard try json.peek() == .object else { throw try json.mismatch("a message, which is an object,") }
        messages += 1
        var message = TerraformMessage()
        try json.readObject { name, json throws(JSONError) in
            switch name {
            case "type": message.type = try json.string()
            case "terraform", "tofu": message.version = try json.optionalString()
            case "ui": message.interface = try json.string()
            case "@timestamp": message.time = try json.time()
            case "change": message.change = try TerraformMessage.Change(&json)
            case "changes": message.summary = try TerraformSummary(&json)
            case "diagnostic": message.diagnostic = try TerraformMessage.Diagnostic(&json)
            default: try json.skip()
            }
        }
        if let time = message.time { observedAt = max(observedAt ?? time, time) }
        switch message.type {
        case "version":
            version = message.version ?? version
            if let interface = message.interface, interface.split(separator: ".").first.flatMap({ Int($0) }) ?? 2 > 1 {
                throw json.error(
                    "the messages are of version \"\(ShownAddress.name(interface))\"; versions 0.x and 1.x are read")
            }
        case "planned_change": if let change = message.change { count(change) }
        case "resource_drift":
            guard let change = message.change else { break }
            if ["move", "noop", "no-op"].contains(change.action) {
                renamedInDrift += 1
            } else {
                drift += 1
                drifted.append { ShownAddress.address(change.address) }
            }
        case "change_summary":
            guard let summary = message.summary else { break }
            if summary.operation == "apply" || (summary.operation == "destroy" && planned != nil) {
                applied = summary
            } else {
                planned = summary
            }
        case "diagnostic": if let diagnostic = message.diagnostic { count(diagnostic) }
        default: break
        }
    }

    private mutating func count(_ change: TerraformMessage.Change) {
        // The messages carry no values: plans that differ in nothing else look the same here.
        fingerprint.add(
            shown: ShownAddress.address(change.address),
            [
                change.address, change.action, change.isImporting ? "import" : "", change.isMoved ? "move" : "",
            ])
        let shown = { ShownAddress.address(change.address) }
        guard var actions = change.plannedActions else {
            tally.countUnknown(address: shown, because: "unknown action \"\(ShownAddress.name(change.action))\"")
            return
        }
        if change.isImporting, !actions.contains(.imports) { actions.append(.imports) }
        if change.isMoved, !actions.contains(.moves) { actions.append(.moves) }
        tally.count(actions, types.kinds(terraform: change.type), address: shown)
    }

    private mutating func count(_ diagnostic: TerraformMessage.Diagnostic) {
        switch diagnostic.severity {
        case "error":
            errors += 1
            errorSummaries.append { ShownAddress.name(diagnostic.summary, limit: 120) }
        case "warning":
            // The one way in which the stream tells of a failed check block.
            if diagnostic.summary == "Check block assertion failed" {
                failedChecks += 1
            } else if TerraformStreamScan.incomplete.contains(diagnostic.summary) {
                isTargeted = true
            } else {
                warnings += 1
            }
        default: break
        }
    }

    /// The warnings about a plan that leaves resources out, before and after it is applied.
    private static let incomplete: Set<String> = [
        "Resource targeting is in effect", "Applied changes may be incomplete",
    ]
}

extension TerraformStreamScan {
    /// The facts and notes, once everything went by.
    func reading() throws(EvidenceError) -> EvidenceReading {
        guard messages > 0 else { throw EvidenceError("there is no message in the document") }
        let reason = reasonForUnknown
        var facts = tally.facts(unknownBecause: reason)
        if let reason {
            facts.append(Fact("drift.resources", unknown: reason))
            facts.append(Fact("plan.checks_failed", unknown: reason))
        } else {
            facts.append(Fact("drift.resources", .count(drift)))
            facts.append(Fact("plan.checks_failed", .count(failedChecks)))
            if isTargeted {
                let reason = "the plan is not complete (as with targets), so what it leaves out is not known"
                facts.removeAll { $0.id == "plan.unknown" }
                facts.append(Fact("plan.unknown", unknown: reason))
            }
        }
        if errors == 0, let reason {
            facts.append(Fact("plan.errors", unknown: reason))
        } else {
            facts.append(Fact("plan.errors", .count(errors)))
        }
        facts.append(fingerprint.fact(unknownBecause: reason))
        return EvidenceReading(
            observedAt: observedAt, facts: facts, notes: notes, plannedChanges: fingerprint.list(unknownBecause: reason)
        )
    }

    /// Why the counts are not known; nil where they are.
    private var reasonForUnknown: String? {
        guard let summary = planned ?? applied else {
            return errors > 0
                ? "the run ended with \(errors) errors before the plan was complete"
                : "the messages end before the summary of changes, so more may be planned"
        }
        if errors > 0 { return "the run reported \(errors) errors, so what it planned is not complete" }
        guard let difference = summary.difference(from: tally) else { return nil }
        return "the summary and the planned changes do not agree: \(difference)"
    }

    private var notes: [EvidenceNote] {
        var notes: [EvidenceNote] = []
        if let version {
            notes.append(EvidenceNote(.information, "made by the version \(ShownAddress.name(version)) of the tool"))
        }
        if reasonForUnknown == nil {
            let words = TerraformWords.summary(of: tally)
            notes.append(EvidenceNote(.information, "equals the tool's own words: \"\(words)\""))
        }
        if isTargeted { notes.append(EvidenceNote(.missing, "the plan says that it is not complete")) }
        if applied != nil { notes.append(EvidenceNote(.information, "the changes were applied in the same run")) }
        notes += tally.notes
        if !errorSummaries.isEmpty { notes.append(EvidenceNote(.information, "errors: \(errorSummaries)")) }
        if drift > 0 {
            notes.append(
                EvidenceNote(
                    .information,
                    "changed outside the tool: \(drifted) (messages carry no values, so entries that change nothing but how"
                        + " absence is written are counted too; the plan in JSON tells them apart)"))
        }
        if renamedInDrift > 0 {
            notes.append(
                EvidenceNote(.ignored, "\(renamedInDrift) drift messages that only rename a resource or change nothing")
            )
        }
        if warnings > 0 { notes.append(EvidenceNote(.ignored, "\(warnings) warnings that are no failed checks")) }
        notes.append(EvidenceNote(.redacted, "ids, outputs and details of diagnostics are not read"))
        notes.append(.noRevision("a plan"))
        if observedAt == nil { notes.append(.noTime) }
        return notes
    }
}
