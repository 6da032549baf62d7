/// Where a draft is meant to go, as people read it.
package enum DraftPlace {
    /// The container of a target that nobody named: a person names the project, space or channel when carrying over. It
    /// stands in keys and in JSON; people read what `words` and `gap` make of it.
    package static let unnamed = "not-named"

    /// The system and the place in it, in words that any program shows: `Slack (#releases)`, `Slack (no channel named yet)`.
    package static func words(_ system: String, _ connector: ConnectorID, _ container: String) -> String {
        "\(system) (\(container == unnamed ? "no \(noun(of: connector)) named yet" : container))"
    }

    /// The same by the connector's id, for tables: `slack #releases`, `slack, no channel named yet`.
    package static func short(_ connector: ConnectorID, _ container: String) -> String {
        container == unnamed ? "\(connector), no \(noun(of: connector)) named yet" : "\(connector) \(container)"
    }

    /// What `connector` calls the place that takes a draft.
    package static func noun(of connector: ConnectorID) -> String {
        switch connector.name {
        case "jira", "jsm", "azure-devops", "redmine": "project"
        case "github", "gitlab": "repository"
        case "linear": "team"
        case "rt": "queue"
        case "servicenow": "table"
        case "confluence": "space"
        case "notion": "data source"
        case "mediawiki": "namespace"
        case "slack", "teams": "channel"
        case "matrix": "room"
        case "email": "recipient"
        case "statuspage": "page"
        case "pagerduty": "service"
        default: "place"
        }
    }
}
