import ReleaseEvidence
import ReleaseModel
import Testing

@Suite("GitHub checks and runs")
struct GitHubChecksTests {
    static func runs(_ runs: String..., total: Int? = nil) -> String {
        """
        {"total_count": \(total ?? runs.count), "check_runs": [\(runs.joined(separator: ","))]}
        """
    }

    static func run(_ id: Int, _ name: String, _ conclusion: String, suite: Int = 1, sha: String = "abc1234") -> String
    {
        let status = conclusion == "null" ? "in_progress" : "completed"
        return """
            {"id": \(id), "name": "\(name)", "head_sha": "\(sha)", "status": "\(status)",
             "conclusion": \(conclusion == "null" ? "null" : "\"\(conclusion)\""), "check_suite": {"id": \(suite)},
             "completed_at": "2026-11-20T10:0\(id % 10):00Z"}
            """
    }

    @Test(
        "conclusions",
        arguments: [
            ("success", "succeeded"), ("failure", "failed"), ("neutral", "neutral"), ("cancelled", "failed"),
            ("skipped", "skipped"), ("timed_out", "failed"), ("action_required", "failed"), ("stale", "failed"),
            ("startup_failure", "failed"), ("something_new", "failed"), ("null", "pending"),
        ])
    func conclusions(conclusion: String, fact: String) throws {
        let reading = try read(Self.runs(Self.run(1, "build", conclusion)))
        #expect(reading.shown("ci.total") == "1")
        #expect(reading.shown("ci.\(fact)") == "1")
    }

    @Test("the latest attempt of a check counts, and no check hides one of the same name")
    func attempts() throws {
        let again = try read(Self.runs(Self.run(2, "build", "success"), Self.run(1, "build", "failure")))
        #expect(again.shown("ci.total") == "1")
        #expect(again.shown("ci.succeeded") == "1")
        #expect(again.shown("ci.reruns") == "1")
        let apart = try read(Self.runs(Self.run(2, "build", "success"), Self.run(1, "build", "failure", suite: 2)))
        #expect(apart.shown("ci.failed") == "1")
        #expect(apart.shown("ci.total") == "2")
    }

    @Test("a page of more, an empty list and mixed revisions give no facts")
    func incomplete() throws {
        let page = try read(Self.runs(Self.run(1, "build", "success"), total: 31))
        #expect(Set(page.shown.values) == ["?"])
        #expect(page.notes(.missing).contains("1 of 31"))
        #expect(Set(try read(Self.runs()).shown.values) == ["?"])
        let mixed = try read(Self.runs(Self.run(1, "a", "success"), Self.run(2, "b", "success", sha: "def5678")))
        #expect(Set(mixed.shown.values) == ["?"])
        #expect(mixed.revision == nil)
    }

    @Test("fields that are used must have their type, and the error has its place")
    func types() throws {
        let error = #expect(throws: EvidenceError.self) {
            try read("{\"total_count\": 1,\n \"check_runs\": [{\"name\": 7, \"head_sha\": \"a\"}]}")
        }
        #expect(error?.line == 2)
        #expect(error?.message.contains("\"name\" is a number") == true)
        #expect(throws: EvidenceError.self) { try read("{\"check_runs\": []}") }
    }

    @Test("workflow runs: the latest run of a workflow for an event")
    func workflowRuns() throws {
        func run(_ id: Int, _ workflow: Int, _ number: Int, _ conclusion: String, attempt: Int = 1) -> String {
            """
            {"id": \(id), "workflow_id": \(workflow), "run_number": \(number), "run_attempt": \(attempt), "event": "push",
             "name": "w\(workflow)", "head_sha": "abc1234", "status": "completed", "conclusion": "\(conclusion)",
             "updated_at": "2026-11-20T10:00:00Z"}
            """
        }
        let reading = try read(
            """
            {"total_count": 3, "workflow_runs": [\(run(3, 1, 9, "success")), \(run(1, 1, 10, "failure")),
             \(run(2, 2, 1, "success", attempt: 3))]}
            """)
        #expect(reading.shown("ci.total") == "2")
        #expect(reading.shown("ci.failed") == "1")
        #expect(reading.shown("ci.reruns") == "2")
        #expect(reading.revision == "abc1234")
    }
}
