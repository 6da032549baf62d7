package import ReleaseModel

/// The gates as JUnit XML, for systems that show test reports: a suite for each environment, a case for each criterion.
///
/// RED and UNKNOWN are failures; WAIVED and not applicable are skipped, so that neither looks like a pass.
package enum JUnitReport {
    /// The document, ending in a newline.
    package static func render(_ report: ReadinessReport) -> String {
        let review = report.review
        var lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>"]
        let all = Counts(review.gates.flatMap(\.findings))
        lines.append("<testsuites name=\"release gates\" \(all.attributes) time=\"0\">")
        for gate in review.gates { lines += suite(gate, review) }
        lines.append("</testsuites>")
        return lines.joined(separator: "\n") + "\n"
    }

    private struct Counts {
        let attributes: String

        init(_ findings: [Finding]) {
            let failures = findings.filter { $0.state.blocks }.count
            let skipped = findings.filter { $0.state == .waived || $0.state == .notApplicable }.count
            self.attributes = "tests=\"\(findings.count)\" failures=\"\(failures)\" errors=\"0\" skipped=\"\(skipped)\""
        }
    }

    private static func suite(_ gate: GateResult, _ review: ReadinessReview) -> [String] {
        let time = review.asOf.rfc3339.prefix(19)
        let name = attribute(gate.environment.name)
        var lines = [
            "  <testsuite name=\"\(name)\" \(Counts(gate.findings).attributes) time=\"0\" timestamp=\"\(time)\">",
            "    <properties>",
        ]
        let properties = [
            ("decision", gate.decision.rawValue), ("state", gate.state.rawValue),
            ("score", gate.score.map { "\($0)" } ?? "none"), ("unknown", "\(gate.unknownCount)"),
            ("waived", "\(gate.waivedCount)"), ("risk_class", review.risk.riskClass.rawValue),
            ("valid_until", gate.validUntil?.rfc3339 ?? "none"),
        ]
        lines += properties.map { "      <property name=\"\($0.0)\" value=\"\(attribute($0.1))\"/>" }
        lines.append("    </properties>")
        for finding in gate.findings { lines += testCase(finding) }
        lines.append("  </testsuite>")
        return lines
    }

    private static func testCase(_ finding: Finding) -> [String] {
        let start =
            "    <testcase classname=\"\(attribute(finding.environment.name))\" name=\"\(attribute(finding.criterion.name))\" time=\"0\""
        let message = attribute(finding.reason)
        switch finding.state {
        case .green: return [start + "/>"]
        case .yellow:
            return [
                start + ">", "      <system-out>\(content("YELLOW: \(finding.reason)"))</system-out>",
                "    </testcase>",
            ]
        case .waived, .notApplicable:
            let word = finding.state == .waived ? "WAIVED, without waiver \(finding.unwaivedState.rawValue): " : ""
            return [start + ">", "      <skipped message=\"\(word)\(message)\"/>", "    </testcase>"]
        case .red, .unknown:
            return [
                start + ">",
                "      <failure type=\"\(finding.state.rawValue)\" message=\"\(message)\">\(content(details(finding)))</failure>",
                "    </testcase>",
            ]
        }
    }

    private static func details(_ finding: Finding) -> String {
        var lines = [finding.reason]
        if let limit = finding.limit { lines.append("limit: \(limit)") }
        lines += finding.evidence.map { reference in
            "evidence: \(reference.path) \(reference.digest?.short ?? "no digest") "
                + (reference.observedAt.map { "observed \($0.rfc3339)" } ?? "undated")
        }
        if let remedy = finding.remedy { lines.append("role \(finding.owner): \(remedy)") }
        return lines.joined(separator: "\n")
    }

    private static func attribute(_ text: String) -> String { escaped(VisibleText.line(text)) }
    private static func content(_ text: String) -> String { escaped(VisibleText.lines(text)) }

    /// XML 1.0 section 2.4; characters that XML forbids are already shown by their code.
    private static func escaped(_ text: String) -> String {
        var output = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": output += "&amp;"
            case "<": output += "&lt;"
            case ">": output += "&gt;"
            case "\"": output += "&quot;"
            default: output.unicodeScalars.append(scalar)
            }
        }
        return output
    }
}
