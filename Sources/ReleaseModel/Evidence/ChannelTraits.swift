/// What is known of a channel before any of its documents is read.
package enum ChannelTraits {
    /// Channels of work, words and measurements: they describe the world and not one revision, so their documents count
    /// without a revision. Where one names a revision, it must be the release's.
    package static let unboundChannels: Set<ChannelID> = [
        "alertmanager", "azure-devops", "confluence", "email", "jira", "jsm", "linear", "markdown", "matrix",
        "mediawiki", "notion", "pagerduty", "prometheus", "redmine", "rt", "servicenow", "sign-off", "slack",
        "statuspage", "teams",
    ]

    /// Families of facts that describe work, words, settings and measurements, whatever channel carries them.
    private static let unboundFamilies = [
        "alerts.", "calendar.", "change.", "docs.", "incidents.", "issues.", "maintenance.", "messages.", "metric.",
        "protection.", "signoff.", "slo.",
    ]

    /// Reports whether `item` counts only where it names the release's revision.
    package static func isRevisionBound(_ item: EvidenceItem) -> Bool {
        if unboundChannels.contains(item.channel) { return false }
        return item.facts.isEmpty
            || item.facts.contains { fact in !unboundFamilies.contains { fact.id.name.hasPrefix($0) } }
    }

    /// The channels whose documents say what will happen to the infrastructure.
    package static let infrastructureChannels: Set<ChannelID> = ["terraform", "pulumi", "cloudformation", "ansible"]

    private static let families: [ChannelID: [String]] = [
        "alertmanager": ["alerts."],
        "ansible": ["plan.", "drift."],
        "attestation": ["attestation."],
        "ci": ["ci.", "review.", "deployment.", "protection."],
        "cloudformation": ["plan.", "drift."],
        "confluence": ["docs."],
        "cost": ["cost."],
        "coverage": ["coverage."],
        "email": ["messages."],
        "jira": ["issues.", "change.", "incidents."],
        "linear": ["issues."],
        "load-tests": ["load."],
        "matrix": ["messages."],
        "mediawiki": ["docs."],
        "notion": ["docs."],
        "pagerduty": ["incidents.", "maintenance."],
        "policy-checks": ["policy."],
        "prometheus": ["slo.", "metric.", "alerts."],
        "pulumi": ["plan.", "drift."],
        "security": ["security."],
        "sign-off": ["signoff."],
        "slack": ["messages."],
        "statuspage": ["incidents.", "maintenance."],
        "teams": ["messages."],
        "terraform": ["plan.", "drift."],
        "tests": ["tests."],
    ]

    /// Reports whether a document of `channel` that nobody could read might have carried `fact`.
    ///
    /// A channel that is not in the list might have carried anything.
    package static func mayCarry(_ fact: FactID, in channel: ChannelID) -> Bool {
        guard let families = families[channel] else { return true }
        return families.contains { fact.name.hasPrefix($0) }
    }
}
