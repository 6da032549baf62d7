import ReleaseModel
import Testing

@testable import ReleaseEvidence

@Suite("Pulumi previews and events")
struct PulumiTests {
    private static func urn(_ type: String, _ name: String = "a") -> String { "urn:pulumi:dev::shop::\(type)::\(name)" }

    private static func step(_ operation: String, _ type: String, _ name: String = "a", state: String = "") -> String {
        "{\"op\":\"\(operation)\",\"urn\":\"\(urn(type, name))\",\"oldState\":{\"custom\":true\(state),"
            + "\"inputs\":{\"password\":{\"4dabf18193072939515e22adb298388d\":\"1b47061264138c4ac30d75fd1eb44270\","
            + "\"plaintext\":\"hunter2\"}}}}"
    }

    private static func preview(_ steps: [String], _ summary: String, more: String = "") -> String {
        "{\"config\":{\"k\":\"hunter2\"},\"steps\":[\(steps.joined(separator: ","))],\"changeSummary\":{\(summary)}\(more)}"
    }

    @Test("a real preview: all sixteen steps, the components without a kind")
    func real() throws {
        let preview = try FixtureReading("pulumi/sample-preview-creates.json")
        #expect(preview.format == "pulumi-preview-json")
        #expect(preview.actions == ["creates": 16])
        #expect(preview["plan.creates.data"] == 1)
        #expect(preview["plan.creates.identity"] == 11)
        #expect(preview["plan.creates.network"] == 0)
        #expect(preview["plan.errors"] == 0)
        #expect(preview.hasNote("16 create"))
        #expect(preview.reading.observedAt == nil)
    }

    @Test(
        "operations",
        arguments: [
            ("create", "create", ["creates": 1]), ("update", "update", ["updates": 1]),
            ("delete", "delete", ["deletes": 1]), ("read", "read", ["reads": 1]), ("import", "import", ["imports": 1]),
            ("replace", "replace", ["replaces": 1]), ("create-replacement", "replace", ["replaces": 1]),
            ("same", "same", [:]), ("refresh", "refresh", [:]), ("discard", "discard", [:]),
        ] as [(String, String, [String: Int64])])
    func operations(operation: String, summary: String, expected: [String: Int64]) throws {
        let text = Self.preview([Self.step(operation, "aws:rds/instance:Instance")], "\"\(summary)\":1")
        let preview = try FixtureReading(text: text)
        #expect(preview.actions == expected)
        #expect(preview["plan.unknown"] == 0)
        #expect(!preview.dump.contains("hunter2"))
    }

    @Test("a replacement in three steps is one replaced resource")
    func replacement() throws {
        let steps = ["create-replacement", "replace", "delete-replaced"].map {
            Self.step($0, "aws:rds/instance:Instance")
        }
        let preview = try FixtureReading(text: Self.preview(steps, "\"replace\":1,\"same\":4"))
        #expect(preview.actions == ["replaces": 1])
        #expect(preview["plan.replaces.stateful"] == 1)
        #expect(preview["plan.changes"] == 1)
        #expect(preview.hasNote("aws:rds/instance:Instance a"))
    }

    @Test("a delete that leaves the resource running is forgotten, and still the delete of the summary")
    func retained() throws {
        let step = Self.step("delete", "aws:s3/bucket:Bucket", state: ",\"retainOnDelete\":true")
        let preview = try FixtureReading(text: Self.preview([step], "\"delete\":1"))
        #expect(preview.actions == ["forgets": 1])
    }

    @Test("an unknown operation is unknown; a summary that differs makes everything unknown")
    func unknown() throws {
        let odd = try FixtureReading(text: Self.preview([Self.step("melt", "aws:s3/bucket:Bucket")], ""))
        #expect(odd["plan.unknown"] == 1)
        let short = try FixtureReading(
            text: Self.preview([Self.step("create", "aws:s3/bucket:Bucket")], "\"create\":2"))
        #expect(short.reason("plan.creates")?.contains("create is 2 there and 1 here") == true)
        let none = try FixtureReading(
            text: "{\"steps\":[\(Self.step("create", "aws:s3/bucket:Bucket"))],\"config\":{}}")
        #expect(none.reason("plan.creates")?.contains("changeSummary") == true)
    }

    @Test("errors among the diagnostics make everything unknown; their text stays out")
    func diagnostics() throws {
        let diagnostics =
            ",\"diagnostics\":[{\"message\":\"password hunter2 refused\",\"severity\":\"error\"},"
            + "{\"message\":\"x\",\"severity\":\"warning\"},{\"message\":\"x\",\"severity\":\"info#err\"}]"
        let preview = try FixtureReading(text: Self.preview([], "", more: diagnostics))
        #expect(preview["plan.errors"] == 1)
        #expect(preview.reason("plan.deletes") != nil)
        #expect(!preview.dump.contains("hunter2"))
    }

    @Test("documents that are no preview are named", arguments: ["pulumi/bad.json", "pulumi/empty.json"])
    func refused(file: String) throws {
        #expect(throws: EvidenceError.self) { try FixtureReading(file) }
        let document = EvidenceDocument(name: file, bytes: try FixtureReading.bytes(file))
        let error = #expect(throws: EvidenceError.self) { try PulumiPreviewReader.read(document) }
        #expect(error?.message.isEmpty == false)
    }

    private static func event(_ sequence: Int, _ body: String) -> String {
        "{\"sequence\":\(sequence),\"timestamp\":\(1_700_000_000 + sequence),\(body)}"
    }

    private static func pre(_ sequence: Int, _ operation: String, _ type: String, planning: Bool = true) -> String {
        event(
            sequence,
            "\"resourcePreEvent\":{\"metadata\":{\"op\":\"\(operation)\",\"urn\":\"\(urn(type))\",\"type\":\"\(type)\","
                + "\"old\":null,\"new\":{\"custom\":true,\"inputs\":{\"p\":\"hunter2\"}}},\"planning\":\(planning)}")
    }

    private static let events = [
        event(0, "\"preludeEvent\":{\"config\":{\"shop:key\":\"[secret]\"}}"),
        pre(1, "same", "pulumi:pulumi:Stack"), pre(2, "update", "aws:iam/policy:Policy"),
        event(3, "\"resOutputsEvent\":{\"metadata\":{\"op\":\"update\",\"urn\":\"x\"}}"),
        event(
            4,
            "\"policyEvent\":{\"policyName\":\"no-public\",\"enforcementLevel\":\"mandatory\",\"message\":\"hunter2\"}"),
        event(5, "\"policyEvent\":{\"policyName\":\"tags\",\"enforcementLevel\":\"advisory\"}"),
        event(
            6,
            "\"summaryEvent\":{\"maybeCorrupt\":false,\"durationSeconds\":3,\"resourceChanges\":{\"same\":1,\"update\":1}}"
        ),
        event(7, "\"cancelEvent\":{}"),
    ]

    @Test("an event log whose summary says that the operation failed gives no counts")
    func failedEventLog() throws {
        let events = Self.events.map {
            $0.replacing(
                "\"maybeCorrupt\":false", with: "\"maybeCorrupt\":false,\"isPreview\":true,\"result\":\"failed\"")
        }
        let log = try FixtureReading(text: events.joined(separator: "\n"))
        #expect(log["plan.updates"] == nil)
        let good = try FixtureReading(
            text: events.map { $0.replacing("\"failed\"", with: "\"succeeded\"") }.joined(separator: "\n"))
        #expect(good.actions == ["updates": 1])
    }

    @Test("an event log: counts, policies, time of the last event")
    func eventLog() throws {
        let log = try FixtureReading(text: Self.events.joined(separator: "\n"))
        #expect(log.format == "pulumi-event-log")
        #expect(log.actions == ["updates": 1])
        #expect(log["plan.updates.identity"] == 1)
        #expect(log["plan.checks_failed"] == 1)
        #expect(log["plan.errors"] == 0)
        #expect(log.reading.observedAt == Instant(seconds: 1_700_000_007))
        #expect(log.hasNote("no-public") && !log.dump.contains("hunter2"))
    }

    @Test("an event log that ends before its summary is unknown", arguments: 1...6)
    func cutOff(count: Int) throws {
        let log = try FixtureReading(text: Self.events[..<count].joined(separator: "\n"))
        for fact in PulumiEventLogReader.format.facts { #expect(log.reason(fact) != nil, "\(fact)") }
    }

    @Test("an error event, and an update that ran")
    func errorsAndUpdates() throws {
        let error = Self.event(9, "\"diagnosticEvent\":{\"severity\":\"error\",\"message\":\"hunter2\"}")
        let failed = try FixtureReading(text: (Self.events + [error]).joined(separator: "\n"))
        #expect(failed["plan.errors"] == 1 && failed.reason("plan.updates") != nil)
        let ran =
            [Self.pre(1, "create", "aws:s3/bucket:Bucket", planning: false)]
            + [Self.event(2, "\"summaryEvent\":{\"resourceChanges\":{\"create\":1}}")]
        #expect(try FixtureReading(text: ran.joined(separator: "\n")).hasNote("not a preview"))
    }

    @Test("a component, whose state leaves `custom` out, has no kind")
    func component() throws {
        let text = Self.events.joined(separator: "\n").replacing("\"custom\":true,", with: "")
        let log = try FixtureReading(text: text)
        #expect(log.actions == ["updates": 1] && log["plan.updates.identity"] == 0)
    }

    @Test("a page of events, and one that is not the last")
    func pages() throws {
        let events = Self.events.joined(separator: ",")
        let whole = try FixtureReading(text: "{\"events\":[\(events)],\"continuationToken\":null}")
        #expect(whole.actions == ["updates": 1])
        let first = try FixtureReading(text: "{\"events\":[\(events)],\"continuationToken\":\"n\"}")
        #expect(first.reason("plan.updates")?.contains("another page") == true)
    }
}
