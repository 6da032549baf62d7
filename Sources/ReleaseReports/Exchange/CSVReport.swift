package import ReleaseModel

/// The findings as CSV (RFC 4180): a header, then one record for each criterion of each environment.
///
/// Cells that a spreadsheet would take for a formula begin with an apostrophe (OWASP, CSV injection).
package enum CSVReport {
    private static let header = [
        "environment", "decision", "criterion", "question", "state", "unwaived_state", "required", "key", "weight",
        "reason", "fact", "measured", "limit", "owner", "remedy", "waiver", "valid_until", "evidence",
        "evidence_digests",
        "observed_at",
    ]

    /// The document; every record ends in CR LF.
    package static func render(_ report: ReadinessReport) -> String {
        let names = ReportNames(report.review.release, report.review.policy)
        let records = report.review.gates.flatMap { gate in gate.findings.map { record($0, gate, names) } }
        return ([header] + records).map { $0.map(cell).joined(separator: ",") + "\r\n" }.joined()
    }

    private static func record(_ finding: Finding, _ gate: GateResult, _ names: ReportNames) -> [String] {
        [
            finding.environment.name, gate.decision.rawValue, finding.criterion.name, names.question(finding.criterion),
            finding.state.rawValue, finding.unwaivedState.rawValue, finding.isRequired ? "yes" : "no",
            finding.isKey ? "yes" : "no", "\(finding.weight)", finding.reason, finding.fact?.name ?? "",
            finding.measured?.display ?? "", finding.limit ?? "", names.role(finding.owner), finding.remedy ?? "",
            finding.waiver?.name ?? "", finding.validUntil?.rfc3339 ?? "",
            finding.evidence.map(\.path).joined(separator: "; "),
            finding.evidence.map { $0.digest?.prefixed ?? "none" }.joined(separator: "; "),
            finding.evidence.map { $0.observedAt?.rfc3339 ?? "undated" }.joined(separator: "; "),
        ]
    }

    static func cell(_ text: String) -> String {
        var text = VisibleText.line(text)
        let start = text.unicodeScalars.first { $0 != " " && $0 != "\"" && $0 != "'" }
        if let start, "=+-@|%＝＋－＠".unicodeScalars.contains(start) { text = "'" + text }
        guard text.contains(where: { $0 == "," || $0 == "\"" || $0 == ";" || $0 == " " || $0.isNewline }) else {
            return text
        }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
