import ReleaseModel

/// Verifies the signatures of approvals that stand in the release file, as `approvals approve --signature` does.
///
/// A signature that is not accepted takes the vote with it, with the reason: it is no better than a forged one.
enum StatedSignatures {
    /// Raises the strength of each signed approval, or says why it counts for nothing.
    ///
    /// - Throws: `WorkflowFailure` where the policy's files of keys are not there or have a line that cannot be read.
    static func verify(_ inputs: inout ReleaseInputs, asOf: Instant) throws(WorkflowFailure) {
        guard !inputs.release.approvalSignatures.isEmpty else { return }
        let check = try SignatureCheck.named(by: inputs)
        for signature in inputs.release.approvalSignatures {
            guard let index = inputs.release.approvals.firstIndex(of: signature.approval) else { continue }
            do throws(WorkflowFailure) {
                inputs.release.approvals[index].strength = try strength(signature, check, inputs, asOf)
            } catch {
                let lead = SignatureCheck.refusalLead
                let reason = error.message.hasPrefix(lead) ? error.message.dropFirst(lead.count) : error.message[...]
                inputs.release.approvals[index].refusal = "its signature is refused: \(reason)"
                let (subject, person) = (signature.approval.subject.text, signature.approval.person)
                inputs.warnings.append(
                    Diagnostic(
                        .warning, at: signature.location,
                        "the approval of \(subject) by \(person) counts for nothing; its signature is refused: \(reason)"
                    ))
            }
        }
    }

    private static func strength(
        _ signature: StatedSignature, _ check: SignatureCheck?, _ inputs: ReleaseInputs, _ asOf: Instant
    ) throws(WorkflowFailure) -> IdentityStrength {
        guard let check else {
            throw WorkflowFailure(.block, "the policy names no \"allowed_signers\", so nobody's key is known")
        }
        let bytes =
            signature.text.contains("-----BEGIN")
            ? Array(signature.text.utf8)
            : try SignatureCheck.signature(at: InputFile.resolve(signature.text, in: inputs.folder))
        return try check.strength(
            SignatureCheck.Claim(of: signature.approval, in: inputs.release, signature: bytes, now: asOf))
    }
}
