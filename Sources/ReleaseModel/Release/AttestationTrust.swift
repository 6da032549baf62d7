/// The public keys that a release believes, and how many of them must have signed an attestation.
package struct AttestationTrust: Hashable, Sendable {
    /// A public key in a file, and for what it is believed.
    package struct Key: Hashable, Sendable {
        /// The path, relative to the release file.
        package var path: String
        /// Who holds it: a person, a team or a system. Two keys of one holder are one signer.
        package var identity: String?
        /// The id by which envelopes name it, where that is not the digest of the key.
        package var keyID: String?
        /// Types of predicates it may sign; one that ends with `*` stands for all that begin so. Empty means any.
        package var predicateTypes: [String]
        /// The time in which its signatures count, half open.
        package var validFrom: Instant?
        package var validUntil: Instant?
        package var location: SourceLocation

        package init(
            path: String, identity: String? = nil, keyID: String? = nil, predicateTypes: [String] = [],
            validFrom: Instant? = nil, validUntil: Instant? = nil, location: SourceLocation
        ) {
            self.path = path
            self.identity = identity
            self.keyID = keyID
            self.predicateTypes = predicateTypes
            self.validFrom = validFrom
            self.validUntil = validUntil
            self.location = location
        }
    }

    package var keys: [Key]
    /// How many different holders must have signed.
    package var threshold: Int

    package init(keys: [Key] = [], threshold: Int = 1) {
        self.keys = keys
        self.threshold = threshold
    }
}
