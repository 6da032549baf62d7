/// A file of service level objectives in Keptn's format that a release asks its criteria from.
package struct ObjectivesSource: Hashable, Sendable {
    /// The path, relative to the release file.
    package var path: String
    /// What its criteria are called after: `slo` gives `slo-response-time-p95` and `slo-total-score`.
    package var prefix: String
    /// The role that answers for the objectives.
    package var owner: RoleID
    /// The environment kinds it is asked for.
    package var kinds: [Environment.Kind]
    /// Environments it is asked for, by name; empty means all of the kinds.
    package var environments: [EnvironmentID]
    /// The fact that carries an indicator, by the indicator's name, where it is not `metric.` and that name.
    package var facts: [String: FactID]
    /// How many earlier results a relative criterion needs, where that is less than the file says.
    package var minimumCount: Int?
    package var location: SourceLocation

    package init(
        path: String, prefix: String = "slo", owner: RoleID = "sre-lead",
        kinds: [Environment.Kind] = [.preproduction, .production], environments: [EnvironmentID] = [],
        facts: [String: FactID] = [:], minimumCount: Int? = nil, location: SourceLocation
    ) {
        self.path = path
        self.prefix = prefix
        self.owner = owner
        self.kinds = kinds
        self.environments = environments
        self.facts = facts
        self.minimumCount = minimumCount
        self.location = location
    }
}
