package import ReleaseModel

/// Says whether a signed text was signed by the person it is said to be from.
package struct SSHSignatureVerifier: Sendable {
    /// The namespace of approvals.
    package static let namespace = "releasegate"

    package let allowed: AllowedSigners
    package let revoked: RevokedKeys

    package init(allowed: AllowedSigners, revoked: RevokedKeys = .none) {
        self.allowed = allowed
        self.revoked = revoked
    }

    /// The answer.
    package enum Verdict: Hashable, Sendable {
        /// One of the principals asked for, and the `SHA256:` fingerprint of the key.
        case verified(principal: String, keyFingerprint: String)
        case refused(SSHRefusal)
    }

    /// Checks that the armoured `signature` was made over `text` with a key of one of `principals`, which was valid at
    /// `asOf`.
    ///
    /// - Parameter principals: the names by which the person is known, the first that fits is told.
    package func verify(
        text: [UInt8], signature: String, principals: [String], namespace: String = SSHSignatureVerifier.namespace,
        asOf: Instant
    ) -> Verdict {
        do throws(SSHRefusal) {
            let signature = try SSHSignature(armored: signature)
            guard signature.namespace.utf8.elementsEqual(namespace.utf8) else {
                throw SSHRefusal.wrongNamespace(found: signature.namespace, expected: namespace)
            }
            let key = signature.key
            guard !revoked.contains(key) else { throw SSHRefusal.revokedKey(fingerprint: key.fingerprint) }
            try signature.verify(text)
            let principal = try principal(of: key, among: principals, namespace: namespace, asOf: asOf)
            return .verified(principal: principal, keyFingerprint: key.fingerprint)
        } catch {
            return .refused(error)
        }
    }

    /// The first of `principals` to whom a line gives `key`. Where several lines have the key, one that fits is enough;
    /// where none fits, the reason is that of the line that came closest.
    private func principal(
        of key: SSHPublicKey, among principals: [String], namespace: String, asOf: Instant
    ) throws(SSHRefusal) -> String {
        guard !principals.isEmpty else { throw .noPrincipal }
        let fingerprint = key.fingerprint
        let entries = allowed.entries.filter { entry in
            entry.isAuthority ? entry.key == key.certificate?.authority : entry.key == key
        }
        guard let first = entries.first else {
            guard let certificate = key.certificate else { throw .unknownKey(fingerprint: fingerprint) }
            throw .unknownAuthority(fingerprint: certificate.authority.fingerprint)
        }
        var closest = SSHRefusal.otherPrincipal(fingerprint: fingerprint, principals: first.principals.text)
        var closeness = 0
        for entry in entries {
            for principal in principals where entry.principals.matches(principal) {
                guard let (refusal, rank) = obstacle(entry, key, principal, namespace: namespace, asOf: asOf) else {
                    return principal
                }
                if rank > closeness { (closest, closeness) = (refusal, rank) }
            }
        }
        throw closest
    }

    /// Why the line does not make the key that of `principal` now, and how close it came; nil where it does.
    private func obstacle(
        _ entry: AllowedSigners.Entry, _ key: SSHPublicKey, _ principal: String, namespace: String, asOf: Instant
    ) -> (SSHRefusal, Int)? {
        let fingerprint = entry.key.fingerprint
        if entry.isAuthority, let reason = key.certificate?.obstacle(for: principal, asOf: asOf) {
            return (.certificate(reason), 1)
        }
        if let namespaces = entry.namespaces, !namespaces.matches(namespace) {
            return (.namespaceNotAllowed(fingerprint: fingerprint, allowed: namespaces.text), 2)
        }
        if let from = entry.validAfter, asOf < from { return (.notYetValid(fingerprint: fingerprint, from: from), 3) }
        if let after = entry.validBefore, after < asOf { return (.expired(fingerprint: fingerprint, after: after), 3) }
        return nil
    }
}
