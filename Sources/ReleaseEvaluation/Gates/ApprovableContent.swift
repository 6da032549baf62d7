import ReleaseModel

/// Lists what an approval of a gate covers: revision, class, environment, window, planned actions with their values, the
/// gate's findings and open waivers. No time of observation and no order is in it.
enum ApprovableContent {
    static func of(_ context: CriterionContext, _ findings: [Finding]) -> ApprovedContent {
        typealias Item = ApprovedContent.Item
        let environment = context.environment
        let riskClass = context.risk.riskClass
        var items = [
            Item(name: "class", value: riskClass.rawValue, severity: ApprovalEvaluator.severity(of: riskClass)),
            Item(name: "environment", value: environment.id.name),
            Item(name: "revision", value: context.release.subject?.revision?.lowercased() ?? "none"),
            Item(name: "window", value: window(environment)),
        ]
        for finding in findings {
            items.append(
                Item(
                    name: "gate:\(finding.criterion)", value: finding.state.rawValue,
                    severity: Int64(finding.state.rank)))
            if let waiver = finding.waiver {
                items.append(Item(name: "waiver:\(waiver)", value: finding.criterion.name))
            }
        }
        for fact in context.facts.facts where isAction(fact) {
            let resolution = context.facts.resolve(fact, in: environment.id)
            switch resolution.reading {
            case .known(.text): items += texts(of: fact, resolution)
            case .known(.count(let count)):
                items.append(Item(name: fact.name, value: "\(count)", severity: max(0, count)))
            case .known(.money(let money)):
                // Above zero every cent counts; a smaller amount is an improvement.
                let cents = (money.amount * 100).wholePart ?? .max
                items.append(Item(name: "\(fact.name):\(money.currency)", value: "\(money)", severity: max(0, cents)))
            case .known(let value): items.append(Item(name: fact.name, value: value.display))
            case .unknown: items.append(Item(name: fact.name, value: "unknown", severity: .max))
            }
        }
        return ApprovedContent(items: items)
    }

    /// What texts say about a plan. Several plans stand side by side, so each counts by itself: one that is added or changed
    /// is another item, and one that is gone is none.
    ///
    /// Of a plan with few changes each change is an item, so that the one that differs can be named and one that is left out
    /// leaves the approval as it is. Of a larger one only the fingerprint is known, and any difference changes it.
    private static func texts(of fact: FactID, _ resolution: FactTable.Resolution) -> [ApprovedContent.Item] {
        resolution.sources.flatMap { source -> [ApprovedContent.Item] in
            guard case .known(.text(let text)) = FactCombination.reading(fact, in: source.item) else { return [] }
            guard fact == "plan.fingerprint" else {
                return [ApprovedContent.Item(name: "\(fact):\(text)", value: text)]
            }
            guard let changes = source.item.plannedChanges else {
                return [ApprovedContent.Item(name: "\(fact):\(text)", value: text)]
            }
            return changes.map { change in
                ApprovedContent.Item(
                    name: "\(ApprovedContent.plannedPrefix)\(change.address) (\(change.digest.hexadecimal))",
                    value: change.digest.short)
            }
        }
    }

    private static func isAction(_ fact: FactID) -> Bool {
        fact.name.hasPrefix("plan.") || fact.name.hasPrefix("drift.") || fact == "cost.monthly_delta"
    }

    private static func window(_ environment: Environment) -> String {
        guard let start = environment.plannedStart else { return "none" }
        return "\(start.rfc3339) for \(environment.plannedDuration.map { "\($0)" } ?? "an unstated time")"
    }
}
