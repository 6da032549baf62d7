import ReleaseModel

/// Tells words that look like secrets: known prefixes, and long runs of mixed letters and digits.
enum SecretShape {
    /// Prefixes that issuers put before their tokens, so that leaks can be found.
    private static let prefixes = [
        "AKIA", "ASIA", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "xoxb-", "xoxp-", "xoxa-",
        "xoxs-",
        "xapp-", "sk-", "sk_live_", "sk_test_", "rk_live_", "pk_live_", "AIza", "ya29.", "eyJ", "hvs.", "s.", "pul-",
        "dop_v1_",
        "npm_", "pypi-", "SG.", "-----BEGIN", "AccountKey=", "SharedAccessSignature",
    ]

    /// Words after which a value is likely to be secret, in `password=…`.
    private static let names = ["password", "passwd", "secret", "token", "apikey", "api_key", "private_key"]

    /// Ends of names whose values are secret, without case, dashes and underscores.
    private static let nameEnds = [
        "password", "passwd", "passphrase", "secret", "secretstring", "token", "apikey", "privatekey", "secretkey",
        "accesskey", "connectionstring", "credentials", "ciphertext", "plaintext",
    ]

    /// Reports whether a member called `name` is likely to hold a secret.
    static func isSecretName(_ name: String) -> Bool {
        let plain = String(
            decoding: name.utf8.filter { $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: "-") }
                .map { (65...90).contains($0) ? $0 + 32 : $0 }, as: UTF8.self)
        return nameEnds.contains(where: plain.hasSuffix)
    }

    /// Reports whether `word` looks like a secret.
    static func matches(_ word: Substring) -> Bool {
        if word.utf8.count >= 16, prefixes.contains(where: { word.holds($0) }) { return true }
        if let separator = word.utf8.firstIndex(where: { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ":") }) {
            let name = word[..<separator].lowercased()
            if names.contains(where: name.hasSuffix), word.utf8.index(after: separator) < word.endIndex { return true }
        }
        return hasRandomRun(word)
    }

    /// A run of 20 or more letters and digits with at least four changes between them, as random text has and names
    /// do not; hexadecimal digests and UUIDs without dashes among them.
    private static func hasRandomRun(_ word: Substring) -> Bool {
        var length = 0
        var changes = 0
        var last: UInt8 = 0
        for byte in word.utf8 {
            let kind: UInt8
            switch byte {
            case 0x30...0x39: kind = 1
            case 0x41...0x5A: kind = 2
            case 0x61...0x7A: kind = 3
            case UInt8(ascii: "+"), UInt8(ascii: "="): kind = last
            default: kind = 0
            }
            if kind == 0 {
                length = 0
                changes = 0
            } else {
                length += 1
                if last != 0, kind != last { changes += 1 }
                if length >= 20, changes >= 4 { return true }
            }
            last = kind
        }
        return false
    }
}
