/// One document from one channel, and what was read from it.
package struct EvidenceItem: Hashable, Sendable {
    /// The path as the release file names it.
    package var path: String
    package var channel: ChannelID
    /// The format that was read, such as `junit-xml`.
    package var format: String
    /// The revision it is about, from the content, else stated.
    package var revision: String?
    /// The environment it is about; nil means any.
    package var environment: EnvironmentID?
    /// The producer's run, such as a CI run id.
    package var runID: String?
    /// The person or bot who produced it, where the content says.
    package var producer: String?
    /// When the world was as described; never a file's time or the time of reading.
    package var observedAt: Instant?
    /// When what it states ends by its own words, as a sign-off does; nil where it does not say.
    package var validUntil: Instant?
    /// SHA-256 of the bytes.
    package var digest: ContentDigest
    /// Sorted by id.
    package var facts: [Fact]
    package var claims: [ApprovalClaim]
    package var notes: [EvidenceNote]
    /// What a plan will do, one by one; nil where that is not known or too much to list. An approval covers each of them.
    package var plannedChanges: [PlannedChange]?

    package init(
        path: String, channel: ChannelID, format: String, revision: String? = nil, environment: EnvironmentID? = nil,
        runID: String? = nil, producer: String? = nil, observedAt: Instant? = nil, validUntil: Instant? = nil,
        digest: ContentDigest, facts: [Fact] = [], claims: [ApprovalClaim] = [], notes: [EvidenceNote] = [],
        plannedChanges: [PlannedChange]? = nil
    ) {
        self.path = path
        self.channel = channel
        self.format = format
        self.revision = revision
        self.environment = environment
        self.runID = runID
        self.producer = producer
        self.observedAt = observedAt
        self.validUntil = validUntil
        self.digest = digest
        self.facts = facts.sorted { $0.id < $1.id }
        self.claims = claims
        self.notes = notes
        self.plannedChanges = plannedChanges
    }
}

/// An approval that somebody is said to have given in another system: a claim with an identity, never a vote.
package struct ApprovalClaim: Hashable, Sendable {
    /// The identity as the system knows it.
    package var identity: String
    /// What they are said to have done, such as `approved`, `reacted with :white_check_mark:`.
    package var statement: String
    package var at: Instant?

    package init(identity: String, statement: String, at: Instant?) {
        self.identity = identity
        self.statement = statement
        self.at = at
    }
}

/// Something a person should know about how a document was read.
package struct EvidenceNote: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
        /// Left out, and why.
        case ignored
        /// Not there, and needed for the document to count.
        case missing
        /// Present, and worth knowing.
        case information
        /// Replaced because it looked like a secret or was marked as one.
        case redacted
    }

    package var kind: Kind
    package var text: String

    package init(_ kind: Kind, _ text: String) {
        self.kind = kind
        self.text = text
    }
}

/// A document that could not be read.
package struct UnreadableEvidence: Hashable, Sendable {
    package var path: String
    package var channel: ChannelID
    /// Stated in the release file; nil means any.
    package var environment: EnvironmentID?
    /// True where there is no such file; false where it is there and broken.
    package var isMissing: Bool
    package var digest: ContentDigest?
    package var diagnostic: Diagnostic
    /// The facts it would have given, where its format was recognised.
    package var facts: [FactID]

    package init(
        path: String, channel: ChannelID, environment: EnvironmentID?, isMissing: Bool, digest: ContentDigest?,
        diagnostic: Diagnostic, facts: [FactID] = []
    ) {
        self.path = path
        self.channel = channel
        self.environment = environment
        self.isMissing = isMissing
        self.digest = digest
        self.diagnostic = diagnostic
        self.facts = facts
    }
}

/// An item after judgement: may its facts count?
package struct JudgedEvidence: Hashable, Sendable {
    package enum Standing: Hashable, Sendable {
        case accepted
        /// Older than its time-to-live.
        case stale(age: TimeAmount, limit: TimeAmount)
        /// About another revision or environment, dated in the future, or without a subject or time.
        case rejected(String)
        /// Unreadable.
        case broken(String)
        /// Named by the release file and not there.
        case missing(String)
        /// Seen in an earlier run and gone now.
        case withdrawn(String)

        /// The word in upper case, as the contract writes it.
        package var word: String {
            switch self {
            case .accepted: "ACCEPTED"
            case .stale: "STALE"
            case .rejected: "REJECTED"
            case .broken: "BROKEN"
            case .missing: "MISSING"
            case .withdrawn: "WITHDRAWN"
            }
        }
    }

    package var path: String
    package var channel: ChannelID
    package var format: String?
    package var revision: String?
    package var environment: EnvironmentID?
    package var observedAt: Instant?
    package var digest: ContentDigest?
    package var standing: Standing
    /// When it becomes stale, where it is accepted and dated.
    package var expiresAt: Instant?
    package var facts: [Fact]
    package var claims: [ApprovalClaim]
    package var notes: [EvidenceNote]
    /// The producer's run, and who produced it, where the content says.
    package var runID: String?
    package var producer: String?

    package init(
        path: String, channel: ChannelID, format: String? = nil, revision: String? = nil,
        environment: EnvironmentID? = nil, observedAt: Instant? = nil, digest: ContentDigest? = nil,
        standing: Standing, expiresAt: Instant? = nil, facts: [Fact] = [], claims: [ApprovalClaim] = [],
        notes: [EvidenceNote] = [], runID: String? = nil, producer: String? = nil
    ) {
        self.path = path
        self.channel = channel
        self.format = format
        self.revision = revision
        self.environment = environment
        self.observedAt = observedAt
        self.digest = digest
        self.standing = standing
        self.expiresAt = expiresAt
        self.facts = facts
        self.claims = claims
        self.notes = notes
        self.runID = runID
        self.producer = producer
    }
}
