package import ReleaseModel

/// The team said in calm times how much risk it accepts.
package struct RiskWithinTolerance: StructuralCriterion {
    package static let id: CriterionID = "risk-within-tolerance"
    package static let summary = "The risk class is not above the highest class that the risk tolerance accepts."

    package static func answer(_ context: CriterionContext) -> CriterionAnswer {
        let riskClass = context.risk.riskClass
        guard let maximum = context.release.riskTolerance.maximumClass else {
            return CriterionAnswer(
                .green, "the class is \(riskClass.rawValue); the risk tolerance states no highest class")
        }
        let reason = "the class is \(riskClass.rawValue); the highest accepted is \(maximum.rawValue)"
        return CriterionAnswer(riskClass <= maximum ? .green : .red, reason)
    }
}
