/// The head of a growing tree in constant memory: the full subtrees that are not part of a larger one yet.
///
/// At most 63 hashes stand for any number of leaves (RFC 6962 section 2.1; the same idea as a binary counter).
package struct CompactRange: Hashable, Sendable {
    /// How many leaves were taken in.
    package private(set) var count: Int64 = 0
    /// The largest subtree first.
    private var peaks: [TreeHash] = []

    package init() {}

    /// Takes in the next leaf.
    package mutating func append(_ leaf: TreeHash) {
        append(leaf) { _, _, _ in }
    }

    /// Takes in the next leaf and calls `completed` with each inner node that it completes, smallest first.
    package mutating func append(
        _ leaf: TreeHash, completed: (_ level: Int, _ position: Int64, _ hash: TreeHash) throws -> Void
    ) rethrows {
        var (level, position, hash) = (0, count, leaf)
        count += 1
        while position & 1 == 1, let left = peaks.popLast() {
            hash = TreeHash.node(left, hash)
            level += 1
            position >>= 1
            try completed(level, position, hash)
        }
        peaks.append(hash)
    }

    /// The tree head over the leaves so far.
    package var root: TreeHash {
        guard var root = peaks.last else { return .empty }
        for peak in peaks.dropLast().reversed() { root = TreeHash.node(peak, root) }
        return root
    }
}
