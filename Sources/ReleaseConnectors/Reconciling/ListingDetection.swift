package import ReleaseModel

/// Tells from a document alone which target it lists.
package enum ListingDetection {
    /// The connectors among `candidates` whose list or search answer `document` can be, sorted.
    ///
    /// The one that a listing of our own names; else those that know its shape and the members that only their records
    /// have. An empty list of bare records can be anybody's.
    package static func connectors(of document: JSONValue, among candidates: Set<ConnectorID>) -> [ConnectorID] {
        if document["releasegate_listing"] != nil {
            return document["connector"]?.text.map { [ConnectorID($0)] } ?? candidates.sorted()
        }
        return candidates.filter { connector in
            guard let shape = NativeListings.shape(of: document, connector: connector) else { return false }
            guard let first = shape.elements.first else { return true }
            guard NativeListings.entry(first, connector: connector) != nil else { return false }
            return signs(of: connector).contains { path in
                path.split(separator: "/").reduce(first as JSONValue?) { $0?[String($1)] } != nil
            }
        }.sorted()
    }

    /// Members that a record of the connector has and the records of others of the same shape do not.
    private static func signs(of connector: ConnectorID) -> [String] {
        switch connector.name {
        case "jira", "jsm": ["fields"]
        case "github": ["node_id", "number", "tag_name"]
        case "gitlab": ["iid", "web_url", "noteable_type", "slug"]
        case "confluence": ["spaceId", "space", "_expandable", "version", "status"]
        case "redmine": ["subject", "tracker"]
        case "mediawiki": ["pageid", "ns"]
        case "notion": ["properties"]
        case "servicenow": ["sys_id"]
        case "rt": ["_url", "Subject", "CustomFields", "Status"]
        case "statuspage": ["update_status", "should_send_notifications", "group_id"]
        case "slack": ["ts"]
        case "email": ["subject", "isDraft"]
        case "linear": ["identifier", "title", "id"]
        case "azure-devops": ["fields", "pullRequestId"]
        case "matrix": ["event_id"]
        default: []
        }
    }
}
