import ReleaseModel

/// Reads Checkov's JSON output, of one framework or of several.
///
/// A file that could not be parsed was not checked, so the number of failures is not known then. Skips are exceptions.
package enum CheckovReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "checkov", title: "Checkov policy checks", channel: "policy-checks",
        facts: ["policy.failed", "policy.exceptions"],
        specification: "https://www.checkov.io/2.Basics/Reviewing%20Scan%20Results.html")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        if outline.has("check_type", "results") { return .certain }
        return outline.has("passed", "failed", "checkov_version") ? .certain : .no
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        let root = try document.tree()
        var (passed, failed, skipped, unparsed): (Int64, Int64, Int64, Int64) = (0, 0, 0, 0)
        for report in root.elements ?? [root] {
            let summary = try report.objectOrSelf("summary")
            func number(_ name: String) throws(EvidenceError) -> Int64 {
                guard let value = try summary.integer(name) else { throw summary.missing(name) }
                return min(max(value, 0), 1 << 40)
            }
            let results = try report.object("results")
            passed += try number("passed")
            failed += max(try number("failed"), Int64(try results?.array("failed_checks")?.count ?? 0))
            skipped += max(try number("skipped"), Int64(try results?.array("skipped_checks")?.count ?? 0))
            unparsed += max(try number("parsing_errors"), Int64(try results?.array("parsing_errors")?.count ?? 0))
        }
        var reading = EvidenceReading()
        reading.note(.missing, "the output names no revision and no time; the release file can state both")
        if passed + failed + skipped == 0 {
            reading.giveUnknown(format.facts, "nothing was checked, and no check is no result")
            return reading
        }
        reading.count("policy.exceptions", Int(skipped))
        if unparsed > 0 {
            reading.giveUnknown(
                ["policy.failed"],
                "\(unparsed) files could not be parsed and were not checked; \(failed) failures are known")
        } else {
            reading.count("policy.failed", Int(failed))
        }
        return reading
    }
}
