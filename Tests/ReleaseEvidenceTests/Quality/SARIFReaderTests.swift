import ReleaseEvidence
import ReleaseModel
import Testing

@Suite("SARIFReader")
struct SARIFReaderTests {
    static func log(_ results: String, rules: String = "", run: String = "") -> String {
        """
        {"version": "2.1.0", "runs": [{\(run)"results": [\(results)],
         "tool": {"driver": {"name": "t", "rules": [\(rules)]}}}]}
        """
    }

    static let names = ["critical", "high", "medium", "low", "suppressed"].map { "security.\($0)" }

    @Test(
        "real logs",
        arguments: [
            ("TEST1004.Baseline.sarif", ["0", "0", "2", "5", "0"]),
            ("SARIF2004.OptimizeFileSize_Valid.sarif", ["0", "1", "2", "0", "0"]),
            ("SARIF1009.IndexPropertiesMustBeConsistentWithArrays_Invalid.sarif", ["?", "?", "?", "?", "?"]),
            ("SARIF2013.ProvideEmbeddedFileContent_Valid.sarif", ["?", "?", "?", "?", "?"]),
        ])
    func realLogs(name: String, counts: [String]) throws {
        let (format, reading) = try readFixture("sarif/" + name)
        #expect(format.id == "sarif")
        #expect(Self.names.map(reading.shown) == counts)
    }

    @Test("the revision is that of the scanned repository")
    func revision() throws {
        let reading = try readFixture("sarif/SARIF1004.ExpressUriBaseIdsCorrectly_Valid.sarif").reading
        #expect(reading.revision == "de67ef7")
    }

    @Test(
        "what one result counts as",
        arguments: [
            ("{\"ruleId\": \"R\"}", "", "medium"), ("{\"ruleId\": \"R\", \"level\": \"error\"}", "", "high"),
            ("{\"ruleId\": \"R\", \"level\": \"note\"}", "", "low"),
            ("{\"ruleId\": \"R\", \"level\": \"none\"}", "", ""),
            ("{\"ruleId\": \"R\"}", "{\"id\": \"R\", \"defaultConfiguration\": {\"level\": \"error\"}}", "high"),
            ("{\"ruleIndex\": 0}", "{\"id\": \"R\", \"properties\": {\"security-severity\": \"9.0\"}}", "critical"),
            ("{\"ruleIndex\": 0}", "{\"id\": \"R\", \"properties\": {\"security-severity\": \"8.9\"}}", "high"),
            ("{\"ruleIndex\": 0}", "{\"id\": \"R\", \"properties\": {\"security-severity\": 3.9}}", "low"),
            ("{\"ruleIndex\": 0}", "{\"id\": \"R\", \"properties\": {\"security-severity\": \"High\"}}", "high"),
            ("{\"ruleId\": \"R/1\"}", "{\"id\": \"R\", \"defaultConfiguration\": {\"level\": \"error\"}}", "high"),
            (
                "{\"ruleId\": \"\", \"ruleIndex\": 0}",
                "{\"id\": \"R\", \"defaultConfiguration\": {\"level\": \"note\"}}", "low"
            ),
            ("{\"ruleIndex\": 7, \"rule\": {\"id\": \"R\"}}", "", "medium"), ("{\"ruleIndex\": -1}", "", "medium"),
            ("{\"ruleId\": \"R\", \"kind\": \"pass\"}", "", ""),
            ("{\"ruleId\": \"R\", \"kind\": \"review\"}", "", "medium"),
            ("{\"ruleId\": \"R\", \"suppressions\": []}", "", "medium"),
            ("{\"ruleId\": \"R\", \"suppressions\": [{\"kind\": \"inSource\"}]}", "", "suppressed"),
            (
                "{\"ruleId\": \"R\", \"suppressions\": [{\"kind\": \"external\", \"status\": \"rejected\"}]}", "",
                "medium"
            ),
            ("{\"ruleId\": \"R\", \"suppressions\": [{}, {\"status\": \"underReview\"}]}", "", "medium"),
            ("{\"ruleId\": \"R\", \"baselineState\": \"absent\"}", "", ""),
        ])
    func classes(result: String, rule: String, name: String) throws {
        let reading = try read(Self.log(result, rules: rule))
        for fact in Self.names { #expect(reading.shown(fact) == (fact == "security.\(name)" ? "1" : "0"), "\(fact)") }
    }

    @Test("an index that counts the rules of an extension does not pick a rule of the driver")
    func extensionRules() throws {
        let reading = try read(
            """
            {"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "t", "rules": [
              {"id": "D", "properties": {"security-severity": "1.0"}}]},
             "extensions": [{"name": "e", "rules": [{"id": "E", "properties": {"security-severity": "9.5"}}]}]},
             "results": [{"ruleId": "E", "ruleIndex": 0, "rule": {"id": "E", "index": 0, "toolComponent": {"index": 0}}}]}]}
            """)
        #expect(reading.shown("security.critical") == "1")
        #expect(reading.shown("security.low") == "0")
    }

    @Test("an invocation may override a rule's level")
    func override() throws {
        let run = """
            "invocations": [{"executionSuccessful": true, "ruleConfigurationOverrides":
             [{"descriptor": {"id": "R"}, "configuration": {"level": "error"}}]}],
            """
        #expect(try read(Self.log("{\"ruleId\": \"R\"}", run: run)).shown("security.high") == "1")
        // The C# compiler lists a rule once for each level it has somewhere.
        let levels = """
            "invocations": [{"executionSuccessful": true, "ruleConfigurationOverrides":
             [{"descriptor": {"id": "R", "index": 432}, "configuration": {"level": "error"}},
              {"descriptor": {"id": "R", "index": 432}, "configuration": {"level": "note"}}]}],
            """
        #expect(try read(Self.log("{\"ruleId\": \"R\"}", run: levels)).shown("security.high") == "1")
    }

    @Test("a policy of the run raises a level and never lowers it")
    func policy() throws {
        func policies(_ level: String) -> String {
            """
            "policies": [{"name": "p", "rules": [{"id": "R", "defaultConfiguration": {"level": "\(level)"}}]}],
            """
        }
        let results = "{\"ruleId\": \"R\", \"level\": \"warning\"}"
        #expect(try read(Self.log(results, run: policies("error"))).shown("security.high") == "1")
        #expect(try read(Self.log(results, run: policies("note"))).shown("security.medium") == "1")
    }

    @Test(
        "a log that cannot be believed gives no facts",
        arguments: [
            "{\"version\": \"2.1.0\", \"runs\": []}",
            "{\"version\": \"2.1.0\", \"runs\": [{\"tool\": {\"driver\": {\"name\": \"t\"}}}]}",
            log("", run: "\"invocations\": [{\"executionSuccessful\": false}],"),
            log("", run: "\"externalPropertyFileReferences\": {\"results\": [{\"location\": {}}]},"),
            log(
                "", run: "\"versionControlProvenance\": [{\"revisionId\": \"aaaaaaa\"}, {\"revisionId\": \"bbbbbbb\"}],"
            ),
        ])
    func unbelievable(text: String) throws {
        let reading = try read(text, as: "sarif")
        #expect(Set(reading.shown.values) == ["?"])
    }

    @Test("an empty list of results is a result")
    func clean() throws {
        #expect(Set(try read(Self.log("")).shown.values) == ["0"])
    }

    @Test("other versions are refused")
    func version() {
        let error = #expect(throws: EvidenceError.self) {
            try read("{\"version\": \"1.0.0\", \"runs\": [{\"tool\": {}, \"results\": []}]}")
        }
        #expect(error?.message.contains("1.0.0") == true)
    }
}
