import ReleaseModel

/// Reads the answer of a Prometheus query: an instant vector, a scalar, or the last values of a range.
///
/// A fact is called `metric.` and the name of the metric; an expression that has lost its name is `metric.value`. The
/// recording rules of Sloth and Pyrra are known and give the facts of service levels. Values are strings; `NaN` and
/// infinities are no values. An answer without series, with warnings (it may be partial), or with several series of one
/// name gives no fact.
package enum PrometheusQueryReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "prometheus-query", title: "Prometheus query result", channel: "prometheus",
        facts: ["metric.*", "slo.error_budget_remaining", "slo.burn_rate"],
        specification: "https://prometheus.io/docs/prometheus/latest/querying/api/")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        guard outline.shape == .jsonObject, outline.has("status") else { return .no }
        if outline.nested["data"]?.contains("resultType") == true { return .certain }
        return outline.values["status"] == "error" && outline.has("errorType") ? .certain : .no
    }

    /// Recorded series whose meaning is known.
    private static let known: [String: FactID] = [
        "slo:period_error_budget_remaining:ratio": "slo.error_budget_remaining",
        "slo:current_burn_rate:ratio": "slo.burn_rate", "slo:period_burn_rate:ratio": "slo.burn_rate",
    ]

    private struct Series {
        var name: String
        var value: ExactDecimal?
        var text: String
        var time: Instant
        var environment: String?
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        let root = try document.tree()
        guard try root.requiredText("status") == "success" else {
            let reason = try root.text("error") ?? "no reason is given"
            throw root.error("Prometheus answered with an error (\(reason.prefix(200))), so this is no evidence")
        }
        let data = try root.requiredObject("data")
        var series: [Series] = []
        switch try data.requiredText("resultType") {
        case "scalar", "string":
            guard let result = data["result"] else { throw data.missing("result") }
            series = [try sample(result, name: "value", environment: nil)]
        case "vector":
            for entry in try data.requiredArray("result") {
                guard let value = entry["value"] else {
                    throw entry.error("a series has no \"value\"; native histograms are not read")
                }
                series.append(try sample(value, of: entry))
            }
        case "matrix":
            for entry in try data.requiredArray("result") {
                guard let last = try entry.requiredArray("values").last else { continue }
                series.append(try sample(last, of: entry))
            }
        default: throw data.error("the result type is not vector, matrix, scalar or string")
        }
        return try reading(of: series, root)
    }

    private static func reading(of series: [Series], _ root: LocatedValue) throws(EvidenceError) -> EvidenceReading {
        // The oldest sample speaks for the answer.
        var reading = EvidenceReading(observedAt: series.map(\.time).min())
        for info in try root.array("infos") ?? [] {
            reading.note(.information, "Prometheus says: \(info.string?.prefix(200) ?? "")")
        }
        guard !series.isEmpty else {
            reading.giveUnknown(["metric.value"], "the query found no series, and none is no value")
            return reading
        }
        let environments = Set(series.map(\.environment))
        if environments.count == 1 { reading.environment = environments.first ?? nil }
        let groups = Dictionary(grouping: series, by: \.name)
        for (name, group) in groups.sorted(by: { $0.key < $1.key }) {
            let id = known[name] ?? FactID("metric.\(name)")
            if group.count > 1 {
                reading.giveUnknown(
                    [id],
                    "\(group.count) series are called \"\(name)\"; a query that aggregates them to one is accepted")
            } else if let value = group[0].value {
                reading.facts.append(Fact(id, id == "slo.error_budget_remaining" ? .ratio(value) : .number(value)))
            } else {
                reading.giveUnknown([id], "the value of \"\(name)\" is \(group[0].text.prefix(40)), which is no number")
            }
        }
        if let warnings = try root.array("warnings"), let first = warnings.first {
            reading.giveUnknown(
                reading.facts.map(\.id),
                "Prometheus warns, so the answer may be partial: \(first.string?.prefix(200) ?? "")")
        }
        return reading
    }

    private static func sample(_ pair: LocatedValue, of entry: LocatedValue) throws(EvidenceError) -> Series {
        let metric = try entry.requiredObject("metric")
        let environment = try metric.firstIdentifier("deployment_environment_name", "environment", "env")
        return try sample(pair, name: try metric.text("__name__") ?? "value", environment: environment)
    }

    private static func sample(
        _ pair: LocatedValue, name: String, environment: String?
    ) throws(EvidenceError) -> Series {
        guard let parts = pair.elements, parts.count == 2, case .number(let stamp) = parts[0].content,
            let text = parts[1].string
        else { throw pair.error("a sample is [time, \"value\"]") }
        guard let seconds = ExactDecimal(stamp), let milliseconds = (seconds * 1000).wholePart, milliseconds > 0,
            milliseconds < 1 << 52
        else { throw parts[0].error("\(stamp.prefix(40)) is no time in seconds since 1970") }
        return Series(
            name: String(name.prefix(200)), value: number(text), text: text, time: Instant(milliseconds: milliseconds),
            environment: environment)
    }

    /// The value; Go prints up to 17 digits and exponents.
    private static func number(_ text: String) -> ExactDecimal? {
        if let exact = ExactDecimal(text) { return exact }
        guard text.utf8.allSatisfy({ (48...57).contains($0) || [43, 45, 46, 69, 101].contains($0) }),
            let point = text.lowercased().firstIndex(of: "e"), let exponent = Int(text[text.index(after: point)...])
        else { return nil }
        // Smaller than anything that is compared.
        return exponent < -20 ? .zero : nil
    }
}
