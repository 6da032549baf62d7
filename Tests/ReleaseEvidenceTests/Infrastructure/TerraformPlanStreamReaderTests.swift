import ReleaseModel
import Testing

@testable import ReleaseEvidence

@Suite("TerraformPlanStreamReader")
struct TerraformPlanStreamReaderTests {
    @Test("the stream of a run gives what the plan of that run gives", arguments: ["plan.jsonl", "apply.jsonl"])
    func samePlan(file: String) throws {
        let stream = try FixtureReading("terraform/real/\(file)")
        let plan = try FixtureReading("terraform/real/plan.json")
        #expect(stream.format == "terraform-plan-stream")
        #expect(stream.actions == plan.actions)
        #expect(stream.actions.count == 7)
        #expect(stream["plan.changes"] == plan["plan.changes"])
        #expect(stream["plan.checks_failed"] == (file == "plan.jsonl" ? 1 : stream["plan.checks_failed"]))
        #expect(stream.hasNote("Plan: 1 to import, 2 to add, 1 to change, 2 to destroy."))
        #expect(stream.reading.observedAt != nil)
        #expect(!stream.dump.contains("abc"))
    }

    @Test("messages of an apply as one array", arguments: try opentofuCases())
    func arrays(name: String, adds: Int64, changes: Int64, removes: Int64) throws {
        let stream = try FixtureReading("terraform/opentofu/\(name)/apply.json")
        #expect(stream.format == "terraform-plan-stream")
        let replaces = stream["plan.replaces"] ?? -1
        #expect((stream["plan.creates"] ?? -1) + replaces == adds)
        #expect(stream["plan.updates"] == changes)
        #expect((stream["plan.deletes"] ?? -1) + replaces == removes)
    }

    static func opentofuCases() throws -> [(String, Int64, Int64, Int64)] {
        try (FixtureReading.json("terraform/opentofu/expected.json").elements ?? []).compactMap { expected in
            guard let name = expected["case"]?.text, let applied = expected["applied"],
                let adds = applied["add"]?.wholeNumber, let changes = applied["change"]?.wholeNumber,
                let removes = applied["remove"]?.wholeNumber
            else { return nil }
            return (name, adds, changes, removes)
        }
    }

    @Test("nothing to do is zero where the summary says so; a drift that renames is none")
    func nothing() throws {
        let none = try FixtureReading("terraform/real/none.jsonl")
        #expect(none.actions.isEmpty && none["plan.changes"] == 0 && none["plan.errors"] == 0)
        let refresh = try FixtureReading("terraform/real/refresh.jsonl")
        #expect(refresh["drift.resources"] == 0 && refresh["plan.changes"] == 0)
    }

    @Test("a run with targets does not know what it leaves out, as its plan in JSON says too")
    func targets() throws {
        let text = String(decoding: try FixtureReading.bytes("terraform/real/none.jsonl"), as: UTF8.self)
        let warning =
            "{\"@level\":\"warn\",\"diagnostic\":{\"severity\":\"warning\","
            + "\"summary\":\"Resource targeting is in effect\",\"detail\":\"\"},\"type\":\"diagnostic\"}\n"
        let stream = try FixtureReading(text: text + (text.hasSuffix("\n") ? "" : "\n") + warning)
        #expect(stream["plan.changes"] == 0)
        #expect(stream.reason("plan.unknown")?.contains("not complete") == true)
    }

    @Test("errors make everything unknown but themselves")
    func errors() throws {
        let stream = try FixtureReading("terraform/real/error.jsonl")
        #expect(stream["plan.errors"] == 1)
        #expect(stream.hasNote("Resource precondition failed"))
        for fact in TerraformPlanStreamReader.format.facts where fact != "plan.errors" {
            #expect(stream.reason(fact)?.contains("1 errors") == true, "\(fact)")
        }
    }

    @Test("a stream that is cut off is unknown, wherever it is cut")
    func cutOff() throws {
        let bytes = try FixtureReading.bytes("terraform/real/plan.jsonl")
        let lines = bytes.split(separator: 10)
        let summary = try #require(lines.firstIndex { String(decoding: $0, as: UTF8.self).contains("change_summary") })
        for count in 1...summary {
            let cut = try FixtureReading(bytes: Array(lines[..<count].joined(separator: [10])), name: "cut")
            for fact in TerraformPlanStreamReader.format.facts {
                #expect(cut.reason(fact) != nil, "\(count) lines, \(fact)")
            }
        }
        #expect(throws: EvidenceError.self) { try FixtureReading(bytes: Array(bytes.dropLast(20)), name: "cut") }
    }

    @Test("a summary that says something else than the changes makes the counts unknown")
    func disagreement() throws {
        let text = String(decoding: try FixtureReading.bytes("terraform/real/plan.jsonl"), as: UTF8.self)
        let missing = text.split(separator: "\n").filter { !$0.contains("terraform_data.fresh: Plan") }
        let stream = try FixtureReading(text: missing.joined(separator: "\n"))
        #expect(stream.reason("plan.creates")?.contains("add is 2 there and 1 here") == true)
    }

    @Test("a newer message format is refused, and a wrong type is named with its place")
    func refused() {
        let newer = "{\"@level\":\"info\",\"@message\":\"x\",\"type\":\"version\",\"ui\":\"2.0\"}\n"
        #expect(readingError(newer)?.message.contains("2.0") == true)
        let wrong = "{\"@level\":\"info\",\"@message\":\"x\",\"type\":\"version\"}\n{\"@level\":\"info\",\"type\":7}"
        #expect(readingError(wrong).map { "\($0.line):\($0.column)" } == "2:25")
    }
}
