import ReleaseModel

/// Reads the end-of-test summary of k6: the file of `--summary-export` and the data of `handleSummary`, of k6 0.x to 2.
///
/// The two write thresholds the opposite way round: `true` in the first means crossed, `ok: true` in the second means
/// held. A metric that is not there is unknown; a test without checks has no rate of checks.
package enum K6SummaryReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "k6-summary", title: "k6 load test summary", channel: "load-tests",
        facts: ["load.checks_rate", "load.error_rate", "load.p95", "load.thresholds_failed"],
        specification: "https://grafana.com/docs/k6/latest/results-output/end-of-test/")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        guard outline.shape == .jsonObject else { return .no }
        if outline.nested["metadata"]?.contains("k6Version") == true, outline.nested["results"] != nil {
            return .certain
        }
        guard let metrics = outline.nested["metrics"] else { return .no }
        return metrics.contains("http_reqs") || metrics.contains("iterations") || outline.has("root_group")
            ? .certain : .no
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        let root = try document.tree()
        var reading = EvidenceReading()
        if let summary = try K6MachineSummary(root) {
            reading.observedAt = try root.object("metadata")?.instant("generatedAt")
            reading.note(.missing, "the summary names no revision; the release file can state it")
            try summary.add(to: &reading)
            return reading
        }
        let metrics = try root.requiredObject("metrics")
        reading.note(.missing, "the summary names no revision and no time; the release file can state both")
        try addChecks(metrics, to: &reading)
        if let rate = try value(of: "http_req_failed", ["rate", "value"], in: metrics) {
            reading.facts.append(Fact("load.error_rate", .ratio(rate)))
        } else {
            reading.giveUnknown(["load.error_rate"], "the summary has no rate of `http_req_failed`")
        }
        if let p95 = try value(of: "http_req_duration", ["p(95)"], in: metrics) {
            reading.facts.append(Fact("load.p95", .number(p95)))
        } else {
            reading.giveUnknown(["load.p95"], "the summary has no `p(95)` of `http_req_duration`")
        }
        try addThresholds(metrics, to: &reading)
        return reading
    }

    private static func value(
        of metric: String, _ names: [String], in metrics: LocatedValue
    ) throws(EvidenceError) -> ExactDecimal? {
        guard let metric = try metrics.object(metric) else { return nil }
        let values = try metric.objectOrSelf("values")
        for name in names {
            if let value = try values.decimal(name) { return value }
        }
        return nil
    }

    private static func addChecks(_ metrics: LocatedValue, to reading: inout EvidenceReading) throws(EvidenceError) {
        let checks = try metrics.object("checks")
        let values = try checks?.objectOrSelf("values")
        let passes = try values?.integer("passes") ?? 0
        let fails = try values?.integer("fails") ?? 0
        guard passes >= 0, fails >= 0, passes < 1 << 60, fails < 1 << 60,
            let rate = ExactDecimal(passes).divided(by: ExactDecimal(passes + fails))
        else {
            reading.giveUnknown(["load.checks_rate"], "no check ran, and none is no result")
            return
        }
        reading.facts.append(Fact("load.checks_rate", .ratio(rate)))
    }

    private static func addThresholds(_ metrics: LocatedValue, to reading: inout EvidenceReading) throws(EvidenceError)
    {
        var crossed: [String] = []
        var all = 0
        for metric in metrics.members ?? [] {
            for threshold in try metric.value.object("thresholds")?.members ?? [] {
                all += 1
                let isCrossed: Bool
                switch threshold.value.content {
                case .bool(let flag): isCrossed = flag
                case .object:
                    guard let ok = try threshold.value.flag("ok") else { throw threshold.value.missing("ok") }
                    isCrossed = !ok
                default: throw threshold.value.mismatch(threshold.name, "true, false or {ok}")
                }
                if isCrossed { crossed.append("\(metric.name) \(threshold.name)") }
            }
        }
        guard all > 0 else {
            reading.giveUnknown(["load.thresholds_failed"], "the test has no threshold, so none can fail")
            return
        }
        reading.count("load.thresholds_failed", crossed.count)
        if !crossed.isEmpty {
            reading.note(.information, "crossed: \(crossed.sorted().prefix(5).joined(separator: ", ").prefix(300))")
        }
    }
}
