import JSONStream
import ReleaseModel

/// What `pulumi preview --json` prints: one object with steps, diagnostics and a summary.
///
/// Of the states only `custom` and `retainOnDelete` are told: inputs and outputs hold secrets, some of them without Pulumi's
/// mark. Planned inputs that do not look like secrets enter a digest, by which two previews are told apart.
package enum PulumiPreviewReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "pulumi-preview-json", title: "Pulumi preview (JSON)", channel: "pulumi",
        facts: PlanTally.factIDs + ["plan.errors", PlanDigest.factID],
        specification: "https://www.pulumi.com/docs/iac/cli/commands/pulumi_preview/")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        guard outline.shape == .jsonObject else { return .no }
        if let step = outline.nested["steps"], step.contains("op"), step.contains("urn") { return .certain }
        return outline.has("changeSummary") || outline.has("steps", "config") ? .certain : .no
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        var scan = PulumiPreviewScan()
        var json = try document.json()
        do {
            try scan.read(&json)
            try json.finish()
        } catch {
            throw EvidenceError(error)
        }
        return try scan.reading()
    }
}

/// What is gathered while a preview goes by.
private struct PulumiPreviewScan {
    private var steps = PulumiSteps(PulumiPreviewReader.format.id)
    private var summary: [String: Int64]?
    private var hasSteps = false
    private var errors: Int64 = 0
    private var isCorrupt = false

    mutating func read(_ json: inout JSONCursor) throws(JSONError) {
        guard try json.peek() == .object else { throw try json.mismatch("a preview, which is an object,") }
        try json.readObject { name, json throws(JSONError) in
            switch name {
            case "steps":
                hasSteps = true
                try json.elements { json throws(JSONError) in
                    steps.record(try PulumiSteps.Step(&json, operation: "op", old: "oldState", new: "newState"))
                }
            case "changeSummary":
                var counts: [String: Int64] = [:]
                try json.members { name, json throws(JSONError) in counts[name] = try json.integer() }
                summary = counts
            case "diagnostics":
                try json.elements { json throws(JSONError) in
                    if try json.isPulumiError() { errors += 1 }
                }
            case "maybeCorrupt": isCorrupt = try json.flag()
            default: try json.skip()
            }
        }
    }

    func reading() throws(EvidenceError) -> EvidenceReading {
        guard hasSteps || summary != nil || errors > 0 else {
            throw EvidenceError("the document has neither `steps` nor `changeSummary`, so it is no preview")
        }
        let reason = reasonForUnknown
        let facts =
            steps.tally.facts(unknownBecause: reason)
            + [Fact("plan.errors", .count(errors)), steps.fingerprint.fact(unknownBecause: reason)]
        var notes = steps.notes(summary: summary ?? [:])
        if errors > 0 { notes.append(EvidenceNote(.information, "the preview reports \(errors) errors")) }
        notes.append(.noTime)
        return EvidenceReading(
            facts: facts, notes: notes, plannedChanges: steps.fingerprint.list(unknownBecause: reason))
    }

    private var reasonForUnknown: String? {
        if errors > 0 { return "the preview reports \(errors) errors, so what it plans is not complete" }
        if isCorrupt { return "the preview says that it may be corrupt" }
        guard let summary else { return "the preview has no `changeSummary`, so it may have ended early" }
        guard let difference = steps.difference(from: summary) else { return nil }
        return "the summary and the steps do not agree: \(difference)"
    }
}

extension PulumiSteps.Step {
    /// Reads a step or the metadata of an event.
    init(_ json: inout JSONCursor, operation: String, old: String, new: String) throws(JSONError) {
        let start = try json.startOfValue()
        var read = Self()
        var hasState = false
        var isCustom = false
        try json.readObject { name, json throws(JSONError) in
            switch name {
            case operation: read.operation = try json.string()
            case "urn": read.urn = try json.string()
            case old, new:
                let state = name
                try json.members { name, json throws(JSONError) in
                    hasState = true
                    switch name {
                    case "custom": isCustom = try json.flag() || isCustom
                    case "retainOnDelete": read.isRetained = try json.flag() || read.isRetained
                    case "inputs" where state == new:
                        read.isTooLong = try !json.skip(keepingIn: &read.inputs, limit: PlanDigest.valueLimit)
                    default: try json.skip()
                    }
                }
            default: try json.skip()
            }
        }
        guard !read.operation.isEmpty, !read.urn.isEmpty else {
            throw json.error("a step has no `\(operation)` or no `urn`", at: start)
        }
        // Events leave `custom` out where it is false.
        read.isCustom = isCustom || !hasState
        self = read
    }
}

extension JSONCursor {
    /// Reads a diagnostic, and reports whether it is an error that stands. The message is passed over, because it quotes
    /// values.
    mutating func isPulumiError() throws(JSONError) -> Bool {
        var severity = ""
        var isPassing = false
        try readObject { name, json throws(JSONError) in
            switch name {
            case "severity": severity = try json.string()
            case "ephemeral": isPassing = try json.flag()
            default: try json.skip()
            }
        }
        return severity == "error" && !isPassing
    }
}
