import ReleaseModel
import ReleaseTestSupport
import Testing

@testable import ReleaseReports

@Suite struct JSONReportTests {
    @Test func matchesGolden() throws {
        try expectGolden(JSONReport.document(SampleReport.rich).serialized(), at: golden("report.json"))
        try expectGolden(JSONReport.schema().serialized(), at: golden("report.schema.json"))
        try expectGolden(JSONReport.gateSchema().serialized(), at: golden("gate.schema.json"))
    }

    @Test func documentsHoldTheirSchemas() throws {
        for report in [SampleReport.rich, HostileText.report] {
            #expect(SchemaCheck(JSONReport.schema()).faults(in: JSONReport.document(report)) == [])
            for gate in report.review.gates {
                let document = JSONReport.gateDocument(gate, in: report.review)
                #expect(SchemaCheck(JSONReport.gateSchema()).faults(in: document) == [])
            }
        }
    }

    @Test func theSchemaRefusesWhatItDoesNotKnow() {
        guard case .object(let members) = JSONReport.document(SampleReport.rich) else { return }
        let more = JSONValue.object(members + [JSONValue.Member("surprise", 1)])
        let less = JSONValue.object(members.filter { $0.name != "verdict" })
        #expect(SchemaCheck(JSONReport.schema()).faults(in: more) == ["/: surprise is not allowed"])
        #expect(SchemaCheck(JSONReport.schema()).faults(in: less) == ["/: verdict is missing"])
    }

    @Test func numbersAreExact() {
        let text = JSONReport.document(SampleReport.rich).serialized()
        #expect(text.contains("\"score\": 45.454545"))
        #expect(text.contains("\"value\": 0.985"))
    }

    @Test func stringsStayAsTheyWere() throws {
        let document = JSONReport.document(HostileText.report)
        #expect(document["subject"]?["name"]?.text == HostileText.around("billing"))
    }
}

/// The few words of JSON Schema that our schemas use; an unknown word is a fault.
struct SchemaCheck {
    private let root: JSONValue

    init(_ root: JSONValue) { self.root = root }

    func faults(in document: JSONValue) -> [String] { faults(document, root, "/") }

    private func faults(_ value: JSONValue, _ schema: JSONValue, _ path: String) -> [String] {
        guard case .object(let words) = schema else { return ["\(path): no schema"] }
        var found: [String] = []
        for word in words {
            switch word.name {
            case "$schema", "title", "description", "$defs", "format", "required", "additionalProperties", "pattern":
                break
            case "$ref":
                let name = word.value.text?.split(separator: "/").last.map(String.init) ?? ""
                found += faults(value, root["$defs"]?[name] ?? .null, path)
            case "type":
                if !hasType(value, word.value.text) { found.append("\(path): is no \(word.value.text ?? "?")") }
            case "const": if value != word.value { found.append("\(path): is not the constant") }
            case "enum":
                if word.value.elements?.contains(value) != true { found.append("\(path): is none of the words") }
            case "anyOf":
                let parts = word.value.elements ?? []
                if !parts.contains(where: { faults(value, $0, path).isEmpty }) { found.append("\(path): fits nothing") }
            case "items":
                for (index, element) in (value.elements ?? []).enumerated() {
                    found += faults(element, word.value, "\(path)\(index)/")
                }
            case "properties": found += memberFaults(value, schema, path)
            default: found.append("\(path): unknown word \(word.name)")
            }
        }
        return found
    }

    private func memberFaults(_ value: JSONValue, _ schema: JSONValue, _ path: String) -> [String] {
        guard case .object(let members) = value else { return [] }
        var found = members.flatMap { member -> [String] in
            guard let inner = schema["properties"]?[member.name] else {
                return ["\(path): \(member.name) is not allowed"]
            }
            return faults(member.value, inner, "\(path)\(member.name)/")
        }
        for name in (schema["required"]?.elements ?? []).compactMap(\.text) where value[name] == nil {
            found.append("\(path): \(name) is missing")
        }
        return found
    }

    private func hasType(_ value: JSONValue, _ type: String?) -> Bool {
        switch (type, value) {
        case ("string", .string), ("integer", .integer), ("number", .integer), ("number", .decimal), ("boolean", .bool),
            ("array", .array), ("object", .object), ("null", .null):
            true
        default: false
        }
    }
}
