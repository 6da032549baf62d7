import Crypto
import ReleaseModel

/// Checks the signatures of one key under notes: its name and its Ed25519 public key.
///
/// As text `NAME+KEYID+BASE64`: the key id in eight lower-case hexadecimal digits, then the algorithm's number (1 for
/// Ed25519) and the 32 bytes of the key (C2SP signed-note).
package struct NoteVerifier: Hashable, Sendable {
    package let name: String
    /// The first four bytes of the digest that ties name and key together, as a number.
    package let keyID: UInt32
    /// The 32 bytes of the key.
    package let publicKey: [UInt8]

    fileprivate init(name: String, publicKey: [UInt8]) {
        self.name = name
        self.publicKey = publicKey
        self.keyID = NoteKeyText.keyID(name: name, publicKey: publicKey)
    }

    /// Reads the text of a key.
    package init(text: String) throws(NoteError) {
        let parts = try NoteKeyText(text)
        let verifier = NoteVerifier(name: parts.name, publicKey: parts.key)
        guard verifier.keyIDText == parts.keyID else {
            throw .keyIDMismatch(stated: parts.keyID, computed: verifier.keyIDText)
        }
        self = verifier
    }

    /// The key as text, to be handed to those who verify.
    package var text: String { NoteKeyText.text(name: name, keyID: keyIDText, key: publicKey) }

    /// The key id in eight digits.
    package var keyIDText: String { NoteKeyText.hexadecimal(keyID) }

    func isValid(_ signature: NoteSignature, for text: String) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else { return false }
        return key.isValidSignature(signature.bytes, for: Array(text.utf8))
    }
}

/// Signs notes with an Ed25519 key.
///
/// As text `PRIVATE+KEY+NAME+KEYID+BASE64`, the last part the algorithm's number and the 32 bytes from which the key is
/// made (C2SP signed-note). Whoever has this text can sign: it is kept outside the ledger. Ed25519 signatures depend on
/// key and text alone (RFC 8032), so signing twice gives the same note.
package struct NoteSigner: Sendable {
    /// What others verify with.
    package let verifier: NoteVerifier
    private let seed: [UInt8]

    /// A key made from 32 bytes that nobody can guess.
    ///
    /// - Parameters:
    ///   - name: who signs; for checkpoints the log's origin.
    ///   - seed: 32 random bytes, drawn by the caller.
    package init(name: String, seed: [UInt8]) throws(NoteError) {
        guard NoteKeyText.isValid(name: name) else { throw .malformedKeyName(name) }
        guard seed.count == 32, let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
            throw .keyLength(seed.count)
        }
        self.seed = seed
        self.verifier = NoteVerifier(name: name, publicKey: Array(key.publicKey.rawRepresentation))
    }

    /// Reads the text of a private key.
    package init(text: String) throws(NoteError) {
        guard text.hasPrefix(NoteKeyText.privatePrefix) else { throw .malformedKey }
        let parts = try NoteKeyText(String(text.dropFirst(NoteKeyText.privatePrefix.count)))
        try self.init(name: parts.name, seed: parts.key)
        guard verifier.keyIDText == parts.keyID else {
            throw .keyIDMismatch(stated: parts.keyID, computed: verifier.keyIDText)
        }
    }

    /// The private key as text. A secret.
    package var privateText: String {
        NoteKeyText.privatePrefix + NoteKeyText.text(name: verifier.name, keyID: verifier.keyIDText, key: seed)
    }

    /// The same key for signing attestations.
    package var attestationKey: AttestationKey? { try? AttestationKey(ed25519Seed: seed) }

    func signature(of text: String) throws(NoteError) -> NoteSignature {
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed),
            let bytes = try? key.signature(for: Array(text.utf8))
        else { throw .notSignable }
        return NoteSignature(name: verifier.name, keyID: verifier.keyID, bytes: Array(bytes))
    }
}

/// The parts of a key's text.
struct NoteKeyText {
    static let privatePrefix = "PRIVATE+KEY+"
    private static let ed25519: UInt8 = 1

    let name: String
    let keyID: String
    let key: [UInt8]

    init(_ text: String) throws(NoteError) {
        let parts = text.utf8.split(separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3 else { throw .malformedKey }
        name = String(Substring(parts[0]))
        keyID = String(Substring(parts[1]))
        guard NoteKeyText.isValid(name: name) else { throw .malformedKeyName(name) }
        guard keyID.utf8.count == 8, keyID.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }),
            let bytes = Base64.bytes(of: Array(parts[2])), let algorithm = bytes.first
        else { throw .malformedKey }
        guard algorithm == NoteKeyText.ed25519 else { throw .unknownAlgorithm(algorithm) }
        guard bytes.count == 33 else { throw .keyLength(bytes.count - 1) }
        key = Array(bytes.dropFirst())
    }

    static func text(name: String, keyID: String, key: [UInt8]) -> String {
        "\(name)+\(keyID)+\(Base64.text(of: [ed25519] + key))"
    }

    static func keyID(name: String, publicKey: [UInt8]) -> UInt32 {
        let digest = ContentDigest(sha256: Array(name.utf8) + [10, ed25519] + publicKey)
        return digest.bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    static func hexadecimal(_ keyID: UInt32) -> String {
        let digits = String(keyID, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }

    static func isValid(name: String) -> Bool {
        !name.isEmpty
            && !name.unicodeScalars.contains { $0.properties.isWhitespace || $0 == "+" || $0.value < 0x20 }
    }
}
