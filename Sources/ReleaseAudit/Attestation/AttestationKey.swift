import Crypto
import ReleaseModel

/// Why a key of attestations is not accepted.
package enum AttestationKeyError: Error, Hashable, Sendable {
    case unreadable
    case encrypted
    case openSSH
    case seedLength(Int)

    /// The fact, then what is accepted.
    package var message: String {
        switch self {
        case .unreadable:
            "the key cannot be read; accepted: PEM of an Ed25519 or ECDSA key, or a key of signed notes"
        case .encrypted: "the key is encrypted; accepted: a key without a pass phrase in a file that only you can read"
        case .openSSH: "the key is in OpenSSH's own format; convert it with ssh-keygen -p -m PKCS8"
        case .seedLength(let count): "the key has \(count) bytes; an Ed25519 key has 32"
        }
    }
}

extension AttestationKeyError: CustomStringConvertible {
    package var description: String { message }
}

/// A private key that signs attestations: Ed25519 or ECDSA.
///
/// Ed25519 gives the same bytes for the same document every time (RFC 8032). ECDSA draws a random number for each
/// signature, so only the signed document is the same, not the envelope.
package struct AttestationKey: Sendable {
    private enum Material: Sendable {
        case ed25519(Curve25519.Signing.PrivateKey)
        case p256(P256.Signing.PrivateKey)
        case p384(P384.Signing.PrivateKey)
        case p521(P521.Signing.PrivateKey)
    }

    private let material: Material

    private init(_ material: Material) {
        self.material = material
    }

    /// An Ed25519 key made from 32 bytes that nobody can guess.
    package init(ed25519Seed seed: [UInt8]) throws(AttestationKeyError) {
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
            throw .seedLength(seed.count)
        }
        self.init(.ed25519(key))
    }

    /// Reads PEM (`PRIVATE KEY` of RFC 5958, `EC PRIVATE KEY` of RFC 5915) or the private key text of signed notes.
    package init(text: String) throws(AttestationKeyError) {
        if text.hasPrefix(NoteKeyText.privatePrefix) {
            let line = text.prefix { $0 != "\n" && $0 != "\r\n" }
            guard let key = (try? NoteSigner(text: String(line)))?.attestationKey else { throw .unreadable }
            self = key
            return
        }
        guard let block = PEMBlock(text) else { throw .unreadable }
        if block.label == "OPENSSH PRIVATE KEY" { throw .openSSH }
        if block.label == "ENCRYPTED PRIVATE KEY" || text.contains("Proc-Type: 4,ENCRYPTED") { throw .encrypted }
        if let seed = block.ed25519Seed {
            try self.init(ed25519Seed: seed)
        } else if let key = try? P256.Signing.PrivateKey(pemRepresentation: block.text) {
            self.init(.p256(key))
        } else if let key = try? P384.Signing.PrivateKey(pemRepresentation: block.text) {
            self.init(.p384(key))
        } else if let key = try? P521.Signing.PrivateKey(pemRepresentation: block.text) {
            self.init(.p521(key))
        } else {
            throw .unreadable
        }
    }

    /// What others verify with.
    package var publicKey: AttestationPublicKey {
        switch material {
        case .ed25519(let key): AttestationPublicKey(ed25519: Array(key.publicKey.rawRepresentation))
        case .p256(let key): AttestationPublicKey(.p256, point: Array(key.publicKey.x963Representation))
        case .p384(let key): AttestationPublicKey(.p384, point: Array(key.publicKey.x963Representation))
        case .p521(let key): AttestationPublicKey(.p521, point: Array(key.publicKey.x963Representation))
        }
    }

    /// The signature over `bytes`; an ECDSA one in DER. Nil only where the library refuses, which it has no cause to.
    func signature(of bytes: [UInt8]) -> [UInt8]? {
        switch material {
        case .ed25519(let key): (try? key.signature(for: bytes)).map { Array($0) }
        case .p256(let key): (try? key.signature(for: bytes)).map { Array($0.derRepresentation) }
        case .p384(let key): (try? key.signature(for: bytes)).map { Array($0.derRepresentation) }
        case .p521(let key): (try? key.signature(for: bytes)).map { Array($0.derRepresentation) }
        }
    }
}

/// A public key that checks attestations.
package struct AttestationPublicKey: Hashable, Sendable {
    private enum Material: Hashable, Sendable {
        case ed25519([UInt8])
        case ecdsa(EllipticCurve, [UInt8])
    }

    private let material: Material

    init(ed25519 key: [UInt8]) {
        material = .ed25519(key)
    }

    init(_ curve: EllipticCurve, point: [UInt8]) {
        material = .ecdsa(curve, point)
    }

    /// Reads PEM (`PUBLIC KEY`, the SubjectPublicKeyInfo of RFC 5280) or the public key text of signed notes.
    package init(text: String) throws(AttestationKeyError) {
        if let verifier = try? NoteVerifier(text: String(text.prefix { $0 != "\n" && $0 != "\r\n" })) {
            self.init(ed25519: verifier.publicKey)
            return
        }
        guard let block = PEMBlock(text), block.label == "PUBLIC KEY" else { throw .unreadable }
        if let key = block.ed25519PublicKey {
            self.init(ed25519: key)
        } else if let key = try? P256.Signing.PublicKey(derRepresentation: block.bytes) {
            self.init(.p256, point: Array(key.x963Representation))
        } else if let key = try? P384.Signing.PublicKey(derRepresentation: block.bytes) {
            self.init(.p384, point: Array(key.x963Representation))
        } else if let key = try? P521.Signing.PublicKey(derRepresentation: block.bytes) {
            self.init(.p521, point: Array(key.x963Representation))
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
        }
    }

    /// The SHA-256 of the SubjectPublicKeyInfo, by which an envelope names its keys.
    package var keyID: String { ContentDigest(sha256: der).hexadecimal }

    /// The key in PEM, to be handed to those who verify.
    package var pem: String { PEMBlock.text(label: "PUBLIC KEY", bytes: der) }

    /// Reports whether `signature` is this key's over `bytes`. An ECDSA one may be in DER or two numbers at full width.
    func isValid(_ signature: [UInt8], for bytes: [UInt8]) -> Bool {
        switch material {
        case .ed25519(let key):
            guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: key) else { return false }
            return key.isValidSignature(signature, for: bytes)
        case .ecdsa(let curve, let point):
            return curve.isValid(rawSignature: signature, by: point, for: bytes)
                || curve.rawSignature(der: signature).map { curve.isValid(rawSignature: $0, by: point, for: bytes) }
                    ?? false
        }
    }
}
