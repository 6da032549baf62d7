import ReleaseModel
import Testing

@testable import ReleaseEvidence

@Suite("drift in a Terraform plan")
struct TerraformDriftTests {
    private static func plan(_ change: String) throws -> FixtureReading {
        let entry =
            "{\"address\":\"a_b.c\",\"type\":\"a_b\",\"mode\":\"managed\",\"change\":{\"actions\":[\"update\"],\(change)}}"
        return try FixtureReading(
            text: "{\"format_version\":\"1.2\",\"planned_values\":{},\"resource_drift\":[\(entry)]}")
    }

    @Test(
        "entries that differ in nothing but how absence is written are no drift",
        arguments: [
            (#"{"a":1,"tags":null}"#, #"{"tags":{},"a":1}"#), (#"{"a":1}"#, #"{"a":1,"b":"","c":[],"d":null}"#),
            (#"{"a":[{"b":{"c":null}}]}"#, #"{"a":[{"b":{"c":{}}}]}"#), (#"{"a":{"b":{"c":""}}}"#, #"{}"#),
            (#"{"a":"x"}"#, #"{"a":"\u0078"}"#),
        ])
    func none(before: String, after: String) throws {
        for (before, after) in [(before, after), (after, before)] {
            let plan = try Self.plan("\"after\":\(after),\"before\":\(before),\"after_sensitive\":{\"tags\":{}}")
            #expect(plan["drift.resources"] == 0)
            #expect(plan.hasNote("1 drift entries whose values are the same"))
        }
    }

    @Test(
        "entries that show a change are drift",
        arguments: [
            (#"{"a":1}"#, #"{"a":2}"#), (#"{"a":0}"#, #"{"a":null}"#), (#"{"a":false}"#, #"{}"#),
            (#"{"a":[null]}"#, #"{"a":[]}"#), (#"{"a":["x","y"]}"#, #"{"a":["y","x"]}"#),
            (#"{"a":"1"}"#, #"{"a":1}"#), (#"{"a":"\u00e9"}"#, #"{"a":"e\u0301"}"#), (#"{"a":1}"#, #"null"#),
        ])
    func some(before: String, after: String) throws {
        let plan = try Self.plan("\"before\":\(before),\"after\":\(after)")
        #expect(plan["drift.resources"] == 1)
    }

    @Test("values that look equal beside a sensitive mark are drift, as a blanked out secret looks equal")
    func hidden() throws {
        let plan = try Self.plan(
            "\"before\":{\"p\":\"***\"},\"after\":{\"p\":\"***\"},\"before_sensitive\":{\"p\":true}")
        #expect(plan["drift.resources"] == 1)
        #expect(plan.hasNote("1 drift entries look unchanged"))
    }

    @Test("values that are too large to be held are drift")
    func large() throws {
        let text = "\"" + String(repeating: "x", count: 1_200_000) + "\""
        let byText = try Self.plan("\"before\":{\"a\":\(text)},\"after\":{\"a\":\(text)}")
        #expect(byText["drift.resources"] == 1)
        #expect(byText.hasNote("1 drift entries are counted uncompared"))
        let list = Array(repeating: "1", count: 60_000)
        let (before, after) = ("[\(list.joined(separator: ","))]", "[\(list.joined(separator: ", "))]")
        #expect(try Self.plan("\"before\":\(before),\"after\":\(after)")["drift.resources"] == 1)
        // Whatever their size, values that are written alike are the same.
        #expect(try Self.plan("\"before\":\(before),\"after\":\(before)")["drift.resources"] == 0)
    }

    @Test("a value in which a name stands twice cannot be compared, so it is drift")
    func twice() throws {
        let plan = try Self.plan(#""before":{"a":1,"b":{"c":1,"c":2}},"after":{"a":1,"b":{"c":2}}"#)
        #expect(plan["drift.resources"] == 1)
    }
}
