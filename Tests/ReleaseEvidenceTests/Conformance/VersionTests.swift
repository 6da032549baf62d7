import ReleaseEvidence
import ReleaseModel
import Testing

/// A format that says its version is read in the versions that are known, and no other version is taken for one of them.
@Suite("A version that is not known")
struct VersionTests {
    /// A place in a sample that says its version, and what a later version would say.
    struct Case: CustomStringConvertible, Sendable {
        let format: String
        let known: String
        let unknown: String
        /// A document in place of the sample, where the sample has no version.
        var text: String?

        var description: String { "\(format): \(unknown)" }
    }

    static let cases = [
        Case(format: "terraform-plan-json", known: #""format_version": "1.2""#, unknown: #""format_version": "2.0""#),
        Case(format: "terraform-plan-json", known: #""format_version": "1.2""#, unknown: #""format_version": "next""#),
        Case(format: "terraform-plan-stream", known: #""ui":"1.2""#, unknown: #""ui":"2.0""#),
        Case(format: "infracost-json", known: #""version": "0.2""#, unknown: #""version": "1.0""#),
        Case(format: "sarif", known: #""version": "2.1.0""#, unknown: #""version": "3.0.0""#),
        Case(format: "tekton-pipelinerun", known: "tekton.dev/v1", unknown: "tekton.dev/v9"),
        Case(format: "in-toto-statement", known: "in-toto.io/Statement/v1", unknown: "in-toto.io/Statement/v9"),
        Case(format: "in-toto-statement", known: "verification_summary/v1", unknown: "verification_summary/v9"),
        Case(format: "dsse-envelope", known: "vnd.in-toto+json", unknown: "vnd.in-toto.v9+json"),
        Case(
            format: "alertmanager-alerts", known: #""version": "4""#, unknown: #""version": "5""#,
            text: """
                {"version": "4", "groupKey": "g", "receiver": "page", "status": "firing", "truncatedAlerts": 0,
                 "alerts": [{"status": "firing", "labels": {"alertname": "HighLatency"}, "fingerprint": "1a"}]}
                """),
    ]

    @Test("gives no fact, and says which version it is", arguments: cases)
    func unknownVersion(version: Case) throws {
        let sample = try #require(Sample.all.first { $0.format == version.format })
        let text = version.text ?? String(decoding: sample.bytes, as: UTF8.self)
        #expect(text.contains(version.known), "the sample says its version")
        let known = try sample.readAsStated(Array(text.utf8))
        #expect(known.facts.contains { $0.value != nil }, "the version that is known is read")
        let later = text.replacing(version.known, with: version.unknown)
        let said = version.unknown.split { "\": /".contains($0) }.last ?? ""
        do {
            let reading = try sample.read(Array(later.utf8))
            #expect(reading.facts.allSatisfy { $0.value == nil }, "nothing is read as if it were known")
            #expect(reading.notes(.missing).contains(said), "the reason names \(said)")
        } catch {
            #expect(error.message.contains(said), "\"\(error.message)\" names \(said)")
        }
    }

    /// What samples call a version and is not that of their format.
    static let others: [String: Set<String>] = [
        "checkov": ["checkov_version"],  // of the tool
        "cobertura": ["version"],  // of the tool, and XML's own
        "confluence-page": ["version"],  // of the page
        "junit-xml": ["version"],  // XML's own
        "openssf-scorecard": ["version"],  // of the tool
        "pulumi-preview-json": ["Version"],  // of a policy document within a value
        "terraform-plan-stream": ["version"],  // the type of the message that says the version
        "terraform-plan-json": ["schema_version"],  // of a resource's schema, which is not read
    ]

    @Test("is thought of wherever a document says a version", arguments: Sample.all)
    func decided(sample: Sample) {
        let text = String(decoding: sample.bytes, as: UTF8.self)
        let names = text.split { !($0.isLetter || $0.isNumber || $0 == "_") }
            .filter { $0.lowercased().hasSuffix("version") }.map(String.init)
        let versions = VersionTests.cases.filter { $0.format == sample.format && $0.text == nil }
        let decided = versions.map(\.known).joined(separator: " ")
        for name in Set(names) where !decided.contains(name) && !decided.contains("tekton.dev") {
            #expect(
                VersionTests.others[sample.format]?.contains(name) == true,
                "\(sample.name) says \"\(name)\": a case here, or a reason why it is not the format's version")
        }
    }
}
