import ReleaseModel

/// Counts issues of any tracker.
struct IssueTally {
    /// What matters of an issue; nil where the document does not say.
    struct Issue {
        var key: String
        var isDone: Bool?
        var isBlocker: Bool?
    }

    /// The facts that `add(to:)` gives.
    static let facts: [FactID] = ["issues.total", "issues.open", "issues.open_blockers"]

    private var issues: [Issue] = []

    mutating func add(_ issue: Issue) { issues.append(issue) }

    /// Names of the priorities that stop a release, in the words of Jira, GitHub labels and common schemes.
    private static let blockingPriorities: Set<String> = [
        "blocker", "highest", "high", "critical", "urgent", "p0", "p1", "showstopper",
    ]

    private static let blockingLabels: Set<String> = [
        "releaseblocker", "blocker", "releaseblocking", "blocksrelease", "showstopper", "p0", "priorityp0",
        "prioritycritical", "prioritycriticalurgent", "criticalurgent",
    ]

    static func isBlocking(priority: String?) -> Bool {
        guard let priority else { return false }
        let words = priority.lowercased().split { !$0.isLetter && !$0.isNumber }
        return words.contains { blockingPriorities.contains(String($0)) }
    }

    static func isBlocking(labels: [String]) -> Bool {
        labels.contains { blockingLabels.contains($0.lowercased().filter { $0.isLetter || $0.isNumber }) }
    }

    /// Adds the facts, or the reasons why there are none.
    func add(to reading: inout EvidenceReading) {
        guard !issues.isEmpty else {
            reading.giveUnknown(
                IssueTally.facts,
                "the answer is empty, which no permission shows as well; a query that includes done issues tells the two "
                    + "apart")
            return
        }
        reading.count("issues.total", issues.count)
        let undecided = issues.filter { $0.isDone == nil }
        guard undecided.isEmpty else {
            reading.giveUnknown(
                ["issues.open", "issues.open_blockers"],
                "\(undecided.count) of \(issues.count) issues, such as \(undecided[0].key), do not show the category of "
                    + "their status; ask for the field `status`")
            return
        }
        let open = issues.filter { $0.isDone == false }
        reading.count("issues.open", open.count)
        let unclear = open.filter { $0.isBlocker == nil }
        if unclear.isEmpty {
            let blockers = open.filter { $0.isBlocker == true }.map(\.key).sorted()
            reading.count("issues.open_blockers", blockers.count)
            if !blockers.isEmpty {
                reading.note(.information, "open blockers: \(blockers.prefix(10).joined(separator: ", "))")
            }
        } else {
            reading.giveUnknown(
                ["issues.open_blockers"],
                "\(unclear.count) open issues, such as \(unclear[0].key), do not show both priority and labels; ask for the "
                    + "fields `priority` and `labels`")
        }
    }
}
