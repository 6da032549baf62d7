package import ReleaseModel

/// What people take from one kind of evidence channel, and who usually owns it.
package struct ChannelProfile: Hashable, Sendable {
    /// The documents, such as "the test report".
    package var document: String
    /// How the ids of its facts begin.
    package var factPrefixes: [String]

    /// The catalog's connector of `channel`; nil where the catalog has none.
    package static func connector(of channel: EvidenceChannel) -> Connector? {
        ConnectorCatalog.connector(ConnectorID(channel.id.name)) ?? ConnectorCatalog.connector(named: channel.name)
    }

    /// The profile of `channel`; a plain one for a channel that the catalog does not know.
    package static func profile(of channel: ChannelID) -> ChannelProfile {
        profiles[channel] ?? ChannelProfile(document: "the exported document", factPrefixes: [])
    }

    /// The role that hands the documents of `channel` over: the declared owner, else the owner of the first criterion
    /// that asks for a fact of this channel, else the release manager.
    package static func owner(of channel: EvidenceChannel, in review: ReadinessReview) -> RoleID {
        if let owner = channel.owner { return owner }
        let prefixes = profile(of: channel.id).factPrefixes
        let read = Set(review.evidence.filter { $0.channel == channel.id }.flatMap(\.facts).map(\.id))
        let criterion = review.policy.criteria.first { criterion in
            if criterion.onlyWithChannels.contains(channel.id) { return true }
            guard case .threshold(let rule) = criterion.rule else { return false }
            return read.contains(rule.fact) || prefixes.contains { rule.fact.name.hasPrefix($0) }
        }
        return criterion?.owner ?? RoleDirectory.releaseManager
    }

    private static let profiles: [ChannelID: ChannelProfile] = [
        "alertmanager": ChannelProfile(document: "the list of alerts", factPrefixes: ["alerts."]),
        "ansible": ChannelProfile(document: "the check-mode report", factPrefixes: ["plan.", "drift."]),
        "attestation": ChannelProfile(document: "the attestations", factPrefixes: ["attestation."]),
        "azure-devops": ChannelProfile(document: "the work item query result", factPrefixes: ["issues."]),
        "ci": ChannelProfile(document: "the check and workflow run results", factPrefixes: ["ci."]),
        "cloudformation": ChannelProfile(document: "the described change set", factPrefixes: ["plan.", "drift."]),
        "confluence": ChannelProfile(document: "the page with its version", factPrefixes: ["docs."]),
        "cost": ChannelProfile(document: "the cost estimate", factPrefixes: ["cost."]),
        "coverage": ChannelProfile(document: "the coverage report", factPrefixes: ["coverage."]),
        "email": ChannelProfile(document: "the message", factPrefixes: ["messages."]),
        "github": ChannelProfile(document: "the reviews and issues", factPrefixes: ["review.", "issues."]),
        "gitlab": ChannelProfile(
            document: "the merge request and its approvals", factPrefixes: ["review.", "issues."]),
        "jira": ChannelProfile(document: "the complete result of the release's issue query", factPrefixes: ["issues."]),
        "jsm": ChannelProfile(document: "the change request with its approvals", factPrefixes: ["change.", "issues."]),
        "linear": ChannelProfile(document: "the complete list of issues", factPrefixes: ["issues."]),
        "load-tests": ChannelProfile(document: "the load test summary", factPrefixes: ["load."]),
        "matrix": ChannelProfile(document: "the room's messages with their reactions", factPrefixes: ["messages."]),
        "mediawiki": ChannelProfile(document: "the page with its revision", factPrefixes: ["docs."]),
        "notion": ChannelProfile(document: "the page with its properties", factPrefixes: ["docs."]),
        "pagerduty": ChannelProfile(
            document: "the open incidents and maintenance windows", factPrefixes: ["incidents.", "maintenance."]),
        "policy-checks": ChannelProfile(document: "the policy check report", factPrefixes: ["policy."]),
        "prometheus": ChannelProfile(document: "the query results", factPrefixes: ["slo.", "metric."]),
        "pulumi": ChannelProfile(document: "the preview", factPrefixes: ["plan.", "drift."]),
        "redmine": ChannelProfile(document: "the complete list of issues", factPrefixes: ["issues."]),
        "rt": ChannelProfile(document: "the ticket with its history", factPrefixes: ["issues."]),
        "security": ChannelProfile(document: "the scan report", factPrefixes: ["security."]),
        "servicenow": ChannelProfile(document: "the change request and its conflicts", factPrefixes: ["change."]),
        "sign-off": ChannelProfile(document: "the signed statement", factPrefixes: ["signoff."]),
        "slack": ChannelProfile(document: "the thread with its reactions", factPrefixes: ["messages."]),
        "statuspage": ChannelProfile(document: "the unresolved incidents", factPrefixes: ["incidents."]),
        "teams": ChannelProfile(document: "the thread with its reactions", factPrefixes: ["messages."]),
        "terraform": ChannelProfile(document: "the saved plan in its JSON form", factPrefixes: ["plan.", "drift."]),
        "tests": ChannelProfile(document: "the test report", factPrefixes: ["tests."]),
    ]
}
