import ReleaseModel

/// Reads a Tekton PipelineRun or TaskRun, or a list of them, in YAML or JSON.
///
/// The condition `Succeeded` decides: True has succeeded, False has failed (whatever the reason, a cancellation too),
/// Unknown is running. The revision is taken from a result or parameter that is named after it, else from the label
/// that Pipelines as Code or Konflux leaves.
package enum TektonPipelineRunReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "tekton-pipelinerun", title: "Tekton PipelineRun", channel: "ci", facts: CheckTally.facts,
        specification: "https://tekton.dev/docs/pipelines/pipelineruns/")

    /// Labels and annotations that hold the commit.
    private static let commitMarks = [
        "pipelinesascode.tekton.dev/sha", "build.appstudio.redhat.com/commit_sha",
        "build.appstudio.openshift.io/commit_sha",
    ]

    private static let kinds: Set<String> = ["PipelineRun", "TaskRun"]
    private static let versions = ["tekton.dev/v1", "tekton.dev/v1beta1", "tekton.dev/v1alpha1"]

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        if outline.shape == .jsonObject {
            if kinds.contains(outline.values["kind"] ?? "") { return .certain }
            // What kubectl and tkn list: "List", "PipelineRunList", "TaskRunList". A run that just began has no status.
            guard outline.has("items", "kind", "apiVersion"), let item = outline.nested["items"] else { return .no }
            return item.contains("spec") || item.contains("status")
                || outline.values["kind"]?.hasSuffix("RunList") == true
                ? .possible : .no
        }
        guard outline.shape == .text, outline.head.contains("tekton.dev/") else { return .no }
        return kinds.contains { outline.head.contains("kind: \($0)") } ? .certain : .no
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        let isJSON = try document.firstByte() == UInt8(ascii: "{")
        let root = isJSON ? try document.tree() : try document.yamlTree()
        let runs = try root.array("items") ?? [root]
        var tally = CheckTally()
        var reading = EvidenceReading()
        var revisions: Set<String> = []
        for (index, run) in runs.enumerated() {
            guard let kind = try run.text("kind"), kinds.contains(kind) else {
                throw run.error("\"kind\" is not PipelineRun or TaskRun")
            }
            if let version = try run.text("apiVersion"), !versions.contains(version) {
                throw run.error(
                    "the apiVersion \"\(version.prefix(60))\" is not known; \(versions.joined(separator: ", ")) are read"
                )
            }
            let name = try run.object("metadata")?.text("name") ?? "run \(index + 1)"
            let status = try run.object("status")
            tally.add(
                CheckTally.Attempt(
                    key: "\(index) \(name)", name: name, outcome: try outcome(status), order: []))
            revisions.formUnion(try Self.revisions(run, status))
            if let time = try status?.firstInstant("completionTime", "startTime") {
                reading.observedAt = max(reading.observedAt ?? time, time)
            }
            if runs.count == 1 { reading.runID = try run.object("metadata")?.text("uid") ?? name }
        }
        if let token = try root.object("metadata")?.text("continue"), !token.isEmpty {
            reading.giveUnknown(CheckTally.facts, "the list goes on (`metadata.continue`); ask for every page")
        } else {
            tally.add(to: &reading)
        }
        reading.settleRevision(revisions)
        return reading
    }

    private static func outcome(_ status: LocatedValue?) throws(EvidenceError) -> CheckTally.Outcome {
        for condition in try status?.array("conditions") ?? [] where try condition.text("type") == "Succeeded" {
            switch try condition.requiredText("status") {
            case "True": return .succeeded
            case "False": return .failed
            default: return .pending
            }
        }
        return .pending
    }

    private static func revisions(_ run: LocatedValue, _ status: LocatedValue?) throws(EvidenceError) -> Set<String> {
        let lists = [
            try status?.array("results"), try status?.array("pipelineResults"), try status?.array("taskResults"),
            try run.object("spec")?.array("params"),
        ]
        for list in lists {
            var found: Set<String> = []
            for entry in list ?? [] {
                guard let name = entry["name"]?.string?.lowercased(),
                    let value = entry["value"]?.string?.trimmingLineEnd,
                    name.hasSuffix("git_commit") || JUnitAttributes.isRevisionName(name),
                    JUnitAttributes.isRevision(value)
                else { continue }
                found.insert(value)
            }
            if !found.isEmpty { return found }
        }
        let metadata = try run.object("metadata")
        for marks in [try metadata?.object("labels"), try metadata?.object("annotations")] {
            let found = commitMarks.compactMap { marks?[$0]?.string }.filter(JUnitAttributes.isRevision)
            if !found.isEmpty { return Set(found) }
        }
        return []
    }
}

extension String {
    /// Tekton's results often end with the line end that a shell printed.
    fileprivate var trimmingLineEnd: String {
        var text = self[...]
        while text.last?.isNewline == true { text.removeLast() }
        return String(text)
    }
}
