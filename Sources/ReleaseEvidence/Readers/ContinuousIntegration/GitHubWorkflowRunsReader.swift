import ReleaseModel

/// Reads GitHub Actions workflow runs and jobs: lists, single ones, and the `workflow_run` and `workflow_job` webhooks.
///
/// The latest run of a workflow for one event counts, by run number and then attempt. Queued, waiting and running are
/// pending; `cancelled`, `timed_out`, `action_required`, `stale` and `startup_failure` are failed.
package enum GitHubWorkflowRunsReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "github-workflow-runs", title: "GitHub Actions workflow runs", channel: "ci", facts: CheckTally.facts,
        specification: "https://docs.github.com/en/rest/actions/workflow-runs")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        guard outline.shape == .jsonObject else { return .no }
        if outline.nested["workflow_job"]?.contains("head_sha") == true { return .certain }
        // A deployment names its workflow run as well and is the more particular document.
        if outline.has("deployment") || outline.has("reviewers") { return .no }
        if outline.has("workflow_runs") { return .certain }
        if outline.nested["workflow_run"]?.contains("head_sha") == true { return .certain }
        if outline.has("jobs", "total_count"), let job = outline.nested["jobs"] {
            return job.isEmpty ? .possible : job.contains("run_id") ? .certain : .no
        }
        return outline.has("head_sha", "status", "conclusion") && (outline.has("run_number") || outline.has("run_id"))
            ? .certain : .no
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        let root = try document.tree()
        var list = GitHubCheckList()
        if let runs = try root.array("workflow_runs") {
            for run in runs { try list.addWorkflowRun(run) }
            return try list.reading(listed: runs.count, total: try root.integer("total_count"), in: root)
        }
        if let jobs = try root.array("jobs") {
            for job in jobs { try list.addJob(job) }
            return try list.reading(listed: jobs.count, total: try root.integer("total_count"), in: root)
        }
        if let job = try root.object("workflow_job") {
            try list.addJob(job)
        } else if root.has("run_id") {
            try list.addJob(root)
        } else {
            try list.addWorkflowRun(try root.objectOrSelf("workflow_run"))
        }
        return try list.reading(listed: 1, total: 1, in: root)
    }
}
