import ReleaseEvidence
import ReleaseModel
import Testing

@Suite("Jenkins runs and stages")
struct JenkinsTests {
    private static func run(_ status: String, _ stages: [String], id: Int = 1, start: Int64 = 1_763_633_000_000)
        -> String
    {
        let list = stages.enumerated().map { "{\"id\": \"\($0)\", \"name\": \"s\($0)\", \"status\": \"\($1)\"}" }
        return """
            {"_links": {}, "id": "\(id)", "name": "#\(id)", "status": "\(status)", "startTimeMillis": \(start),
             "durationMillis": 1000, "stages": [\(list.joined(separator: ","))]}
            """
    }

    @Test(
        "a stage, and the run beside it where it did not succeed",
        arguments: [
            ("SUCCESS", ["SUCCESS", "SUCCESS"], "2 succeeded"),
            ("SUCCESS", ["SUCCESS", "NOT_EXECUTED"], "1 succeeded 1 skipped"),
            ("FAILED", ["SUCCESS", "FAILED"], "1 succeeded 2 failed"), ("FAILED", ["SUCCESS"], "1 succeeded 1 failed"),
            ("IN_PROGRESS", ["SUCCESS"], "1 succeeded 1 pending"),
            ("PAUSED_PENDING_INPUT", ["SUCCESS", "PAUSED_PENDING_INPUT"], "1 succeeded 2 pending"),
            ("ABORTED", [], "1 failed"), ("UNSTABLE", ["UNSTABLE"], "2 failed"), ("SUCCESS", [], "1 succeeded"),
            ("WEIRD", ["SUCCESS"], "1 succeeded 1 failed"), ("NOT_EXECUTED", [], "1 skipped"),
        ])
    func stages(status: String, stages: [String], shown: String) throws {
        let reading = try read(Self.run(status, stages))
        let counts = ["succeeded", "failed", "pending", "neutral", "skipped"].compactMap { name -> String? in
            let count = reading.shown("ci.\(name)")
            return count == "0" ? nil : "\(count) \(name)"
        }
        #expect(counts.joined(separator: " ") == shown)
        #expect(reading.observedAt == Instant(milliseconds: 1_763_633_001_000))
        #expect(reading.revision == nil)
    }

    @Test("of several runs the newest counts, wherever it stands")
    func runs() throws {
        let (old, new) = (
            Self.run("SUCCESS", ["SUCCESS"]), Self.run("FAILED", ["FAILED"], id: 2, start: 1_763_639_000_000)
        )
        for list in ["[\(old), \(new)]", "[\(new), \(old)]"] {
            let reading = try read(list)
            #expect(reading.shown("ci.succeeded") == "0")
            #expect(reading.shown("ci.failed") == "2")
            #expect(reading.runID == "2")
            #expect(reading.notes(.ignored).contains("1 older runs"))
        }
        #expect(try read("[]", as: "jenkins-stages").shown("ci.failed") == "?")
    }

    @Test("a list of runs and one stage, as the stage view gives them")
    func documented() throws {
        let reading = try readFixture("jenkins/wfapi-runs.json")
        #expect(reading.format.id == "jenkins-stages")
        #expect(reading.reading.shown("ci.pending") == "2")
        #expect(reading.reading.shown("ci.succeeded") == "2")
        #expect(reading.reading.runID == "41")
        let stage = try readFixture("jenkins/wfapi-stage-failed.json").reading
        #expect(stage.shown("ci.failed") == "1")
        #expect(stage.shown("ci.total") == "1")
        #expect(stage.notes(.information).contains("one stage only"))
    }

    private static func blue(_ state: String, _ result: String, id: String = "7", rest: String = "") -> String {
        """
        {"_class": "io.jenkins.blueocean.rest.impl.pipeline.PipelineRunImpl", "id": "\(id)", "pipeline": "main",
         "state": "\(state)", "result": "\(result)", "enQueueTime": "2026-11-20T10:00:00.000+0100"\(rest)}
        """
    }

    @Test(
        "a result counts once the run has finished",
        arguments: [
            ("FINISHED", "SUCCESS", "ci.succeeded"), ("FINISHED", "UNSTABLE", "ci.failed"),
            ("FINISHED", "FAILURE", "ci.failed"), ("FINISHED", "ABORTED", "ci.failed"),
            ("FINISHED", "UNKNOWN", "ci.failed"), ("FINISHED", "NOT_BUILT", "ci.skipped"),
            ("RUNNING", "SUCCESS", "ci.pending"), ("QUEUED", "UNKNOWN", "ci.pending"),
            ("PAUSED", "UNKNOWN", "ci.pending"), ("SKIPPED", "UNKNOWN", "ci.skipped"),
        ])
    func blueOcean(state: String, result: String, fact: String) throws {
        let reading = try read(Self.blue(state, result, rest: ", \"commitId\": \"abc1234\""))
        #expect(reading.shown(fact) == "1")
        #expect(reading.shown("ci.total") == "1")
        #expect(reading.revision == "abc1234")
        #expect(reading.observedAt == Instant(rfc3339: "2026-11-20T09:00:00Z"))
        let list = try read("[\(Self.blue("FINISHED", "SUCCESS", id: "9")), \(Self.blue(state, result, id: "10"))]")
        #expect(list.shown(fact) == "1")
        #expect(list.runID == "10")
    }

    @Test("the stages of a run")
    func nodes() throws {
        func node(_ name: String, _ state: String, _ result: String) -> String {
            """
            {"_class": "io.jenkins.blueocean.rest.impl.pipeline.PipelineNodeImpl", "displayName": "\(name)",
             "durationInMillis": 1000, "id": "1", "result": "\(result)", "state": "\(state)",
             "startTime": "2026-11-20T10:00:00.000+0000", "type": "STAGE"}
            """
        }
        let nodes = [
            node("build", "FINISHED", "SUCCESS"), node("scan", "NOT_BUILT", "NOT_BUILT"),
            node("deploy", "RUNNING", "UNKNOWN"),
        ]
        let reading = try read("[\(nodes.joined(separator: ","))]")
        #expect(reading.shown("ci.succeeded") == "1")
        #expect(reading.shown("ci.skipped") == "1")
        #expect(reading.shown("ci.pending") == "1")
        #expect(reading.observedAt == Instant(rfc3339: "2026-11-20T10:00:01Z"))
    }
}
