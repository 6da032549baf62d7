import ReleaseEvidence
import ReleaseModel
import Testing

@Suite("GitLab merge requests and pipelines by GraphQL, and what glab gives")
struct GitLabGraphTests {
    private static func request(_ fields: String, errors: String = "") -> String {
        "{\"data\": {\"project\": {\"mergeRequest\": {\"diffHeadSha\": \"abc1234\", \(fields)}}}\(errors)}"
    }

    @Test(
        "whether it may be merged",
        arguments: [
            ("\"MERGEABLE\"", "", "yes"), ("\"MERGEABLE\"", ", \"draft\": true", "no"),
            ("\"MERGEABLE\"", ", \"state\": \"closed\"", "no"), ("\"CHECKING\"", "", "?"),
            ("\"NOT_APPROVED\"", "", "no"), ("\"SOME_NEW_WORD\"", "", "no"),
            ("\"NOT_OPEN\"", ", \"state\": \"merged\"", "?"),
        ])
    func mergeable(status: String, rest: String, shown: String) throws {
        #expect(try read(Self.request("\"detailedMergeStatus\": \(status)\(rest)")).shown("change.mergeable") == shown)
    }

    @Test("nobody's approval is none, and a part of the list is not the list")
    func approvals() throws {
        func approved(_ people: String, page: String = "\"pageInfo\": {\"hasNextPage\": false}") throws -> [String] {
            let reading = try read(
                Self.request("\"approved\": true, \"approvedBy\": {\"nodes\": [\(people)], \(page)}"))
            return [reading.shown("change.approved"), reading.shown("review.approvals")]
        }
        #expect(try approved("{\"username\": \"ana\"}") == ["yes", "1"])
        #expect(try approved("") == ["no", "0"])
        #expect(try approved("{\"username\": \"ana\"}", page: "\"x\": 1") == ["yes", "?"])
        #expect(try read(Self.request("\"approved\": true")).shown("change.approved") == "?")
        #expect(try read(Self.request("\"iid\": \"1\"")).shown.isEmpty)
    }

    @Test("jobs of a pipeline, of this commit, all of them")
    func jobs() throws {
        func pipeline(
            _ jobs: String, status: String = "SUCCESS", sha: String = "abc1234", more: Bool = false
        ) throws -> EvidenceReading {
            try read(
                Self.request(
                    """
                    "headPipeline": {"status": "\(status)", "sha": "\(sha)",
                     "jobs": {"nodes": [\(jobs)], "pageInfo": {"hasNextPage": \(more)}}}
                    """))
        }
        let job = "{\"name\": \"a\", \"status\": \"SUCCESS\"}"
        #expect(try pipeline(job).shown("ci.succeeded") == "1")
        #expect(try pipeline(job, more: true).shown("ci.succeeded") == "?")
        #expect(try pipeline(job, sha: "def5678").shown("ci.succeeded") == "?")
        #expect(try pipeline(job, status: "RUNNING").shown("ci.pending") == "1")
        #expect(try pipeline(job, status: "CANCELED").shown("ci.failed") == "1")
        #expect(try pipeline("{\"name\": \"a\", \"status\": \"SKIPPED\"}").shown("ci.skipped") == "1")
        let again = "{\"name\": \"a\", \"status\": \"FAILED\", \"retried\": true}, \(job)"
        #expect(try pipeline(again).shown("ci.failed") == "0")
        #expect(try read(Self.request("\"headPipeline\": null")).shown("ci.failed") == "?")
        let alone = try read(
            "{\"data\": {\"project\": {\"pipeline\": {\"sha\": \"abc1234\", \"status\": \"FAILED\"}}}}")
        #expect(alone.shown("ci.failed") == "1")
        #expect(alone.revision == "abc1234")
    }

    @Test("errors beside the data")
    func errors() throws {
        let reading = try read(
            Self.request("\"detailedMergeStatus\": \"MERGEABLE\"", errors: ", \"errors\": [{\"message\": \"Timeout\"}]")
        )
        #expect(Set(reading.shown.values) == ["?"])
        #expect(reading.notes(.missing).contains("(Timeout)"))
        #expect(throws: EvidenceError.self) { try read("{\"data\": {\"project\": {\"name\": \"x\"}}}") }
    }

    @Test("the client's pipeline counts job by job")
    func client() throws {
        func job(_ name: String, _ status: String) -> String {
            """
            {"id": \(name.utf8.count), "name": "\(name)", "stage": "s", "status": "\(status)", "allow_failure": false,
             "pipeline": {"id": 5, "sha": "abc1234"}}
            """
        }
        let reading = try read(
            """
            {"id": 5, "iid": 1, "project_id": 2, "status": "success", "source": "push", "ref": "main", "sha": "abc1234",
             "jobs": [\(job("build", "success")), \(job("deploy!", "skipped"))], "variables": []}
            """)
        #expect(reading.shown("ci.total") == "2")
        #expect(reading.shown("ci.skipped") == "1")
        #expect(reading.runID == "5")
    }
}
