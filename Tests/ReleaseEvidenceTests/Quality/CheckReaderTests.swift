import ReleaseEvidence
import ReleaseModel
import Testing

@Suite("k6, Scorecard, conftest and Checkov")
struct CheckReaderTests {
    @Test("k6 writes thresholds the opposite way round in its two forms")
    func k6() throws {
        let export = try read(
            "{\"root_group\": {}, \"metrics\": {\"m\": {\"thresholds\": {\"a\": true, \"b\": false}}}}",
            as: "k6-summary")
        #expect(export.shown("load.thresholds_failed") == "1")
        let handled = try read(
            """
            {"root_group": {}, "metrics": {"m": {"thresholds": {"a": {"ok": true}, "b": {"ok": false}, "c": {"ok": true}}},
             "checks": {"values": {"rate": 1, "passes": 3, "fails": 1}}, "http_req_failed": {"values": {"rate": 0.25}},
             "http_req_duration": {"values": {"p(95)": 12.123456789012345}}}}
            """)
        #expect(handled.shown("load.thresholds_failed") == "1")
        #expect(handled.shown("load.checks_rate") == "75 %")
        #expect(handled.shown("load.error_rate") == "25 %")
    }

    @Test("k6: the machine-readable summary lists metrics, and checks apart from them")
    func k6Machine() throws {
        func summary(_ checks: String, _ rest: String = "") -> String {
            """
            {"version": "1.0.0", "metadata": {"generatedAt": "2026-11-20T10:00:00.123Z", "k6Version": "2.0.0"},
             "config": {"execution": "local", "duration": 60.0}, "results": {\(rest) "checks": \(checks), "metrics": [
              {"name": "http_req_failed", "type": "rate", "contains": "default",
               "values": {"matches": 3, "rate": 0.02, "total": 150}},
              {"name": "http_req_duration", "type": "trend", "contains": "time", "values": {"avg": 2.5, "p(95)": 42.5}}]}}
            """
        }
        let listed = "{\"metrics\": [], \"results\": [{\"name\": \"a\", \"passes\": 3, \"fails\": 1}]}"
        let reading = try read(summary(listed))
        #expect(reading.shown("load.checks_rate") == "75 %")
        #expect(reading.shown("load.error_rate") == "2 %")
        #expect(reading.shown("load.p95") == "42.5")
        #expect(reading.shown("load.thresholds_failed") == "?")
        #expect(reading.observedAt == Instant(rfc3339: "2026-11-20T10:00:00.123Z"))
        #expect(try read(summary(listed, "\"passed\": false,")).shown("load.thresholds_failed") == "1")
        #expect(try read(summary(listed, "\"passed\": true,")).shown("load.thresholds_failed") == "?")
        func metric(_ total: Int) -> String {
            """
            {"metrics": [{"name": "checks_succeeded", "values": {"matches": \(total), "rate": 1, "total": \(total)}}]}
            """
        }
        #expect(try read(summary(metric(5))).shown("load.checks_rate") == "100 %")
        #expect(try read(summary(metric(0))).shown("load.checks_rate") == "?")
    }

    @Test("k6: what did not run is unknown")
    func k6Empty() throws {
        let reading = try read("{\"root_group\": {}, \"metrics\": {}}")
        #expect(Set(reading.shown.values) == ["?"])
    }

    @Test("Scorecard: no aggregate is no score", arguments: [("-1", "?"), ("0", "0"), ("11", "?")])
    func scorecard(score: String, shown: String) throws {
        let reading = try read(
            """
            {"date": "2026-11-20", "repo": {}, "scorecard": {}, "score": \(score), "checks": [{"name": "a", "score": 5}]}
            """)
        #expect(reading.shown("security.scorecard") == shown)
        #expect(reading.observedAt?.rfc3339 == "2026-11-20T00:00:00Z")
    }

    @Test(
        "nothing checked is no result",
        arguments: [
            ("conftest", "[]"), ("conftest", "[{\"filename\": \"a\", \"namespace\": \"main\", \"successes\": 0}]"),
            (
                "checkov",
                "{\"passed\": 0, \"failed\": 0, \"skipped\": 0, \"parsing_errors\": 0, \"checkov_version\": \"3\"}"
            ),
        ])
    func nothing(format: String, text: String) throws {
        #expect(Set(try read(text, as: format).shown.values) == ["?"])
    }

    @Test("conftest: the checks that passed are a number or, in older versions, a list")
    func conftest() throws {
        for passed in ["2", "[{\"msg\": \"a\"}, {\"msg\": \"b\"}]", "null"] {
            let text =
                "[{\"filename\": \"a\", \"successes\": \(passed), \"warnings\": null, \"failures\": [{\"msg\": \"m\"}]}]"
            #expect(try read(text).shown("policy.failed") == "1", "\(passed)")
        }
        let none = "[{\"filename\": \"a\", \"successes\": [], \"failures\": []}]"
        #expect(try read(none).shown("policy.failed") == "?")
    }

    @Test("Checkov: a file that could not be parsed was not checked; frameworks add up")
    func checkov() throws {
        func report(_ failed: Int, _ errors: Int) -> String {
            """
            {"check_type": "terraform", "results": {}, "summary": {"passed": 1, "failed": \(failed), "skipped": 2,
             "parsing_errors": \(errors)}}
            """
        }
        #expect(try read(report(3, 1)).shown("policy.failed") == "?")
        let both = try read("[\(report(3, 0)), \(report(1, 0))]")
        #expect(both.shown("policy.failed") == "4")
        #expect(both.shown("policy.exceptions") == "4")
    }
}
