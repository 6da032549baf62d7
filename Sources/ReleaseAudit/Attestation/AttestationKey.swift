import Crypto
import ReleaseModel

/// Why a key of attestations is not accepted.
package enum AttestationKeyError: Error, Hashable, Sendable {
    case unreadable
    case encrypted
    case openSSH
    case seedLength(Int)
    case shortRSA(bits: Int)

    /// The fact, then what is accepted.
    package var message: String {
        switch self {
        case .unreadable:
            "the key cannot be read; accepted: PEM of an Ed25519 or ECDSA key, a public RSA key in PEM, or a key of signed notes"
        case .encrypted: "the key is encrypted; accepted: a key without a pass phrase in a file that only you can read"
        case .openSSH: "the key is in OpenSSH's own format; convert it with ssh-keygen -p -m PKCS8"
        case .shortRSA(let bits): "the RSA key has \(bits) bits; at least \(RSAPublicKey.minimumBits) are asked for"
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
