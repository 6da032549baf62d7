import ReleaseModel

/// Lists what an approval of a gate covers: revision, class, environment, window, planned actions, the gate's findings
/// and open waivers. No time of observation and no order is in it.
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
            let reading = context.facts.resolve(fact, in: environment.id).reading
            switch reading {
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

    private static func isAction(_ fact: FactID) -> Bool {
        fact.name.hasPrefix("plan.") || fact.name.hasPrefix("drift.") || fact == "cost.monthly_delta"
    }

    private static func window(_ environment: Environment) -> String {
        guard let start = environment.plannedStart else { return "none" }
        return "\(start.rfc3339) for \(environment.plannedDuration.map { "\($0)" } ?? "an unstated time")"
    }
}
