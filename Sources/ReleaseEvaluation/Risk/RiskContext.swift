import ReleaseModel

/// What the risk engines look at.
struct RiskContext: Sendable {
    let input: ReviewInput
    /// The evidence, judged for the class that was reached so far.
    let evidence: EvidenceSet

    var scope: ChangeScope { input.release.scope }
    var limits: RiskLimits { input.policy.riskLimits }

    /// The documents that are about this release, whatever their age: an old plan still warns.
    var readable: [EvidenceItem] {
        evidence.items.compactMap { judged in
            if case .rejected = judged.standing { return nil }
            return judged.item
        }
    }
}

/// One way to look at risk. Engines only ever raise the class.
protocol RiskEngine {
    static func factors(_ context: RiskContext) -> [RiskAssessment.Factor]
}

extension RiskAssessment.Factor {
    init(_ factor: RiskFactorCatalog.ID, _ riskClass: RiskClass, _ reason: String) {
        self.init(id: factor.rawValue, engine: factor.engine, riskClass: riskClass, reason: reason)
    }
}
