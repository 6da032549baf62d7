import ReleaseModel

/// Which systems a release reads, which it prepares drafts for, and who owns each.
struct ToolchainUse {
    let review: ReadinessReview
    let roles: RoleDirectory
    let targets: [WritebackTarget]
    private let channelsByConnector: [ConnectorID: [EvidenceChannel]]

    init(_ review: ReadinessReview) {
        self.review = review
        self.roles = RoleDirectory(review)
        self.targets = WritebackTargets.derive(from: review.release)
        self.channelsByConnector = Dictionary(grouping: review.release.channels) { channel in
            ChannelProfile.connector(of: channel)?.id ?? ConnectorID(channel.id.name)
        }
    }

    /// The connectors of this release by id.
    var connectorIDs: [ConnectorID] {
        Set(channelsByConnector.keys).union(targets.map(\.connector)).sorted()
    }

    /// The evidence channels that come from `connector`, in the order of the release file.
    func channels(of connector: ConnectorID) -> [EvidenceChannel] { channelsByConnector[connector] ?? [] }

    /// The connectors that give evidence, by id.
    var readConnectors: [ConnectorID] { channelsByConnector.keys.sorted() }

    /// The connectors that drafts are meant for, by id.
    var writeConnectors: [ConnectorID] { Set(targets.map(\.connector)).sorted() }

    /// The catalog's line for `id`; for a system that the catalog does not know a read-only one, because nothing is
    /// known about how a draft would stay a draft there.
    func connector(_ id: ConnectorID) -> Connector {
        ConnectorCatalog.connector(id)
            ?? Connector(
                id: id, title: channels(of: id).first?.name ?? id.name, access: .readOnly,
                accessReason: "not in the connector catalog, so its documents are read and nothing is prepared for it",
                leastPermission: ConnectorCatalog.readPermission(of: id), tier: nil, draftKinds: [],
                whenDown: "the draft stays in the output folder", aliases: [])
    }

    /// Reports whether people's statements are read there: a signed statement, or an approval claimed in a system.
    func isHeardInApproval(_ id: ConnectorID) -> Bool {
        if id == "sign-off" { return true }
        let channels = Set(channels(of: id).map(\.id))
        return review.evidence.contains { channels.contains($0.channel) && !$0.claims.isEmpty }
    }

    /// The role that takes an approved draft of `kind` over.
    func owner(of kind: Draft.Kind) -> RoleID { DraftOwners.owner(of: kind, roles: roles) }
}

/// Who looks after the drafts of each kind.
enum DraftOwners {
    /// The first such role that the release or its policy names; the release manager where it names none.
    static func owner(of kind: Draft.Kind, roles: RoleDirectory) -> RoleID {
        switch kind {
        case .ticket: roles.choose("change-manager", "release-manager")
        case .docsPage: roles.choose("docs-owner", "docs-lead", "technical-writer", "service-owner")
        case .comms:
            roles.choose("comms-lead", "communications-lead", "comms-owner", "support-lead", "product-owner")
        }
    }
}
