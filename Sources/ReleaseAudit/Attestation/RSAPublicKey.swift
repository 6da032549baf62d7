import Crypto
import CryptoExtras

/// An RSA public key that checks signatures over SHA-256, SHA-384 or SHA-512, with PSS or PKCS #1 v1.5 padding (RFC 8017).
///
/// PSS salts are as long as the hash, as securesystemslib and Sigstore make them.
struct RSAPublicKey: Hashable, Sendable {
    /// The SubjectPublicKeyInfo.
    let der: [UInt8]
    /// The length of the modulus.
    let bits: Int

    /// The shortest key that is accepted (NIST SP 800-131A).
    static let minimumBits = 2048

    /// The key in `block`; nil where it holds none.
    ///
    /// - Throws: `AttestationKeyError.shortRSA` where the key is too short to be trusted.
    init?(_ block: PEMBlock) throws(AttestationKeyError) {
        if let key = try? _RSA.Signing.PublicKey(derRepresentation: block.bytes) {
            bits = key.keySizeInBits
            der = Array(key.derRepresentation)
        } else if let key = try? _RSA.Signing.PublicKey(unsafeDERRepresentation: block.bytes) {
            throw .shortRSA(bits: key.keySizeInBits)
        } else {
            return nil
        }
        guard bits >= RSAPublicKey.minimumBits else { throw .shortRSA(bits: bits) }
    }

    func isValid(_ signature: [UInt8], for data: [UInt8]) -> Bool {
        guard let key = try? _RSA.Signing.PublicKey(derRepresentation: der) else { return false }
        let signature = _RSA.Signing.RSASignature(rawRepresentation: signature)
        let paddings: [_RSA.Signing.Padding] = [.PSS, .insecurePKCS1v1_5]
        return paddings.contains { padding in
            key.isValidSignature(signature, for: SHA256.hash(data: data), padding: padding)
                || key.isValidSignature(signature, for: SHA512.hash(data: data), padding: padding)
                || key.isValidSignature(signature, for: SHA384.hash(data: data), padding: padding)
        }
    }
}
