import ReleaseModel

/// Finds the key and digest that an encoder left in a text.
enum DraftMarker {
    /// The first marker in `text`: the comment, or the visible footer, which has eight digits of the digest only.
    static func find(in text: String) -> (key: DraftKey, digest: ContentDigest?, shortDigest: String?)? {
        if let start = text.range(of: "<!-- releasegate:v1 ") {
            let content = text[start.upperBound...].prefix { $0 != ">" }
            var key: DraftKey?
            var digest: ContentDigest?
            for field in content.split(separator: " ") {
                if field.hasPrefix("key=") { key = self.key(String(field.dropFirst(4))) }
                if field.hasPrefix("digest=") { digest = ContentDigest(String(field.dropFirst(7))) }
            }
            if let key { return (key, digest, digest?.short) }
        }
        return firstKey(in: text).map { ($0, nil, shortDigest(behind: $0, in: text)) }
    }

    /// The eight digits behind `sha256:` in the visible footer, or behind `#` in a template's name.
    private static func shortDigest(behind key: DraftKey, in text: String) -> String? {
        var rest = text[...]
        // The key stands in the text of the draft as well; the digest stands behind one of its places.
        while let place = rest.firstRange(of: key.name) {
            rest = rest[place.upperBound...]
            let behind = rest.drop { $0 == " " }
            for sign in ["sha256:", "#"] where behind.hasPrefix(sign) {
                let digits = behind.dropFirst(sign.count).prefix(8)
                if digits.utf8.count == 8, digits.utf8.allSatisfy(isHexDigit) { return String(digits) }
            }
        }
        return nil
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) || (97...102).contains(byte) }

    /// `rg1-` and 20 hex digits, or its label form `rgk-`.
    static func key(_ text: String) -> DraftKey? {
        guard text.utf8.count == 24, text.hasPrefix("rg1-") || text.hasPrefix("rgk-") else { return nil }
        let digits = text.dropFirst(4)
        guard digits.utf8.allSatisfy(isHexDigit) else { return nil }
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
