import ReleaseModel
import ReleaseTestSupport
import Testing

@testable import ReleaseConnectors

@Suite("Encoders")
struct EncoderTests {
    @Test("one encoder for each write-capable connector, in both directions")
    func catalog() {
        let encoders = EncoderCatalog.all.map { $0.connector }
        let connectors = ConnectorCatalog.all.filter { $0.access == .writeCapable }.map(\.id)
        #expect(encoders.sorted() == connectors.sorted())
        #expect(Set(encoders).count == encoders.count)
    }

    @Test("payload, preview and card as recorded", arguments: SampleDraft.all.indices)
    func golden(index: Int) throws {
        let (connector, kind) = SampleDraft.all[index]
        let encoder = try #require(EncoderCatalog.encoder(for: connector))
        let folder = "\(projectFolder)/Tests/ReleaseConnectorsTests/Golden/\(connector)"
        let artefact = kind == .docsPage && connector == "github" ? "release-notes" : "change-ticket"
        let create = encoder.encode(
            SampleDraft.draft(connector, kind: kind, artefact: artefact), settings: SampleDraft.settings)
        let ending = create.payload.name.split(separator: ".").last ?? "txt"
        try expectGolden(create.payload.text, at: "\(folder)/\(kind.rawValue).create.\(ending)")
        try expectGolden(create.requestCard.document.serialized(), at: "\(folder)/\(kind.rawValue).card.json")
        let update = encoder.encode(
            SampleDraft.draft(connector, kind: kind, operation: .updateDraft, artefact: artefact),
            settings: SampleDraft.settingsWithRecord)
        try expectGolden(update.payload.text, at: "\(folder)/\(kind.rawValue).update.\(ending)")
    }

    @Test("the preview as recorded")
    func preview() throws {
        let encoded = ServiceNowEncoder.encode(SampleDraft.draft("servicenow"), settings: SampleDraft.settings)
        try expectGolden(encoded.preview, at: "\(projectFolder)/Tests/ReleaseConnectorsTests/Golden/preview.txt")
    }

    @Test("cards never hold an authorization value", arguments: SampleDraft.all.indices)
    func card(index: Int) throws {
        let (connector, kind) = SampleDraft.all[index]
        let encoder = try #require(EncoderCatalog.encoder(for: connector))
        let card = encoder.encode(SampleDraft.draft(connector, kind: kind), settings: SampleDraft.settings).requestCard
        let text = card.document.serialized().lowercased()
        for word in ["authorization", "bearer", "api-key", "x-redmine-api-key", "routing_key", "oauth"] {
            #expect(!text.contains(word))
        }
        #expect(card.document["approver_roles"]?.elements == ["release-manager"])
        #expect(card.document["re_review_when_changed"]?.elements?.count == 1)
        #expect(card.document["least_permission"]?.text?.isEmpty == false)
        #expect(card.shape == nil || card.document["stays_a_draft_while"]?.elements?.isEmpty == false)
    }

    @Test("tier C makes a file and names no request", arguments: ["pagerduty", "teams", "markdown"] as [ConnectorID])
    func fileOnly(connector: ConnectorID) throws {
        let encoder = try #require(EncoderCatalog.encoder(for: connector))
        for operation in Draft.Operation.allCases {
            let draft = SampleDraft.draft(connector, kind: .comms, operation: operation)
            #expect(encoder.encode(draft, settings: SampleDraft.settings).requestCard.shape == nil)
        }
    }

    @Test("Slack names a request only for a channel that a person allowed")
    func slackChannels() {
        let draft = SampleDraft.draft("slack", kind: .comms)
        #expect(SlackEncoder.encode(draft, settings: TargetSettings()).requestCard.shape == nil)
        #expect(SlackEncoder.encode(draft, settings: SampleDraft.settings).requestCard.shape != nil)
    }

    @Test("a missing site setting is named on the card and not guessed")
    func missingSetting() {
        let encoded = LinearEncoder.encode(SampleDraft.draft("linear"), settings: TargetSettings())
        #expect(encoded.requestCard.missingSettings == ["draft_states", "team_id"])
        #expect(
            !RequestGuard.check(
                method: "POST", path: "/graphql", body: encoded.payload.body, connector: "linear",
                settings: TargetSettings()
            ).isAllowed)
    }

    @Test("Linear ids have the shape of UUID version 4")
    func uuid() {
        let id = LinearEncoder.uuid(for: "rg1-0f6028c0b092cf92377f")
        #expect(id.split(separator: "-").map(\.count) == [8, 4, 4, 4, 12])
        #expect(Array(id)[14] == "4")
        #expect("89ab".contains(Array(id)[19]))
    }

    @Test("Notion arrays and texts stay within 100 and 2000")
    func notionLimits() {
        let items = (0..<300).map { "- item \($0)" }.joined(separator: "\n")
        let long = String(repeating: "many words here ", count: 900)
        let draft = SampleDraft.draft("notion", kind: .docsPage, body: "\(long)\n\n\(items)\n")
        let payload = NotionEncoder.encode(draft, settings: SampleDraft.settings).payload.body
        #expect(NotionBlocks.isWithinLimits(payload))
        #expect(longestText(payload) <= 2000)
    }

    private func longestText(_ value: JSONValue) -> Int {
        switch value {
        case .string(let text): text.utf16.count
        case .array(let elements): elements.map(longestText).max() ?? 0
        case .object(let members): members.map { longestText($0.value) }.max() ?? 0
        default: 0
        }
    }

    @Test("export makes four files for each draft and none for a draft that the guard holds back")
    func export() {
        var held = SampleDraft.draft("jsm")
        held.guardHits = [GuardHit(rule: "command", found: "x", explanation: "y", line: 1, source: nil)]
        let standings = DraftStandings.judge(
            [SampleDraft.draft("jira"), held], placements: [:], listings: [], asOf: Instant(seconds: 0)
        ).map(\.standing)
        let files = DraftExport.files(for: standings)
        #expect(
            files.map(\.path) == [
                "index.md",
                "jira/rg1-0f6028c0b092cf92377f/card.json",
                "jira/rg1-0f6028c0b092cf92377f/payload.json",
                "jira/rg1-0f6028c0b092cf92377f/preview.html",
                "jira/rg1-0f6028c0b092cf92377f/preview.txt",
            ])
    }

    @Test("a withdrawn draft says so at every target", arguments: SampleDraft.all.indices)
    func withdrawn(index: Int) throws {
        let (connector, kind) = SampleDraft.all[index]
        let encoder = try #require(EncoderCatalog.encoder(for: connector))
        let draft = SampleDraft.draft(connector, kind: kind, operation: .withdrawDraft)
        let encoded = encoder.encode(draft, settings: SampleDraft.settingsWithRecord)
        #expect(encoded.preview.hasPrefix("DRAFT (withdrawn)"))
        #expect(encoded.preview.contains("This draft is withdrawn"))
        #expect(encoded.requestCard.shape.map { $0.method != "DELETE" } ?? true)
    }
}
