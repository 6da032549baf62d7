import ReleaseModel

/// Reads GitHub Actions workflow runs and jobs: lists with all their pages, single ones, the `workflow_run` and
/// `workflow_job` webhooks, and what `gh run list --json` and `gh run view --json` give.
///
/// The client shows the fields that were asked for: a run that shows no result gives no facts, and one that shows its jobs
/// counts job by job, and as a whole where it did not succeed.
///
/// The latest run of a workflow for one event counts, by run number and then attempt. Queued, waiting and running are
/// pending; `cancelled`, `timed_out`, `action_required`, `stale` and `startup_failure` are failed.
package enum GitHubWorkflowRunsReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "github-workflow-runs", title: "GitHub Actions workflow runs", channel: "ci", facts: CheckTally.facts,
        specification: "https://docs.github.com/en/rest/actions/workflow-runs")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        guard outline.isPages else { return .no }
        if outline.has("workflow_runs") { return .certain }
        if outline.shape != .jsonLines, isOfClient(outline) { return .certain }
        if outline.has("jobs", "total_count"), let job = outline.nested["jobs"] {
            return job.isEmpty ? .possible : job.contains("run_id") ? .certain : .no
        }
        guard outline.shape == .jsonObject else { return .no }
        if outline.nested["workflow_job"]?.contains("head_sha") == true { return .certain }
        // A deployment names its workflow run as well and is the more particular document.
        if outline.has("deployment") || outline.has("reviewers") { return .no }
        // An artifact names its run as well, without a word on how it went.
        if let run = outline.nested["workflow_run"], run.contains("head_sha"), run.contains("status") {
            return .certain
        }
        return outline.has("head_sha", "status", "conclusion") && (outline.has("run_number") || outline.has("run_id"))
            ? .certain : .no
    }

    /// Whether it shows names that only the client writes, and a result.
    private static func isOfClient(_ outline: DocumentOutline) -> Bool {
        let own = ["headSha", "workflowName", "workflowDatabaseId", "displayTitle"]
        if outline.has("databaseId", "status", "conclusion") { return true }
        if outline.nested["jobs"]?.contains("databaseId") == true { return true }
        return own.contains(where: outline.names.contains) && (outline.has("status") || outline.has("conclusion"))
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        let pages = try document.pages("workflow_runs", "jobs")
        let root = pages[0]
        var list = GitHubCheckList()
        if let runs = try pages.entries("workflow_runs") {
            for run in runs { try list.addWorkflowRun(run) }
            return try list.reading(listed: runs.count, of: pages)
        }
        let isOfClient = ["headSha", "databaseId", "workflowName", "displayTitle"].contains(where: root.has)
        if isOfClient || root["jobs"]?.elements?.first?.has("databaseId") == true {
            try list.addCommandLineRun(root)
            return list.clientReading(listed: 1)
        }
        if let jobs = try pages.entries("jobs") {
            for job in jobs { try list.addJob(job) }
            return try list.reading(listed: jobs.count, of: pages)
        }
        if let runs = pages.entries {
            for run in runs { try list.addCommandLineRun(run) }
            var reading = list.clientReading(listed: runs.count)
            if let length = pages.fullLastPage(of: [20, 30, 50, 100]) {
                reading.giveUnknown(
                    CheckTally.facts,
                    "the list has \(length) entries, as many as are usually asked for, so there may be more; raise the limit"
                )
            }
            return reading
        }
        if let job = try root.object("workflow_job") {
            try list.addJob(job)
        } else if root.has("run_id") {
            try list.addJob(root)
        } else {
            try list.addWorkflowRun(try root.objectOrSelf("workflow_run"))
        }
        return list.reading(listed: 1, total: 1)
    }
}
