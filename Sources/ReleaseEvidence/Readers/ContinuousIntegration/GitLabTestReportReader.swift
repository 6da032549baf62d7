import ReleaseModel

/// Reads the test report of a GitLab pipeline, and its summary.
///
/// Where the cases show more failures or errors than the totals, the cases count. A suite that could not be read is
/// an error.
package enum GitLabTestReportReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "gitlab-test-report", title: "GitLab pipeline test report", channel: "tests",
        facts: [
            "tests.total", "tests.passed", "tests.failed", "tests.errors", "tests.skipped", "tests.pass_rate",
            "tests.duration",
        ],
        specification: "https://docs.gitlab.com/api/pipelines/#get-a-test-report-for-a-pipeline")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        guard outline.shape == .jsonObject, outline.has("test_suites") else { return .no }
        return outline.has("total_count") || outline.has("total") ? .certain : .possible
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        let root = try document.tree()
        let totals = try root.objectOrSelf("total")
        let isSummary = root.has("total")
        func total(_ name: String) throws(EvidenceError) -> Int {
            let key = isSummary ? (name == "total" ? "count" : name) : "\(name)_count"
            guard let value = try totals.integer(key) else { throw totals.missing(key) }
            return Int(min(max(value, 0), 1 << 40))
        }
        var counted = ["success": 0, "failed": 0, "error": 0, "skipped": 0]
        var suiteErrors = 0
        for suite in try root.requiredArray("test_suites") {
            if suite["suite_error"] != nil { suiteErrors += 1 }
            for test in try suite.array("test_cases") ?? [] {
                let status = try test.requiredText("status")
                counted[counted[status] == nil ? "error" : status, default: 0] += 1
            }
        }
        let cases = counted.values.reduce(0, +)
        let failed = max(try total("failed"), counted["failed"] ?? 0)
        let errors = max(try total("error"), counted["error"] ?? 0) + suiteErrors
        let skipped = try total("skipped")
        let all = max(try total("total") + suiteErrors, cases, failed + errors + skipped)
        let claimed = try total("success")
        let passed = max(0, min(claimed, all - failed - errors - skipped))
        var reading = EvidenceReading()
        reading.note(.missing, "the report names no revision and no time; the release file can state both")
        guard all > 0 else {
            reading.giveUnknown(format.facts, "the report has no test case, and no test is no result")
            return reading
        }
        reading.count("tests.total", all)
        reading.count("tests.passed", passed)
        reading.count("tests.failed", failed)
        reading.count("tests.errors", errors)
        reading.count("tests.skipped", skipped)
        if let rate = ExactDecimal(Int64(passed)).divided(by: ExactDecimal(Int64(all - skipped))) {
            reading.facts.append(Fact("tests.pass_rate", .ratio(rate)))
        } else {
            reading.giveUnknown(["tests.pass_rate"], "every test was skipped, so none passed or failed")
        }
        let seconds = try totals.decimal(isSummary ? "time" : "total_time")
        if let whole = seconds?.wholePart, whole >= 0, whole < 1 << 40 {
            let isWhole = ExactDecimal(whole) == seconds
            reading.facts.append(Fact("tests.duration", .duration(TimeAmount(seconds: isWhole ? whole : whole + 1))))
        }
        if suiteErrors > 0 { reading.note(.information, "\(suiteErrors) suites could not be read and count as errors") }
        return reading
    }
}
