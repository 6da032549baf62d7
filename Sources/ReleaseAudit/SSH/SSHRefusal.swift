package import ReleaseModel

/// Why a signature does not count, one case for each cause.
package enum SSHRefusal: Error, Hashable, Sendable {
    case malformedSignature(String)
    case wrongNamespace(found: String, expected: String)
    case unsupportedKey(String)
    case unsupportedHash(String)
    /// The signature is not that of its key over this text.
    case changedText
    /// A security key signed, and nobody touched it: no person is behind it. `ssh-keygen` lets this pass.
    case notTouched
    case revokedKey(fingerprint: String)
    case unknownKey(fingerprint: String)
    /// The key belongs to somebody else.
    case otherPrincipal(fingerprint: String, principals: String)
    /// The key's line allows it for other purposes only.
    case namespaceNotAllowed(fingerprint: String, allowed: String)
    case notYetValid(fingerprint: String, from: Instant)
    case expired(fingerprint: String, after: Instant)
    /// The certificate does not make the key that of the person; why.
    case certificate(String)
    /// The authority that made the certificate is not among the allowed signers.
    case unknownAuthority(fingerprint: String)
    case noPrincipal

    /// The fact, then the rule or what helps, in words.
    package var message: String {
        switch self {
        case .malformedSignature(let detail): "the signature is malformed: \(detail)"
        case .wrongNamespace(let found, let expected):
            "the signature was made for \"\(found.prefix(80))\", not for \"\(expected)\"; sign with -n \(expected)"
        case .unsupportedKey(let algorithm):
            algorithm.contains("rsa")
                ? "rsa keys are accepted from 2048 to 8192 bits; this one is shorter or longer"
                : "\(algorithm.prefix(80)) keys are not accepted; use ed25519, ecdsa or rsa"
        case .unsupportedHash(let name):
            "the signature uses the hash \"\(name.prefix(80))\"; accepted: sha256, sha512"
        case .changedText: "the signature does not fit the text: one of them was changed after signing"
        case .notTouched: "nobody touched the security key that signed; sign again and touch it"
        case .revokedKey(let fingerprint): "the key \(fingerprint) is revoked"
        case .unknownKey(let fingerprint): "the key \(fingerprint) is not among the allowed signers"
        case .otherPrincipal(let fingerprint, let principals):
            "the key \(fingerprint) belongs to \"\(principals.prefix(200))\", not to the person who approves"
        case .namespaceNotAllowed(let fingerprint, let allowed):
            "the key \(fingerprint) is allowed for \"\(allowed.prefix(200))\" only"
        case .notYetValid(let fingerprint, let from):
            "the key \(fingerprint) is valid from \(from.rfc3339) only"
        case .expired(let fingerprint, let after): "the key \(fingerprint) expired at \(after.rfc3339)"
        case .certificate(let reason): reason
        case .unknownAuthority(let fingerprint):
            "the authority \(fingerprint) that made the certificate is not among the allowed signers with "
                + "\"cert-authority\""
        case .noPrincipal: "no principal was named; a signature counts for a person"
        }
    }
}

extension SSHRefusal: CustomStringConvertible {
    package var description: String { message }
}
