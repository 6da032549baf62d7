import ReleaseModel

/// Reads GitHub commit statuses, the older neighbour of check runs: the combined status, a list, or the `status` webhook.
///
/// The newest status of a context counts. `error` and `failure` are failed.
package enum GitHubCommitStatusReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "github-commit-status", title: "GitHub commit status", channel: "ci", facts: CheckTally.facts,
        specification: "https://docs.github.com/en/rest/commits/statuses")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        switch outline.shape {
        case .jsonObject:
            if outline.has("statuses", "state", "sha") { return .certain }
            return outline.has("context", "state", "sha") ? .certain : .no
        case .jsonArray: return outline.has("context", "state") ? .certain : .no
        default: return .no
        }
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        let root = try document.tree()
        var reading = EvidenceReading()
        var tally = CheckTally()
        let statuses: [LocatedValue]
        if let elements = root.elements {
            statuses = elements
        } else if let listed = try root.array("statuses") {
            statuses = listed
        } else {
            statuses = [root]
        }
        for (index, status) in statuses.enumerated() {
            let context = try status.requiredText("context")
            let time = try status.firstInstant("updated_at", "created_at")
            if let time { reading.observedAt = max(reading.observedAt ?? time, time) }
            let outcome: CheckTally.Outcome =
                switch try status.requiredText("state") {
                case "success": .succeeded
                case "pending": .pending
                default: .failed
                }
            // GitHub lists the newest first.
            let order = [time?.milliseconds ?? 0, Int64(-index)]
            tally.add(CheckTally.Attempt(key: context, name: context, outcome: outcome, order: order))
        }
        if root.members != nil, let total = try root.integer("total_count"), total > Int64(statuses.count) {
            reading.giveUnknown(
                CheckTally.facts, "the answer shows \(statuses.count) of \(total) statuses; ask for every page")
        } else {
            tally.add(to: &reading)
        }
        if root.members != nil { reading.revision = try root.text("sha") }
        return reading
    }
}
