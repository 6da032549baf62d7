import Crypto
import ReleaseModel

/// A signature made with `ssh-keygen -Y sign`, in the format of OpenSSH PROTOCOL.sshsig.
///
/// ```text
/// -----BEGIN SSH SIGNATURE-----
/// base 64 of: "SSHSIG", version 1, public key, namespace, reserved, hash algorithm, signature
/// -----END SSH SIGNATURE-----
/// ```
///
/// Signed is `"SSHSIG" || namespace || reserved || hash algorithm || H(text)`, so a signature for another purpose (git
/// commits, files) cannot be passed off as an approval: the namespace differs.
package struct SSHSignature: Hashable, Sendable {
    /// The key that it says made it.
    package let key: SSHPublicKey
    /// What it was made for.
    package let namespace: String
    /// `sha256` or `sha512`, or whatever else stands there.
    package let hashAlgorithm: String
    private let reserved: [UInt8]
    private let signature: [UInt8]

    private static let magic = Array("SSHSIG".utf8)
    private static let begin = "-----BEGIN SSH SIGNATURE-----"
    private static let end = "-----END SSH SIGNATURE-----"
    /// Bytes of armoured text that are accepted.
    package static let maximumBytes = 64 * 1024

    /// Reads the armoured text.
    ///
    /// - Throws: `SSHRefusal.malformedSignature` with the place that is wrong.
    package init(armored text: String) throws(SSHRefusal) {
        guard text.utf8.count <= SSHSignature.maximumBytes else {
            throw .malformedSignature("it has more than \(SSHSignature.maximumBytes) bytes")
        }
        var lines = text.utf8.split(separator: 10, omittingEmptySubsequences: false).map { line in
            line.last == 13 ? Array(line.dropLast()) : Array(line)
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        guard lines.first == Array(SSHSignature.begin.utf8) else {
            throw .malformedSignature("it does not begin with \"\(SSHSignature.begin)\"")
        }
        guard lines.count >= 2, lines.last == Array(SSHSignature.end.utf8) else {
            throw .malformedSignature("it does not end with \"\(SSHSignature.end)\"")
        }
        guard let blob = Base64.bytes(of: Array(lines.dropFirst().dropLast().joined())) else {
            throw .malformedSignature("its content is not base 64")
        }
        try self.init(blob: blob)
    }

    private init(blob: [UInt8]) throws(SSHRefusal) {
        var reader = SSHWireReader(blob)
        guard reader.bytes(6) == SSHSignature.magic else { throw .malformedSignature("its content is no SSHSIG") }
        guard let version = reader.uint32() else { throw .malformedSignature("it ends before its version") }
        guard version == 1 else { throw .malformedSignature("its version is \(version); accepted: 1") }
        guard let keyBlob = reader.string(), let key = SSHPublicKey(blob: keyBlob) else {
            throw .malformedSignature("it holds no public key")
        }
        guard let namespace = reader.text() else { throw .malformedSignature("it holds no namespace") }
        guard let reserved = reader.string(), let hashAlgorithm = reader.text() else {
            throw .malformedSignature("it holds no hash algorithm")
        }
        guard let signature = reader.string(), reader.isAtEnd else {
            throw .malformedSignature("it does not end with a signature")
        }
        self.key = key
        self.namespace = namespace
        self.reserved = reserved
        self.hashAlgorithm = hashAlgorithm
        self.signature = signature
    }

    /// Checks that the key it names made it over `text`; whose key that is, `SSHSignatureVerifier` says.
    ///
    /// - Throws: `SSHRefusal`.
    package func verify(_ text: [UInt8]) throws(SSHRefusal) {
        guard key.plain.material != .unsupported else { throw .unsupportedKey(key.algorithm) }
        guard !SSHPublicKey.isSHA1(signature) else { throw .unsupportedHash("sha1") }
        let digest: [UInt8]
        switch hashAlgorithm {
        case "sha256": digest = Array(SHA256.hash(data: text))
        case "sha512": digest = Array(SHA512.hash(data: text))
        default: throw .unsupportedHash(hashAlgorithm)
        }
        let fields = [Array(namespace.utf8), reserved, Array(hashAlgorithm.utf8), digest]
        let signed = SSHSignature.magic + fields.flatMap { SSHWireReader.string($0) }
        guard let isValid = key.isValid(signature, for: signed) else {
            throw .malformedSignature("its signature is not one of a \(key.algorithm) key")
        }
        guard isValid else { throw .changedText }
        guard !key.isUntouched(signature) else { throw .notTouched }
    }
}
