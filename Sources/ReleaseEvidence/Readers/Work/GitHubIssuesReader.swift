import ReleaseModel

/// Reads GitHub issues: a list or an answer of the search with all its pages, one issue, or the `issues` webhook.
///
/// Pull requests, which the list shows as well, are left out. An issue blocks the release by its labels alone. A list
/// whose last page is full may have more behind it and gives no facts.
package enum GitHubIssuesReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "github-issues", title: "GitHub issues", channel: "github", facts: IssueTally.facts,
        specification: "https://docs.github.com/en/rest/issues/issues")

    /// Names that only a pull request has, in the interface and in the command line client.
    private static let pullRequestNames: Set<String> = [
        "head", "base", "headRefName", "headRefOid", "baseRefName", "isDraft", "mergeable", "reviewDecision",
        "statusCheckRollup", "merged_at", "mergedAt",
    ]

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        // The search answers in one shape for all it searches.
        if outline.isPages, outline.has("total_count", "items"), let item = outline.nested["items"] {
            return item.contains("number") && item.contains("labels") ? .certain : item.isEmpty ? .possible : .no
        }
        // A pull request has the names of an issue and branches beside them.
        let isIssue =
            outline.has("number", "state", "labels", "title")
            && !outline.names.contains(where: pullRequestNames.contains)
        switch outline.shape {
        case .jsonObject:
            if outline.nested["issue"]?.contains("number") == true { return .certain }
            return isIssue ? .certain : .no
        case .jsonArray: return isIssue ? .certain : .no
        default: return .no
        }
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        let pages = try document.pages("items")
        let root = pages[0]
        var reading = EvidenceReading()
        var tally = IssueTally()
        var reason: String?
        let issues: [LocatedValue]
        if let entries = pages.entries {
            issues = entries
            if let length = pages.fullLastPage() {
                reason =
                    "the list has \(length) entries on its last page, a full one, so there may be more; join every page"
            }
        } else if let items = try pages.entries("items") {
            issues = items
            var total: Int64 = 0
            for page in pages {
                if try page.flag("incomplete_results") != false {
                    reason = "the search does not say that its results are complete (`incomplete_results: false`)"
                }
                guard let stated = try page.integer("total_count") else { throw page.missing("total_count") }
                total = max(total, stated)
            }
            if let surplus = pages.surplus(listed: items.count, total: total) { reason = surplus }
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
        // The command line client writes "OPEN" where the interface writes "open".
        let state = try issue.requiredText("state").lowercased()
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
