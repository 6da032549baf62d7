import ReleaseModel

/// Reads GitHub check runs: the list of a commit with all its pages, a single check run or suite, and the `check_run`
/// and `check_suite` webhooks.
///
/// A check that was run again inside one check suite counts once, with its latest attempt. Two checks of the same name
/// in different suites are different checks: one may not hide the other. A list that says there are more than it shows
/// gives no facts.
package enum GitHubCheckRunsReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "github-check-runs", title: "GitHub check runs", channel: "ci", facts: CheckTally.facts,
        specification: "https://docs.github.com/en/rest/checks/runs")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        guard outline.isPages else { return .no }
        // A deployment names its check run as well and is the more particular document.
        if outline.has("deployment") { return .no }
        if outline.has("check_runs") || outline.has("check_suites") { return .certain }
        guard outline.shape == .jsonObject else { return .no }
        if outline.has("head_sha", "status", "conclusion", "latest_check_runs_count") { return .certain }
        if let run = outline.nested["check_run"] ?? outline.nested["check_suite"], run.contains("head_sha") {
            return .certain
        }
        return outline.has("head_sha", "status", "conclusion", "app", "output") ? .certain : .no
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        let pages = try document.pages("check_runs", "check_suites")
        let root = pages[0]
        var list = GitHubCheckList()
        if let runs = try pages.entries("check_runs") {
            for run in runs { try list.addCheckRun(run) }
            return try list.reading(listed: runs.count, of: pages)
        }
        if let suites = try pages.entries("check_suites") {
            for suite in suites { try list.addSuite(suite, isListed: true) }
            return try list.reading(listed: suites.count, of: pages)
        }
        if root.has("latest_check_runs_count") {
            try list.addSuite(root, isListed: false)
        } else if let suite = try root.object("check_suite"), !root.has("head_sha") {
            // A check run names its suite as well.
            try list.addSuite(suite, isListed: false)
        } else {
            try list.addCheckRun(try root.objectOrSelf("check_run"))
        }
        var reading = list.reading(listed: 1, total: 1)
        reading.note(.information, "one check only, not all checks of the commit")
        return reading
    }
}

/// Collects GitHub's checks, runs and jobs, with the revisions and times they name.
struct GitHubCheckList {
    private var tally = CheckTally()
    private var revisions: Set<String> = []
    private var latest: Instant?
    private(set) var runIDs: Set<String> = []
    private(set) var actors: Set<String> = []

    mutating func addCheckRun(_ run: LocatedValue) throws(EvidenceError) {
        let name = try run.requiredText("name")
        let suite = try run.object("check_suite")?.identifier("id")
        let app = try run.object("app")?.identifier("slug")
        let id = try run.integer("id") ?? 0
        // Without a suite there is no telling whether two runs of one name are attempts of one check.
        let key = suite.map { "suite \($0) \(app ?? "") \(name)" } ?? "run \(id) \(tally.attempts.count)"
        try add(run, key: key, name: name, order: [id])
        try takeTime(run, ["completed_at", "started_at"])
    }

    mutating func addSuite(_ suite: LocatedValue, isListed: Bool) throws(EvidenceError) {
        let id = try suite.identifier("id") ?? ""
        let name = try suite.object("app")?.text("name") ?? "check suite \(id)"
        // GitHub makes a suite for every installed app; one without any check run never gets further than queued.
        if isListed, try suite.integer("latest_check_runs_count") == 0, try suite.text("status") == "queued" { return }
        try add(suite, key: "suite \(id) \(tally.attempts.count)", name: name, order: [0])
        try takeTime(suite, ["updated_at", "created_at"])
    }

    mutating func addWorkflowRun(_ run: LocatedValue) throws(EvidenceError) {
        let id = try run.integer("id") ?? 0
        let workflow = try run.firstIdentifier("workflow_id", "path")
        let event = try run.text("event") ?? ""
        let attempt = try run.integer("run_attempt") ?? 1
        let name = [try run.text("name"), try run.text("path")].compactMap { $0 }.first { !$0.isEmpty } ?? "run \(id)"
        let key = workflow.map { "workflow \($0) \(event)" } ?? "run \(id)"
        try add(
            run, key: key, name: name, order: [try run.integer("run_number") ?? 0, attempt, id], isRerun: attempt > 1)
        try takeTime(run, ["updated_at", "run_started_at", "created_at"])
        runIDs.insert("\(id)")
        if let actor = try run.object("triggering_actor")?.text("login") { actors.insert(actor) }
    }

    mutating func addJob(_ job: LocatedValue) throws(EvidenceError) {
        let name = try job.requiredText("name")
        let run = try job.identifier("run_id") ?? ""
        let attempt = try job.integer("run_attempt") ?? 1
        try add(
            job, key: "job \(run) \(name)", name: name, order: [attempt, try job.integer("id") ?? 0],
            isRerun: attempt > 1)
        try takeTime(job, ["completed_at", "started_at", "created_at"])
        runIDs.insert(run)
    }

    /// Why what a client shows gives no result.
    private var clientGap: String?

    /// A run as `gh run list --json` and `gh run view --json` show it, which is as far as was asked for.
    mutating func addCommandLineRun(_ run: LocatedValue) throws(EvidenceError) {
        let id = try run.integer("databaseId") ?? 0
        let workflow = try run.firstIdentifier("workflowDatabaseId", "workflowName")
        let attempt = try run.integer("attempt") ?? 1
        let name = [try run.text("workflowName"), try run.text("name")].compactMap { $0 }.first { !$0.isEmpty }
        let key = workflow.map { "workflow \($0)" } ?? "run \(id) \(tally.attempts.count)"
        let event = try run.text("event") ?? ""
        if let revision = try run.text("headSha") { revisions.insert(revision) }
        if id > 0 { runIDs.insert("\(id)") }
        try takeTime(run, ["updatedAt", "startedAt", "createdAt"])
        let jobs = try run.array("jobs") ?? []
        for job in jobs {
            let name = try job.text("name") ?? "job \(tally.attempts.count + 1)"
            guard let outcome = try clientOutcome(of: job) else { continue }
            tally.add(
                CheckTally.Attempt(
                    key: "job \(id) \(tally.attempts.count)", name: name, outcome: outcome, order: [0],
                    isRerun: attempt > 1))
            try takeTime(job, ["completedAt", "startedAt"])
        }
        if !jobs.isEmpty && !run.has("conclusion") && !run.has("status") { return }
        guard let outcome = try clientOutcome(of: run) else { return }
        // A run whose jobs all went well says no more than they do.
        guard jobs.isEmpty || outcome != .succeeded else { return }
        tally.add(
            CheckTally.Attempt(
                key: "\(key) \(event)", name: name ?? "run \(id)", outcome: outcome,
                order: [try run.integer("number") ?? 0, attempt, id], isRerun: attempt > 1))
    }

    /// nil where neither result nor state was asked for.
    private mutating func clientOutcome(of run: LocatedValue) throws(EvidenceError) -> CheckTally.Outcome? {
        let conclusion = try run.text("conclusion") ?? ""
        let status = try run.text("status")
        guard run.has("conclusion") && (status != nil || !conclusion.isEmpty) else {
            clientGap = "a run or job does not show its result; ask for `status` and `conclusion`"
            return nil
        }
        return .github(status: status ?? "completed", conclusion: conclusion.isEmpty ? nil : conclusion)
    }

    /// The reading of runs that the command line client showed.
    func clientReading(listed: Int) -> EvidenceReading {
        var reading = reading(listed: listed, total: Int64(listed))
        if let clientGap { reading.giveUnknown(CheckTally.facts, clientGap) }
        if revisions.isEmpty {
            reading.note(.missing, "the document does not name the commit; ask for `headSha` as well")
        }
        if latest == nil {
            reading.note(.missing, "the document names no time; ask for `updatedAt` as well, or state `observed_at`")
        }
        return reading
    }

    private mutating func add(
        _ check: LocatedValue, key: String, name: String, order: [Int64], isRerun: Bool = false
    ) throws(EvidenceError) {
        let revision = try check.requiredText("head_sha")
        revisions.insert(revision)
        let status = try check.text("status") ?? "unknown"
        let outcome = CheckTally.Outcome.github(status: status, conclusion: try check.text("conclusion"))
        tally.add(
            CheckTally.Attempt(
                key: "\(revision) \(key)", name: name, outcome: outcome, order: order, isRerun: isRerun))
    }

    private mutating func takeTime(_ check: LocatedValue, _ names: [String]) throws(EvidenceError) {
        for name in names {
            // The command line client writes the year 1 where there is no time.
            guard let time = try check.instant(name), time.milliseconds > 0 else { continue }
            latest = max(latest ?? time, time)
            return
        }
    }

    /// The reading of `listed` entries of a list whose pages say how many it has.
    func reading(listed: Int, of pages: [LocatedValue]) throws(EvidenceError) -> EvidenceReading {
        var total: Int64 = 0
        for page in pages {
            guard let stated = try page.integer("total_count") else { throw page.missing("total_count") }
            total = max(total, stated)
        }
        var reading = reading(listed: listed, total: total)
        if let reason = pages.surplus(listed: listed, total: total) { reading.giveUnknown(CheckTally.facts, reason) }
        return reading
    }

    /// The reading of `listed` entries of a list that has `total`.
    func reading(listed: Int, total: Int64) -> EvidenceReading {
        var reading = EvidenceReading(
            runID: runIDs.count == 1 ? runIDs.first : nil, producer: actors.count == 1 ? actors.first : nil,
            observedAt: latest)
        if Int64(listed) < total {
            reading.giveUnknown(
                CheckTally.facts, "the list shows \(listed) of \(total), so the rest is not known; ask for every page")
        } else {
            tally.add(to: &reading)
        }
        reading.settleRevision(revisions)
        return reading
    }
}
