import ReleaseModel

/// The criteria as SARIF rules, also those that only a finding names.
struct SARIFRules {
    let descriptors: [JSONValue]
    private let indices: [CriterionID: Int]

    init(_ review: ReadinessReview) {
        var ids = review.policy.criteria.map(\.id)
        for gate in review.gates {
            for finding in gate.findings where !ids.contains(finding.criterion) { ids.append(finding.criterion) }
        }
        let criteria = Dictionary(review.policy.criteria.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        self.descriptors = ids.map { SARIFRules.descriptor($0, criteria[$0]) }
        self.indices = Dictionary(ids.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    func index(of id: CriterionID) -> Int { indices[id] ?? -1 }

    private static func descriptor(_ id: CriterionID, _ criterion: Criterion?) -> JSONValue {
        guard let criterion else { return ["id": .string(id.name)] }
        return [
            "id": .string(id.name), "shortDescription": ["text": .string(VisibleText.line(criterion.question))],
            "fullDescription": ["text": .string(VisibleText.line(criterion.rationale))],
            "help": ["text": .string(VisibleText.line("\(criterion.remedy). Rule: \(criterion.ruleText)."))],
            "defaultConfiguration": ["level": criterion.isRequired ? "error" : "warning"],
        ]
    }
}
