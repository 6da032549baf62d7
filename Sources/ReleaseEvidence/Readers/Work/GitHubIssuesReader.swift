import ReleaseModel

/// Reads GitHub issues: a list, an answer of the search, one issue, or the `issues` webhook.
///
/// Pull requests, which the list shows as well, are left out. An issue blocks the release by its labels alone. A list
/// of exactly one page's length may have more behind it and gives no facts.
package enum GitHubIssuesReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "github-issues", title: "GitHub issues", channel: "github", facts: IssueTally.facts,
        specification: "https://docs.github.com/en/rest/issues/issues")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        switch outline.shape {
        case .jsonObject:
            if outline.has("total_count", "items", "incomplete_results") { return .certain }
            if outline.nested["issue"]?.contains("number") == true { return .certain }
            return outline.has("number", "state", "labels", "repository_url") ? .certain : .no
        case .jsonArray: return outline.has("number", "state", "labels", "title") ? .certain : .no
        default: return .no
        }
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        let root = try document.tree()
        var reading = EvidenceReading()
        var tally = IssueTally()
        var reason: String?
        let issues: [LocatedValue]
        if let elements = root.elements {
            issues = elements
            if [30, 50, 100].contains(elements.count) {
                reason = "the list has \(elements.count) entries, a full page, so there may be more; join every page"
            }
        } else if let items = try root.array("items") {
            issues = items
            if try root.flag("incomplete_results") != false {
                reason = "the search says that its results are incomplete"
            }
            guard let total = try root.integer("total_count") else { throw root.missing("total_count") }
            if total > Int64(items.count) { reason = "the page shows \(items.count) of \(total); ask for every page" }
        } else {
            issues = [try root.objectOrSelf("issue")]
        }
        var pullRequests = 0
        for issue in issues {
            if issue["pull_request"] != nil {
                pullRequests += 1
                continue
            }
            tally.add(try Self.issue(issue))
        }
        if let reason {
            reading.giveUnknown(IssueTally.facts, reason)
        } else {
            tally.add(to: &reading)
        }
        if pullRequests > 0 { reading.note(.ignored, "\(pullRequests) pull requests in the list") }
        reading.note(
            .missing, "a list has no time of its own; `observed_at` in the release file states when it was taken")
        return reading
    }

    private static func issue(_ issue: LocatedValue) throws(EvidenceError) -> IssueTally.Issue {
        let number = try issue.identifier("number") ?? "?"
        let state = try issue.requiredText("state")
        var labels: [String] = []
        for label in try issue.requiredArray("labels") {
            if let name = label.string {
                labels.append(name)
            } else if let name = try label.text("name") {
                labels.append(name)
            }
        }
        return IssueTally.Issue(
            key: "#\(number)", isDone: state == "closed" ? true : state == "open" ? false : nil,
            isBlocker: IssueTally.isBlocking(labels: labels))
    }
}
