/// A place where people want a draft to end up.
package struct WritebackTarget: Hashable, Sendable {
    package var kind: Draft.Kind
    package var connector: ConnectorID
    /// The project, space, channel or repository inside the connector.
    package var container: String
    package var location: SourceLocation?

    package init(kind: Draft.Kind, connector: ConnectorID, container: String, location: SourceLocation? = nil) {
        self.kind = kind
        self.connector = connector
        self.container = container
        self.location = location
    }
}
