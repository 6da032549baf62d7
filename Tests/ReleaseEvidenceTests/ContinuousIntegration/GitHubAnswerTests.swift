import ReleaseEvidence
import ReleaseModel
import Testing

/// Answers of GitHub's interface about one thing, and those that look like others.
@Suite("GitHub answers about one thing")
struct GitHubAnswerTests {
    @Test("a check run by itself, which names its suite, and a suite by itself")
    func checks() throws {
        let run = try readFixture("github/check_run-alone.json")
        #expect(run.format.id == "github-check-runs")
        #expect(run.reading.shown("ci.succeeded") == "1")
        #expect(run.reading.revision == "bcd4e0df9a0a38e38448a8c00683f33f0eb041bc")
        let suite = try readFixture("github/check_suite-alone.json")
        #expect(suite.format.id == "github-check-runs")
        #expect(suite.reading.shown("ci.pending") == "1")
        #expect(suite.reading.shown("ci.succeeded") == "0")
        #expect(suite.reading.revision == "03eedbbe88bef1aaf38229a16184d32f1c603e89")
    }

    @Test("an artifact names its run and is none; neither are pull requests and repositories issues")
    func others() {
        let artifact = "{\"id\": 1, \"name\": \"a\", \"workflow_run\": {\"id\": 2, \"head_sha\": \"abc1234\"}}"
        let pulls =
            """
            [{"number": 1, "state": "open", "title": "t", "labels": [], "head": {"sha": "a"}, "base": {"sha": "b"}}]
            """
        let repositories =
            "{\"total_count\": 1, \"incomplete_results\": false, \"items\": [{\"id\": 1, \"full_name\": \"o/r\"}]}"
        for text in [artifact, pulls, repositories] {
            let error = #expect(throws: EvidenceError.self) { try read(text) }
            #expect(error?.message.contains("was not recognised") == true)
        }
    }

    @Test("an old answer of the search does not say whether it is complete")
    func search() throws {
        let item = "{\"number\": 1, \"state\": \"open\", \"title\": \"t\", \"labels\": []}"
        let reading = try read("{\"total_count\": 1, \"items\": [\(item)]}")
        #expect(Set(reading.shown.values) == ["?"])
        #expect(
            try read("{\"total_count\": 1, \"incomplete_results\": false, \"items\": [\(item)]}").shown("issues.open")
                == "1")
    }

    @Test("a pending status that was settled is no attempt; two results are")
    func statuses() throws {
        let commit = String(repeating: "c0ffee00", count: 5)
        func status(_ state: String, _ minute: Int) -> String {
            """
            {"url": "https://api.github.com/repos/o/r/statuses/\(commit)", "context": "ci", "state": "\(state)",
             "created_at": "2026-11-20T10:0\(minute):00Z"}
            """
        }
        let once = try read("[\(status("success", 2)), \(status("pending", 1))]")
        #expect(once.shown("ci.succeeded") == "1")
        #expect(once.shown("ci.reruns") == "0")
        #expect(once.revision == commit)
        let twice = try read("[\(status("success", 4)), \(status("pending", 3)), \(status("failure", 2))]")
        #expect(twice.shown("ci.succeeded") == "1")
        #expect(twice.shown("ci.reruns") == "1")
        let again = try read("[\(status("pending", 3)), \(status("success", 2))]")
        #expect(again.shown("ci.pending") == "1")
        #expect(again.shown("ci.succeeded") == "0")
        let full = Array(repeating: status("success", 1), count: 30).joined(separator: ",")
        #expect(Set(try read("[\(full)]").shown.values) == ["?"])
    }

    @Test("runs as the command line client lists them")
    func commandLine() throws {
        func run(_ number: Int, _ workflow: String, _ status: String, _ conclusion: String) -> String {
            """
            {"databaseId": \(number), "number": \(number), "workflowName": "\(workflow)", "event": "push", "attempt": 1,
             "headSha": "abc1234", "status": "\(status)", "conclusion": "\(conclusion)",
             "updatedAt": "2026-11-20T10:00:00Z"}
            """
        }
        let reading = try read(
            """
            [\(run(3, "a", "in_progress", "")), \(run(2, "b", "completed", "success")),
             \(run(1, "b", "completed", "failure"))]
            """)
        #expect(reading.shown("ci.pending") == "1")
        #expect(reading.shown("ci.succeeded") == "1")
        #expect(reading.shown("ci.failed") == "0")
        #expect(reading.shown("ci.reruns") == "1")
        #expect(reading.revision == "abc1234")
        let full = (1...20).map { run($0, "w\($0)", "completed", "success") }.joined(separator: ",")
        #expect(Set(try read("[\(full)]").shown.values) == ["?"])
    }

    @Test("one run as the command line client shows it, job by job")
    func commandLineRun() throws {
        func run(_ fields: String) throws -> EvidenceReading {
            try read("{\"databaseId\": 1, \"headSha\": \"abc1234\", \"workflowName\": \"ci\", \(fields)}")
        }
        let done = "\"status\": \"completed\", \"conclusion\": \"success\""
        func job(_ conclusion: String, _ status: String = "completed") -> String {
            """
            {"databaseId": 2, "name": "j", "status": "\(status)", "conclusion": "\(conclusion)",
             "startedAt": "0001-01-01T00:00:00Z", "completedAt": "2026-11-20T10:00:00Z"}
            """
        }
        #expect(try run(done).shown("ci.succeeded") == "1")
        let jobs = try run("\(done), \"jobs\": [\(job("success")), \(job("skipped")), \(job("", "in_progress"))]")
        #expect(jobs.shown("ci.total") == "3")
        #expect(jobs.shown("ci.skipped") == "1")
        #expect(jobs.shown("ci.pending") == "1")
        #expect(jobs.observedAt == Instant(rfc3339: "2026-11-20T10:00:00Z"))
        let cancelled = "\"status\": \"completed\", \"conclusion\": \"cancelled\", \"jobs\": [\(job("success"))]"
        #expect(try run(cancelled).shown("ci.failed") == "1")
        #expect(try run("\"status\": \"queued\", \"conclusion\": \"\"").shown("ci.pending") == "1")
        // A result that was not asked for is none.
        #expect(try run("\"status\": \"completed\"").shown("ci.succeeded") == "?")
        #expect(try run("\"jobs\": [\(job("success"))]").shown("ci.succeeded") == "1")
        let unnamed = try read("{\"databaseId\": 1, \(done)}")
        #expect(unnamed.revision == nil)
        #expect(unnamed.notes(.missing).contains("ask for `headSha`"))
    }

    @Test("a release as far as the command line client was asked for it")
    func commandLineRelease() throws {
        let reading = try read("{\"tagName\": \"v1\", \"publishedAt\": \"2026-11-20T10:00:00Z\"}")
        #expect(reading.shown("release.tag") == "v1")
        #expect(reading.shown("release.published") == "?")
        #expect(try read("{\"tagName\": \"v1\", \"isDraft\": true}").shown("release.published") == "no")
    }

    @Test("one status of a deployment, one review, the one environment of a list")
    func single() throws {
        let deployment = try read(
            """
            {"id": 1, "state": "success", "deployment_url": "https://api.github.com/x", "environment": "production",
             "created_at": "2026-11-20T10:00:00Z", "creator": {"login": "ana"}}
            """)
        #expect(deployment.shown("deployment.succeeded") == "yes")
        #expect(deployment.environment == "production")
        let review = try read(
            """
            {"id": 1, "user": {"login": "ana", "type": "User"}, "state": "APPROVED", "commit_id": "abc1234",
             "submitted_at": "2026-11-20T10:00:00Z"}
            """)
        #expect(review.shown("review.approvals") == "1")
        #expect(review.notes(.information).contains("one review only"))
        let one = "{\"name\": \"prod\", \"protection_rules\": [], \"can_admins_bypass\": false}"
        let environment = try read("{\"total_count\": 1, \"environments\": [\(one)]}")
        #expect(environment.environment == "prod")
        #expect(environment.shown("protection.required_reviews") == "0")
        #expect(throws: EvidenceError.self) {
            try read("{\"total_count\": 2, \"environments\": [\(one), \(one)]}")
        }
    }
}
