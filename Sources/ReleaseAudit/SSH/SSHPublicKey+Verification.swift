import Crypto
import ReleaseModel

extension SSHPublicKey {
    /// Reports whether `signature` is this key's over `data`; nil where it is malformed for this kind of key.
    ///
    /// - Parameter signature: the wire form, which begins with the algorithm's name.
    func isValid(_ signature: [UInt8], for data: [UInt8]) -> Bool? {
        var reader = SSHWireReader(signature)
        guard let name = reader.text(), let inner = reader.string() else { return nil }
        switch material {
        case .rsa(let key):
            guard let hash = RSAKey.Hash(rawValue: name), reader.isAtEnd else { return nil }
            return key.isValid(inner, for: data, hash: hash)
        case .certificate(_, let key): return key.isValid(signature, for: data)
        case .ed25519, .ecdsa, .securityKeyEd25519, .securityKeyECDSA, .unsupported:
            guard name == algorithm else { return nil }
        }
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
        case .rsa, .certificate, .unsupported: return nil
        }
    }

    /// Reports whether `signature` names RSA with SHA-1, which nobody should accept (PROTOCOL.sshsig).
    static func isSHA1(_ signature: [UInt8]) -> Bool {
        var reader = SSHWireReader(signature)
        return reader.text() == "ssh-rsa"
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
        switch plain.material {
        case .securityKeyEd25519, .securityKeyECDSA:
            var reader = SSHWireReader(signature)
            _ = reader.string()
            _ = reader.string()
            return (reader.byte() ?? 0) & 1 == 0
        case .ed25519, .ecdsa, .rsa, .certificate, .unsupported: return false
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
