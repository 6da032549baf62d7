import ReleaseAudit
import ReleaseModel

/// Reads the public keys that a release believes.
enum AttestationKeyLoader {
    /// No key in PEM is larger.
    private static let limit = 1 << 16

    /// The verifier for `trust`; a key that cannot be used is an error where the release file names it.
    static func load(
        _ trust: AttestationTrust, folder: String, diagnostics: inout [Diagnostic]
    ) throws(WorkflowFailure) -> AttestationVerifier {
        var keys: [TrustedKey] = []
        for source in trust.keys {
            let bytes = try InputFile.read(InputFile.resolve(source.path, in: folder), limit: limit)
            do throws(AttestationKeyError) {
                let key = try AttestationPublicKey(text: String(decoding: bytes, as: UTF8.self))
                keys.append(
                    TrustedKey(
                        key, holder: source.identity ?? source.path, statedID: source.keyID,
                        predicateTypes: source.predicateTypes, validFrom: source.validFrom,
                        validUntil: source.validUntil))
            } catch {
                diagnostics.append(Diagnostic(.error, at: source.location, "\"\(source.path)\": \(error.message)"))
            }
        }
        return AttestationVerifier(keys: keys, threshold: trust.threshold)
    }
}
