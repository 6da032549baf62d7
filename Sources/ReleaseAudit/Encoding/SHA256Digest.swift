import Crypto
package import ReleaseModel

extension ContentDigest {
    /// The SHA-256 (FIPS 180-4) of `bytes`.
    package init(sha256 bytes: some Sequence<UInt8>) {
        var hasher = DigestHasher()
        hasher.update(Array(bytes))
        self = hasher.finish()
    }

    /// The SHA-256 of the UTF-8 form of `text`.
    package init(sha256 text: String) {
        self.init(sha256: text.utf8)
    }

    /// The SHA-256 of the RFC 8785 form of `value`.
    package init(canonical value: JSONValue) {
        self.init(sha256: CanonicalJSON.bytes(of: value))
    }
}

/// Computes a SHA-256 over bytes that come in pieces.
package struct DigestHasher {
    private var hasher = SHA256()

    package init() {}

    /// Takes in the next piece.
    package mutating func update(_ bytes: [UInt8]) {
        hasher.update(data: bytes)
    }

    /// Takes in the next piece, which nobody changes meanwhile.
    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        hasher.update(bufferPointer: bytes)
    }

    /// The 32 bytes of the digest of `bytes`, where a text of it is not needed.
    package static func bytes(of bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }

    /// The digest of all pieces so far.
    package func finish() -> ContentDigest {
        ContentDigest(digest: hasher.finalize())
    }
}

extension ContentDigest {
    fileprivate init(digest: SHA256.Digest) {
        // A SHA-256 always has 32 bytes, so the failable initialiser cannot fail here.
        self = ContentDigest(bytes: Array(digest)) ?? ContentDigest.ofNothing
    }

    /// The SHA-256 of no bytes at all.
    package static let ofNothing: ContentDigest = {
        let digits = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        return ContentDigest(digits) ?? ContentDigest(digest: SHA256().finalize())
    }()
}
