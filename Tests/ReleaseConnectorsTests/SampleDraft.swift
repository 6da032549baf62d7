import ReleaseAudit
import ReleaseModel

@testable import ReleaseConnectors

/// A draft with every kind of block, for any connector.
enum SampleDraft {
    static let body = """
        **Decision today: WAIT** at medium risk. Planned go-live: 2026-11-30 01:00 UTC.

        ## What changes

        Faster checkout: card payments answer within a second, see `payments-api` and *checkout\\_web*.

        - Promotion path: staging, then production
          - with a soak of one hour
        - Modules: payments-api

        1. Service owner: confirm the date
        2. SRE lead: approve or reject

        - [ ] Release manager: read this ticket
        - [x] Comms lead: write the announcement

        | Environment | Decision | Calendar |
        |---|---|---|
        | staging | PROCEED | open |
        | production | WAIT \\| held | freeze until Monday |

        > Later than 30 minutes, a rollback needs the approval of the director.

        ---

        - **Approver:** Release manager (the release manager answers for the change record).
        - **Re-review:** this approval is void when one of these changes: change\\_scope and gates.
        - **Draft key:** rg1-0f6028c0b092cf92377f. This is a draft: nothing was published, sent or changed.
        """

    static func draft(
        _ connector: ConnectorID, kind: Draft.Kind = .ticket, operation: Draft.Operation = .createDraft,
        title: String = "DRAFT change: Payments 2.4.0 to production – 50 % faster", body: String = body,
        artefact: String = "change-ticket"
    ) -> Draft {
        let digest = ContentDigest(String(repeating: "ab", count: 32))
        let other = ContentDigest(String(repeating: "cd", count: 32))
        return Draft(
            key: "rg1-0f6028c0b092cf92377f", kind: kind, artefact: artefact, connector: connector,
            container: containers[connector] ?? "REL",
            tier: ConnectorCatalog.connector(connector)?.tier ?? .fileOnly, operation: operation, change: .created,
            title: title, body: body, contentDigest: digest ?? placeholder, revision: 1,
            approverRoles: ["release-manager"], approverReason: "the release manager answers for the change record",
            approval: ApprovalStatus(requirement: nil, state: .pending),
            triggers: [Draft.Trigger(input: "change_scope", digest: other ?? placeholder)],
            handOff: "the release manager reads it")
    }

    private static let placeholder = ContentDigest(bytes: [UInt8](repeating: 0, count: 32)) ?? ContentDigest.ofNothing

    static let containers: [ConnectorID: String] = [
        "github": "acme/shop", "gitlab": "acme/shop", "azure-devops": "acme/shop", "slack": "C0DRAFTS",
        "email": "release-comms@example.com", "matrix": "!drafts:example.org", "confluence": "65011",
        "notion": "11111111-2222-4333-8444-555555555555",
    ]

    /// Everything that a site would set.
    static let settings = TargetSettings(values: [
        "slack": ["draft_channels": "C0DRAFTS"],
        "linear": ["draft_states": "11111111-2222-4333-8444-555555555555", "team_id": "REL"],
        "statuspage": ["page_id": "REL"],
        "azure-devops": ["wiki": "shop.wiki"], "redmine": ["tracker_id": "4", "key_field_id": "7"],
    ])

    static let recordKey: DraftKey = "rg1-0f6028c0b092cf92377f"

    /// The same with the record that an update changes.
    static var settingsWithRecord: TargetSettings {
        var settings = settings
        settings.records[recordKey] = TargetSettings.Record(id: "17", revision: "7")
        return settings
    }

    /// Each connector with each kind it takes.
    static let all: [(connector: ConnectorID, kind: Draft.Kind)] = ConnectorCatalog.all
        .filter { $0.access == .writeCapable }.flatMap { connector in
            connector.draftKinds.map { (connector.id, $0) }
        }
}
