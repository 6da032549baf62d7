import ReleaseModel

/// What an authority says of a key: whose it is, from when, until when (OpenSSH PROTOCOL.certkeys).
///
/// It is read only where the authority's signature over it holds.
struct SSHCertificate: Hashable, Sendable {
    let serial: UInt64
    /// Whether it is a person's; the other kind is a host's.
    let isForUser: Bool
    let keyID: String
    /// The names that the authority gives the key's holder.
    let principals: [String]
    /// Seconds since 1970, inclusive.
    let validAfter: UInt64
    /// Seconds since 1970, exclusive; the highest number means for ever.
    let validBefore: UInt64
    /// Names of options that whoever accepts the certificate must know.
    let criticalOptions: [String]
    let authority: SSHPublicKey

    private static let suffix = "-cert-v01@openssh.com"

    /// The algorithm of the key that a certificate of `algorithm` is for; nil where that is no certificate.
    static func plainAlgorithm(of algorithm: String) -> String? {
        guard algorithm.hasSuffix(suffix) else { return nil }
        let name = algorithm.dropLast(suffix.count)
        // The names of security keys have the domain at their own end.
        return name.hasPrefix("sk-") ? name + "@openssh.com" : String(name)
    }

    /// Reads what follows the algorithm's name; nil where it is malformed or the authority did not sign it.
    static func read(
        _ plainAlgorithm: String, _ reader: inout SSHWireReader, _ blob: [UInt8]
    ) -> (SSHCertificate, key: SSHPublicKey)? {
        guard reader.string() != nil else { return nil }
        let fields = reader
        guard let material = SSHPublicKey.material(of: plainAlgorithm, &reader), material != .unsupported else {
            return nil
        }
        let plainBlob = SSHWireReader.string(Array(plainAlgorithm.utf8)) + reader.consumed(of: fields)
        guard let key = SSHPublicKey(blob: plainBlob), let serial = reader.uint64(), let kind = reader.uint32(),
            kind == 1 || kind == 2, let keyID = reader.text(), let names = reader.string(),
            let validAfter = reader.uint64(), let validBefore = reader.uint64(), let critical = reader.string(),
            reader.string() != nil, reader.string() != nil, let authorityBlob = reader.string(),
            let authority = SSHPublicKey(blob: authorityBlob), authority.certificate == nil
        else { return nil }
        var list = SSHWireReader(names)
        var options = SSHWireReader(critical)
        guard let principals = list.strings(), let optionFields = options.strings(),
            optionFields.count.isMultiple(of: 2)
        else { return nil }
        let signed = reader.consumed(of: SSHWireReader(blob))
        guard let signature = reader.string(), reader.isAtEnd, authority.isValid(signature, for: signed) == true,
            !authority.isUntouched(signature)
        else { return nil }
        let certificate = SSHCertificate(
            serial: serial, isForUser: kind == 1, keyID: keyID,
            principals: principals.map { String(decoding: $0, as: UTF8.self) }, validAfter: validAfter,
            validBefore: validBefore,
            criticalOptions: stride(from: 0, to: optionFields.count, by: 2).map {
                String(decoding: optionFields[$0], as: UTF8.self)
            }, authority: authority)
        return (certificate, key)
    }

    /// Why it does not make its key that of `principal` at `asOf`; nil where it does.
    ///
    /// Stricter than `ssh-keygen`, which passes over critical options: they say that the certificate is for a certain
    /// use, and an approval is none of those that there are.
    func obstacle(for principal: String, asOf: Instant) -> String? {
        if !isForUser { return "the certificate is a host's, not a person's" }
        if let option = criticalOptions.first {
            return "the certificate has the critical option \"\(option.prefix(60))\", which no approval meets"
        }
        if asOf.seconds < 0 || UInt64(asOf.seconds) < validAfter {
            return "the certificate is valid from \(SSHCertificate.text(validAfter)) only"
        }
        if UInt64(asOf.seconds) >= validBefore {
            return "the certificate expired at \(SSHCertificate.text(validBefore))"
        }
        if !principals.contains(principal) {
            return principals.isEmpty
                ? "the certificate names no principal"
                : "the certificate is for \"\(principals.joined(separator: ",").prefix(200))\", not for \"\(principal)\""
        }
        return nil
    }

    private static func text(_ seconds: UInt64) -> String {
        Instant(seconds: Int64(min(seconds, 253_402_300_799))).rfc3339
    }
}
