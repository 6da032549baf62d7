package import ReleaseModel

/// Proves that a log only grew between two of its heads, from hashes alone.
///
/// The path is that of RFC 6962 section 2.1.2: the hashes from which both heads can be computed. As JSON:
/// `{"schema":"releasegate.consistency-proof/v1","old_size":…,"new_size":…,"path":["<64 hex digits>",…]}`.
package struct ConsistencyProof: Hashable, Sendable {
    /// How many entries the older tree has.
    package var oldSize: Int64
    /// How many entries the newer tree has.
    package var newSize: Int64
    /// Empty where the sizes are equal or the old one is 0.
    package var path: [ContentDigest]

    package init(oldSize: Int64, newSize: Int64, path: [ContentDigest]) {
        self.oldSize = oldSize
        self.newSize = newSize
        self.path = path
    }

    /// Makes the proof between the trees over the first `oldSize` and `newSize` entries, with O(log newSize) reads; nil
    /// where the sizes are negative or reversed.
    package init?(from oldSize: Int64, to newSize: Int64, reading read: MerkleTree.NodeReader) rethrows {
        guard 0 <= oldSize, oldSize <= newSize else { return nil }
        var path: [TreeHash] = []
        var (start, end) = (Int64(0), newSize)
        // Whether the subtree at hand is the whole old tree, which the verifier knows already.
        var isOldTree = true
        while oldSize > 0 && oldSize < end {
            let middle = start + MerkleTree.split(end - start)
            if oldSize <= middle {
                path.append(try MerkleTree.hash(from: middle, to: end, reading: read))
                end = middle
            } else {
                path.append(try MerkleTree.hash(from: start, to: middle, reading: read))
                start = middle
                isOldTree = false
            }
        }
        if !isOldTree { path.append(try MerkleTree.hash(from: start, to: end, reading: read)) }
        self.init(oldSize: oldSize, newSize: newSize, path: path.reversed().map(\.digest))
    }

    /// Checks that the tree with the head `newRoot` begins with the whole tree with the head `oldRoot`.
    ///
    /// - Throws: `ProofRefusal` where it does not follow.
    package func verify(oldRoot: ContentDigest, newRoot: ContentDigest) throws(ProofRefusal) {
        guard 0 <= oldSize, oldSize <= newSize else { throw .sizesReversed(old: oldSize, new: newSize) }
        let expected = ConsistencyProof.pathLength(old: oldSize, new: newSize)
        guard path.count == expected else { throw .pathLength(found: path.count, expected: expected) }
        if oldSize == 0 && oldRoot != .ofNothing { throw .otherHead(.old) }
        if newSize == 0 && newRoot != .ofNothing { throw .otherHead(.new) }
        if oldSize == 0 { return }
        if oldSize == newSize {
            guard oldRoot == newRoot else { throw .otherHead(.new) }
            return
        }
        var hashes = path.map { TreeHash($0) }[...]
        var (index, last) = (oldSize - 1, newSize - 1)
        while index & 1 == 1 {
            index >>= 1
            last >>= 1
        }
        // Where the old tree is one full subtree, its head is the first hash.
        guard let first = index == 0 ? TreeHash(oldRoot) : hashes.popFirst() else {
            throw .pathLength(found: path.count, expected: expected)
        }
        var (old, new) = (first, first)
        for hash in hashes {
            if index & 1 == 1 || index == last {
                old = TreeHash.node(hash, old)
                new = TreeHash.node(hash, new)
                while index & 1 == 0 && index != 0 {
                    index >>= 1
                    last >>= 1
                }
            } else {
                new = TreeHash.node(new, hash)
            }
            index >>= 1
            last >>= 1
        }
        guard old == TreeHash(oldRoot) else { throw .otherHead(.old) }
        guard new == TreeHash(newRoot) else { throw .otherHead(.new) }
    }

    /// How many hashes the path between trees of these sizes has.
    static func pathLength(old: Int64, new: Int64) -> Int {
        guard old > 0, old < new else { return 0 }
        // The proof is the inclusion path of the old tree's last full subtree, after that subtree's own hash, which is
        // left out where it is the whole old tree.
        let level = Int64(old.trailingZeroBitCount)
        let path = InclusionProof.pathLength(index: (old - 1) >> level, size: ((new - 1) >> level) + 1)
        return path + ((old - 1) >> level == 0 ? 0 : 1)
    }
}

extension ConsistencyProof {
    /// The schema of the JSON form.
    package static let schema = "releasegate.consistency-proof/v1"

    /// The document.
    package var json: JSONValue {
        [
            "schema": .string(ConsistencyProof.schema), "old_size": .integer(oldSize), "new_size": .integer(newSize),
            "path": .array(path.map { .string($0.hexadecimal) }),
        ]
    }

    /// Reads the document back. Other members are passed over.
    package init(json: JSONValue) throws(ProofRefusal) {
        let reader = try ProofDocument(json, schema: ConsistencyProof.schema)
        self.init(
            oldSize: try reader.size("old_size"), newSize: try reader.size("new_size"), path: try reader.path())
    }
}
