import ReleaseModel

/// A draft is copied into systems that many people read, so nothing shaped like a secret may be in it.
struct SecretRule {
    static let id = "no-secret"

    func hits(in text: GuardedText) -> [RawHit] {
        guard text.lines.contains(where: \.reading.opensBlock) else {
            return text.lines.flatMap { line in
                line.reading.secrets.map { SecretRule.hit($0.kind, $0.value, line: line.number) }
            }
        }
        // The whole text at once, because a key block spans lines.
        let whole = text.lines.map(\.text).joined(separator: "\n")
        let bytes = Array(whole.utf8)
        var line = 0
        var position = 0
        return SecretScanner.matches(in: whole).map { match in
            line += bytes[position..<match.range.lowerBound].count { $0 == 0x0A }
            position = match.range.lowerBound
            let secret = String(decoding: bytes[match.range], as: UTF8.self)
            return SecretRule.hit(match.kind, secret, line: text.lines[min(line, text.lines.count - 1)].number)
        }
    }

    /// What is shaped like a secret in one line. All but key blocks end where their line ends.
    static func findings(in line: String) -> [(kind: String, value: String)] {
        let matches = SecretScanner.matches(in: line)
        if matches.isEmpty { return [] }
        let bytes = Array(line.utf8)
        return matches.map { ($0.kind, String(decoding: bytes[$0.range], as: UTF8.self)) }
    }

    private static func hit(_ kind: String, _ secret: String, line: Int) -> RawHit {
        RawHit(
            rule: SecretRule.id,
            found: "\(kind.replacing("-", with: " ")), \(secret.unicodeScalars.count) characters",
            offending: secret,
            explanation: "this is shaped like a secret; name where it is kept and the role that looks after it",
            line: line)
    }
}
