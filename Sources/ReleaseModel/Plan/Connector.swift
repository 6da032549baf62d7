/// A system that evidence comes from or drafts are meant for.
package struct Connector: Hashable, Sendable {
    /// What releasegate may prepare for it.
    package enum Access: String, CaseIterable, Hashable, Sendable {
        case readOnly = "read-only"
        case writeCapable = "write-capable"
    }

    package var id: ConnectorID
    package var title: String
    package var access: Access
    /// Why it is read-only or write-capable.
    package var accessReason: String
    /// The least permission a person's export, or a draft, needs.
    package var leastPermission: String
    /// The tier of drafts there; nil for read-only connectors.
    package var tier: Draft.Tier?
    /// The draft kinds it can take.
    package var draftKinds: [Draft.Kind]
    /// What people do when it is down.
    package var whenDown: String
    /// Names by which people write it, in lower case, such as `ci status`.
    package var aliases: [String]

    package init(
        id: ConnectorID, title: String, access: Access, accessReason: String, leastPermission: String,
        tier: Draft.Tier?, draftKinds: [Draft.Kind], whenDown: String, aliases: [String]
    ) {
        self.id = id
        self.title = title
        self.access = access
        self.accessReason = accessReason
        self.leastPermission = leastPermission
        self.tier = tier
        self.draftKinds = draftKinds
        self.whenDown = whenDown
        self.aliases = aliases
    }
}

/// The five layers, each with its connectors, owners and hand-offs.
package struct ToolchainLayout: Hashable, Sendable {
    package enum Layer: String, CaseIterable, Hashable, Sendable {
        case intake, validation
        case draftUpdate = "draft update"
        case approval, writeback
    }

    /// One layer: what happens in it and who does it.
    package struct LayerPlan: Hashable, Sendable {
        package var layer: Layer
        package var purpose: String
        package var connectors: [ConnectorID]
        package var owner: RoleID
        /// Who passes what to whom.
        package var handOff: String

        package init(layer: Layer, purpose: String, connectors: [ConnectorID], owner: RoleID, handOff: String) {
            self.layer = layer
            self.purpose = purpose
            self.connectors = connectors
            self.owner = owner
            self.handOff = handOff
        }
    }

    /// A connector as this release uses it.
    package struct ConnectorPlan: Hashable, Sendable {
        package var connector: Connector
        package var layers: [Layer]
        package var owner: RoleID
        package var handOff: String

        package init(connector: Connector, layers: [Layer], owner: RoleID, handOff: String) {
            self.connector = connector
            self.layers = layers
            self.owner = owner
            self.handOff = handOff
        }
    }

    package var layers: [LayerPlan]
    package var connectors: [ConnectorPlan]

    package init(layers: [LayerPlan], connectors: [ConnectorPlan]) {
        self.layers = layers
        self.connectors = connectors
    }
}
