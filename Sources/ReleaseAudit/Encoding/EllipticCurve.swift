import Crypto

/// ECDSA verification over the curves of FIPS 186, each with the hash that belongs to it.
enum EllipticCurve: Hashable, Sendable {
    case p256, p384, p521

    init(_ curve: SSHPublicKey.Curve) {
        switch curve {
        case .nistp256: self = .p256
        case .nistp384: self = .p384
        case .nistp521: self = .p521
        }
    }

    /// Reports whether `rawSignature` (both numbers at full width) is that of the key `point` (uncompressed) over
    /// `data`.
    func isValid(rawSignature: [UInt8], by point: [UInt8], for data: [UInt8]) -> Bool {
        switch self {
        case .p256:
            guard let key = try? P256.Signing.PublicKey(x963Representation: point),
                let signature = try? P256.Signing.ECDSASignature(rawRepresentation: rawSignature)
            else { return false }
            return key.isValidSignature(signature, for: data)
        case .p384:
            guard let key = try? P384.Signing.PublicKey(x963Representation: point),
                let signature = try? P384.Signing.ECDSASignature(rawRepresentation: rawSignature)
            else { return false }
            return key.isValidSignature(signature, for: data)
        case .p521:
            guard let key = try? P521.Signing.PublicKey(x963Representation: point),
                let signature = try? P521.Signing.ECDSASignature(rawRepresentation: rawSignature)
            else { return false }
            return key.isValidSignature(signature, for: data)
        }
    }
}

extension EllipticCurve {
    /// Both numbers at full width from a signature in DER; nil where it is none.
    func rawSignature(der: [UInt8]) -> [UInt8]? {
        switch self {
        case .p256: (try? P256.Signing.ECDSASignature(derRepresentation: der)).map { Array($0.rawRepresentation) }
        case .p384: (try? P384.Signing.ECDSASignature(derRepresentation: der)).map { Array($0.rawRepresentation) }
        case .p521: (try? P521.Signing.ECDSASignature(derRepresentation: der)).map { Array($0.rawRepresentation) }
        }
    }
}
