import JSONStream
import ReleaseModel

/// Counts the steps of a Pulumi deployment, in Pulumi's own way of counting and in the common vocabulary.
///
/// A replacement shows as the logical step `replace`, as the physical steps `create-replacement` and `delete-replaced`,
/// or as all three; it is one replaced resource in each case.
struct PulumiSteps {
    private(set) var tally = PlanTally()
    /// Digests steps with their planned inputs. Pulumi's own marks, an object with `ciphertext` or `plaintext`, and names
    /// and texts that look like secrets are left out.
    private(set) var fingerprint: PlanDigest
    /// How many resources have each operation, as the summary counts them.
    private var operations: [String: Int64] = [:]
    private var replaced: Set<String> = []
    private var types: [String: ResourceKind] = [:]
    private var refreshed: Int64 = 0
    /// The stack that the URNs name.
    private(set) var stack: String?

    /// A step as the preview and the event log describe it.
    struct Step {
        var operation = ""
        var urn = ""
        /// Whether a provider manages the resource; components only group others.
        var isCustom = true
        /// Whether a delete leaves the resource running (`retainOnDelete`).
        var isRetained = false
        /// The planned inputs as they stand; empty where there are none.
        var inputs: [UInt8] = []
        /// The planned inputs are longer than is held in memory.
        var isTooLong = false
    }

    /// - Parameter format: the format that the steps come from.
    init(_ format: String) {
        fingerprint = PlanDigest(format, form: .cautious())
    }

    mutating func record(_ step: Step) {
        digest(step)
        let urn = PulumiURN(step.urn)
        if stack == nil { stack = urn.stack }
        let kinds = step.isCustom ? kinds(of: urn.type) : []
        let shown = { urn.shown }
        switch step.operation {
        case "same", "discard", "discard-replaced", "remove-pending-replace": break
        case "refresh": refreshed += 1
        case "create": count(.creates, kinds, "create", shown)
        case "update": count(.updates, kinds, "update", shown)
        case "read": count(.reads, kinds, "read", shown)
        case "import": count(.imports, kinds, "import", shown)
        case "delete": count(step.isRetained ? .forgets : .deletes, kinds, "delete", shown)
        case "replace", "create-replacement", "delete-replaced", "read-replacement", "import-replacement":
            guard replaced.insert(step.urn).inserted else { return }
            count(.replaces, kinds, "replace", shown)
        default:
            tally.countUnknown(address: shown, because: "unknown operation \"\(ShownAddress.name(step.operation))\"")
        }
    }

    private mutating func digest(_ step: Step) {
        guard !PulumiSteps.unchanging.contains(step.operation) else { return }
        let shown = PulumiURN(step.urn).shown
        guard !step.isTooLong else { return fingerprint.skip(shown: shown) }
        fingerprint.add(shown: shown, [step.urn, step.operation, step.isRetained ? "retain" : ""]) {
            form in
            if !step.inputs.isEmpty { form.append(json: step.inputs) }
        }
    }

    /// Steps that change nothing.
    private static let unchanging: Set<String> = [
        "same", "discard", "discard-replaced", "remove-pending-replace", "refresh",
    ]

    private mutating func count(
        _ action: PlannedAction, _ kinds: ResourceKind, _ operation: String, _ shown: () -> String
    ) {
        tally.count([action], kinds, address: shown)
        operations[operation, default: 0] += 1
    }

    private mutating func kinds(of type: String) -> ResourceKind {
        if let kinds = types[type] { return kinds }
        // The stack itself and the providers are Pulumi's own and hold nothing.
        let kinds = type.hasPrefix("pulumi:") ? [] : ResourceKindTable.kinds(pulumi: type)
        if types.count < 4096 { types[type] = kinds }
        return kinds
    }

    /// Where Pulumi's summary says something else than what was counted; nil where they agree.
    func difference(from summary: [String: Int64]) -> String? {
        var differences: [String] = []
        for operation in ["create", "update", "delete", "replace", "read", "import"] {
            let counted = operations[operation] ?? 0
            var stated = summary[operation] ?? 0
            if operation == "replace", stated == 0 {
                stated = max(summary["create-replacement"] ?? 0, summary["delete-replaced"] ?? 0)
            }
            if counted != stated { differences.append("\(operation) is \(stated) there and \(counted) here") }
        }
        return differences.isEmpty ? nil : differences.joined(separator: ", ")
    }

    /// Notes on what was counted.
    func notes(summary: [String: Int64]) -> [EvidenceNote] {
        var notes: [EvidenceNote] = []
        let words = summary.sorted { $0.key < $1.key }.map { "\($0.value) \(ShownAddress.name($0.key))" }
        if !words.isEmpty {
            notes.append(EvidenceNote(.information, "the tool's own summary: \(words.joined(separator: ", "))"))
        }
        if let stack {
            notes.append(
                EvidenceNote(
                    .information,
                    "the stack is \"\(ShownAddress.name(stack))\"; `environment:` in the release file says which environment"
                        + " it is"))
        }
        notes += tally.notes
        if refreshed > 0 {
            notes.append(EvidenceNote(.ignored, "\(refreshed) refresh steps: they read, and plan nothing"))
        }
        notes.append(EvidenceNote(.redacted, "inputs and outputs of resources and the configuration are not read"))
        notes.append(
            .noRevision("a preview")
        )
        return notes
    }
}

/// A Pulumi resource name: `urn:pulumi:stack::project::parentType$type::name`.
struct PulumiURN {
    let stack: String?
    /// The type token without those of its parents, such as `aws:s3/bucket:Bucket`.
    let type: String
    private let name: String

    init(_ urn: String) {
        let parts = urn.split(separator: "::", maxSplits: 3, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 4, parts[0].hasPrefix("urn:pulumi:") else {
            stack = nil
            type = ""
            name = urn
            return
        }
        stack = String(parts[0].dropFirst("urn:pulumi:".count))
        type = parts[2].split(separator: "$").last.map(String.init) ?? ""
        name = parts[3]
    }

    /// The type and the name, fit to be shown.
    var shown: String { type.isEmpty ? ShownAddress.name(name) : "\(type) \(ShownAddress.name(name))" }
}
