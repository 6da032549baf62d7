import ReleaseModel

/// Reads the mapping of a Keptn `slo.yaml`. Keys that Keptn does not know are passed over with a word, as they may be meant.
struct ObjectivesParser {
    let log: ReadingLog

    private var values: ValueReader { ValueReader(log: log) }

    func file(_ root: YAMLNode) -> ObjectivesFile {
        var file = ObjectivesFile()
        let keys = ["spec_version", "filter", "scope", "comparison", "objectives", "total_score"]
        let fields = fields(root, "the file", known: keys)
        if let node = fields["comparison"] { file.comparison = comparison(node) }
        if let node = fields["objectives"] {
            for element in values.elements(node) where !element.isNull {
                if let objective = objective(element) { file.objectives.append(objective) }
            }
        }
        if let node = fields["total_score"] {
            score(node, &file)
        } else {
            log.warning(
                at: root.location,
                "the file has no \(quoted("total_score")), without which Keptn refuses it; 90 to pass and 75 for a warning are asked"
            )
        }
        return file
    }

    private func comparison(_ node: YAMLNode) -> ObjectivesFile.Comparison {
        var comparison = ObjectivesFile.Comparison()
        let keys = ["compare_with", "include_result_with_score", "number_of_comparison_results", "aggregate_function"]
        let fields = fields(node, "comparison", known: keys)
        let with = choice(fields, "compare_with", ["single_result", "several_results"]) ?? "single_result"
        if with == "several_results" {
            // Three where the file does not say, as in Keptn's own code.
            comparison.count = wholeNumber(fields, "number_of_comparison_results", 0...100) ?? 3
            if comparison.count == 0 { comparison.count = 3 }
        }
        let aggregates = ThresholdRule.Baseline.Aggregate.allCases.map(\.rawValue)
        if let name = choice(fields, "aggregate_function", aggregates),
            let aggregate = ThresholdRule.Baseline.Aggregate(rawValue: name)
        {
            comparison.aggregate = aggregate
        }
        let included = choice(fields, "include_result_with_score", ["pass", "pass_or_warn", "all"]) ?? "all"
        comparison.onlyPassed = included == "pass"
        if included == "all", let place = fields["include_result_with_score"]?.location {
            log.warning(
                at: place,
                "\(quoted("include_result_with_score")) is \(quoted("all")); results that failed are left out of a baseline all the same"
            )
        }
        return comparison
    }

    private func objective(_ node: YAMLNode) -> ObjectivesFile.Objective? {
        let keys = ["sli", "displayName", "pass", "warning", "weight", "key_sli"]
        let fields = fields(node, "an objective", known: keys)
        guard let indicator = fields["sli"].flatMap({ values.text($0, for: "sli") }) else {
            log.error(at: node.location, "an objective has no \(quoted("sli")), the name of what is measured")
            return nil
        }
        var weight = wholeNumber(fields, "weight", 0...10_000) ?? 1
        // Keptn takes a weight of 0 for one that is not given.
        if weight == 0 { weight = 1 }
        return ObjectivesFile.Objective(
            indicator: indicator, title: fields["displayName"].flatMap { values.text($0, for: "displayName") },
            pass: conditions(fields["pass"], "pass"), warning: conditions(fields["warning"], "warning"),
            weight: weight, isKey: fields["key_sli"].flatMap { flag($0, "key_sli") } ?? false, location: node.location)
    }

    /// `[{criteria: ["<=+10%", "<600"]}, …]`: one of the lists, all of its conditions.
    private func conditions(_ node: YAMLNode?, _ key: String) -> [[ThresholdRule.Condition]] {
        guard let node else { return [] }
        return values.elements(node).compactMap { element in
            guard !element.isNull else { return nil }
            guard let criteria = fields(element, key, known: ["criteria"])["criteria"] else {
                log.error(at: element.location, "a group of \(quoted(key)) has no \(quoted("criteria"))")
                return nil
            }
            let texts = values.elements(criteria)
            guard !texts.isEmpty else {
                log.error(at: criteria.location, "a group of \(quoted(key)) is empty, so it would always hold")
                return nil
            }
            return texts.compactMap { node in
                let text = node.scalar?.text ?? ""
                guard let condition = ObjectiveCondition.parse(text) else {
                    log.error(
                        at: node.location,
                        "the criterion is \(node.found), which cannot be read; accepted: one of <, <=, =, >=, > and a number, such as <600, <=+10% or >=-5"
                    )
                    return nil
                }
                if text.hasSuffix("%"), !text.contains("+"), !text.contains("-") {
                    log.warning(
                        at: node.location,
                        "\(quoted(text)) has no sign; Keptn reads it as \(quoted(condition.text)), relative to earlier results, and never as a share"
                    )
                }
                return condition
            }
        }
    }

    private func score(_ node: YAMLNode, _ file: inout ObjectivesFile) {
        let fields = fields(node, "total_score", known: ["pass", "warning"])
        guard let pass = percent(fields, "pass") else {
            if fields["pass"] == nil {
                log.error(at: node.location, "\(quoted("total_score")) has no \(quoted("pass"))")
            }
            return
        }
        file.passScore = pass
        // Without a limit for a warning there is none: what does not pass has failed.
        file.warningScore = percent(fields, "warning") ?? pass
        if file.warningScore > pass {
            log.error(
                at: fields["warning"]?.location ?? node.location,
                "the score for a warning is \(file.warningScore), over the \(pass) to pass")
        }
        if file.warningScore == 0 {
            log.warning(at: node.location, "a score of 0 is enough, so only key objectives can fail")
        }
    }

    private func percent(_ fields: [String: YAMLNode], _ key: String) -> ExactDecimal? {
        guard let node = fields[key], let text = values.text(node, for: key) else { return nil }
        let digits = text.hasSuffix("%") ? text.dropLast().trimmed : text
        guard let value = ExactDecimal(digits), value >= 0, value <= 100 else {
            log.error(at: node.location, "\(quoted(key)) is \(quoted(text)); accepted: a score such as 90% or 90")
            return nil
        }
        return value
    }

    /// The values of a mapping by key, without those that are null.
    private func fields(_ node: YAMLNode, _ name: String, known: [String]) -> [String: YAMLNode] {
        guard let entries = node.entries else {
            log.error(
                at: node.location,
                "\(quoted(name)) is \(node.found); accepted: a mapping with \(known.joined(separator: ", "))")
            return [:]
        }
        var fields: [String: YAMLNode] = [:]
        for entry in entries {
            if known.contains(entry.key) {
                if !entry.value.isNull { fields[entry.key] = entry.value }
            } else {
                log.warning(
                    at: entry.keyLocation,
                    "\(quoted(entry.key)) is no key of Keptn here and is passed over\(NearestName.hint(for: entry.key, in: known))"
                )
            }
        }
        return fields
    }

    private func choice(_ fields: [String: YAMLNode], _ key: String, _ accepted: [String]) -> String? {
        guard let node = fields[key], let text = values.text(node, for: key) else { return nil }
        guard accepted.contains(text) else {
            log.error(
                at: node.location,
                "\(quoted(key)) is \(quoted(text)); accepted: \(accepted.joined(separator: ", "))\(NearestName.hint(for: text, in: accepted))"
            )
            return nil
        }
        return text
    }

    /// Numbers and flags may stand in quotes, as Keptn's own parser takes them.
    private func wholeNumber(_ fields: [String: YAMLNode], _ key: String, _ range: ClosedRange<Int>) -> Int? {
        guard let node = fields[key], let text = values.text(node, for: key) else { return nil }
        guard let value = Int(text), range.contains(value) else {
            log.error(
                at: node.location,
                "\(quoted(key)) is \(quoted(text)); accepted: a whole number from \(range.lowerBound) to \(range.upperBound)"
            )
            return nil
        }
        return value
    }

    private func flag(_ node: YAMLNode, _ key: String) -> Bool? {
        switch node.scalar?.text.lowercased() {
        case "true", "yes": return true
        case "false", "no": return false
        default:
            log.error(at: node.location, "\(quoted(key)) is \(node.found); accepted: true or false")
            return nil
        }
    }
}
