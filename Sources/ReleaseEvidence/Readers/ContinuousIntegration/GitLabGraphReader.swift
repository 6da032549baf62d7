import ReleaseModel

/// Reads what GitLab's GraphQL interface gives of one merge request or one pipeline of a project.
///
/// Such an answer holds what somebody asked for: a field that is not there gives no fact. A list of jobs that does not say
/// that it is whole, and an answer with errors beside its data, give none either. GitLab says `approved` where no approval
/// is asked for; without a person behind it that is no approval here.
package enum GitLabGraphReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "gitlab-graphql", title: "GitLab merge request or pipeline (GraphQL)", channel: "gitlab",
        facts: CheckTally.facts.filter { $0 != "ci.reruns" } + [
            "change.mergeable", "change.approved", "review.approvals", "review.unresolved",
        ],
        specification: "https://docs.gitlab.com/api/graphql/reference/#mergerequest")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        guard outline.shape == .jsonObject, let data = outline.nested["data"], data.contains("project"),
            Set(outline.names).isSubset(of: ["data", "errors", "extensions", "correlationId"])
        else { return .no }
        return .certain
    }

    private static let checkFacts = format.facts.filter { $0.name.hasPrefix("ci.") }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        let root = try document.tree()
        var reading = EvidenceReading()
        if let errors = try root.array("errors"), let error = errors.first {
            let words = error["message"]?.string.map { " (\($0.prefix(120)))" } ?? ""
            reading.giveUnknown(
                format.facts,
                "GitLab answered with \(errors.count) errors beside the data\(words), so part of it is missing")
            return reading
        }
        let project = try root.requiredObject("data").requiredObject("project")
        if let request = try project.object("mergeRequest") {
            try addRequest(request, to: &reading)
        } else if let pipeline = try project.object("pipeline") {
            reading.revision = try pipeline.text("sha")
            try addPipeline(pipeline, to: &reading)
        } else {
            throw project.error("the answer has neither \"mergeRequest\" nor \"pipeline\", which are read")
        }
        if reading.revision == nil {
            reading.note(
                .missing, "the answer does not name the commit; ask for `diffHeadSha`, or `sha` of the pipeline")
        }
        if reading.observedAt == nil {
            reading.note(.missing, "the answer names no time; ask for `updatedAt` as well, or state `observed_at`")
        }
        return reading
    }

    private static func addRequest(
        _ request: LocatedValue, to reading: inout EvidenceReading
    ) throws(EvidenceError) {
        reading.revision = try request.text("diffHeadSha")
        reading.observedAt = try request.instant("updatedAt")
        reading.producer = try request.object("author")?.text("username")
        try addMergeability(request, to: &reading)
        if let list = try request.object("approvedBy") {
            let connection = try GitHubPullRequest.connection([list], "the list of those who approved")
            let people = Set(
                try (connection?.nodes ?? []).map { node throws(EvidenceError) in
                    try node.requiredText("username")
                })
            reading.claims = people.sorted().map {
                ApprovalClaim(identity: $0, statement: "approved the merge request", at: nil)
            }
            if let gap = connection?.gap {
                reading.giveUnknown(["review.approvals"], gap)
            } else {
                reading.count("review.approvals", people.count)
            }
            if let isApproved = try request.flag("approved") {
                reading.facts.append(Fact("change.approved", .flag(isApproved && !people.isEmpty)))
            }
        } else if try request.flag("approved") == false {
            reading.facts.append(Fact("change.approved", .flag(false)))
        } else if request.has("approved") {
            reading.giveUnknown(
                ["change.approved"], "GitLab says approved where nobody has to approve; ask for `approvedBy` as well")
        }
        let (all, resolved) = (
            try request.count("resolvableDiscussionsCount"), try request.count("resolvedDiscussionsCount")
        )
        if let all, let resolved { reading.count("review.unresolved", Int(max(0, all - resolved))) }
        guard request.has("headPipeline") else { return }
        guard let pipeline = try request.object("headPipeline") else {
            reading.giveUnknown(checkFacts, "the merge request has no pipeline, and no check is no result")
            return
        }
        let ran = try pipeline.text("sha")
        if let ran, let head = reading.revision, ran != head {
            reading.giveUnknown(
                checkFacts, "the pipeline shown is of the commit \(ran.prefix(12)) and not of \(head.prefix(12))")
            return
        }
        try addPipeline(pipeline, to: &reading)
    }

    private static func addMergeability(
        _ request: LocatedValue, to reading: inout EvidenceReading
    ) throws(EvidenceError) {
        guard let status = try request.text("detailedMergeStatus") else { return }
        let isDraft = try request.flag("draft") ?? false
        let state = try request.text("state") ?? "opened"
        if state == "merged" {
            reading.giveUnknown(
                ["change.mergeable"], "the merge request is merged already, so nothing is left to allow")
        } else if ["CHECKING", "UNCHECKED", "PREPARING", "APPROVALS_SYNCING"].contains(status) {
            reading.giveUnknown(["change.mergeable"], "GitLab has not worked out yet whether it can be merged")
        } else {
            let reason: String? =
                isDraft
                ? "it is a draft"
                : state != "opened"
                    ? "it is \(state.prefix(40))"
                    : status == "MERGEABLE" ? nil : "GitLab says \(status.lowercased().prefix(60))"
            reading.facts.append(Fact("change.mergeable", .flag(reason == nil), because: reason))
            if let reason { reading.note(.information, "GitLab holds the merge request back: \(reason)") }
        }
    }

    private static func addPipeline(
        _ pipeline: LocatedValue, to reading: inout EvidenceReading
    ) throws(EvidenceError) {
        guard let status = try pipeline.text("status")?.lowercased() else {
            reading.giveUnknown(checkFacts, "the pipeline does not show its status; ask for `status`")
            return
        }
        for name in ["finishedAt", "updatedAt"] {
            guard let time = try pipeline.instant(name) else { continue }
            reading.observedAt = max(reading.observedAt ?? time, time)
        }
        var tally = CheckTally()
        func add(_ name: String, _ outcome: CheckTally.Outcome) {
            tally.add(
                CheckTally.Attempt(key: "\(tally.attempts.count)", name: name, outcome: outcome, order: [0]))
        }
        if let list = try pipeline.object("jobs") {
            guard let jobs = try GitHubPullRequest.connection([list], "the list of jobs") else { return }
            if let gap = jobs.gap {
                reading.giveUnknown(checkFacts, gap)
                return
            }
            for job in jobs.nodes {
                guard let status = try job.text("status")?.lowercased() else {
                    reading.giveUnknown(checkFacts, "a job does not show its status; ask for `status`")
                    return
                }
                // A job that was run again is listed with all its runs.
                if try job.flag("retried") == true { continue }
                add(
                    try job.text("name") ?? "job \(tally.attempts.count + 1)",
                    GitLabChecks.outcome(status, mayFail: try job.flag("allowFailure") ?? false))
            }
        }
        let whole = GitLabChecks.outcome(status, mayFail: false)
        if tally.attempts.isEmpty || whole != .succeeded && !tally.attempts.contains(where: { $0.outcome == whole }) {
            add("pipeline", whole)
        }
        tally.add(to: &reading)
        reading.facts.removeAll { $0.id == "ci.reruns" }
    }
}
