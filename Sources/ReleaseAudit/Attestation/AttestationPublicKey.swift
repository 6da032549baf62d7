import Crypto
import ReleaseModel

/// A public key that checks attestations: Ed25519, ECDSA over P-256, P-384 or P-521, or RSA of at least 2048 bits.
package struct AttestationPublicKey: Hashable, Sendable {
    private enum Material: Hashable, Sendable {
        case ed25519([UInt8])
        case ecdsa(EllipticCurve, [UInt8])
        case rsa(RSAPublicKey)
    }

    private let material: Material

    private init(_ material: Material) {
        self.material = material
    }

    init(ed25519 key: [UInt8]) {
        self.init(.ed25519(key))
    }

    init(_ curve: EllipticCurve, point: [UInt8]) {
        self.init(.ecdsa(curve, point))
    }

    /// Reads PEM (`PUBLIC KEY`, the SubjectPublicKeyInfo of RFC 5280, or `RSA PUBLIC KEY` of RFC 8017) or the public key
    /// text of signed notes.
    package init(text: String) throws(AttestationKeyError) {
        if let verifier = try? NoteVerifier(text: String(text.prefix { $0 != "\n" && $0 != "\r\n" })) {
            self.init(ed25519: verifier.publicKey)
            return
        }
        guard let block = PEMBlock(text), ["PUBLIC KEY", "RSA PUBLIC KEY"].contains(block.label) else {
            throw .unreadable
        }
        if let key = block.ed25519PublicKey {
            self.init(ed25519: key)
        } else if let key = try? P256.Signing.PublicKey(derRepresentation: block.bytes) {
            self.init(.p256, point: Array(key.x963Representation))
        } else if let key = try? P384.Signing.PublicKey(derRepresentation: block.bytes) {
            self.init(.p384, point: Array(key.x963Representation))
        } else if let key = try? P521.Signing.PublicKey(derRepresentation: block.bytes) {
            self.init(.p521, point: Array(key.x963Representation))
        } else if let key = try RSAPublicKey(block) {
            self.init(.rsa(key))
        } else {
            throw .unreadable
        }
    }

    /// The SubjectPublicKeyInfo in DER.
    private var der: [UInt8] {
        switch material {
        case .ed25519(let key): PEMBlock.ed25519PublicPrefix + key
        case .ecdsa(.p256, let point):
            (try? P256.Signing.PublicKey(x963Representation: point)).map { Array($0.derRepresentation) } ?? []
        case .ecdsa(.p384, let point):
            (try? P384.Signing.PublicKey(x963Representation: point)).map { Array($0.derRepresentation) } ?? []
        case .ecdsa(.p521, let point):
            (try? P521.Signing.PublicKey(x963Representation: point)).map { Array($0.derRepresentation) } ?? []
        case .rsa(let key): key.der
        }
    }

    /// The SHA-256 of the SubjectPublicKeyInfo, by which an envelope names its keys.
    package var keyID: String { ContentDigest(sha256: der).hexadecimal }

    /// The kind of key, such as `Ed25519`, `ECDSA P-256`, `RSA 3072`.
    package var algorithm: String {
        switch material {
        case .ed25519: "Ed25519"
        case .ecdsa(.p256, _): "ECDSA P-256"
        case .ecdsa(.p384, _): "ECDSA P-384"
        case .ecdsa(.p521, _): "ECDSA P-521"
        case .rsa(let key): "RSA \(key.bits)"
        }
    }

    /// The key in PEM, to be handed to those who verify.
    package var pem: String { PEMBlock.text(label: "PUBLIC KEY", bytes: der) }

    /// Reports whether `signature` is this key's over `bytes`.
    ///
    /// An ECDSA one may be in DER or two numbers at full width, over the hash of its curve's size or SHA-256, which Sigstore
    /// uses with every curve. An RSA one may have the padding of PSS or of PKCS #1 v1.5.
    func isValid(_ signature: [UInt8], for bytes: [UInt8]) -> Bool {
        switch material {
        case .ed25519(let key):
            guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: key) else { return false }
            return key.isValidSignature(signature, for: bytes)
        case .ecdsa(let curve, let point):
            return curve.accepts(rawSignature: signature, by: point, for: bytes)
                || curve.rawSignature(der: signature).map { curve.accepts(rawSignature: $0, by: point, for: bytes) }
                    ?? false
        case .rsa(let key): return key.isValid(signature, for: bytes)
        }
    }
}

extension EllipticCurve {
    /// Reports whether the signature is valid over the curve's own hash or over SHA-256.
    fileprivate func accepts(rawSignature: [UInt8], by point: [UInt8], for data: [UInt8]) -> Bool {
        if isValid(rawSignature: rawSignature, by: point, for: data) { return true }
        let digest = SHA256.hash(data: data)
        switch self {
        case .p256: return false
        case .p384:
            guard let key = try? P384.Signing.PublicKey(x963Representation: point),
                let signature = try? P384.Signing.ECDSASignature(rawRepresentation: rawSignature)
            else { return false }
            return key.isValidSignature(signature, for: digest)
        case .p521:
            guard let key = try? P521.Signing.PublicKey(x963Representation: point),
                let signature = try? P521.Signing.ECDSASignature(rawRepresentation: rawSignature)
            else { return false }
            return key.isValidSignature(signature, for: digest)
        }
    }
}
