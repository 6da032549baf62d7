import ReleaseModel

/// Where a release stands: what was promoted, which phase it is in, what its signals say.
struct ControlSituation {
    let review: ReadinessReview
    let roles: RoleDirectory
    /// In the policy's order, each with its signals read today.
    let phases: [(phase: Phase, readings: [SignalReader.Reading])]
    /// The environments that evidence shows as deployed, in promotion order.
    let deployed: [Deployment]

    /// The newest deployment to an environment.
    struct Deployment {
        var environment: Environment
        /// Nil where the evidence that told is gone.
        var succeeded: Bool?
    }

    init(_ review: ReadinessReview) {
        self.review = review
        let roles = RoleDirectory(review)
        self.roles = roles
        let deployed = review.release.scope.environments.compactMap { environment in
            ControlSituation.deployment(to: environment, in: review)
        }
        let reader = SignalReader(review: review, roles: roles, deployed: Set(deployed.map(\.environment.id)))
        self.deployed = deployed
        self.phases = review.policy.phases.map { phase in
            let signals = review.policy.control.signals.filter { $0.phases.isEmpty || $0.phases.contains(phase.id) }
            return (phase, signals.map { reader.read($0, kinds: phase.kinds) })
        }
    }

    /// The newest deployment to `environment`; nil where nothing tells of one.
    private static func deployment(to environment: Environment, in review: ReadinessReview) -> Deployment? {
        review.deployment(to: environment.id).map { found in
            let succeeded: Bool? = found.state == .undecided ? nil : found.state == .succeeded
            return Deployment(environment: environment, succeeded: succeeded)
        }
    }

    /// The phase that is under way: the last one with a deployed environment, else the first.
    var currentPhase: Int {
        phases.lastIndex { entry in deployed.contains { entry.phase.kinds.contains($0.environment.kind) } } ?? 0
    }

    /// The readings of the current phase; empty where the policy has no phase.
    var currentReadings: [SignalReader.Reading] {
        phases.indices.contains(currentPhase) ? phases[currentPhase].readings : []
    }

    /// The share of the current phase's due signals that speak: 0 where the phase watches nothing, 1 where it does and
    /// nothing is due yet.
    var confidence: ExactDecimal {
        guard !currentReadings.isEmpty else { return 0 }
        let readings = currentReadings.filter(\.isDue)
        if readings.isEmpty { return 1 }
        let speaking = ExactDecimal(Int64(readings.count { $0.speaks }))
        return speaking.divided(by: ExactDecimal(Int64(readings.count))) ?? 0
    }

    /// The stricter of the team's and the policy's floor.
    var confidenceFloor: ExactDecimal {
        let policy = review.policy.control.confidenceFloor
        return review.release.riskTolerance.monitoringConfidenceFloor.map { max($0, policy) } ?? policy
    }

    var isSafetyFirst: Bool { confidence < confidenceFloor }

    /// The role that decides on a rollback.
    var rollbackOwner: RoleID { review.release.rollbackPlan.decisionOwner ?? RoleDirectory.releaseManager }

    /// How long the owner may take to decide: the risk tolerance's deadline, else the playbook's, and never past the
    /// moment at which a constraint takes the decision away.
    var decisionDeadline: TimeAmount? {
        let tolerance = review.release.riskTolerance
        let stated =
            tolerance.rollbackDecisionDeadline
            ?? review.policy.playbook(for: review.risk.riskClass)?.rollbackDecisionDeadline
        let constrained = tolerance.rollbackConstraints.filter(applies).map(\.after)
        return ([stated].compactMap { $0 } + constrained).min()
    }

    /// Reports whether `constraint` binds this release; where nobody said whether customers see it, it does.
    func applies(_ constraint: RollbackConstraint) -> Bool {
        !constraint.isCustomerFacingOnly || review.release.scope.isCustomerFacing != false
    }
}
