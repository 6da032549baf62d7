import ReleaseAudit
import ReleaseModel

extension SignatureCheck {
    /// Verifies signatures that `ssh-keygen -Y sign -n releasegate` made, against the keys of an `allowed_signers` file.
    ///
    /// The key has to be valid when the text says that it was signed and at present: else a stated time in the past would
    /// bring an expired key back.
    ///
    /// - Parameters:
    ///   - allowedSigners: the path of the file, in the form that git uses.
    ///   - revokedKeys: the path of a file of keys that count no longer, text or a binary list; nil for none.
    /// - Throws: `WorkflowFailure` where a file is not there or has a line that cannot be read.
    package static func ssh(
        allowedSigners path: String, revokedKeys: String?
    ) throws(WorkflowFailure) -> SignatureCheck {
        let allowed = AllowedSigners(
            text: String(decoding: try InputFile.read(path, limit: 1 << 20), as: UTF8.self), file: path)
        var revoked = RevokedKeys.none
        if let revokedKeys {
            revoked = RevokedKeys(try InputFile.read(revokedKeys, limit: 16 << 20), file: revokedKeys)
        }
        let diagnostics = allowed.diagnostics + revoked.diagnostics
        guard diagnostics.isEmpty else { throw WorkflowFailure(.badInput, "", diagnostics: diagnostics.sorted()) }
        let verifier = SSHSignatureVerifier(allowed: allowed, revoked: revoked)
        return SignatureCheck { claim throws(WorkflowFailure) in
            let signature = String(decoding: claim.signature, as: UTF8.self)
            for instant in [claim.at, claim.now] {
                let verdict = verifier.verify(
                    text: claim.payload, signature: signature, principals: claim.identities, asOf: instant)
                if case .refused(let refusal) = verdict {
                    throw WorkflowFailure(.block, SignatureCheck.refusalLead + refusal.message)
                }
            }
            return .sshSignature
        }
    }

    /// The check against the keys that the policy names, or against those of a command, which go before them.
    ///
    /// - Parameters:
    ///   - allowedSigners: the command's file of keys; nil for the policy's.
    ///   - revokedKeys: the command's file of keys that count no longer; nil for the policy's.
    /// - Returns: nil where nobody names keys.
    static func named(
        by inputs: ReleaseInputs, allowedSigners: String? = nil, revokedKeys: String? = nil
    ) throws(WorkflowFailure) -> SignatureCheck? {
        let folder = InputFile.folder(of: InputFile.resolve(inputs.release.policyPath ?? "", in: inputs.folder))
        let signers = allowedSigners ?? inputs.policy.allowedSigners.map { InputFile.resolve($0, in: folder) }
        guard let signers else { return nil }
        return try ssh(
            allowedSigners: signers,
            revokedKeys: revokedKeys ?? inputs.policy.revokedKeys.map { InputFile.resolve($0, in: folder) })
    }

    /// The signature that a file holds.
    package static func signature(at path: String) throws(WorkflowFailure) -> [UInt8] {
        try InputFile.read(path, limit: SSHSignature.maximumBytes)
    }
}
