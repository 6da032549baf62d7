package import ReleaseAudit
package import ReleaseModel

/// A statement as somebody signed it.
package struct SignedStatement: Hashable, Sendable {
    package var envelope: DSSEEnvelope
    /// The type of the statement's predicate.
    package var predicateType: String
    /// True where one of the signatures was made with a key that only a short-lived certificate vouches for.
    package var isCertified = false
}

extension SignedStatement: CustomStringConvertible {
    /// Not the statement, which is for whoever verifies it: it may hold anything.
    package var description: String { "a statement with \(envelope.signatures.count) signatures" }
}

extension EvidenceReading {
    /// The same reading with the word on its signature: `attestation.verified`, and by whom and with what key where it is.
    ///
    /// A reading without an envelope, and one that nobody has a key for, stays as it is.
    ///
    /// - Parameter asOf: the instant at which the keys have to count.
    package func verified(by verifier: AttestationVerifier, asOf: Instant) -> EvidenceReading {
        if !statements.isEmpty {
            var copy = self
            copy.statements = statements.map { $0.verified(by: verifier, asOf: asOf) }
            copy.combineStatements()
            return copy
        }
        guard let signed, !verifier.keys.isEmpty, !signed.envelope.signatures.isEmpty else { return self }
        var copy = self
        copy.facts.removeAll { $0.id == "attestation.verified" }
        copy.notes.removeAll { AttestationVerifier.reasonsWithoutKey.contains($0.text) }
        let verdict = verifier.verdict(
            of: signed.envelope, predicateType: signed.predicateType, asOf: asOf, isCertified: signed.isCertified)
        switch verdict {
        case .verified(let signers):
            copy.facts.append(Fact("attestation.verified", .flag(true)))
            let texts: [(FactID, (TrustedKey) -> String)] = [
                ("attestation.signer", \.holder), ("attestation.key_id", \.key.keyID),
                ("attestation.algorithm", \.key.algorithm),
            ]
            for (id, text) in texts {
                copy.facts.append(Fact(id, .text(signers.map(text).joined(separator: ", "))))
            }
            let words = signers.map { "\($0.holder) (\($0.key.algorithm), key \($0.key.keyID.prefix(12)))" }
            copy.note(.information, "the signature was verified: signed by \(words.joined(separator: " and "))")
            if copy.producer == nil { copy.producer = signers.first?.holder }
        case .refused(let reason):
            let reason = SecretScanner.redact(reason).text
            copy.facts.append(Fact("attestation.verified", .flag(false), because: reason))
            copy.note(.missing, "the signature does not count: \(reason)")
        case .unknown(let reason):
            copy.giveUnknown(
                ["attestation.verified"], "the signature was not verified: \(SecretScanner.redact(reason).text)")
        }
        return copy
    }
}
