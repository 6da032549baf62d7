import ReleaseModel
import ReleaseTestSupport
import Testing

@testable import ReleaseManifest

@Suite struct ReleaseReaderTests {
    @Test func `the founding sentences read as they stand`() throws {
        let reading = ReleaseReader.read(try Fixture.bytes("sentences.yaml"), named: "release.yaml")
        #expect(reading.diagnostics == [])
        let release = try #require(reading.release)
        var text = release.phrases.map { "\($0.location) \($0.input): \($0.text)\n    \($0.reading)\n" }.joined()
        text += "\n" + ReleaseFileWriter.text(for: release)
        try expectGolden(text, at: Fixture.folder + "/Golden/sentences.txt")
    }

    @Test func `all errors of a file come out at once`() throws {
        let reading = ReleaseReader.read(try Fixture.bytes("typos.yaml"), named: "release.yaml")
        #expect(reading.release == nil)
        let text = reading.diagnostics.map { "\($0)\n" }.joined()
        try expectGolden(text, at: Fixture.folder + "/Golden/typos.txt")
    }

    @Test func `every key of the format reads without a word`() throws {
        let reading = ReleaseReader.read(try Fixture.bytes("full.yaml"), named: "release.yaml")
        #expect(reading.diagnostics.map(\.description) == [])
        let release = try #require(reading.release)
        #expect(release.scope.environments.map(\.id.name) == ["dev", "uat", "prod-eu", "lab"])
        #expect(release.scope.environments.map { $0.after.map(\.name) } == [[], ["dev"], ["uat"], ["dev"]])
        #expect(release.initiative.name == "no")
        #expect(release.subject?.version == "1.10")
        #expect(release.scope.hasIrreversibleStep == nil)
        #expect(release.rollbackPlan.limitations == [])
        #expect(release.timeline.workingHours == 510..<1440)
        #expect(
            release.riskTolerance.monthlyCostIncrease.map(\.description) == [
                "500 EUR", "1200.5 USD", "200 EUR in uat and prod-eu, from class high up",
            ])
    }

    static let errors: [(String, String)] = [
        ("change_scope: {environments: [{name: dev, after: prod}, {name: prod, after: dev}]}", "runs in a circle"),
        ("change_scope: {environments: [dev, dev]}", "\"dev\" is given twice"),
        ("change_scope: {environments: [blue]}", "has no \"kind\" and its name tells none"),
        ("change_scope: {environments: [{name: prod, kind: prodution}]}", "did you mean \"production\"?"),
        (
            "change_scope: {environments: [{name: prod, owner: sre}]}\napproval_matrix: {roles: {ops: [ann]}}",
            "the role \"sre\""
        ),
        ("approval_matrix: {low: {any_of: []}}", "nobody could ever approve"),
        ("approval_matrix: {low: {all_of: []}}", "nobody could ever approve"),
        ("approval_matrix: {low: {any_of: [a, {all_of: []}]}}", "nobody could ever approve"),
        ("approval_matrix: {low: {count: 2}}", "without the roles \"of\""),
        ("approval_matrix: {low: {count: 0, of: a}}", "a whole number from 1 to 100"),
        ("approval_matrix: {rules: [{classes: [low], environments: [prod], require: a}]}", "the file has none"),
        ("risk_tolerance: {monthly_cost_increase: 500}", "with its currency"),
        ("risk_tolerance: {monthly_cost_increase: [5 EUR, 6 EUR]}", "has two amounts in EUR"),
        (
            "risk_tolerance: {monthly_cost_increase: [{amount: 5 EUR, environments: [moon]}]}",
            "names the environment \"moon\""
        ),
        ("risk_tolerance: {monthly_cost_increase: [{amount: 5 EUR, from_class: huge}]}", "low, medium, high, critical"),
        ("risk_tolerance: {monthly_cost_increase: [{environments: [dev]}]}", "has no \"amount\""),
        ("risk_tolerance: {monthly_cost_increase: [{amount: 5 EUR, environments: []}]}", "leave it out"),
        (
            "{change_scope: {environments: [dev]}, risk_tolerance: budget 50 EUR/month in mars}",
            "which \"change_scope\" does not have"
        ),
        ("risk_tolerance: {monitoring_confidence_floor: 180%}", "a share such as 80%"),
        ("timeline: {time_zone: EST5EDT}", "which is no time zone"),
        ("timeline: {time_zone: berlin}", "did you mean \"Europe/Berlin\"?"),
        ("timeline: {windows: [{title: a, start: 2026-01-01, end: 2026-01-02}]}", "has no \"time_zone\""),
        (
            "timeline: {time_zone: UTC, windows: [{title: a, start: 2026-01-01}]}",
            "the window has no \"end\"; it needs \"start\" and \"end\", or \"freeze_start\" and \"freeze_end\""
        ),
        (
            "timeline: {time_zone: UTC, windows: [{title: a, freeze_start: 0 23 * * 5}]}",
            "\"freeze_start\" and \"freeze_end\" belong together"
        ),
        (
            "timeline: {time_zone: UTC, windows: [{title: a, freeze_start: 0 23 * * 5, freeze_end: 0 7 * * 1, rrule: x}]}",
            "the window has \"rrule\" beside cron expressions"
        ),
        ("timeline: {working_hours: 17:00-09:00}", "the end after the start"),
        ("waivers: [{id: a}]", "\"waivers\" has no \"criterion\""),
        ("initiative_context: {name: x, criticality: gold}", "the bands are low, medium, high, critical"),
        ("initiative_context: [a, {b: c}]", "sentences only"),
        ("writebacks: [{kind: ticket, connector: slack, container: x}]", "it takes comms"),
        ("writebacks: [{kind: ticket, connector: terraform, container: x}]", "it is read-only"),
        ("evidence_channels: [jira, Jira Cloud]", "put their files together"),
        ("evidence_channels: {ci: {files: [{path: a, environment: prod}]}}", "names the environment \"prod\""),
        ("- a\n- b", "\"release file\" is a list"),
        (
            "approvals: [{subject: prod, vote: approve, role: a, person: b, reason: c, at: 2026-01-01T00:00:00Z, covers: []}]",
            "gate:ENVIRONMENT"
        ),
    ]

    @Test(arguments: errors) func `wrong input says what is wrong`(text: String, expected: String) {
        let reading = Fixture.read(text)
        #expect(reading.release == nil)
        #expect(
            reading.diagnostics.contains { $0.severity == .error && $0.message.text.contains(expected) },
            "\(reading.diagnostics)")
    }

    static let floods: [(String, String)] = [
        ("risk_tolerance: \"" + String(repeating: "e.g. ", count: 200_000) + "\"", "bytes of sentences"),
        ("evidence_channels: [\"" + String(repeating: "a. ", count: 200_000) + "\"]", "bytes of sentences"),
        (
            "policy: &a \"" + String(repeating: "x", count: 1 << 20) + "\"\npreferred_llm: ["
                + Array(repeating: "*a", count: 50_000).joined(separator: ",") + "]", "aliases counted in full"
        ),
        ((0..<60_000).map { "subjct\($0): 1\n" }.joined(), "unknown key"),
    ]

    @Test(.timeLimit(.minutes(1)), arguments: floods.indices) func `floods of text and keys end soon`(index: Int) {
        let (text, expected) = ReleaseReaderTests.floods[index]
        let reading = Fixture.read(text)
        #expect(reading.release == nil)
        #expect(reading.diagnostics.count <= ReadingLog.limit)
        #expect(reading.diagnostics.contains { $0.message.text.contains(expected) })
    }

    @Test func `a missing input is a gap and not an error`() throws {
        let reading = Fixture.read("subject: {name: a}")
        #expect(reading.release != nil)
        #expect(reading.diagnostics.map(\.severity) == Array(repeating: .warning, count: 6))
    }

    @Test func `a waiver of a criterion that nobody asks is an error`() throws {
        let text = String(decoding: try Fixture.bytes("full.yaml"), as: UTF8.self)
        let wrong = text.replacing("policy: policy.yaml\n", with: "").replacing("tests-passed", with: "tests-pased")
        let messages = Fixture.read(wrong).diagnostics.map(\.message.text)
        #expect(messages.count == 1)
        #expect(messages.first?.hasSuffix("did you mean \"tests-passed\"?") == true)
    }

    @Test(.timeLimit(.minutes(2))) func `no damage to a file crashes its reader`() throws {
        let sources = [
            try Fixture.bytes("full.yaml"), try Fixture.bytes("sentences.yaml"), try Fixture.bytes("typos.yaml"),
        ]
        var generator = SeededGenerator(seed: 7)
        var readable = 0
        for source in sources {
            for _ in 0..<120 {
                var bytes = source
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: bytes = Array(bytes.prefix(Int.random(in: 0..<bytes.count, using: &generator)))
                case 1:
                    for _ in 0..<3 {
                        bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(
                            in: 0...255, using: &generator)
                    }
                default:
                    let start = Int.random(in: 0..<bytes.count, using: &generator)
                    bytes.removeSubrange(start..<min(bytes.count, start + 9))
                }
                let reading = ReleaseReader.read(bytes, named: "f")
                if reading.release != nil { readable += 1 }
                #expect((reading.release == nil) == reading.diagnostics.contains { $0.severity == .error })
            }
        }
        #expect(readable > 0)
    }
}

/// The `settings` of a writeback, held against the catalog of connectors.
@Suite("Writeback settings") struct WritebackSettingsTests {
    private func read(_ writeback: String) -> (settings: [[String: String]], messages: [String]) {
        let reading = Fixture.read(
            """
            initiative_context: {name: Payments}
            change_scope: {environments: [production]}
            writebacks: [\(writeback)]
            """)
        let messages = reading.diagnostics.filter { $0.severity == .error }.map(\.message.text)
        return (reading.release?.writebacks.map(\.settings) ?? [], messages)
    }

    @Test(
        "take what the connector asks for",
        arguments: [
            (
                "docs_page", "confluence", "{space_id: 65011, parent_id: '0012'}",
                ["space_id": "65011", "parent_id": "0012"]
            ),
            ("comms", "slack", "{draft_channels: [C0A, C0B]}", ["draft_channels": "C0A,C0B"]),
            ("comms", "Slack", "{draft_channels: C0A}", ["draft_channels": "C0A"]),
            ("ticket", "azure devops", "{work_item_type: User Story}", ["work_item_type": "User Story"]),
            (
                "comms", "email", "{to: [a@b.example, 'c@d.example, e@f.example']}",
                ["to": "a@b.example,c@d.example,e@f.example"]
            ),
            ("ticket", "rt", "{}", [:]),
            ("comms", "email", "{folder: INBOX.Drafts}", ["folder": "INBOX.Drafts"]),
            ("comms", "email", "{folder: \"Not yet presented\"}", ["folder": "Not yet presented"]),
        ])
    func accepted(kind: String, connector: String, settings: String, expected: [String: String]) {
        let found = read("{kind: \(kind), connector: \(connector), container: X, settings: \(settings)}")
        #expect(found.messages == [])
        #expect(found.settings == [expected])
    }

    @Test(
        "say what is wrong and never repeat a secret",
        arguments: [
            ("docs_page", "confluence", "{spaceid: 1}", "did you mean \"space_id\"?", ""),
            ("docs_page", "confluence", "{space_id: REL}", "\"space_id\" is \"REL\"; accepted: a whole number", ""),
            ("docs_page", "confluence", "{space_id: [1, 2]}", "\"space_id\" is a list", ""),
            ("ticket", "azure-devops", "{wiki: w}", "is for drafts of kind docs_page", ""),
            ("ticket", "rt", "{queue: w}", "accepted here: none for ticket drafts", ""),
            ("comms", "slack", "{draft_channels: []}", "\"draft_channels\" is empty", ""),
            ("comms", "slack", "{draft_channels: 'a {b}'}", "accepted: names or ids without blanks", ""),
            (
                "ticket", "jira", "{api_token: abcdef}", "names a credential; whoever carries a draft over signs in",
                "abcdef"
            ),
            (
                "ticket", "jira", "{issue_type: ghp_0123456789abcdefghijABCDEFGHIJ012345}",
                "holds something shaped like a secret", "ghp_0123"
            ),
            ("comms", "email", "{to: [nobody]}", "accepted: e-mail addresses", ""),
            ("comms", "email", "{to: \"a@b.example\\r\\nBcc: c@d.example\"}", "accepted: e-mail addresses", ""),
            ("comms", "email", "{folder: INBOX.Outbox}", "accepted: the name of a folder for drafts", ""),
            ("comms", "email", "{folder: \"[Gmail]/Sent Mail\"}", "accepted: the name of a folder for drafts", ""),
            ("comms", "email", "{folder: Postausgang}", "accepted: the name of a folder for drafts", ""),
            ("ticket", "jira", "text", "\"settings\" is no mapping", ""),
        ])
    func refused(kind: String, connector: String, settings: String, message: String, secret: String) {
        let found = read("{kind: \(kind), connector: \(connector), container: X, settings: \(settings)}")
        #expect(found.messages.count == 1)
        #expect(found.messages.first?.contains(message) == true, "\(found.messages)")
        if !secret.isEmpty { #expect(!found.messages.joined().contains(secret)) }
    }

    @Test("are one set for one place") func twice() {
        let found = read(
            """
            {kind: docs_page, connector: confluence, container: X, settings: {space_id: 1}}, \
            {kind: docs_page, connector: confluence, container: X, settings: {space_id: 2}}
            """)
        #expect(found.messages.first?.contains("is given twice") == true, "\(found.messages)")
    }

    @Test("of every example in the catalog are accepted, and written back the same") func examples() throws {
        for connector in ConnectorCatalog.all where connector.access == .writeCapable {
            for setting in ConnectorSettingCatalog.settings(of: connector.id) {
                let kind = try #require(connector.draftKinds.first { setting.applies(to: $0) })
                let found = read(
                    "{kind: \(kind.rawValue), connector: \(connector.id), container: X, settings: {\(setting.name): \(setting.example)}}"
                )
                #expect(found.messages == [], "\(connector.id) \(setting.name)")
                #expect(found.settings.first?.count == 1)
            }
        }
    }
}
