import ReleaseModel

/// A public key as SSH writes it: `ssh-ed25519 AAAA… comment`, or a certificate for one.
///
/// Formats: RFC 8709 (Ed25519), RFC 5656 (ECDSA), RFC 4253 section 6.6 (RSA), OpenSSH PROTOCOL.u2f (the `sk-` kinds,
/// which live in a security key that somebody must touch), OpenSSH PROTOCOL.certkeys (certificates).
package struct SSHPublicKey: Hashable, Sendable {
    /// The algorithm's name, such as `ssh-ed25519`.
    package let algorithm: String
    /// The wire form, which stands in base 64 in the text.
    package let blob: [UInt8]
    let material: Material

    /// The key itself.
    indirect enum Material: Hashable, Sendable {
        case ed25519([UInt8])
        /// The uncompressed point.
        case ecdsa(Curve, [UInt8])
        case rsa(RSAKey)
        case securityKeyEd25519([UInt8], application: [UInt8])
        case securityKeyECDSA([UInt8], application: [UInt8])
        /// The key that is certified, and by whom.
        case certificate(SSHCertificate, key: SSHPublicKey)
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
        guard let algorithm = reader.text(), !algorithm.isEmpty else { return nil }
        if let plain = SSHCertificate.plainAlgorithm(of: algorithm) {
            guard let (certificate, key) = SSHCertificate.read(plain, &reader, blob) else { return nil }
            self.material = .certificate(certificate, key: key)
        } else {
            guard let material = SSHPublicKey.material(of: algorithm, &reader) else { return nil }
            if material != .unsupported && !reader.isAtEnd { return nil }
            self.material = material
        }
        self.algorithm = algorithm
        self.blob = blob
    }

    /// Reads the algorithm and the base 64 of a key's line; nil where they are none or do not belong together.
    package init?(algorithm: String, base64: String) {
        guard let blob = Base64.bytes(of: base64), let key = SSHPublicKey(blob: blob), key.algorithm == algorithm else {
            return nil
        }
        self = key
    }

    /// `SHA256:` and the digest in base 64 without padding, as `ssh-keygen -l` shows it; of a certificate, that of its
    /// key.
    package var fingerprint: String {
        let digest = Base64.text(of: ContentDigest(sha256: plain.blob).bytes)
        return "SHA256:" + digest.prefix { $0 != "=" }
    }

    /// The certificate, where it is one.
    var certificate: SSHCertificate? {
        if case .certificate(let certificate, _) = material { certificate } else { nil }
    }

    /// The key without its certificate.
    var plain: SSHPublicKey {
        if case .certificate(_, let key) = material { key } else { self }
    }

    /// The fields that follow the algorithm's name; nil where they are not those of such a key.
    static func material(of algorithm: String, _ reader: inout SSHWireReader) -> Material? {
        switch algorithm {
        case "ssh-ed25519":
            guard let key = reader.string(), key.count == 32 else { return nil }
            return .ed25519(key)
        case "ssh-rsa":
            guard let exponent = reader.magnitude(), let modulus = reader.magnitude() else { return nil }
            return RSAKey(modulus: modulus, exponent: exponent).map(Material.rsa) ?? .unsupported
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
