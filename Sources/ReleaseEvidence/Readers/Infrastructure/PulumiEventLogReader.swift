import JSONStream
import ReleaseModel

/// The events of Pulumi's engine, one JSON object on each line, as `--event-log` and streaming previews write them.
package enum PulumiEventLogReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "pulumi-event-log", title: "Pulumi engine events (JSON Lines)", channel: "pulumi",
        facts: PlanTally.factIDs + ["plan.errors", "plan.checks_failed", PlanDigest.factID],
        specification: "https://www.pulumi.com/docs/iac/automation-api/")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        guard [.jsonLines, .jsonObject].contains(outline.shape) else { return .no }
        if let event = outline.nested["events"] { return event.contains("sequence") ? .certain : .no }
        guard outline.has("sequence", "timestamp") else { return .no }
        return outline.names.contains { $0.hasSuffix("Event") } ? .certain : .no
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        var scan = PulumiEventScan()
        var json = try document.json()
        do {
            while try json.hasMore() { try scan.readLine(&json) }
        } catch {
            throw EvidenceError(error)
        }
        return try scan.reading()
    }
}

/// What is gathered while the events go by.
private struct PulumiEventScan {
    private var events = 0
    private var hasMorePages = false
    private var steps = PulumiSteps(PulumiEventLogReader.format.id)
    private var summary: [String: Int64]?
    private var isCorrupt = false
    /// How the operation ended, where the summary says so and it did not succeed.
    private var badResult: String?
    private var isPlanning = true
    private var errors: Int64 = 0
    private var failedOperations: Int64 = 0
    private var violations: Int64 = 0
    private var advice = 0
    private var policies = NameList()
    private var lastSecond: Int64?

    /// Reads an event, or a page of events as the service gives them: `{"events": […], "continuationToken": null}`.
    mutating func readLine(_ json: inout JSONCursor) throws(JSONError) {
        guard try json.peek() == .object else { throw try json.mismatch("an event, which is an object,") }
        var isPage = false
        try json.readObject { name, json throws(JSONError) in
            switch name {
            case "events":
                isPage = true
                try json.elements { json throws(JSONError) in try readEvent(&json) }
            case "continuationToken":
                hasMorePages = try json.peek() != .null
                try json.skip()
            default: try readMember(name, &json)
            }
        }
        if !isPage { events += 1 }
    }

    private mutating func readEvent(_ json: inout JSONCursor) throws(JSONError) {
        events += 1
        try json.readObject { name, json throws(JSONError) in try readMember(name, &json) }
    }

    private mutating func readMember(_ name: String, _ json: inout JSONCursor) throws(JSONError) {
        switch name {
        case "timestamp":
            let second = try json.integer()
            lastSecond = max(lastSecond ?? second, second)
        case "resourcePreEvent":
            var isPlanned = false
            try json.members { name, json throws(JSONError) in
                switch name {
                case "metadata":
                    steps.record(try PulumiSteps.Step(&json, operation: "op", old: "old", new: "new"))
                case "planning": isPlanned = try json.flag()
                default: try json.skip()
                }
            }
            isPlanning = isPlanning && isPlanned
        case "resOpFailedEvent", "errorEvent":
            failedOperations += 1
            try json.skip()
        case "diagnosticEvent":
            if try json.isPulumiError() { errors += 1 }
        case "policyEvent": try readPolicy(&json)
        case "summaryEvent": try readSummary(&json)
        default: try json.skip()
        }
    }

    private mutating func readPolicy(_ json: inout JSONCursor) throws(JSONError) {
        var policy = ""
        var level = "mandatory"
        try json.members { name, json throws(JSONError) in
            switch name {
            case "policyName": policy = try json.string()
            case "enforcementLevel": level = try json.string()
            default: try json.skip()
            }
        }
        if level == "mandatory" {
            violations += 1
            policies.append { ShownAddress.name(policy) }
        } else {
            advice += 1
        }
    }

    private mutating func readSummary(_ json: inout JSONCursor) throws(JSONError) {
        var counts: [String: Int64] = [:]
        try json.members { name, json throws(JSONError) in
            switch name {
            case "resourceChanges":
                try json.members { name, json throws(JSONError) in counts[name] = try json.integer() }
            case "maybeCorrupt": isCorrupt = try json.flag() || isCorrupt
            case "result":
                guard try json.peek() == .string else { return try json.skip() }
                let result = try json.string()
                if !["", "succeeded"].contains(result) { badResult = result }
            default: try json.skip()
            }
        }
        summary = counts
    }

    func reading() throws(EvidenceError) -> EvidenceReading {
        guard events > 0 else { throw EvidenceError("there is no event in the document") }
        let reason = reasonForUnknown
        let allErrors = errors + failedOperations
        var facts = steps.tally.facts(unknownBecause: reason)
        let isCutOff = summary == nil && allErrors == 0
        facts.append(
            isCutOff ? Fact("plan.errors", unknown: reason ?? "") : Fact("plan.errors", .count(allErrors)))
        facts.append(
            summary == nil
                ? Fact("plan.checks_failed", unknown: reason ?? "") : Fact("plan.checks_failed", .count(violations)))
        facts.append(steps.fingerprint.fact(unknownBecause: reason))
        var notes = steps.notes(summary: summary ?? [:])
        if !policies.isEmpty { notes.append(EvidenceNote(.information, "mandatory policies that failed: \(policies)")) }
        if advice > 0 { notes.append(EvidenceNote(.ignored, "\(advice) violations of policies that only advise")) }
        if !isPlanning { notes.append(EvidenceNote(.information, "this is an update that ran, not a preview")) }
        // 253402300799 is the last second of the year 9999.
        let time = lastSecond.flatMap { (0...253_402_300_799).contains($0) ? Instant(seconds: $0) : nil }
        if time == nil { notes.append(.noTime) }
        return EvidenceReading(
            observedAt: time, facts: facts, notes: notes, plannedChanges: steps.fingerprint.list(unknownBecause: reason)
        )
    }

    private var reasonForUnknown: String? {
        let allErrors = errors + failedOperations
        if allErrors > 0 { return "the engine reports \(allErrors) errors, so what it plans is not complete" }
        if hasMorePages { return "the events go on on another page" }
        if isCorrupt { return "the summary says that it may be corrupt" }
        if let badResult { return "the summary says that the operation ended as \"\(ShownAddress.name(badResult))\"" }
        guard let summary else { return "the events end before the summary, so more may be planned" }
        guard let difference = steps.difference(from: summary) else { return nil }
        return "the summary and the steps do not agree: \(difference)"
    }
}
