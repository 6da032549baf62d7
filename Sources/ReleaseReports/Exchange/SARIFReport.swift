package import ReleaseModel

/// The findings as SARIF 2.1.0 (OASIS, errata 01): a rule for each criterion, a result for each answer that is not
/// green. Waived answers are results with an accepted suppression, so that they stay visible.
package enum SARIFReport {
    /// The document, ending in a newline.
    package static func render(_ report: ReadinessReport) -> String {
        let review = report.review
        let rules = SARIFRules(review)
        let results = review.gates.flatMap { gate in
            gate.findings.compactMap { result($0, gate, review, rules) }
        }
        let run: JSONValue = [
            "tool": ["driver": ["name": "releasegate", "rules": .array(rules.descriptors)]],
            "columnKind": "unicodeCodePoints",
            "invocations": [["executionSuccessful": true, "endTimeUtc": .string(review.asOf.rfc3339)]],
            "results": .array(results),
        ]
        let document: JSONValue = [
            "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
            "version": "2.1.0", "runs": [run],
        ]
        return document.serialized()
    }

    private static func result(
        _ finding: Finding, _ gate: GateResult, _ review: ReadinessReview, _ rules: SARIFRules
    ) -> JSONValue? {
        guard finding.state != .green, finding.state != .notApplicable else { return nil }
        var text = "\(finding.environment): \(finding.state.rawValue): \(finding.reason)."
        if let remedy = finding.remedy { text += " Role \(finding.owner): \(remedy)." }
        var members: [JSONValue.Member] = [
            JSONValue.Member("ruleId", .string(finding.criterion.name)),
            JSONValue.Member("ruleIndex", .integer(Int64(rules.index(of: finding.criterion)))),
            JSONValue.Member("level", .string(level(finding))),
            JSONValue.Member("message", ["text": .string(VisibleText.line(text))]),
            JSONValue.Member("locations", [place(finding, review)]),
        ]
        if !finding.evidence.isEmpty {
            members.append(JSONValue.Member("relatedLocations", .array(finding.evidence.map(evidence))))
        }
        let fingerprint = "\(finding.environment)/\(finding.criterion)"
        members.append(JSONValue.Member("partialFingerprints", ["releasegate/v1": .string(fingerprint)]))
        members.append(JSONValue.Member("suppressions", .array(suppression(finding, review))))
        members.append(
            JSONValue.Member(
                "properties",
                [
                    "environment": .string(finding.environment.name), "state": .string(finding.state.rawValue),
                    "unwaivedState": .string(finding.unwaivedState.rawValue), "required": .bool(finding.isRequired),
                    "key": .bool(finding.isKey), "owner": .string(finding.owner.name),
                    "decision": .string(gate.decision.rawValue),
                ]))
        return .object(members)
    }

    private static func level(_ finding: Finding) -> String {
        finding.unwaivedState.blocks && finding.isRequired ? "error" : "warning"
    }

    private static func suppression(_ finding: Finding, _ review: ReadinessReview) -> [JSONValue] {
        guard finding.state == .waived else { return [] }
        let waiver = review.waivers.first { $0.waiver.id == finding.waiver }?.waiver
        let reason =
            waiver.map { waiver in
                let approval = waiver.approver.map { "approved by \($0), " } ?? ""
                return "\(waiver.reason) (\(waiver.ticket), \(approval)until \(waiver.end.rfc3339))"
            } ?? "waived"
        return [["kind": "external", "status": "accepted", "justification": .string(VisibleText.line(reason))]]
    }

    /// The line of the release file that the criterion is about: its evidence channels for facts, else its top.
    private static func place(_ finding: Finding, _ review: ReadinessReview) -> JSONValue {
        let named = finding.fact == nil ? nil : review.release.locations["evidence_channels"]
        return physical(review.release.file, line: max(named?.line ?? 1, 1))
    }

    private static func evidence(_ reference: Finding.EvidenceReference) -> JSONValue {
        let text =
            "evidence, \(reference.digest?.prefixed ?? "no digest"), "
            + (reference.observedAt.map { "observed \($0.rfc3339)" } ?? "undated")
        guard case .object(let members) = physical(reference.path, line: nil) else { return .null }
        return .object(members + [JSONValue.Member("message", ["text": .string(text)])])
    }

    private static func physical(_ path: String, line: Int?) -> JSONValue {
        // SARIF 2.1.0 section 3.4.4: an absolute place is an absolute URI (RFC 8089).
        let uri = (path.hasPrefix("/") ? "file://" : "") + PercentEncoding.path(path)
        var members = [JSONValue.Member("artifactLocation", ["uri": .string(uri)])]
        if let line { members.append(JSONValue.Member("region", ["startLine": .integer(Int64(line))])) }
        return ["physicalLocation": .object(members)]
    }
}
