/// Makes a resource address or a name from a document fit to be shown: short, on one line, without secrets.
///
/// The key of a `for_each` comes from the project's own data and may be anything, so a key is shown only where it is
/// short and looks like a name; otherwise `…` stands in its place.
package enum ShownAddress {
    private static let maximumKey = 40
    private static let maximumAddress = 200

    /// `module.a["eu-west-1"].aws_s3_bucket.logs["…"]`, with doubtful keys replaced.
    package static func address(_ address: String) -> String {
        var shown = ""
        var rest = address[...]
        while let open = rest.firstRange(of: "[\"") {
            shown += rest[..<open.lowerBound]
            let (key, after) = key(in: rest[open.upperBound...])
            shown += "[\"" + (isHarmless(key) ? key : "…") + "\"]"
            rest = after
        }
        return name(shown + rest, limit: maximumAddress)
    }

    /// A name such as a host, a task or a logical id, with anything that looks like a secret replaced.
    package static func name(_ text: String, limit: Int = 80) -> String {
        let line = String(String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.isWhitespace ? " " : $0 }))
        let visible = line.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F } ? "…" : line
        let words = visible.split(separator: " ", omittingEmptySubsequences: false)
        let shown = words.map { SecretShape.matches($0) ? "…" : String($0) }.joined(separator: " ")
        return shown.count <= limit ? shown : shown.prefix(limit - 1) + "…"
    }

    /// The key that begins here and what follows its closing bracket; `\"` inside a key does not end it.
    private static func key(in text: Substring) -> (key: String, rest: Substring) {
        var index = text.startIndex
        while index < text.endIndex, text[index] != "\"" {
            index = text.index(index, offsetBy: text[index] == "\\" ? 2 : 1, limitedBy: text.endIndex) ?? text.endIndex
        }
        let key = String(text[..<index])
        let rest = text[index...]
        return (key, rest.hasPrefix("\"]") ? rest.dropFirst(2) : rest.dropFirst(1))
    }

    private static func isHarmless(_ key: String) -> Bool {
        key.utf8.count <= maximumKey && !SecretShape.matches(key[...])
            && key.unicodeScalars.allSatisfy { scalar in
                scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                    || "._-/: ".unicodeScalars.contains(scalar)
            }
    }
}
