import ReleaseAudit
package import ReleaseModel

/// Attests what a judgement came to, for others to verify.
package enum AttestWorkflow {
    /// What is attested.
    package enum Predicate: String, CaseIterable, Hashable, Sendable {
        /// Our own: gates, waivers, approvals, validity.
        case readiness
        /// A SLSA verification summary: PASSED or FAILED.
        case vsa
    }

    /// The statement as JSON, or signed in an envelope where a key is given.
    package static func text(
        of report: ReadinessReport, predicate: Predicate, keyPath: String?
    ) throws(WorkflowFailure) -> String {
        let key = try keyPath.map { path throws(WorkflowFailure) in try AuditKeys.attestationKey(at: path) }
        let statement =
            switch predicate {
            case .readiness: ReadinessStatement.statement(for: report)
            case .vsa: VerificationSummary.statement(for: report)
            }
        do { return try AttestationFile.text(of: statement, key: key) } catch {
            throw WorkflowFailure(.internalError, "the attestation cannot be signed: \(error)")
        }
    }
}
