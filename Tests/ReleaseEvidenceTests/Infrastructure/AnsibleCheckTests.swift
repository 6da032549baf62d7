import ReleaseModel
import Testing

@testable import ReleaseEvidence

@Suite("Ansible check mode")
struct AnsibleCheckTests {
    @Test(
        "the recap over all hosts, by both callbacks",
        arguments: [
            ("s1_changes", "s1_changes.default.txt", 8, 2), ("s2_nochange", "s2_nochange.default.txt", 0, 0),
            ("real/mixed", "real/mixed.recap.txt", 2, 4), ("real/half", "real/half.recap.txt", 0, 1),
        ] as [(String, String, Int64, Int64)])
    func recap(name: String, recapFile: String, updates: Int64, unchecked: Int64) throws {
        let text = String(decoding: try FixtureReading.bytes("ansible/\(recapFile)"), as: UTF8.self)
        for (suffix, format) in [("json", "ansible-check-json"), ("jsonl", "ansible-check-jsonl")] {
            let run = try FixtureReading("ansible/\(name).\(suffix)")
            #expect(run.format == format)
            #expect(run["plan.updates"] == updates && run["plan.changes"] == updates)
            #expect(run["plan.updates"] == sum("changed", in: text))
            #expect(run["plan.errors"] == sum("failed", in: text))
            #expect(run["plan.hosts_unreachable"] == 0 && run["plan.hosts"] == 2)
            #expect(run["plan.unchecked"] == unchecked && run["plan.unknown"] == unchecked, "\(run.reading.notes)")
            for word in ["ok", "changed", "skipped", "rescued", "ignored"] {
                #expect(run.hasNote("\(word)=\(sum(word, in: text))"), "\(name) \(word)")
            }
            #expect(run.reading.observedAt != nil)
            #expect(!run.dump.contains("s3cr3t-value") && !run.dump.contains("port=9090"))
        }
    }

    /// Adds one column of a recap up.
    private func sum(_ column: String, in recap: String) -> Int64 {
        recap.split(whereSeparator: \.isWhitespace).filter { $0.hasPrefix(column + "=") }
            .compactMap { Int64($0.dropFirst(column.count + 1)) }.reduce(0, +)
    }

    @Test("a task that says check_mode: false ran for real", arguments: ["json", "jsonl"])
    func ranForReal(suffix: String) throws {
        let run = try FixtureReading("ansible/real/mixed.\(suffix)")
        #expect(run["plan.ran_for_real"] == 2)
        #expect(run.hasNote("look for real on web1"))
        #expect(run.hasNote("held back on web2") && run.hasNote("loop held back on web1"))
        #expect(try FixtureReading("ansible/s1_changes.\(suffix)")["plan.ran_for_real"] == 0)
    }

    @Test("a run that was no check is told apart")
    func apply() throws {
        let run = try FixtureReading("ansible/s1_changes.apply.json")
        #expect(run.reason("plan.updates")?.contains("for real") == true)
        #expect((run["plan.ran_for_real"] ?? 0) >= 2)
        #expect(run["plan.unchecked"] == 0)
    }

    @Test("hosts that cannot be reached and tasks that fail leave the changes unknown", arguments: ["json", "jsonl"])
    func trouble(suffix: String) throws {
        let run = try FixtureReading("ansible/real/down.\(suffix)")
        #expect(run["plan.hosts_unreachable"] == 1)
        #expect(run["plan.errors"] == 1)
        #expect(run["plan.hosts"] == 3)
        #expect(run.reason("plan.updates")?.contains("could not be reached") == true)
    }

    @Test("no host matched is unknown, not zero", arguments: ["json", "jsonl"])
    func noHosts(suffix: String) throws {
        let run = try FixtureReading("ansible/real/none.\(suffix)")
        for fact in AnsibleTally.factIDs { #expect(run.reason(fact)?.contains("no host matched") == true) }
        #expect(try FixtureReading("ansible/real/half.\(suffix)").hasNote("nobody"))
    }

    @Test("what no_log hides is counted and stays hidden")
    func noLog() throws {
        let run = try FixtureReading("ansible/s1_changes.json")
        #expect(run.reading.notes.contains { $0.kind == .redacted && $0.text.hasPrefix("2 results") })
    }

    @Test("events that end before the recap are unknown")
    func cutOff() throws {
        let lines = try FixtureReading.bytes("ansible/s1_changes.jsonl").split(separator: 10)
        for count in [1, 3, lines.count - 1] {
            let run = try FixtureReading(bytes: Array(lines[..<count].joined(separator: [10])), name: "cut")
            for fact in AnsibleTally.factIDs { #expect(run.reason(fact)?.contains("recap") == true) }
        }
    }

    private static func run(_ result: String, recap: String = "\"ok\":1,\"changed\":0") -> String {
        "{\"plays\":[{\"play\":{\"name\":\"p\"},\"tasks\":[{\"task\":{\"name\":\"t\"},\"hosts\":{\"h\":{\(result)}}}]}],"
            + "\"stats\":{\"h\":{\(recap)}}}"
    }

    @Test(
        "what check mode kept from running",
        arguments: [
            ("\"skipped\":true,\"msg\":\"skipped, running in check mode\"", 1),
            ("\"skipped\":true,\"msg\":\"remote module (x) does not support check mode\"", 1),
            ("\"skipped\":true,\"skip_reason\":\"Conditional result was False\"", 0),
            (
                "\"changed\":true,\"results\":[{\"skipped\":true,\"msg\":\"Command would have run if not in check mode\"},{}]",
                1
            ),
            ("\"failed\":true,\"msg\":\"check mode and async cannot be used on same task.\"", 0),
            ("\"results\":{\"a\":1},\"msg\":[\"check mode\"],\"start\":0", 0),
        ] as [(String, Int64)])
    func heldBack(result: String, expected: Int64) throws {
        #expect(try FixtureReading(text: Self.run(result))["plan.unchecked"] == expected)
    }

    @Test("wrong types are named with their place")
    func refused() {
        #expect(readingError("{\"plays\":3,\"stats\":{}}").map { "\($0.line):\($0.column)" } == "1:10")
        #expect(readingError(Self.run("", recap: "\"ok\":-1"))?.message.contains("count") == true)
        #expect(readingError("{\"_event\":\"x\"}\n{\"_event\":7}").map { "\($0.line):\($0.column)" } == "2:11")
    }
}
