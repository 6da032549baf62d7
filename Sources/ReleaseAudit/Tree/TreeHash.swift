import Crypto
package import ReleaseModel

/// A SHA-256 in a Merkle tree, as its 32 bytes.
///
/// `ContentDigest` holds a digest as the text that files show; walking a tree of a million entries needs the bytes. The
/// two convert into each other at the edge.
package struct TreeHash: Hashable, Sendable {
    // The bytes in the order of the memory, eight at a time.
    private let first: UInt64
    private let second: UInt64
    private let third: UInt64
    private let fourth: UInt64

    private init(_ digest: SHA256.Digest) {
        (first, second, third, fourth) = digest.withUnsafeBytes { bytes in
            (
                bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self),
                bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self),
                bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self),
                bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
            )
        }
    }

    /// A hash from its 32 bytes; nil where there are more or fewer.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 32 else { return nil }
        self.init(thirtyTwo: bytes)
    }

    /// A hash from its 32 bytes; nil where there are more or fewer.
    package init?(_ bytes: Span<UInt8>) {
        guard bytes.count == 32 else { return nil }
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        bytes.withUnsafeBytes { source in withUnsafeMutableBytes(of: &words) { $0.copyMemory(from: source) } }
        (first, second, third, fourth) = words
    }

    /// The hash that `digest` shows.
    package init(_ digest: ContentDigest) {
        self.init(thirtyTwo: digest.bytes)
    }

    private init(thirtyTwo bytes: some Collection<UInt8>) {
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        withUnsafeMutableBytes(of: &words) { $0.copyBytes(from: bytes.prefix(32)) }
        (first, second, third, fourth) = words
    }

    /// The hash of the leaf that holds `entry`: `SHA-256(0x00 || entry)`.
    package static func leaf(_ entry: some Sequence<UInt8>) -> TreeHash {
        entry.withContiguousStorageIfAvailable { leaf(bytes: UnsafeRawBufferPointer($0)) }
            ?? Array(entry).withUnsafeBytes { leaf(bytes: $0) }
    }

    /// The hash of the leaf that holds `entry`.
    package static func leaf(_ entry: Span<UInt8>) -> TreeHash {
        entry.withUnsafeBytes { leaf(bytes: $0) }
    }

    private static func leaf(bytes: UnsafeRawBufferPointer) -> TreeHash {
        var hasher = SHA256()
        withUnsafeBytes(of: 0 as UInt8) { hasher.update(bufferPointer: $0) }
        hasher.update(bufferPointer: bytes)
        return TreeHash(hasher.finalize())
    }

    /// The hash of an inner node: `SHA-256(0x01 || left || right)`.
    package static func node(_ left: TreeHash, _ right: TreeHash) -> TreeHash {
        var hasher = SHA256()
        withUnsafeBytes(of: 1 as UInt8) { hasher.update(bufferPointer: $0) }
        withUnsafeBytes(of: left) { hasher.update(bufferPointer: $0) }
        withUnsafeBytes(of: right) { hasher.update(bufferPointer: $0) }
        return TreeHash(hasher.finalize())
    }

    /// The head of a tree without leaves: the SHA-256 of nothing.
    package static let empty = TreeHash(SHA256().finalize())

    /// The 32 bytes.
    package var bytes: [UInt8] { withUnsafeBytes(of: self) { Array($0) } }

    /// The hash as text.
    package var digest: ContentDigest {
        // There are always 32 bytes, so the failable initialiser cannot fail here.
        ContentDigest(bytes: bytes) ?? .ofNothing
    }
}
