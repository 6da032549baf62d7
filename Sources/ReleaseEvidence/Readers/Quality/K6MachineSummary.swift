import ReleaseModel

/// The machine-readable summary of k6 since 1.5, the only one of k6 2: metrics are a list, and checks stand apart.
///
/// It lists no thresholds. `passed: false`, where it stands, says that at least one was crossed; its absence and `true`
/// say nothing on whether there was any.
/// Source: https://github.com/grafana/k6-summary
struct K6MachineSummary {
    private let results: LocatedValue
    private let metrics: [LocatedValue]

    /// The summary in `root`; nil where it is one of the older formats.
    init?(_ root: LocatedValue) throws(EvidenceError) {
        guard let results = try root.object("results") else { return nil }
        self.results = results
        metrics = try results.requiredArray("metrics")
    }

    func add(to reading: inout EvidenceReading) throws(EvidenceError) {
        if let rate = try checksRate() {
            reading.facts.append(Fact("load.checks_rate", .ratio(rate)))
        } else {
            reading.giveUnknown(["load.checks_rate"], "no check ran, and none is no result")
        }
        if let rate = try values(of: "http_req_failed", in: metrics)?.decimal("rate") {
            reading.facts.append(Fact("load.error_rate", .ratio(rate)))
        } else {
            reading.giveUnknown(["load.error_rate"], "the summary has no rate of `http_req_failed`")
        }
        if let p95 = try values(of: "http_req_duration", in: metrics)?.decimal("p(95)") {
            reading.facts.append(Fact("load.p95", .number(p95)))
        } else {
            reading.giveUnknown(["load.p95"], "the summary has no `p(95)` of `http_req_duration`")
        }
        if try results.flag("passed") == false {
            reading.count("load.thresholds_failed", 1)
            reading.note(.information, "k6 says that the test failed; at least one threshold was crossed")
        } else {
            reading.giveUnknown(
                ["load.thresholds_failed"],
                "the machine-readable summary lists no thresholds; the data of `handleSummary` in the older form does")
        }
    }

    /// Passes of all passes and failures, by check; where the checks are not listed, as their metric says.
    private func checksRate() throws(EvidenceError) -> ExactDecimal? {
        guard let checks = try results.object("checks") else { return nil }
        var passes: Int64 = 0
        var all: Int64 = 0
        let results = try checks.array("results")
        let ordered = try checks.array("orderedChecks")
        for check in results ?? ordered ?? [] {
            let passed = try check.count("passes") ?? 0
            let failed = try check.count("fails") ?? 0
            guard passed >= 0, failed >= 0, passed < 1 << 40, failed < 1 << 40 else {
                throw check.error("the numbers of a check are no sensible counts")
            }
            passes = min(passes + passed, 1 << 50)
            all = min(all + passed + failed, 1 << 50)
        }
        if all > 0 { return ExactDecimal(passes).divided(by: ExactDecimal(all)) }
        guard let metrics = checks["metrics"]?.elements,
            let succeeded = try values(of: "checks_succeeded", in: metrics), try succeeded.count("total") ?? 0 > 0
        else { return nil }
        return try succeeded.decimal("rate")
    }

    private func values(of name: String, in metrics: [LocatedValue]) throws(EvidenceError) -> LocatedValue? {
        for metric in metrics where metric["name"]?.string == name { return try metric.requiredObject("values") }
        return nil
    }
}
