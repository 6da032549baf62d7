package import ReleaseModel

/// The verdict in the words that deployment tools check: SLSA Verification Summary Attestation v1.
///
/// Source: slsa.dev/spec/v1.0/verification_summary. `verificationResult` is `PASSED` only where every gate is GREEN and
/// PROCEEDs, no waiver is in force, no criterion was waived, no override is open and control is not safety-first; anything else is `FAILED`: the
/// format knows no third answer. SLSA levels are not what is verified here, so `verifiedLevels` holds the one word
/// `RELEASEGATE_READY`, which a reader of SLSA levels does not take for one.
package enum VerificationSummary {
    /// The URI of the predicate.
    package static let predicateType = "https://slsa.dev/verification_summary/v1"

    /// The statement about the release of `report`.
    package static func statement(for report: ReadinessReport) -> InTotoStatement {
        let review = report.review
        let hasPassed = hasPassed(report)
        let subject = ReadinessStatement.releaseSubject(of: report)
        let attestations = review.evidence.compactMap { item in
            item.digest.map { digest -> JSONValue in
                ["uri": .string(item.path), "digest": ["sha256": .string(digest.hexadecimal)]]
            }
        }
        let policyName = PercentEncoding.text(of: review.policy.name)
        var policy = [JSONValue.Member("uri", .string("\(ReadinessStatement.verifierID)/policy/\(policyName)"))]
        if let digest = review.policy.digest {
            policy.append(JSONValue.Member("digest", ["sha256": .string(digest.hexadecimal)]))
        }
        return InTotoStatement(
            subjects: [subject], predicateType: predicateType,
            predicate: [
                "verifier": ["id": .string(ReadinessStatement.verifierID)],
                "timeVerified": JSONValue(review.asOf),
                "resourceUri": .string(subject.name),
                "policy": .object(policy),
                "inputAttestations": .array(attestations),
                "verificationResult": hasPassed ? "PASSED" : "FAILED",
                "verifiedLevels": [hasPassed ? "RELEASEGATE_READY" : "FAILED"],
            ])
    }

    /// Reports whether nothing at all stands against the release.
    package static func hasPassed(_ report: ReadinessReport) -> Bool {
        let review = report.review
        let isGreen = review.gates.allSatisfy { gate in
            gate.state == .green && gate.decision == .proceed && gate.waivedCount == 0 && gate.override == nil
                && gate.findings.allSatisfy { $0.state != .waived && $0.waiver == nil }
        }
        return !review.gates.isEmpty && isGreen && !report.control.isSafetyFirst
            && review.waivers.allSatisfy { $0.refusal != nil }
    }
}
