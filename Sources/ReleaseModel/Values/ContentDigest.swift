/// The SHA-256 of some bytes, as 64 lower-case hexadecimal digits.
///
/// Only the value: hashing needs a cryptography library and lives in `ReleaseAudit`.
package struct ContentDigest: Hashable, Comparable, Sendable {
    /// 64 lower-case hexadecimal digits.
    package let hexadecimal: String

    /// A digest from its hexadecimal form, with or without the `sha256:` prefix; nil where it is not 64 hex digits.
    package init?(_ text: String) {
        let digits = text.hasPrefix("sha256:") ? String(text.dropFirst(7)) : text
        guard digits.utf8.count == 64,
            digits.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
        else { return nil }
        self.hexadecimal = digits
    }

    /// A digest from its 32 bytes; nil where there are more or fewer.
    package init?(bytes: some Collection<UInt8>) {
        // A copy, because one known kind of collection is read many times faster than any.
        self.init(copy: Array(bytes))
    }

    private init?(copy bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.hexadecimal = String(unsafeUninitializedCapacity: 64) { digits in
            func digit(_ half: UInt8) -> UInt8 { half < 10 ? 48 + half : 87 + half }
            for (index, byte) in bytes.enumerated() {
                digits[2 * index] = digit(byte >> 4)
                digits[2 * index + 1] = digit(byte & 15)
            }
            return 64
        }
    }

    /// `sha256:` and the digits, as it is written to files.
    package var prefixed: String { "sha256:\(hexadecimal)" }

    /// The first eight digits, for people.
    package var short: String { String(hexadecimal.prefix(8)) }

    package static func < (left: ContentDigest, right: ContentDigest) -> Bool { left.hexadecimal < right.hexadecimal }
}

extension ContentDigest: CustomStringConvertible {
    package var description: String { prefixed }
}
