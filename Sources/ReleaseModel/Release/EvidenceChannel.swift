/// A system that provides decision evidence, and the documents taken from it.
package struct EvidenceChannel: Hashable, Sendable {
    /// The channel's identifier from the connector catalog, such as `jira`, `slack`, `ci`, `terraform`.
    package var id: ChannelID
    /// The name as the user wrote it, such as `CI status`.
    package var name: String
    /// The role that hands the documents over.
    package var owner: RoleID?
    package var sources: [EvidenceSource]
    /// A time-to-live that overrides the policy's, where it is shorter.
    package var timeToLive: TimeAmount?
    package var location: SourceLocation

    package init(
        id: ChannelID, name: String, owner: RoleID? = nil, sources: [EvidenceSource] = [],
        timeToLive: TimeAmount? = nil, location: SourceLocation
    ) {
        self.id = id
        self.name = name
        self.owner = owner
        self.sources = sources
        self.timeToLive = timeToLive
        self.location = location
    }
}

/// One document, and what the release file states about it where the document itself does not say.
package struct EvidenceSource: Hashable, Sendable {
    /// The path, relative to the release file.
    package var path: String
    /// The format, where detection by content should not decide.
    package var format: String?
    /// The revision it is about. Where the content names another, the content wins and the evidence is rejected.
    package var revision: String?
    /// The environment it is about; nil means what the content says, else any.
    package var environment: EnvironmentID?
    /// When it was observed, where the content has no time.
    package var observedAt: Instant?
    /// The person or system that produced it; cannot approve on its strength.
    package var producer: PersonID?
    package var location: SourceLocation

    package init(
        path: String, format: String? = nil, revision: String? = nil, environment: EnvironmentID? = nil,
        observedAt: Instant? = nil, producer: PersonID? = nil, location: SourceLocation
    ) {
        self.path = path
        self.format = format
        self.revision = revision
        self.environment = environment
        self.observedAt = observedAt
        self.producer = producer
        self.location = location
    }
}
