package import ReleaseModel

/// A public key that a release trusts, and for what.
package struct TrustedKey: Hashable, Sendable {
    package var key: AttestationPublicKey
    /// Who holds it, as people call them; a path where nobody is named.
    package var holder: String
    /// The id by which producers name the key, where it is not the digest of the key.
    package var statedID: String?
    /// Types of predicates it may sign; one that ends with `*` stands for all that begin so. Empty means any.
    package var predicateTypes: [String]
    /// The time in which its signatures count, half open; nil means without end on that side.
    package var validFrom: Instant?
    package var validUntil: Instant?

    package init(
        _ key: AttestationPublicKey, holder: String, statedID: String? = nil, predicateTypes: [String] = [],
        validFrom: Instant? = nil, validUntil: Instant? = nil
    ) {
        self.key = key
        self.holder = holder
        self.statedID = statedID
        self.predicateTypes = predicateTypes
        self.validFrom = validFrom
        self.validUntil = validUntil
    }

    /// Reports whether `id` is one of the names of the key.
    func isNamed(_ id: String) -> Bool {
        guard !id.isEmpty else { return false }
        if id == statedID || id.lowercased() == key.keyID || id.lowercased() == "sha256:\(key.keyID)" { return true }
        // Sigstore's hint is the same digest in base 64.
        return Base64.bytes(of: id.utf8).flatMap { ContentDigest(bytes: $0) }?.hexadecimal == key.keyID
    }

    /// Why the key may not sign such a statement at that time; nil where it may.
    func objection(to predicateType: String, asOf: Instant) -> String? {
        let accepted =
            predicateTypes.isEmpty
            || predicateTypes.contains { pattern in
                pattern.hasSuffix("*") ? predicateType.hasPrefix(pattern.dropLast()) : predicateType == pattern
            }
        guard accepted else { return "the key of \(holder) is not trusted for \"\(predicateType.prefix(120))\"" }
        if let validFrom, asOf < validFrom {
            return "the key of \(holder) counts from \(validFrom.minuteInUTC) on"
        }
        if let validUntil, asOf >= validUntil {
            return "the key of \(holder) counted until \(validUntil.minuteInUTC)"
        }
        return nil
    }
}

/// What came of verifying an envelope.
package enum AttestationVerdict: Hashable, Sendable {
    /// Signed by these keys, as many as are asked for.
    case verified([TrustedKey])
    /// Not signed as it has to be, and why.
    case refused(String)
    /// Nobody can tell, and why.
    case unknown(String)
}

/// Verifies envelopes against keys that a release trusts: a pure function of envelope, keys and time.
///
/// Each signature is tried with each key; the key id in an envelope is a hint that anybody can write, so it decides only
/// between two words for what does not count: a signature that names a given key and does not fit it is wrong, and one that
/// names a key that nobody gave cannot be judged.
package struct AttestationVerifier: Hashable, Sendable {
    package let keys: [TrustedKey]
    /// How many different keys must have signed.
    package let threshold: Int

    /// Signatures of one envelope that are looked at; more are refused, as each costs time.
    static let signatureLimit = 32

    package init(keys: [TrustedKey], threshold: Int = 1) {
        self.keys = keys
        self.threshold = max(1, threshold)
    }

    /// The verdict on `envelope` around a statement of `predicateType`.
    ///
    /// - Parameter isCertified: whether a certificate vouches for a key that signed: then nobody can tell where no given key
    ///   has signed.
    package func verdict(
        of envelope: DSSEEnvelope, predicateType: String, asOf: Instant, isCertified: Bool = false
    ) -> AttestationVerdict {
        guard !envelope.signatures.isEmpty else { return .refused("the envelope has no signature") }
        guard !keys.isEmpty else { return .unknown(AttestationVerifier.noKey) }
        guard envelope.signatures.count <= AttestationVerifier.signatureLimit else {
            return .refused(
                "the envelope has \(envelope.signatures.count) signatures; at most \(AttestationVerifier.signatureLimit) are looked at"
            )
        }
        let signed = envelope.preAuthenticationEncoding
        let fitting = keys.filter { trusted in
            envelope.signatures.contains { trusted.key.isValid($0.bytes, for: signed) }
        }
        let objections = fitting.compactMap { $0.objection(to: predicateType, asOf: asOf) }
        // One key that is given twice, or one person with two keys, is one signer.
        var seenKeys: Set<AttestationPublicKey> = []
        var seenHolders: Set<String> = []
        let signers = fitting.filter { $0.objection(to: predicateType, asOf: asOf) == nil }.filter {
            seenKeys.insert($0.key).inserted && seenHolders.insert($0.holder).inserted
        }
        if signers.count >= threshold { return .verified(signers) }
        if let objection = objections.first { return .refused(objection) }
        if !signers.isEmpty {
            return .refused("\(signers.count) of \(threshold) needed signers have signed: \(names(signers))")
        }
        if isCertified && fitting.isEmpty { return .unknown(AttestationVerifier.certificate) }
        if let wrong = keys.first(where: { key in envelope.signatures.contains { key.isNamed($0.keyID) } }) {
            return .refused(
                "a signature names the key of \(wrong.holder) and does not fit: another key made it, or the payload or its type was changed"
            )
        }
        if envelope.signatures.allSatisfy({ !$0.keyID.isEmpty }) {
            let ids = envelope.signatures.prefix(3).map { "\"\($0.keyID.prefix(24))\"" }.joined(separator: ", ")
            return .unknown("it is signed with a key that was not given (\(ids)), and with none of \(names(keys))")
        }
        return .refused("none of the given keys has signed the envelope as it stands (\(names(keys)))")
    }

    /// Why nothing can be told without keys.
    package static let noKey =
        "the signature was not verified: no key was given to verify it with; `attestation_keys` in the release file names it"

    /// Why nothing can be told of a signature by a key that only a certificate vouches for.
    package static let certificate =
        "it is signed with a short-lived certificate (keyless), which is not followed; give a key in `attestation_keys` that "
        + "has signed it as well"

    /// The reasons for which nothing was told before a key was at hand.
    package static let reasonsWithoutKey: Set<String> = [noKey, certificate]

    private func names(_ keys: [TrustedKey]) -> String {
        let shown = keys.prefix(3).map(\.holder).joined(separator: ", ")
        return keys.count > 3 ? "\(shown), and \(keys.count - 3) more" : shown
    }
}
