import Crypto
import ReleaseModel

/// A public key as SSH writes it: `ssh-ed25519 AAAA… comment`.
///
/// Formats: RFC 8709 (Ed25519), RFC 5656 (ECDSA), OpenSSH PROTOCOL.u2f (the `sk-` kinds, which live in a security key
/// that somebody must touch).
package struct SSHPublicKey: Hashable, Sendable {
    /// The algorithm's name, such as `ssh-ed25519`.
    package let algorithm: String
    /// The wire form, which stands in base 64 in the text and is what fingerprints are made of.
    package let blob: [UInt8]
    let material: Material

    /// The key itself.
    enum Material: Hashable, Sendable {
        case ed25519([UInt8])
        /// The uncompressed point.
        case ecdsa(Curve, [UInt8])
        case securityKeyEd25519([UInt8], application: [UInt8])
        case securityKeyECDSA([UInt8], application: [UInt8])
        /// Read, and never accepted.
        case unsupported
    }

    /// The curves of RFC 5656 section 10.1.
    enum Curve: String, CaseIterable, Hashable, Sendable {
        case nistp256, nistp384, nistp521

        /// Bytes of a coordinate.
        var width: Int {
            switch self {
            case .nistp256: 32
            case .nistp384: 48
            case .nistp521: 66
            }
        }
    }

    /// Reads the wire form; nil where it is no key.
    package init?(blob: [UInt8]) {
        var reader = SSHWireReader(blob)
        guard let algorithm = reader.text(), !algorithm.isEmpty,
            let material = SSHPublicKey.material(of: algorithm, &reader)
        else { return nil }
        if material != .unsupported && !reader.isAtEnd { return nil }
        self.algorithm = algorithm
        self.blob = blob
        self.material = material
    }

    /// Reads the algorithm and the base 64 of a key's line; nil where they are none or do not belong together.
    package init?(algorithm: String, base64: String) {
        guard let blob = Base64.bytes(of: base64), let key = SSHPublicKey(blob: blob), key.algorithm == algorithm else {
            return nil
        }
        self = key
    }

    /// `SHA256:` and the digest in base 64 without padding, as `ssh-keygen -l` shows it.
    package var fingerprint: String {
        let digest = Base64.text(of: ContentDigest(sha256: blob).bytes)
        return "SHA256:" + digest.prefix { $0 != "=" }
    }

    private static func material(of algorithm: String, _ reader: inout SSHWireReader) -> Material? {
        switch algorithm {
        case "ssh-ed25519":
            guard let key = reader.string(), key.count == 32 else { return nil }
            return .ed25519(key)
        case "sk-ssh-ed25519@openssh.com":
            guard let key = reader.string(), key.count == 32, let application = reader.string() else { return nil }
            return .securityKeyEd25519(key, application: application)
        case "sk-ecdsa-sha2-nistp256@openssh.com":
            guard reader.text() == Curve.nistp256.rawValue, let point = point(on: .nistp256, &reader),
                let application = reader.string()
            else { return nil }
            return .securityKeyECDSA(point, application: application)
        default:
            for curve in Curve.allCases where algorithm == "ecdsa-sha2-\(curve.rawValue)" {
                guard reader.text() == curve.rawValue, let point = point(on: curve, &reader) else { return nil }
                return .ecdsa(curve, point)
            }
            return .unsupported
        }
    }

    private static func point(on curve: Curve, _ reader: inout SSHWireReader) -> [UInt8]? {
        guard let point = reader.string(), point.count == 1 + 2 * curve.width, point.first == 4 else { return nil }
        return point
    }
}

extension SSHPublicKey {
    /// Reports whether `signature` is this key's over `data`; nil where it is malformed for this kind of key.
    ///
    /// - Parameter signature: the wire form, which begins with the algorithm's name.
    func isValid(_ signature: [UInt8], for data: [UInt8]) -> Bool? {
        var reader = SSHWireReader(signature)
        guard reader.text() == algorithm, let inner = reader.string() else { return nil }
        switch material {
        case .ed25519(let key):
            guard reader.isAtEnd, inner.count == 64 else { return nil }
            return SSHPublicKey.ed25519(key, inner, data)
        case .ecdsa(let curve, let point):
            guard reader.isAtEnd else { return nil }
            return SSHPublicKey.ecdsa(curve, point, inner, data)
        case .securityKeyEd25519(let key, let application):
            guard inner.count == 64, let signed = SSHPublicKey.touched(&reader, application, data) else { return nil }
            return SSHPublicKey.ed25519(key, inner, signed)
        case .securityKeyECDSA(let point, let application):
            guard let signed = SSHPublicKey.touched(&reader, application, data) else { return nil }
            return SSHPublicKey.ecdsa(.nistp256, point, inner, signed)
        case .unsupported: return nil
        }
    }

    private static func ed25519(_ key: [UInt8], _ signature: [UInt8], _ data: [UInt8]) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: key) else { return false }
        return key.isValidSignature(signature, for: data)
    }

    private static func ecdsa(_ curve: Curve, _ point: [UInt8], _ signature: [UInt8], _ data: [UInt8]) -> Bool? {
        var reader = SSHWireReader(signature)
        guard let r = reader.number(width: curve.width), let s = reader.number(width: curve.width), reader.isAtEnd
        else { return nil }
        return EllipticCurve(curve).isValid(rawSignature: r + s, by: point, for: data)
    }

    /// Reports whether `signature`, a valid one of this key, was made without anybody touching a security key.
    func isUntouched(_ signature: [UInt8]) -> Bool {
        switch material {
        case .securityKeyEd25519, .securityKeyECDSA:
            var reader = SSHWireReader(signature)
            _ = reader.string()
            _ = reader.string()
            return (reader.byte() ?? 0) & 1 == 0
        case .ed25519, .ecdsa, .unsupported: return false
        }
    }

    /// What a security key signs in place of `data` (PROTOCOL.u2f).
    private static func touched(
        _ reader: inout SSHWireReader, _ application: [UInt8], _ data: [UInt8]
    ) -> [UInt8]? {
        guard let flags = reader.byte(), let counter = reader.bytes(4), reader.isAtEnd else { return nil }
        return ContentDigest(sha256: application).bytes + [flags] + counter + ContentDigest(sha256: data).bytes
    }
}
