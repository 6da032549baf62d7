import ReleaseModel

/// Finds the key and digest that an encoder left in a text.
enum DraftMarker {
    /// The first marker in `text`: the comment, or the visible footer, which has eight digits of the digest only.
    static func find(in text: String) -> (key: DraftKey, digest: ContentDigest?)? {
        if let start = text.range(of: "<!-- releasegate:v1 ") {
            let content = text[start.upperBound...].prefix { $0 != ">" }
            var key: DraftKey?
            var digest: ContentDigest?
            for field in content.split(separator: " ") {
                if field.hasPrefix("key=") { key = self.key(String(field.dropFirst(4))) }
                if field.hasPrefix("digest=") { digest = ContentDigest(String(field.dropFirst(7))) }
            }
            if let key { return (key, digest) }
        }
        return firstKey(in: text).map { ($0, nil) }
    }

    /// `rg1-` and 20 hex digits, or its label form `rgk-`.
    static func key(_ text: String) -> DraftKey? {
        guard text.utf8.count == 24, text.hasPrefix("rg1-") || text.hasPrefix("rgk-") else { return nil }
        let digits = text.dropFirst(4)
        guard digits.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }) else { return nil }
        return DraftKey("rg1-\(digits)")
    }

    static func firstKey(in text: String) -> DraftKey? {
        text.split { !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-")) }.lazy.compactMap {
            key(String($0))
        }.first
    }
}

extension String {
    /// The first place of `other`, by characters.
    fileprivate func range(of other: String) -> Range<String.Index>? { firstRange(of: other) }
}
