/// Why a proof does not prove what it is said to prove.
package enum ProofRefusal: Error, Hashable, Sendable {
    /// The entry's number is not below the size of the tree.
    case indexOutsideTree(index: Int64, size: Int64)
    /// The sizes cannot be those of a tree and a later state of it.
    case sizesReversed(old: Int64, new: Int64)
    /// The path has another number of hashes than the sizes need.
    case pathLength(found: Int, expected: Int)
    /// The path leads to another head.
    case otherHead(TreeRole)
    /// The JSON form is not that of a proof.
    case malformed(String)

    /// Which of the two trees of a consistency proof is meant; an inclusion proof has only the new one.
    package enum TreeRole: String, Hashable, Sendable {
        case old, new
    }

    /// The fact and the rule, in words.
    package var message: String {
        switch self {
        case .indexOutsideTree(let index, let size):
            "entry \(index) is not in a tree of \(size) entries; entries are numbered from 0"
        case .sizesReversed(let old, let new):
            "the old tree has \(old) entries and the new one \(new); a log only grows"
        case .pathLength(let found, let expected):
            "the proof has \(found) hashes; a proof for these sizes has \(expected)"
        case .otherHead(let tree):
            "the proof does not lead to the head of the \(tree.rawValue) tree"
        case .malformed(let detail): detail
        }
    }
}

extension ProofRefusal: CustomStringConvertible {
    package var description: String { message }
}
