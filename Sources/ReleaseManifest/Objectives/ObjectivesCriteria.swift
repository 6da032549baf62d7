import ReleaseModel

/// Makes criteria of objectives.
///
/// A key objective is a required criterion: it cannot be outvoted. Any other is advisory, so missing it alone lowers its gate
/// to YELLOW; whether enough of them are met is the question of one more criterion, which is required and compares their
/// weighted score with the limits of the file, as Keptn does. An objective without a value makes that score UNKNOWN.
struct ObjectivesCriteria {
    let file: ObjectivesFile
    /// The file's name for people.
    let name: String
    let source: ObjectivesSource
    let log: ReadingLog

    /// The criteria, the total score last.
    func criteria(at place: SourceLocation) -> [Criterion] {
        var criteria: [Criterion] = []
        var told: Set<String> = []
        for objective in file.objectives {
            guard !objective.pass.isEmpty else {
                if told.insert(objective.indicator).inserted {
                    let what = objective.warning.isEmpty ? "no criteria" : "a warning and no criteria to pass"
                    log.warning(
                        at: objective.location,
                        "\(quoted(objective.indicator)) has \(what), so Keptn shows it and nothing is asked of it")
                }
                continue
            }
            var criterion = criterion(objective)
            let same = criteria.count { $0.id == criterion.id || $0.id.name.hasPrefix("\(criterion.id)-again-") }
            if same > 0 {
                // Keptn judges both, so both are asked.
                criterion.id = CriterionID("\(criterion.id)-again-\(same)")
                log.warning(
                    at: objective.location,
                    "\(quoted(objective.indicator)) has a further objective, which is asked as \(quoted(criterion.id.name))"
                )
            }
            criteria.append(criterion)
        }
        guard !criteria.isEmpty else {
            if !log.hasErrors {
                log.error(at: place, "no objective has criteria to pass, so nothing could be judged by the file")
            }
            return []
        }
        return criteria + [total(criteria.map(\.id))]
    }

    private func criterion(_ objective: ObjectivesFile.Objective) -> Criterion {
        let fact = source.facts[objective.indicator] ?? FactID("metric.\(objective.indicator)")
        let title = objective.title ?? objective.indicator
        return Criterion(
            id: CriterionID("\(source.prefix)-\(RoleName.identifier(objective.indicator))"),
            question: "Does \(title) meet its service level objective?",
            rationale: "It is an objective of \(source.path)\(objective.isKey ? ", and a key one" : "").",
            remedy:
                "The owner brings \(objective.indicator) back within its objective, or hands over a newer measurement.",
            owner: source.owner,
            rule: .threshold(
                ThresholdRule(
                    fact: fact, pass: objective.pass, warning: objective.warning, baseline: baseline(objective))),
            isRequired: objective.isKey, isKey: objective.isKey, weight: objective.weight, kinds: source.kinds,
            environments: source.environments)
    }

    /// What relative conditions compare with; nil where there are none.
    private func baseline(_ objective: ObjectivesFile.Objective) -> ThresholdRule.Baseline? {
        let isRelative = (objective.pass + objective.warning).joined().contains {
            switch $0.limit {
            case .relative, .offset: true
            case .absolute, .money, .budget: false
            }
        }
        guard isRelative else { return nil }
        let count = file.comparison.count
        return ThresholdRule.Baseline(
            aggregate: file.comparison.aggregate, count: count,
            minimumCount: min(source.minimumCount ?? count, count), onlyPassed: file.comparison.onlyPassed)
    }

    private func total(_ members: [CriterionID]) -> Criterion {
        Criterion(
            id: CriterionID("\(source.prefix)-total-score"),
            question: "Do enough service level objectives hold?",
            rationale:
                "The objectives of \(source.path) are weighed against each other, and one that fails can be outvoted.",
            remedy:
                "The owner brings the objectives that failed back within their limits, or hands over newer measurements.",
            owner: source.owner,
            rule: .score(ScoreRule(members: members, pass: file.passScore, warning: file.warningScore)),
            isRequired: true, weight: 0, kinds: source.kinds, environments: source.environments)
    }
}
