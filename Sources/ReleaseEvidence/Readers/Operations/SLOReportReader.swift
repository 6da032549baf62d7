import ReleaseModel

/// Reads service levels from a small format of this project, for tools whose own exports are none.
///
/// ```json
/// {"slo_report": {"observed_at": "2026-11-20T10:00:00Z", "environment": "production", "slos": [
///   {"name": "checkout-availability", "error_budget_remaining": 0.42, "burn_rate": 0.8}]}}
/// ```
///
/// The worst objective speaks for all: the smallest budget that is left, the highest burn rate.
package enum SLOReportReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "slo-report", title: "Service level report", channel: "prometheus",
        facts: ["slo.error_budget_remaining", "slo.burn_rate"], specification: "docs/evidence.md")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        outline.shape == .jsonObject && outline.has("slo_report") ? .certain : .no
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        let report = try document.tree().requiredObject("slo_report")
        var reading = EvidenceReading(
            revision: try report.text("revision"), environment: try report.text("environment"),
            observedAt: try report.instant("observed_at"))
        let objectives = try report.requiredArray("slos")
        guard !objectives.isEmpty else {
            reading.giveUnknown(format.facts, "the report has no objective, and none is no result")
            return reading
        }
        var budgets: [(name: String, value: ExactDecimal?)] = []
        var rates: [(name: String, value: ExactDecimal?)] = []
        for objective in objectives {
            let name = try objective.requiredText("name")
            budgets.append((name, try objective.decimal("error_budget_remaining")))
            rates.append((name, try objective.decimal("burn_rate")))
        }
        if let gap = budgets.first(where: { $0.value == nil }) {
            reading.giveUnknown(
                ["slo.error_budget_remaining"], "\"\(gap.name.prefix(80))\" has no error_budget_remaining")
        } else if let worst = budgets.compactMap(\.value).min() {
            reading.facts.append(Fact("slo.error_budget_remaining", .ratio(worst)))
        }
        if let gap = rates.first(where: { $0.value == nil }) {
            reading.giveUnknown(["slo.burn_rate"], "\"\(gap.name.prefix(80))\" has no burn_rate")
        } else if let worst = rates.compactMap(\.value).max() {
            reading.facts.append(Fact("slo.burn_rate", .number(worst)))
        }
        return reading
    }
}
