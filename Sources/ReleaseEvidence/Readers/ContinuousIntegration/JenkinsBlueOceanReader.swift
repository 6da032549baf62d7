import ReleaseModel

/// Reads what Jenkins' Blue Ocean interface gives: a run, the list of runs, or the stages of one run.
///
/// A result counts once the state is `FINISHED`. `UNSTABLE`, `ABORTED` and `UNKNOWN` are failed, `NOT_BUILT` and a state of
/// `SKIPPED` are skipped. Of several runs only the one with the highest number counts.
package enum JenkinsBlueOceanReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "jenkins-blue-ocean", title: "Jenkins Blue Ocean run or stages", channel: "ci",
        facts: CheckTally.facts.filter { $0 != "ci.reruns" },
        specification: "https://github.com/jenkinsci/blueocean-plugin/blob/master/blueocean-rest/README.md")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        guard outline.shape == .jsonObject || outline.shape == .jsonArray, outline.has("result", "state", "id") else {
            return .no
        }
        if outline.values["_class"]?.hasPrefix("io.jenkins.blueocean.") == true { return .certain }
        return outline.has("enQueueTime") || outline.has("displayName", "durationInMillis") ? .certain : .no
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        let root = try document.tree()
        var reading = EvidenceReading()
        var tally = CheckTally()
        let entries = root.elements ?? [root]
        guard !entries.isEmpty else {
            reading.giveUnknown(format.facts, "the list is empty, and no run is no result")
            return reading
        }
        if root.elements != nil, !entries.contains(where: isRun) {
            var times: [Instant] = []
            for node in entries {
                try add(node, named: "displayName", to: &tally)
                if let start = try node.instant("startTime") {
                    let length = min(max(try node.integer("durationInMillis") ?? 0, 0), 1 << 40)
                    times.append(Instant(milliseconds: start.milliseconds + length))
                }
            }
            reading.observedAt = times.max()
            reading.note(
                .missing, "the stages name no commit; `revision:` in the release file says which one it is about")
        } else {
            var newest = (run: entries[0], number: Int64.min)
            for run in entries {
                let number = try run.identifier("id").flatMap { Int64($0) } ?? 0
                if number > newest.number { newest = (run, number) }
            }
            if entries.count > 1 {
                reading.note(.ignored, "\(entries.count - 1) older runs, which are of other changes")
            }
            try add(newest.run, named: "pipeline", to: &tally)
            reading.runID = try newest.run.identifier("id")
            reading.observedAt = try newest.run.firstInstant("endTime", "startTime", "enQueueTime")
            reading.revision = try newest.run.text("commitId")
            if reading.revision == nil {
                reading.note(
                    .missing, "the run names no commit; `revision:` in the release file says which one it is about")
            }
        }
        tally.add(to: &reading)
        reading.facts.removeAll { $0.id == "ci.reruns" }
        return reading
    }

    private static func isRun(_ value: LocatedValue) -> Bool { value.has("enQueueTime") || value.has("pipeline") }

    private static func add(
        _ value: LocatedValue, named name: String, to tally: inout CheckTally
    ) throws(EvidenceError) {
        guard value.has("result"), value.has("state") else { throw value.missing("state") }
        let id = try value.identifier("id") ?? ""
        let outcome: CheckTally.Outcome =
            switch (try value.text("state"), try value.text("result")) {
            case ("SKIPPED", _), ("NOT_BUILT", _), ("FINISHED", "NOT_BUILT"): .skipped
            case ("FINISHED", "SUCCESS"): .succeeded
            case ("FINISHED", _): .failed
            default: .pending
            }
        tally.add(
            CheckTally.Attempt(
                key: "\(tally.attempts.count)", name: "\(try value.text(name) ?? "run") \(id)", outcome: outcome,
                order: [0]))
    }
}
