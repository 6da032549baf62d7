import Crypto
import CryptoExtras

/// RSA verification with the padding of PKCS #1 version 1.5 (RFC 8017 section 8.2), as SSH uses it (RFC 8332).
struct RSAKey: Hashable, Sendable {
    /// The hash that a signature names, as SSH names it. SHA-1 (`ssh-rsa`) is not among them.
    enum Hash: String, Sendable {
        case sha256 = "rsa-sha2-256"
        case sha512 = "rsa-sha2-512"
    }

    /// Big-endian, without leading zeros.
    private let modulus: [UInt8]
    private let exponent: [UInt8]

    /// Nil where the key is shorter than 2048 bits, too long to be computed with, or no RSA key.
    init?(modulus: [UInt8], exponent: [UInt8]) {
        self.modulus = modulus
        self.exponent = exponent
        guard key != nil else { return nil }
    }

    /// Reports whether `signature` is this key's over `data`.
    func isValid(_ signature: [UInt8], for data: [UInt8], hash: Hash) -> Bool {
        // RFC 8332 section 3: the signature may lack leading zeros.
        guard let key, signature.count <= modulus.count else { return false }
        let padded = [UInt8](repeating: 0, count: modulus.count - signature.count) + signature
        let value = _RSA.Signing.RSASignature(rawRepresentation: padded)
        return switch hash {
        case .sha256: key.isValidSignature(value, for: SHA256.hash(data: data), padding: .insecurePKCS1v1_5)
        case .sha512: key.isValidSignature(value, for: SHA512.hash(data: data), padding: .insecurePKCS1v1_5)
        }
    }

    /// The initializer refuses keys under 2048 bits.
    private var key: _RSA.Signing.PublicKey? { try? _RSA.Signing.PublicKey(n: modulus, e: exponent) }
}
