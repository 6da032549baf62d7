import ReleaseModel

/// A draft is copied into systems that many people read, so nothing shaped like a secret may be in it.
struct SecretRule {
    static let id = "no-secret"

    func hits(in text: GuardedText) -> [RawHit] {
        // The whole text at once, because a key block spans lines.
        let whole = text.lines.map(\.text).joined(separator: "\n")
        let bytes = Array(whole.utf8)
        var line = 0
        var position = 0
        return SecretScanner.matches(in: whole).map { match in
            line += bytes[position..<match.range.lowerBound].count { $0 == 0x0A }
            position = match.range.lowerBound
            let secret = String(decoding: bytes[match.range], as: UTF8.self)
            return RawHit(
                rule: SecretRule.id,
                found: "\(match.kind.replacing("-", with: " ")), \(secret.unicodeScalars.count) characters",
                offending: secret,
                explanation: "this is shaped like a secret; name where it is kept and the role that looks after it",
                line: text.lines[min(line, text.lines.count - 1)].number)
        }
    }
}
