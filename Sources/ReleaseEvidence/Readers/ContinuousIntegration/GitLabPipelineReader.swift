import ReleaseModel

/// Reads GitLab pipelines and jobs: a pipeline, what `glab ci get` gives, a list of either with all its pages, and the
/// pipeline and job webhooks.
///
/// A job that was retried counts once, with its latest run. A job that may fail and did is neutral; a manual job that
/// may be left out is skipped, one that may not is pending. The pipeline's own status counts beside its jobs where it
/// is worse than all of them. A status not known here is failed.
package enum GitLabPipelineReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "gitlab-pipeline", title: "GitLab pipeline or jobs", channel: "ci", facts: CheckTally.facts,
        specification: "https://docs.gitlab.com/api/pipelines/")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        switch outline.shape {
        case .jsonObject:
            if ["pipeline", "build"].contains(outline.values["object_kind"]) { return .certain }
            return outline.has("id", "sha", "ref", "status") && (outline.has("source") || outline.has("stage"))
                ? .certain : .no
        case .jsonArray:
            if outline.has("id", "sha", "ref", "status", "project_id") { return .certain }
            return outline.has("stage", "name", "status", "pipeline") ? .certain : .no
        default: return .no
        }
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        let pages = try document.pages()
        let root = pages[0]
        var list = GitLabChecks()
        if let elements = pages.entries {
            for element in elements {
                if element.has("stage") {
                    try list.addJob(element)
                } else {
                    try list.addPipeline(element, isAlone: true)
                }
            }
            list.isMaybeCut = pages.fullLastPage(of: [20, 50, 100])
        } else if try root.text("object_kind") == "build" {
            try list.addJobWebhook(root)
        } else if try root.text("object_kind") == "pipeline" {
            for build in try root.array("builds") ?? [] { try list.addJob(build) }
            try list.addPipeline(try root.requiredObject("object_attributes"), isAlone: false)
        } else if root.has("stage") {
            try list.addJob(root)
        } else {
            // `glab ci get` puts the jobs beside the fields of the pipeline.
            let jobs = try root.array("jobs") ?? []
            for job in jobs { try list.addJob(job) }
            try list.addPipeline(root, isAlone: jobs.isEmpty)
        }
        return list.reading()
    }
}

/// Collects GitLab's pipelines and jobs, with the revisions and times they name.
struct GitLabChecks {
    private var tally = CheckTally()
    private var revisions: Set<String> = []
    private var pipelines: Set<String> = []
    private var latest: Instant?
    /// The length of a list that is exactly one page long.
    var isMaybeCut: Int?

    mutating func addPipeline(_ pipeline: LocatedValue, isAlone: Bool) throws(EvidenceError) {
        guard !pipeline.has("deployable") else { throw pipeline.error("this is a deployment and no pipeline") }
        let id = try pipeline.integer("id") ?? 0
        revisions.insert(try pipeline.requiredText("sha"))
        pipelines.insert("\(id)")
        let status = try pipeline.requiredText("status")
        let outcome = GitLabChecks.outcome(status, mayFail: false)
        try takeTime(pipeline, ["finished_at", "updated_at", "created_at"])
        // A pipeline is no better than its worst job; where none of the jobs shows why it is worse, it stands for itself.
        let isShown = tally.attempts.contains { $0.outcome == outcome }
        guard isAlone || outcome != .succeeded && !isShown || tally.attempts.isEmpty else { return }
        let source = try pipeline.text("source") ?? ""
        let ref = try pipeline.text("ref") ?? ""
        tally.add(
            CheckTally.Attempt(
                key: "pipeline \(ref) \(source)", name: "pipeline \(id)", outcome: outcome, order: [id]))
    }

    mutating func addJob(_ job: LocatedValue) throws(EvidenceError) {
        let name = try job.requiredText("name")
        let stage = try job.text("stage") ?? ""
        if let pipeline = try job.object("pipeline") {
            if let sha = try pipeline.text("sha") { revisions.insert(sha) }
            if let id = try pipeline.identifier("id") { pipelines.insert(id) }
        } else if let sha = try job.object("commit")?.text("id") {
            revisions.insert(sha)
        }
        let status = try job.requiredText("status")
        let outcome = GitLabChecks.outcome(status, mayFail: try job.flag("allow_failure") ?? false)
        tally.add(
            CheckTally.Attempt(
                key: "job \(stage) \(name)", name: name, outcome: outcome, order: [try job.integer("id") ?? 0]))
        try takeTime(job, ["finished_at", "started_at", "created_at"])
    }

    mutating func addJobWebhook(_ root: LocatedValue) throws(EvidenceError) {
        revisions.insert(try root.requiredText("sha"))
        if let id = try root.identifier("pipeline_id") { pipelines.insert(id) }
        let outcome = GitLabChecks.outcome(
            try root.requiredText("build_status"), mayFail: try root.flag("build_allow_failure") ?? false)
        let name = try root.requiredText("build_name")
        tally.add(
            CheckTally.Attempt(
                key: name, name: name, outcome: outcome, order: [try root.integer("build_id") ?? 0],
                isRerun: try root.integer("retries_count") ?? 0 > 0))
        try takeTime(root, ["build_finished_at", "build_started_at", "build_created_at"])
    }

    private mutating func takeTime(_ value: LocatedValue, _ names: [String]) throws(EvidenceError) {
        for name in names {
            guard let time = try value.instant(name) else { continue }
            latest = max(latest ?? time, time)
            return
        }
    }

    func reading() -> EvidenceReading {
        var reading = EvidenceReading(runID: pipelines.count == 1 ? pipelines.first : nil, observedAt: latest)
        if let length = isMaybeCut {
            reading.giveUnknown(
                CheckTally.facts,
                "the list has \(length) entries on its last page, a full one, so there may be more; join every page")
        } else {
            tally.add(to: &reading)
        }
        reading.settleRevision(revisions)
        return reading
    }

    /// What a status means. Source: https://docs.gitlab.com/api/jobs/
    static func outcome(_ status: String, mayFail: Bool) -> CheckTally.Outcome {
        switch status {
        case "success", "passed": .succeeded
        case "failed": mayFail ? .neutral : .failed
        case "skipped": .skipped
        case "manual": mayFail ? .skipped : .pending
        case "created", "waiting_for_resource", "preparing", "pending", "running", "scheduled", "waiting_for_callback":
            .pending
        default: .failed
        }
    }
}
