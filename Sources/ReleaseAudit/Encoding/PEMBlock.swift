/// The first block of a PEM text (RFC 7468).
struct PEMBlock {
    /// Such as `PUBLIC KEY`.
    let label: String
    let bytes: [UInt8]

    /// The block alone, as text.
    var text: String { PEMBlock.text(label: label, bytes: bytes) }

    init?(_ text: String) {
        var label: String?
        var content: [UInt8] = []
        for line in text.utf8.split(whereSeparator: { $0 == 10 || $0 == 13 }) {
            let line = String(Substring(line))
            if let known = label {
                if line == "-----END \(known)-----" {
                    // A block with headers, such as an encrypted one, has no content that could be used.
                    let bytes = content.contains(UInt8(ascii: ":")) ? [] : Base64.bytes(of: content)
                    guard let bytes else { return nil }
                    self.label = known
                    self.bytes = bytes
                    return
                }
                content += Array(line.utf8)
            } else if line.hasPrefix("-----BEGIN "), line.hasSuffix("-----") {
                label = String(line.dropFirst(11).dropLast(5))
            }
        }
        return nil
    }

    /// The block with lines of 64 characters.
    static func text(label: String, bytes: [UInt8]) -> String {
        var text = "-----BEGIN \(label)-----\n"
        var rest = Base64.text(of: bytes)[...]
        while !rest.isEmpty {
            text += rest.prefix(64) + "\n"
            rest = rest.dropFirst(64)
        }
        return text + "-----END \(label)-----\n"
    }

    /// SubjectPublicKeyInfo of Ed25519 up to the key's own 32 bytes (RFC 8410 section 4).
    static let ed25519PublicPrefix: [UInt8] = [
        0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00,
    ]
    /// PrivateKeyInfo of Ed25519 up to the key's own 32 bytes (RFC 8410 section 7).
    private static let ed25519PrivatePrefix: [UInt8] = [
        0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
    ]

    /// The Ed25519 public key, where the block holds one.
    var ed25519PublicKey: [UInt8]? {
        key(after: PEMBlock.ed25519PublicPrefix)
    }

    /// The 32 bytes of an Ed25519 private key, where the block holds one.
    var ed25519Seed: [UInt8]? {
        label == "PRIVATE KEY" ? key(after: PEMBlock.ed25519PrivatePrefix) : nil
    }

    private func key(after prefix: [UInt8]) -> [UInt8]? {
        guard bytes.count == prefix.count + 32, bytes.starts(with: prefix) else { return nil }
        return Array(bytes.dropFirst(prefix.count))
    }
}
