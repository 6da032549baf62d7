/// A place where people want a draft to end up.
package struct WritebackTarget: Hashable, Sendable {
    package var kind: Draft.Kind
    package var connector: ConnectorID
    /// The project, space, channel or repository inside the connector.
    package var container: String
    /// What the connector needs to know of this place, by the names of `ConnectorSettingCatalog`; the parts of a list
    /// are joined by commas. Never a credential.
    package var settings: [String: String]
    package var location: SourceLocation?

    package init(
        kind: Draft.Kind, connector: ConnectorID, container: String, settings: [String: String] = [:],
        location: SourceLocation? = nil
    ) {
        self.kind = kind
        self.connector = connector
        self.container = container
        self.settings = settings
        self.location = location
    }
}
