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
        TreeHash.leaf(entry).digest
    }

    /// The hash of an inner node.
    package static func nodeHash(_ left: ContentDigest, _ right: ContentDigest) -> ContentDigest {
        TreeHash.node(TreeHash(left), TreeHash(right)).digest
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
        var (level, position, hash) = (0, index, TreeHash(leaf))
        while position & 1 == 1 {
            hash = TreeHash.node(TreeHash(try read(level, position - 1)), hash)
            level += 1
            position >>= 1
            nodes.append(Node(level: level, position: position, hash: hash.digest))
        }
        return nodes
    }

    /// The tree head over the first `count` leaves; the digest of nothing where there are none.
    package static func head(over count: Int64, reading read: NodeReader) rethrows -> ContentDigest {
        try hash(from: 0, to: max(0, count), reading: read).digest
    }

    /// The hash of the tree over the leaves from `start` up to `end`, from at most log2 of their number of reads.
    ///
    /// - Parameter start: a multiple of the largest power of two that is not above the number of leaves, as every split
    ///   of RFC 6962 gives it.
    static func hash(from start: Int64, to end: Int64, reading read: NodeReader) rethrows -> TreeHash {
        let count = end - start
        var hash: TreeHash?
        // The full subtrees, from the right and smallest to the left and largest.
        for level in 0..<63 where count >> Int64(level) & 1 == 1 {
            let left = TreeHash(try read(level, (end >> Int64(level)) - 1))
            hash = hash.map { TreeHash.node(left, $0) } ?? left
        }
        return hash ?? .empty
    }

    /// The largest power of two below `count`, where the tree over so many leaves splits; `count` is at least 2.
    static func split(_ count: Int64) -> Int64 {
        1 << Int64(63 - (count - 1).leadingZeroBitCount)
    }
}

extension ContentDigest {
    /// The 32 bytes.
    package var bytes: [UInt8] {
        func value(_ digit: UInt8) -> UInt8 { digit < 58 ? digit &- 48 : digit &- 87 }
        var digits = hexadecimal
        return digits.withUTF8 { digits in
            [UInt8](unsafeUninitializedCapacity: 32) { bytes, count in
                count = digits.count / 2
                for index in 0..<count {
                    bytes[index] = value(digits[2 * index]) << 4 | value(digits[2 * index + 1])
                }
            }
        }
    }
}
