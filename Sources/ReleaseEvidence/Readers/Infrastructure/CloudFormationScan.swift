import JSONStream
import ReleaseModel

/// What is gathered while the description of a change set goes by.
struct CloudFormationScan {
    private var tally = PlanTally()
    private var fingerprint = PlanDigest(
        CloudFormationChangeSetReader.format.id,
        form: .cautious(hiding: CloudFormationScan.passing, unordered: ["Details", "Scope"]))
    private var kept: [UInt8] = []
    private var hasChanges = false
    private var status: String?
    private var statusReason = ""
    private var executionStatus = ""
    private var isTruncated = false
    private var createdAt: Instant?
    private var deploymentMode: String?
    private var isNested = false
    private var drift: Int64 = 0
    private var uncheckedDrift: Int64 = 0
    private var synchronized = 0
    private var hooks = 0

    mutating func read(_ json: inout JSONCursor) throws(JSONError) {
        guard try json.peek() == .object else { throw try json.mismatch("a change set, which is an object,") }
        try json.readObject { name, json throws(JSONError) in
            switch name {
            case "Changes":
                hasChanges = true
                try json.elements { json throws(JSONError) in try readChange(&json) }
            case "Parameters": try json.elements { json throws(JSONError) in try readParameter(&json) }
            case "Status": status = try json.string()
            case "StatusReason": statusReason = try json.optionalString() ?? ""
            case "ExecutionStatus": executionStatus = try json.optionalString() ?? ""
            case "NextToken": isTruncated = !(try json.optionalString() ?? "").isEmpty
            case "CreationTime": createdAt = try json.awsTime()
            case "DeploymentMode": deploymentMode = try json.optionalString()
            case "ParentChangeSetId": isNested = try json.optionalString() != nil
            default: try json.skip()
            }
        }
    }

    private mutating func readChange(_ json: inout JSONCursor) throws(JSONError) {
        var change: CloudFormationChange?
        var isKept = true
        try json.readObject { name, json throws(JSONError) in
            switch name {
            case "ResourceChange":
                isKept = try json.keep(in: &kept, limit: PlanDigest.valueLimit) { json throws(JSONError) in
                    change = try CloudFormationChange(&json)
                }
            case "HookInvocationCount":
                hooks += 1
                try json.skip()
            default: try json.skip()
            }
        }
        guard let change else { return }
        count(change)
        guard isKept else { return fingerprint.skip(shown: change.shown) }
        guard change.outcome != .recordOnly else { return }
        let bytes = kept
        fingerprint.add(shown: change.shown, ["change"]) { form in
            form.append(json: bytes)
        }
    }

    /// Members of a change that tell of the state before, or differ from one description of the same change to the next.
    private static let passing: Set<String> = [
        "BeforeContext", "BeforeValue", "PreviousDeploymentContext", "ChangeSetId", "ResourceDriftStatus",
        "ResourceDriftIgnoredAttributes", "Drift",
    ]

    /// A parameter: `{"ParameterKey": "InstanceType", "ParameterValue": "t3.micro"}`; `NoEcho` ones have asterisks.
    private mutating func readParameter(_ json: inout JSONCursor) throws(JSONError) {
        var key = ""
        var value = ""
        try json.readObject { name, json throws(JSONError) in
            guard try json.peek() == .string else { return try json.skip() }
            switch name {
            case "ParameterKey": key = try json.string()
            case "ParameterValue", "ResolvedValue": value += try json.string() + "\n"
            default: try json.skip()
            }
        }
        let shown = SecretShape.isSecretName(key) ? "*" : SecretScanner.redact(value).text
        fingerprint.add(
            shown: "the parameter \(ShownAddress.name(key))", ["parameter", key, shown])
    }

    private mutating func count(_ change: CloudFormationChange) {
        switch change.driftStatus {
        case "MODIFIED", "DELETED": drift += 1
        case "NOT_CHECKED", "UNKNOWN", "UNSUPPORTED": uncheckedDrift += 1
        default: break
        }
        switch change.outcome {
        case .actions(let actions):
            tally.count(actions, ResourceKindTable.kinds(cloudFormation: change.type)) { change.shown }
        case .unknown(let reason): tally.countUnknown(address: { change.shown }, because: reason)
        case .recordOnly: synchronized += 1
        }
        if change.type == "AWS::CloudFormation::Stack", change.action == "Modify" {
            let reason =
                change.hasNestedChangeSet
                ? "a nested stack, whose changes are in a change set of their own"
                : "a nested stack, whose changes the change set does not include"
            tally.countUnknown(address: { change.shown }, because: reason)
        }
    }
}

extension CloudFormationScan {
    func reading() throws(EvidenceError) -> EvidenceReading {
        guard let status else {
            throw EvidenceError("the change set has no `Status`, which says whether it is complete")
        }
        let reason = reasonForUnknown(status)
        var facts = tally.facts(unknownBecause: reason)
        facts.append(Fact("plan.errors", .count(isFailed(status) ? 1 : 0)))
        facts.append(driftFact(reason))
        facts.append(fingerprint.fact(unknownBecause: reason))
        return EvidenceReading(
            observedAt: createdAt, facts: facts, notes: notes(status),
            plannedChanges: fingerprint.list(unknownBecause: reason))
    }

    /// A change set without changes has the status FAILED, and only its reason says that nothing is wrong.
    private var isWithoutChanges: Bool {
        statusReason.contains("didn't contain changes") || statusReason.contains("No updates are to be performed")
    }

    private func isFailed(_ status: String) -> Bool { status == "FAILED" && !isWithoutChanges }

    private func reasonForUnknown(_ status: String) -> String? {
        if isTruncated { return "the change set goes on behind `NextToken`, so only a part of it is here" }
        switch status {
        case "CREATE_COMPLETE": break
        case "FAILED" where isWithoutChanges: return nil
        case "FAILED": return "the change set failed, so what would change is not known"
        default: return "the change set has the status \(ShownAddress.name(status)), so it is not complete"
        }
        if executionStatus == "OBSOLETE" { return "the change set is obsolete: the stack has changed since" }
        return hasChanges ? nil : "the change set has no `Changes`"
    }

    private func driftFact(_ reason: String?) -> Fact {
        if let reason { return Fact("drift.resources", unknown: reason) }
        guard deploymentMode != nil else {
            return Fact("drift.resources", unknown: "an ordinary change set does not look for drift")
        }
        guard uncheckedDrift == 0 else {
            return Fact("drift.resources", unknown: "the drift of \(uncheckedDrift) resources was not checked")
        }
        return Fact("drift.resources", .count(drift))
    }

    private func notes(_ status: String) -> [EvidenceNote] {
        var notes: [EvidenceNote] = []
        if isFailed(status) {
            notes.append(EvidenceNote(.missing, "the change set failed; describe one that is complete"))
        }
        if status == "FAILED", isWithoutChanges {
            notes.append(EvidenceNote(.information, "the change set is empty: the tool found nothing to change"))
        }
        if executionStatus.hasPrefix("EXECUTE_") {
            notes.append(
                EvidenceNote(
                    .information, "the change set was executed already (\(ShownAddress.name(executionStatus)))"))
        } else if executionStatus == "UNAVAILABLE", status == "CREATE_COMPLETE" {
            notes.append(EvidenceNote(.information, "the change set cannot be executed as it is"))
        }
        if isNested {
            notes.append(EvidenceNote(.information, "this is the change set of a nested stack, not of the whole"))
        }
        notes += tally.notes
        if synchronized > 0 {
            notes.append(
                EvidenceNote(
                    .ignored, "\(synchronized) resources of which only CloudFormation's own record is corrected"))
        }
        if hooks > 0 { notes.append(EvidenceNote(.ignored, "\(hooks) changes that invoke hooks")) }
        notes.append(EvidenceNote(.redacted, "parameters and property values are not read"))
        notes.append(
            .noRevision("a change set"))
        if createdAt == nil { notes.append(.noTime) }
        return notes
    }
}

extension JSONCursor {
    /// Reads a time as the AWS command line writes it: RFC 3339, or seconds since 1970; nil for anything else, because
    /// recordings put words in its place and a time that is not there is told as missing.
    fileprivate mutating func awsTime() throws(JSONError) -> Instant? {
        switch try peek() {
        case .string: return Instant(rfc3339: try string())
        case .number:
            guard let seconds = try decimal().wholePart, (0...253_402_300_799).contains(seconds) else { return nil }
            return Instant(seconds: seconds)
        default:
            try skip()
            return nil
        }
    }
}
