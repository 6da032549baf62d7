package import ReleaseModel

/// A request that never leaves, whatever its body says, and why.
package struct DeniedRequest: Hashable, Sendable {
    /// Nil for every connector.
    package var connector: ConnectorID?
    /// Nil for every method that writes.
    package var method: String?
    /// A word of the path, between slashes, dots and question marks, in lower case; empty for every path.
    package var word: String
    package var reason: String
}

/// Why requests are refused that no shape allows. A path that a shape allows is judged by the shape, so a repository may
/// be called `approvals`.
package enum DeniedRequests {
    package static let all: [DeniedRequest] =
        [DeniedRequest(connector: nil, method: "DELETE", word: "", reason: "deleting is for a person")]
        + everywhere.flatMap { entry in
            entry.words.map { DeniedRequest(connector: nil, method: nil, word: $0, reason: entry.reason) }
        }
        + atConnector.map { DeniedRequest(connector: $0.connector, method: nil, word: $0.word, reason: $0.reason) }

    /// The reason for refusing; nil where no entry speaks of the request.
    static func reason(method: String, path: String, connector: ConnectorID) -> String? {
        let place = path.split(separator: "?").first ?? ""
        let words = Set(place.lowercased().split { "/.:".contains($0) }.map(String.init))
        return all.first { entry in
            (entry.connector == nil || entry.connector == connector) && (entry.method == nil || entry.method == method)
                && (entry.word.isEmpty || words.contains(entry.word))
        }?.reason
    }

    private static let everywhere: [(words: [String], reason: String)] = [
        (["merge", "merges", "auto_merge"], "merging is for a person"),
        (["publish", "bulk_publish"], "publishing is for a person"),
        (
            ["approve", "approvals", "approval", "unapprove", "approval_rules", "pending_deployments"],
            "approving is for a person"
        ),
        (["transition", "transitions", "schedule"], "moving a record to another state is for a person"),
        (
            ["dispatches", "rerun", "rerun-failed-jobs", "retry", "play", "trigger"],
            "running a pipeline is for a person"
        ),
        (["deployments", "deployment"], "a deployment has effects at once"),
        (["environments", "protection", "protected_branches", "rulesets"], "protection rules belong to their owners"),
        (["send", "sendmail", "forward", "reply", "replyall"], "sending is for a person"),
        (["maintenance_windows", "scheduled-maintenances"], "a maintenance window silences alerts at once"),
        (
            ["permissions", "members", "collaborators", "users-groups", "access_tokens"],
            "access belongs to administrators"
        ),
        (["hooks", "webhooks", "webhook"], "webhooks belong to administrators"),
        (["freeze_periods"], "freezes belong to their owners"),
    ]

    private static let atConnector: [(connector: ConnectorID, word: String, reason: String)] = [
        ("statuspage", "incidents", "an incident is public at once"),
        ("statuspage", "postmortem", "a postmortem is public"),
        ("pagerduty", "enqueue", "an event cannot be taken back"),
        ("pagerduty", "incidents", "an incident calls people out"),
        ("pagerduty", "status_pages", "a status page post is public"),
        ("gitlab", "releases", "a GitLab release makes its tag at once"),
        ("slack", "schedulemessage", "a scheduled message sends itself"),
        ("slack", "postephemeral", "an ephemeral message is read at once"),
        ("slack", "pins", "pinning changes a channel for everybody"),
        ("rt", "correspond", "a reply mails the requestor"),
        ("servicenow", "conflict", "a conflict check starts a job"),
        ("jsm", "servicedeskapi", "a request notifies people and may start approvals"),
        ("jira", "servicedeskapi", "a request notifies people and may start approvals"),
        ("matrix", "redact", "taking a message back is for a person"),
    ]
}
