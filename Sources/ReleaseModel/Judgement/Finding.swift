/// The answer to one criterion in one environment, with all that decided it.
package struct Finding: Hashable, Sendable {
    /// Where the answer came from.
    package struct EvidenceReference: Hashable, Sendable {
        package var path: String
        package var digest: ContentDigest?
        package var observedAt: Instant?

        package init(path: String, digest: ContentDigest?, observedAt: Instant?) {
            self.path = path
            self.digest = digest
            self.observedAt = observedAt
        }
    }

    package var criterion: CriterionID
    package var environment: EnvironmentID
    package var state: ReadinessState
    /// The state before a waiver; equal to `state` where none applies.
    package var unwaivedState: ReadinessState
    /// The fact, then the limit: "3 tests failed; the limit is 0".
    package var reason: String
    /// The measured value, where the criterion compares one.
    package var measured: FactValue?
    /// The fact it compares.
    package var fact: FactID?
    /// The limit as the policy writes it.
    package var limit: String?
    package var isRequired: Bool
    package var isKey: Bool
    package var weight: Int
    package var owner: RoleID
    /// The smallest change that would improve it, addressed to `owner`; nil where it is green or not applicable.
    package var remedy: String?
    package var evidence: [EvidenceReference]
    package var waiver: WaiverID?
    /// Until when the answer holds: expiry of its evidence or waiver.
    package var validUntil: Instant?

    package init(
        criterion: CriterionID, environment: EnvironmentID, state: ReadinessState,
        unwaivedState: ReadinessState? = nil, reason: String, measured: FactValue? = nil, fact: FactID? = nil,
        limit: String? = nil, isRequired: Bool, isKey: Bool, weight: Int, owner: RoleID, remedy: String? = nil,
        evidence: [EvidenceReference] = [], waiver: WaiverID? = nil, validUntil: Instant? = nil
    ) {
        self.criterion = criterion
        self.environment = environment
        self.state = state
        self.unwaivedState = unwaivedState ?? state
        self.reason = reason
        self.measured = measured
        self.fact = fact
        self.limit = limit
        self.isRequired = isRequired
        self.isKey = isKey
        self.weight = weight
        self.owner = owner
        self.remedy = remedy
        self.evidence = evidence
        self.waiver = waiver
        self.validUntil = validUntil
    }
}
