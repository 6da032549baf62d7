import ReleaseModel

/// Reads one GitHub pull request with its checks and reviews: what `gh pr view --json` gives, an answer of the GraphQL
/// interface with all its pages, an answer of the REST interface, or the `pull_request` webhook. An answer of GraphQL
/// about a commit alone gives its checks.
///
/// Such a document holds what somebody asked for: a field that is not there gives no fact. A list that does not say that
/// it is whole, and an answer with errors beside its data, give none either. Only `mergeStateStatus: CLEAN` (or one with
/// hooks behind it) lets a change be merged. Checks count one by one, none hides another of the same name.
package enum GitHubPullRequestReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "github-pull-request", title: "GitHub pull request (gh, GraphQL, REST)", channel: "github",
        facts: CheckTally.facts.filter { $0 != "ci.reruns" } + [
            "review.approvals", "review.changes_requested", "review.unresolved", "change.mergeable", "change.approved",
        ],
        specification: "https://cli.github.com/manual/gh_pr_view")

    /// Names that only a pull request has, as the command line client and GraphQL write them.
    static let ownNames = [
        "statusCheckRollup", "reviewDecision", "mergeStateStatus", "latestReviews", "headRefOid", "reviewThreads",
    ]

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        guard outline.isPages else { return .no }
        if let data = outline.nested["data"] {
            guard Set(outline.names).isSubset(of: ["data", "errors", "extensions"]) else { return .no }
            if ["repository", "node", "resource"].contains(where: data.contains) { return .certain }
            return ["nodes", "search", "viewer", "organization"].contains(where: data.contains) ? .possible : .no
        }
        guard outline.shape != .jsonLines else { return .no }
        if ownNames.contains(where: outline.names.contains) { return .certain }
        if outline.nested["reviews"]?.contains("authorAssociation") == true { return .certain }
        guard outline.shape == .jsonObject else { return .no }
        if outline.has("mergeable_state", "head", "base") { return .certain }
        if ["review", "thread", "comment"].contains(where: outline.names.contains) { return .no }
        return outline.has("action") && outline.nested["pull_request"]?.contains("mergeable_state") == true
            ? .certain : .no
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        var values = try document.trees()
        if values.count == 1, let elements = values[0].elements { values = elements }
        guard let first = values.first else { throw EvidenceError("the list is empty") }
        if values.allSatisfy({ $0.has("data") }) { return try graph(values) }
        guard values.count == 1 else {
            throw values[1].error(
                "the document has \(values.count) pull requests; a document about one is accepted")
        }
        return try GitHubPullRequest(pages: [try first.objectOrSelf("pull_request")]).read()
    }

    /// The pages of an answer by GraphQL.
    private static func graph(_ pages: [LocatedValue]) throws(EvidenceError) -> EvidenceReading {
        var requests: [LocatedValue] = []
        for page in pages {
            if let errors = try page.array("errors"), let error = errors.first {
                var reading = EvidenceReading()
                let words = error["message"]?.string.map { " (\($0.prefix(120)))" } ?? ""
                reading.giveUnknown(
                    format.facts,
                    "GitHub answered with \(errors.count) errors beside the data\(words), so part of it is missing")
                return reading
            }
            guard let data = page["data"] else { throw page.missing("data") }
            let found = requestsIn(data)
            guard found.count == 1, let only = found.first else {
                throw page.error(
                    found.isEmpty
                        ? "the answer has neither a pull request nor a commit with its checks"
                        : "the answer has \(found.count) pull requests or commits; an answer about one is accepted")
            }
            requests.append(only)
        }
        return try GitHubPullRequest(pages: requests).read()
    }

    /// The outermost objects that are a pull request or a commit.
    private static func requestsIn(_ value: LocatedValue) -> [LocatedValue] {
        if let elements = value.elements { return elements.flatMap(requestsIn) }
        guard let members = value.members else { return [] }
        let names = ownNames + ["reviews", "mergeable", "isDraft"]
        if names.contains(where: value.has) || value["commits"]?["nodes"] != nil { return [value] }
        return members.flatMap { requestsIn($0.value) }
    }
}
