import ReleaseModel

/// Reads the stages of a Jenkins pipeline run: `wfapi/describe` of a run or a stage, and `wfapi/runs`.
///
/// Each stage counts, and the run beside them where it did not succeed: it may have failed outside of every stage, and one
/// that goes on has stages that are not there yet. `PAUSED_PENDING_INPUT` waits for a person, `NOT_EXECUTED` is skipped,
/// `ABORTED` and `UNSTABLE` are failed. Of several runs only the newest counts: the others are of other changes.
package enum JenkinsStageViewReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "jenkins-stages", title: "Jenkins pipeline stages (wfapi)", channel: "ci",
        facts: CheckTally.facts.filter { $0 != "ci.reruns" },
        specification: "https://plugins.jenkins.io/pipeline-rest-api/")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        guard outline.shape == .jsonObject || outline.shape == .jsonArray else { return .no }
        guard outline.has("id", "name", "status", "startTimeMillis") else { return .no }
        return ["stages", "stageFlowNodes"].contains(where: outline.names.contains) ? .certain : .possible
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        let root = try document.tree()
        var reading = EvidenceReading()
        reading.note(.missing, "a run names no commit; `revision:` in the release file says which one it is about")
        var run = root
        if let runs = root.elements {
            guard let newest = try newest(of: runs) else {
                reading.giveUnknown(format.facts, "the list is empty, and no run is no result")
                return reading
            }
            run = newest
            if runs.count > 1 {
                reading.note(.ignored, "\(runs.count - 1) older runs, which are of other changes")
            }
        }
        let (runName, status) = (try run.requiredText("name"), try run.requiredText("status"))
        guard run.has("startTimeMillis") else { throw run.missing("startTimeMillis") }
        reading.observedAt = try end(of: run)
        var tally = CheckTally()
        func add(_ name: String, _ outcome: CheckTally.Outcome) {
            tally.add(
                CheckTally.Attempt(
                    key: "\(tally.attempts.count)", name: name, outcome: outcome, order: [0]))
        }
        let isStage = run.has("stageFlowNodes")
        if isStage {
            reading.note(.information, "one stage only, not the whole run")
        } else {
            reading.runID = try run.identifier("id")
            guard let stages = try run.array("stages") else {
                reading.giveUnknown(format.facts, "the run shows no stages; ask for it with `wfapi/describe`")
                return reading
            }
            for stage in stages {
                add(try stage.requiredText("name"), outcome(of: try stage.requiredText("status")))
            }
        }
        let whole = outcome(of: status)
        if tally.attempts.isEmpty || whole != .succeeded { add(isStage ? runName : "run \(runName)", whole) }
        tally.add(to: &reading)
        reading.facts.removeAll { $0.id == "ci.reruns" }
        return reading
    }

    /// The run that began last; the first of those that began together.
    private static func newest(of runs: [LocatedValue]) throws(EvidenceError) -> LocatedValue? {
        var newest: (run: LocatedValue, start: Int64)?
        for run in runs {
            let start = try run.integer("startTimeMillis") ?? 0
            if newest.map({ start > $0.start }) ?? true { newest = (run, start) }
        }
        return newest?.run
    }

    private static func end(of run: LocatedValue) throws(EvidenceError) -> Instant? {
        let start = try run.integer("startTimeMillis") ?? 0
        guard start > 0, start < 1 << 50 else { return nil }
        if let end = try run.integer("endTimeMillis"), end >= start, end < 1 << 50 { return Instant(milliseconds: end) }
        return Instant(milliseconds: start + min(max(try run.integer("durationMillis") ?? 0, 0), 1 << 40))
    }

    private static func outcome(of status: String) -> CheckTally.Outcome {
        switch status {
        case "SUCCESS": .succeeded
        case "NOT_EXECUTED": .skipped
        case "IN_PROGRESS", "PAUSED_PENDING_INPUT": .pending
        default: .failed
        }
    }
}
