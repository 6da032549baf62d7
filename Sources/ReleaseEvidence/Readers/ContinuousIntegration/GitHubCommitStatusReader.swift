import ReleaseModel

/// Reads GitHub commit statuses, the older neighbour of check runs: the combined status, a list, or the `status` webhook.
///
/// The newest status of a context counts. `error` and `failure` are failed. A list names its revision only in the
/// addresses of its entries; one whose last page is full may have more behind it and gives no facts.
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
        let pages = try document.pages()
        let root = pages[0]
        var reading = EvidenceReading()
        var all: [Status] = []
        let statuses: [LocatedValue]
        if let entries = pages.entries {
            statuses = entries
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
            all.append(Status(context: context, outcome: outcome, order: order))
        }
        let tally = tally(of: all)
        if let length = pages.fullLastPage() {
            reading.giveUnknown(
                CheckTally.facts,
                "the list has \(length) entries on its last page, a full one, so there may be more; join every page")
        } else if root.members != nil, let total = try root.integer("total_count"), total > Int64(statuses.count) {
            reading.giveUnknown(
                CheckTally.facts, "the answer shows \(statuses.count) of \(total) statuses; ask for every page")
        } else {
            tally.add(to: &reading)
        }
        if root.members != nil { reading.revision = try root.text("sha") }
        if reading.revision == nil { reading.settleRevision(Set(try statuses.map(addressed).compactMap { $0 })) }
        return reading
    }

    private struct Status {
        var context: String
        var outcome: CheckTally.Outcome
        var order: [Int64]
    }

    /// One attempt for each result and for what is last; a `pending` that a later word has settled is no attempt.
    private static func tally(of statuses: [Status]) -> CheckTally {
        var last: [String: [Int64]] = [:]
        for status in statuses {
            let known = last[status.context]
            if known.map({ $0.lexicographicallyPrecedes(status.order) }) ?? true { last[status.context] = status.order }
        }
        var tally = CheckTally()
        for status in statuses where status.outcome != .pending || last[status.context] == status.order {
            tally.add(
                CheckTally.Attempt(
                    key: status.context, name: status.context, outcome: status.outcome, order: status.order))
        }
        return tally
    }

    /// The commit at the end of a status' own address.
    private static func addressed(_ status: LocatedValue) throws(EvidenceError) -> String? {
        guard let last = try status.text("url")?.split(separator: "/").last.map(String.init) else { return nil }
        return last.utf8.count >= 40 && JUnitAttributes.isRevision(last) ? last : nil
    }
}
