package import ReleaseModel

/// A question about the release file that code answers, in one environment.
///
/// A criterion only answers; what the answer does to a gate (required, key, waiver, weight) is the gate's business.
package protocol StructuralCriterion: Sendable {
    /// The type's name in kebab case, as policies write it.
    static var id: CriterionID { get }
    /// What is looked at, and when the answer is yes.
    static var summary: String { get }
    /// Yes, no or unknown, with the fact and the limit.
    static func answer(_ context: CriterionContext) -> CriterionAnswer
}

/// What a criterion looks at.
package struct CriterionContext: Sendable {
    let input: ReviewInput
    let environment: Environment
    let risk: RiskAssessment
    let evidence: EvidenceSet
    let facts: FactTable
    let approvals: ApprovalEvaluator
    let overrides: OverrideJudge
    /// The promotions of this revision that the ledger records.
    let recordedDeployments: [Deployment]

    var release: Release { input.release }
    var playbook: Playbook? { input.policy.playbook(for: risk.riskClass) }
    var asOf: Instant { input.asOf }

    /// The newest deployment of the revision to `environment`; nil where nothing tells of one.
    func deployment(to environment: EnvironmentID) -> Deployment? {
        Deployment.newest(to: environment, evidence: evidence.listed, recorded: recordedDeployments)
    }
    var environmentID: EnvironmentID { environment.id }
}

/// The answer to one criterion, before waivers.
package struct CriterionAnswer: Hashable, Sendable {
    /// GREEN, YELLOW, RED, UNKNOWN or NOT_APPLICABLE; never WAIVED.
    package var state: ReadinessState
    /// The fact, then the limit.
    package var reason: String
    /// Overrides the criterion's general remedy where the answer knows better.
    package var remedy: String?
    /// The value, where one was compared.
    package var measured: FactValue?
    /// The documents that were looked at.
    package var evidence: [Finding.EvidenceReference]
    /// Until when the answer holds; nil where nothing ends.
    package var validUntil: Instant?

    init(
        _ state: ReadinessState, _ reason: String, remedy: String? = nil, measured: FactValue? = nil,
        evidence: [Finding.EvidenceReference] = [], validUntil: Instant? = nil
    ) {
        self.state = state
        self.reason = reason
        self.remedy = remedy
        self.measured = measured
        self.evidence = evidence
        self.validUntil = validUntil
    }
}
