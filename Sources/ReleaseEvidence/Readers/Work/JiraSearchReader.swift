import ReleaseModel

/// Reads Jira issues: an answer of the search (`/search/jql`, the older `/search`, a board or a sprint), or one issue.
///
/// An issue is open unless the category of its status is `done`. It blocks the release where its priority is one of the
/// highest or one of its labels says so. A page that is not the last, or does not say whether it is, gives no facts;
/// neither does an empty one, because Jira leaves out silently what the reader may not see.
package enum JiraSearchReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "jira-search", title: "Jira search results or issue", channel: "jira", facts: IssueTally.facts,
        specification: "https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-search/")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        guard outline.isPages else { return .no }
        if let issue = outline.nested["issues"] {
            if issue.contains("fields") { return .certain }
            let hasPaging = outline.names.contains { ["isLast", "nextPageToken", "startAt", "total"].contains($0) }
            if issue.isEmpty && hasPaging { return .certain }
            if issue.contains("key") || issue.contains("id") && hasPaging { return .possible }
        }
        return outline.shape == .jsonObject && outline.has("key", "fields") ? .certain : .no
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        let pages = try document.pages("issues")
        let root = pages[0]
        var reading = EvidenceReading()
        var tally = IssueTally()
        if let issues = try pages.entries("issues") {
            for issue in issues { tally.add(try Self.issue(issue)) }
            if let reason = try incompleteness(pages, listed: issues.count) {
                reading.giveUnknown(IssueTally.facts, reason)
            } else {
                tally.add(to: &reading)
            }
        } else {
            tally.add(try Self.issue(root))
            tally.add(to: &reading)
        }
        for page in pages {
            for warning in try page.array("warningMessages") ?? [] {
                reading.note(.information, "Jira warns: \(warning.string?.prefix(200) ?? "")")
            }
        }
        reading.note(
            .missing,
            "a search result has no time of its own; `observed_at` in the release file states when it was taken")
        return reading
    }

    /// Why the pages are not the whole answer; nil where they say that they are.
    private static func incompleteness(_ pages: [LocatedValue], listed: Int) throws(EvidenceError) -> String? {
        guard let first = pages.first, let last = pages.last else { return "there is no page" }
        if try last.flag("isLast") == false {
            return "the page says `isLast: false`, so there are more; ask for every page"
        }
        if let token = try last.text("nextPageToken"), !token.isEmpty {
            return "the page has a `nextPageToken`, so there are more; ask for every page"
        }
        if let total = try first.integer("total") {
            let start = try first.integer("startAt") ?? 0
            guard start == 0 else { return "the page begins at entry \(start); ask for every page from the first" }
            if let reason = pages.surplus(listed: listed, total: total) { return reason }
            return Int64(listed) < total ? "the page shows \(listed) of \(total); ask for every page" : nil
        }
        for page in pages.dropLast() {
            let token = try page.text("nextPageToken")
            let isLast = try page.flag("isLast")
            guard isLast == false || token != nil else {
                return "a page before the last does not say that more follow, so these are several answers"
            }
        }
        if try last.flag("isLast") == true { return nil }
        return "the page says neither `isLast` nor `total`, so nobody knows whether there are more"
    }

    private static func issue(_ issue: LocatedValue) throws(EvidenceError) -> IssueTally.Issue {
        guard issue.has("fields") || issue.has("key") else { throw issue.missing("fields") }
        let key = try issue.firstIdentifier("key", "id") ?? "?"
        let fields = try issue.object("fields")
        let category = try fields?.object("status")?.object("statusCategory")
        let isDone: Bool? =
            switch try category?.text("key") {
            case "done": true
            case "new", "indeterminate": false
            default: nil
            }
        let priority = try fields?.object("priority")?.text("name")
        let hasPriority = fields?.has("priority") ?? false
        let labels = try fields?.array("labels")?.compactMap(\.string)
        let isBlocker: Bool? =
            if IssueTally.isBlocking(priority: priority) || IssueTally.isBlocking(labels: labels ?? []) {
                true
            } else if hasPriority && labels != nil {
                false
            } else {
                nil
            }
        return IssueTally.Issue(key: key, isDone: isDone, isBlocker: isBlocker)
    }
}
