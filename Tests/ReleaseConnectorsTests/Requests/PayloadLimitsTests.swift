import ReleaseModel
import Testing

@testable import ReleaseConnectors

@Suite("Limits of payloads")
struct PayloadLimitsTests {
    private static func text(_ count: Int) -> JSONValue { .string(String(repeating: "x", count: count)) }

    @Test(
        arguments: [
            ("jira", ["fields": ["summary": text(255)]], []),
            ("jira", ["fields": ["summary": text(256)]], ["/fields/summary 256 of 255 characters"]),
            (
                "jira",
                ["fields": ["description": ["type": "doc", "content": [["type": "text", "text": text(32_768)]]]]],
                ["/fields/description 32768 of 32767 characters"]
            ),
            ("slack", ["blocks": [["type": "header", "text": ["type": "plain_text", "text": text(150)]]]], []),
            (
                "slack", ["blocks": [["type": "header", "text": ["type": "plain_text", "text": text(151)]]]],
                ["/blocks/*/text/text of a header 151 of 150 characters"]
            ),
            ("slack", ["blocks": [["type": "section", "text": ["type": "mrkdwn", "text": text(3000)]]]], []),
            (
                "slack", ["blocks": .array(Array(repeating: ["type": "divider"], count: 51))],
                ["/blocks 51 of 50 elements"]
            ),
            (
                "notion", ["children": [["paragraph": ["rich_text": [["text": ["content": text(2001)]]]]]]],
                ["/**/content 2001 of 2000 characters"]
            ),
            (
                "notion", ["children": .array(Array(repeating: ["type": "divider"], count: 101))],
                ["/**/children 101 of 100 elements"]
            ),
            ("servicenow", ["short_description": text(161)], ["/short_description 161 of 160 characters"]),
            // A limit in bytes counts them: a sign outside ASCII has two or more.
            (
                "redmine", ["issue": ["description": .string(String(repeating: "é", count: 32_768))]],
                ["/issue/description 65536 of 65535 bytes"]
            ),
            ("markdown", ["x": text(9_999_999)], []),
        ] as [(ConnectorID, JSONValue, [String])])
    func measures(connector: ConnectorID, body: JSONValue, exceeded: [String]) {
        let found = PayloadLimits.measures(of: body, connector: connector).filter(\.isExceeded).map(\.words)
        #expect(found == exceeded)
    }

    @Test("what encoders write is within its target's limits", arguments: SampleDraft.all.indices)
    func encoders(index: Int) throws {
        let (connector, kind) = SampleDraft.all[index]
        let encoder = try #require(EncoderCatalog.encoder(for: connector))
        let long = (1...900).map { "Paragraph \($0) says something about the change and its way back." }
        for body in [SampleDraft.body, long.joined(separator: "\n\n")] {
            let payload = encoder.encode(
                SampleDraft.draft(connector, kind: kind, body: body), settings: SampleDraft.settings
            ).payload
            let exceeded = PayloadLimits.measures(of: payload.body, connector: connector).filter(\.isExceeded)
            #expect(exceeded == [], "\(connector)")
        }
    }
}
