import ReleaseModel

/// One pull request, or one commit, on one or several pages of an answer.
struct GitHubPullRequest {
    private let pages: [LocatedValue]
    private let first: LocatedValue
    private var reading = EvidenceReading()
    private var times: [Instant] = []

    init(pages: [LocatedValue]) throws(EvidenceError) {
        guard let first = pages.first else { throw EvidenceError("the document is empty") }
        self.pages = pages
        self.first = first
    }

    /// What the document says of it.
    func read() throws(EvidenceError) -> EvidenceReading {
        var copy = self
        try copy.readSubject()
        try copy.readChecks()
        try copy.readReviews()
        try copy.readThreads()
        try copy.readMergeability()
        return copy.finished()
    }

    /// A list of which an answer shows a part at a time.
    struct Connection {
        var nodes: [LocatedValue]
        /// Why these may not be all; nil where they are.
        var gap: String?
    }

    /// The whole list under the values that `find` gives of each page: an array of the command line client, or the
    /// nodes of GraphQL on as many pages as they take. nil where nobody asked for it.
    static func connection(
        _ values: [LocatedValue], _ name: String
    ) throws(EvidenceError) -> Connection? {
        guard let first = values.first else { return nil }
        if let elements = first.elements {
            // The client asks for up to a hundred of each.
            let isFull = elements.count == 100
            return Connection(
                nodes: elements, gap: isFull ? "\(name) shows 100 entries, a full page, so there may be more" : nil)
        }
        var nodes: [LocatedValue] = []
        var seen: Set<String> = []
        var total: Int64?
        var isWhole: Bool?
        for value in values where isWhole != true {
            for node in try value.requiredArray("nodes") {
                if let id = node["id"]?.scalarText, !seen.insert(id).inserted { continue }
                nodes.append(node)
            }
            if let stated = try value.integer("totalCount") { total = max(total ?? 0, stated) }
            isWhole = try value.object("pageInfo")?.flag("hasNextPage").map { !$0 }
        }
        switch (isWhole, total) {
        case (false?, _): return Connection(nodes: nodes, gap: "\(name) has more pages; ask for every page")
        case (_, let total?) where Int64(nodes.count) < total:
            return Connection(nodes: nodes, gap: "\(name) shows \(nodes.count) of \(total); ask for every page")
        case (nil, nil):
            let gap = "\(name) does not say whether it is whole; ask for `pageInfo` or `totalCount` as well"
            return Connection(nodes: nodes, gap: gap)
        default: return Connection(nodes: nodes, gap: nil)
        }
    }

    private mutating func readSubject() throws(EvidenceError) {
        var heads: Set<String> = []
        for page in pages {
            let branch = try page.object("head")?.text("sha")
            let named = try page.firstText("headRefOid", "oid")
            if let head = named ?? branch, !head.isEmpty { heads.insert(head) }
        }
        guard heads.count < 2 else {
            throw first.error("the pages are of \(heads.count) commits; ask for all of them again")
        }
        reading.revision = heads.first
        if reading.revision == nil, let commits = first["commits"]?.elements, commits.count < 100 {
            reading.revision = try commits.last?.text("oid")
        }
        let author = first["author"] ?? first["user"]
        reading.producer = author?["login"]?.string
        for name in ["updatedAt", "updated_at", "mergedAt", "merged_at"] { try take(first.instant(name)) }
    }

    private mutating func take(_ time: Instant?) {
        // The client writes the year 1 where there is no time.
        if let time, time.milliseconds > 0 { times.append(time) }
    }

    private mutating func finished() -> EvidenceReading {
        reading.observedAt = times.max()
        let asked: [(FactID, String)] = [
            ("ci.total", "statusCheckRollup"), ("review.approvals", "reviews"),
            ("change.mergeable", "mergeStateStatus"),
            ("change.approved", "reviewDecision"),
        ]
        let missing = asked.filter { asked in !reading.facts.contains { $0.id == asked.0 } }.map(\.1)
        if !missing.isEmpty {
            reading.note(.missing, "not asked for, so nothing is known of it: \(missing.joined(separator: ", "))")
        }
        if reading.revision == nil {
            reading.note(.missing, "the document does not name the commit; ask for `headRefOid` as well")
        }
        if reading.observedAt == nil {
            reading.note(
                .missing, "the document names no time; ask for `updatedAt` as well, or state `observed_at`")
        }
        return reading
    }
}

extension GitHubPullRequest {
    private static let checkFacts = GitHubPullRequestReader.format.facts.filter { $0.name.hasPrefix("ci.") }

    /// The rollups of the pages, with the commit they are of; nil where nobody asked.
    private func rollups() throws(EvidenceError) -> [(rollup: LocatedValue?, commit: String?)]? {
        var found: [(rollup: LocatedValue?, commit: String?)] = []
        for page in pages {
            let own = page["statusCheckRollup"]
            // GraphQL keeps it in the last commit; the client's own queries call those commits by its name.
            let commits = own?["nodes"] != nil ? own : page["commits"]
            if let nodes = commits?["nodes"]?.elements {
                guard let commit = try nodes.last?.object("commit"), commit.has("statusCheckRollup") else { continue }
                found.append((commit["statusCheckRollup"], try commit.text("oid")))
            } else if page.has("statusCheckRollup") {
                found.append((own, try page.text("oid")))
            }
        }
        return found.isEmpty ? nil : found
    }

    private mutating func readChecks() throws(EvidenceError) {
        guard let rollups = try rollups() else { return }
        let ids = GitHubPullRequest.checkFacts
        let commits = Set(rollups.compactMap(\.commit).filter { !$0.isEmpty })
        if reading.revision == nil, commits.count == 1 { reading.revision = commits.first }
        if let other = commits.sorted().first(where: { $0 != reading.revision }) {
            let head = reading.revision?.prefix(12) ?? "one commit"
            reading.giveUnknown(ids, "the checks shown are of the commit \(other.prefix(12)) and not of \(head)")
            return
        }
        let values = rollups.compactMap(\.rollup)
        guard let rollup = values.first else {
            reading.giveUnknown(ids, "no check ran on the newest commit, and no check is no result")
            return
        }
        let lists = rollup.elements != nil ? values : values.compactMap { $0["contexts"] }
        guard let list = try GitHubPullRequest.connection(lists, "the list of checks") else {
            reading.giveUnknown(ids, "the answer shows the state of all checks together and not the checks")
            return
        }
        if let gap = list.gap {
            reading.giveUnknown(ids, gap)
            return
        }
        var tally = CheckTally()
        for (index, check) in list.nodes.enumerated() {
            guard let attempt = try attempt(of: check, at: index) else {
                reading.giveUnknown(
                    ids, "a check shows no result; ask for `status` and `conclusion`, and for `state` of a status")
                return
            }
            tally.add(attempt)
            for name in ["startedAt", "completedAt", "createdAt"] { try take(check.instant(name)) }
        }
        tally.add(to: &reading)
        reading.facts.removeAll { $0.id == "ci.reruns" }
        guard rollup.members != nil, let state = try rollup.text("state"), state != "SUCCESS", !list.nodes.isEmpty,
            tally.attempts.allSatisfy({ [.succeeded, .neutral, .skipped].contains($0.outcome) })
        else { return }
        reading.giveUnknown(
            ids,
            "GitHub says \(state.prefix(40)) of all checks together though none of those shown failed or waits, so one "
                + "is not shown")
    }

    /// A check run or a status; nil where the document does not show its result.
    private func attempt(of check: LocatedValue, at index: Int) throws(EvidenceError) -> CheckTally.Attempt? {
        let name = try check.firstText("name", "context") ?? "check \(index + 1)"
        let outcome: CheckTally.Outcome
        if let state = try check.text("state") {
            outcome =
                switch state.uppercased() {
                case "SUCCESS": .succeeded
                case "PENDING", "EXPECTED": .pending
                default: .failed
                }
        } else {
            guard check.has("conclusion") else { return nil }
            let conclusion = try check.text("conclusion")?.lowercased() ?? ""
            let stated = try check.text("status")?.lowercased()
            guard let status = stated ?? (conclusion.isEmpty ? nil : "completed") else { return nil }
            outcome = CheckTally.Outcome.github(status: status, conclusion: conclusion.isEmpty ? nil : conclusion)
        }
        return CheckTally.Attempt(key: "\(index)", name: name, outcome: outcome, order: [Int64(index)])
    }
}

extension GitHubPullRequest {
    private mutating func readReviews() throws(EvidenceError) {
        let ids: [FactID] = ["review.approvals", "review.changes_requested"]
        let name = first["reviews"] != nil ? "reviews" : "latestReviews"
        let values = pages.compactMap { $0[name] }
        guard values.allSatisfy({ $0.elements != nil || $0["nodes"] != nil }),
            let list = try GitHubPullRequest.connection(values, "the list of reviews")
        else { return }
        var reviews: [GitHubReview] = []
        for node in list.nodes {
            let author = try node.object("author")
            let login = try author?.text("login") ?? ""
            let isMarked = try author?.flag("is_bot") ?? false
            let isApp = try author?.text("__typename") == "Bot"
            let commit = try node.object("commit")?.text("oid") ?? ""
            let time = try node.firstInstant("submittedAt", "updatedAt", "createdAt")
            take(time)
            reviews.append(
                GitHubReview(
                    person: login.isEmpty ? "ghost" : login, state: try node.requiredText("state").lowercased(),
                    revision: commit.isEmpty ? nil : commit, time: time.flatMap { $0.milliseconds > 0 ? $0 : nil },
                    isBot: isMarked || isApp || login.hasSuffix("[bot]") || login.hasPrefix("app/")))
        }
        if let gap = list.gap {
            reading.giveUnknown(ids, gap)
        } else if reviews.isEmpty {
            reading.giveUnknown(ids, "the list of reviews is empty, and no review is no result")
        } else {
            GitHubReview.add(
                reviews, to: &reading,
                unnamedCommit: "the reviews do not say which commit they approve; ask for `reviews` with their commits")
            if reading.revision == nil {
                reading.giveUnknown(
                    ["review.approvals"], "which commit is the newest is not known, so nor is what the approvals are of"
                )
            }
        }
    }

    private mutating func readThreads() throws(EvidenceError) {
        let values = pages.compactMap { $0["reviewThreads"] }
        guard let list = try GitHubPullRequest.connection(values, "the list of discussions") else { return }
        if let gap = list.gap {
            reading.giveUnknown(["review.unresolved"], gap)
            return
        }
        var open = 0
        for thread in list.nodes {
            guard let isResolved = try thread.flag("isResolved") else {
                reading.giveUnknown(["review.unresolved"], "a discussion does not say whether it is resolved")
                return
            }
            if !isResolved { open += 1 }
        }
        reading.count("review.unresolved", open)
    }

    private mutating func readMergeability() throws(EvidenceError) {
        if first.has("reviewDecision") {
            let decision = try first.text("reviewDecision") ?? ""
            if decision.isEmpty {
                reading.giveUnknown(["change.approved"], "GitHub asks for no review of this change")
            } else {
                reading.facts.append(Fact("change.approved", .flag(decision == "APPROVED")))
            }
        }
        let isDraft = try first.firstFlag("isDraft", "draft") ?? false
        let state = try first.text("state")?.uppercased()
        let isMerged = try first.flag("merged") ?? (state == "MERGED")
        let status = try first.firstText("mergeStateStatus", "mergeable_state")
        if isDraft { reading.note(.information, "the pull request is a draft") }
        if isMerged {
            reading.note(.information, "the pull request is merged")
        } else if state == "CLOSED" {
            reading.note(.information, "the pull request is closed")
        }
        let isConflicting = first["mergeable"]?.string == "CONFLICTING"
        guard status != nil || first.has("mergeable") || first.has("mergeStateStatus") else { return }
        switch status?.uppercased() {
        case _ where isMerged:
            reading.giveUnknown(["change.mergeable"], "the pull request is merged already, so nothing is left to allow")
        case _ where isDraft || isConflicting || state == "CLOSED":
            reading.facts.append(Fact("change.mergeable", .flag(false)))
        case "UNKNOWN", "":
            reading.giveUnknown(["change.mergeable"], "GitHub has not worked out yet whether it can be merged")
        case nil:
            reading.giveUnknown(
                ["change.mergeable"],
                "`mergeable` says only that nothing conflicts; `mergeStateStatus` says whether it may be merged")
        case let word?:
            let isMergeable = word == "CLEAN" || word == "HAS_HOOKS"
            let reason = isMergeable ? nil : "GitHub's word on merging it: \(word.lowercased().prefix(60))"
            reading.facts.append(Fact("change.mergeable", .flag(isMergeable), because: reason))
            if let reason { reading.note(.information, reason) }
        }
    }
}
