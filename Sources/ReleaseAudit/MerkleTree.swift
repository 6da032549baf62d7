package import ReleaseModel

/// The hashes of a Merkle tree over audit entries, as RFC 6962 section 2.1 defines them.
///
/// A leaf is `SHA-256(0x00 || entry)`, an inner node `SHA-256(0x01 || left || right)`; the different first byte keeps a
/// leaf from being taken for a node. The tree over *n* leaves splits at the largest power of two below *n*, so full
/// subtrees never change once they stand: a store keeps them by level and position and the head over any number of
/// leaves is computed from at most log2(*n*) of them.
///
/// Only arithmetic: where hashes are kept is the caller's concern, who answers `NodeReader`.
package enum MerkleTree {
    /// Gives the hash of the full subtree at `level` (0 for leaves) and `position` (from the left, 0 first).
    package typealias NodeReader = (_ level: Int, _ position: Int64) throws -> ContentDigest

    /// The hash of the leaf that holds `entry`.
    package static func leafHash(of entry: some Sequence<UInt8>) -> ContentDigest {
        ContentDigest(sha256: [0] + Array(entry))
    }

    /// The hash of an inner node.
    package static func nodeHash(_ left: ContentDigest, _ right: ContentDigest) -> ContentDigest {
        ContentDigest(sha256: [1] + left.bytes + right.bytes)
    }

    /// One full subtree's hash, to be stored.
    package struct Node: Hashable, Sendable {
        package var level: Int
        package var position: Int64
        package var hash: ContentDigest
    }

    /// The nodes that appending `leaf` as number `index` (from 0) completes, the leaf itself first.
    package static func nodes(
        completedBy leaf: ContentDigest, at index: Int64, reading read: NodeReader
    ) rethrows -> [Node] {
        var nodes = [Node(level: 0, position: index, hash: leaf)]
        var (level, position, hash) = (0, index, leaf)
        while position & 1 == 1 {
            hash = nodeHash(try read(level, position - 1), hash)
            level += 1
            position >>= 1
            nodes.append(Node(level: level, position: position, hash: hash))
        }
        return nodes
    }

    /// The tree head over the first `count` leaves; the digest of nothing where there are none.
    package static func head(over count: Int64, reading read: NodeReader) rethrows -> ContentDigest {
        guard count > 0 else { return .ofNothing }
        var head: ContentDigest?
        // The full subtrees of the tree, from the right and smallest to the left and largest.
        for level in 0..<63 where count >> Int64(level) & 1 == 1 {
            let hash = try read(level, (count >> Int64(level)) - 1)
            head = head.map { nodeHash(hash, $0) } ?? hash
        }
        return head ?? .ofNothing
    }
}

extension ContentDigest {
    /// The 32 bytes.
    package var bytes: [UInt8] {
        let digits = Array(hexadecimal.utf8).map { $0 < 58 ? $0 - 48 : $0 - 87 }
        return stride(from: 0, to: 64, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}
