package import ReleaseModel

/// Two documents that contradict each other cannot both be right, whichever is newer.
package struct EvidenceConsistent: StructuralCriterion {
    package static let id: CriterionID = "evidence-consistent"
    package static let summary =
        "No two documents say different things about the same fact. A document that does not count cannot be compared."

    package static func answer(_ context: CriterionContext) -> CriterionAnswer {
        let environment = context.environmentID
        var conflicts: [(fact: FactID, resolution: FactTable.Resolution)] = []
        var hindered: String?
        var isAnyAccepted = false
        for fact in context.facts.facts {
            let resolution = context.facts.resolve(fact, in: environment)
            isAnyAccepted = isAnyAccepted || !resolution.sources.isEmpty
            if !resolution.conflicts.isEmpty { conflicts.append((fact, resolution)) }
            if hindered == nil { hindered = context.facts.hindrances(to: fact, in: environment).first }
        }
        guard isAnyAccepted else { return CriterionAnswer(.unknown, "there is no accepted evidence to compare") }
        if let first = conflicts.first {
            let more = conflicts.count > 1 ? "; \(conflicts.count - 1) more facts differ" : ""
            return CriterionAnswer(
                .yellow,
                "\(first.fact) counts as \(FactTable.display(first.resolution.reading)), but "
                    + first.resolution.conflicts.joined(separator: ", ") + more,
                evidence: first.resolution.references)
        }
        let obstacle = context.evidence.listed.first { judged in
            switch judged.standing {
            case .broken, .missing, .withdrawn: judged.environment == nil || judged.environment == environment
            case .accepted, .stale, .rejected: false
            }
        }
        if let reason = hindered ?? obstacle.map({ FactTable.explain($0.path, $0.standing) }) {
            return CriterionAnswer(.yellow, "not all evidence could be compared: \(reason)")
        }
        return CriterionAnswer(.green, "no two documents contradict each other")
    }
}
