package import ReleaseModel

/// Proves that one entry stands in a log of a given size, from hashes alone.
///
/// The path holds the hashes of the sibling subtrees from the leaf up to the root (RFC 6962 section 2.1.1). As JSON:
/// `{"schema":"releasegate.inclusion-proof/v1","leaf_index":…,"tree_size":…,"path":["<64 hex digits>",…]}`.
package struct InclusionProof: Hashable, Sendable {
    /// The number of the entry, from 0.
    package var leafIndex: Int64
    /// How many entries the tree has.
    package var treeSize: Int64
    /// The siblings, from the leaf upwards.
    package var path: [ContentDigest]

    package init(leafIndex: Int64, treeSize: Int64, path: [ContentDigest]) {
        self.leafIndex = leafIndex
        self.treeSize = treeSize
        self.path = path
    }

    /// Makes the proof that entry `index` is in the tree over the first `size` entries, with O(log size) reads; nil
    /// where there is no such entry.
    package init?(of index: Int64, in size: Int64, reading read: MerkleTree.NodeReader) rethrows {
        guard 0 <= index, index < size else { return nil }
        var path: [TreeHash] = []
        var (start, end) = (Int64(0), size)
        while end - start > 1 {
            let middle = start + MerkleTree.split(end - start)
            if index < middle {
                path.append(try MerkleTree.hash(from: middle, to: end, reading: read))
                end = middle
            } else {
                path.append(try MerkleTree.hash(from: start, to: middle, reading: read))
                start = middle
            }
        }
        self.init(leafIndex: index, treeSize: size, path: path.reversed().map(\.digest))
    }

    /// Checks that the entry whose leaf hash is `leaf` is in the tree whose head is `root`.
    ///
    /// - Throws: `ProofRefusal` where it does not follow.
    package func verify(leaf: ContentDigest, root: ContentDigest) throws(ProofRefusal) {
        guard 0 <= leafIndex, leafIndex < treeSize else {
            throw .indexOutsideTree(index: leafIndex, size: treeSize)
        }
        let expected = InclusionProof.pathLength(index: leafIndex, size: treeSize)
        guard path.count == expected else { throw .pathLength(found: path.count, expected: expected) }
        var (index, last) = (leafIndex, treeSize - 1)
        var hash = TreeHash(leaf)
        for sibling in path.lazy.map({ TreeHash($0) }) {
            if index & 1 == 1 || index == last {
                hash = TreeHash.node(sibling, hash)
                // The levels at which the node on the right edge has no sibling.
                while index & 1 == 0 && index != 0 {
                    index >>= 1
                    last >>= 1
                }
            } else {
                hash = TreeHash.node(hash, sibling)
            }
            index >>= 1
            last >>= 1
        }
        guard hash == TreeHash(root) else { throw .otherHead(.new) }
    }

    /// How many hashes the path of entry `index` has in a tree of `size` entries.
    static func pathLength(index: Int64, size: Int64) -> Int {
        // Below the level where the paths of the entry and of the last one part, every level has a sibling; above it,
        // only those where the entry is on the right side.
        let inner = 64 - (index ^ (size - 1)).leadingZeroBitCount
        return inner + (inner < 64 ? (index >> Int64(inner)).nonzeroBitCount : 0)
    }
}

extension InclusionProof {
    /// The schema of the JSON form.
    package static let schema = "releasegate.inclusion-proof/v1"

    /// The document.
    package var json: JSONValue {
        [
            "schema": .string(InclusionProof.schema), "leaf_index": .integer(leafIndex),
            "tree_size": .integer(treeSize), "path": .array(path.map { .string($0.hexadecimal) }),
        ]
    }

    /// Reads the document back. Other members are passed over.
    package init(json: JSONValue) throws(ProofRefusal) {
        let reader = try ProofDocument(json, schema: InclusionProof.schema)
        self.init(
            leafIndex: try reader.size("leaf_index"), treeSize: try reader.size("tree_size"), path: try reader.path())
    }
}

/// Reads the members that both kinds of proof have.
struct ProofDocument {
    private let json: JSONValue

    init(_ json: JSONValue, schema: String) throws(ProofRefusal) {
        guard case .object = json else { throw .malformed("the proof is no JSON object") }
        guard let found = json["schema"]?.text else { throw .malformed("the proof has no \"schema\"") }
        guard found == schema else {
            throw .malformed("the proof's schema is \"\(found.prefix(80))\"; accepted: \"\(schema)\"")
        }
        self.json = json
    }

    func size(_ name: String) throws(ProofRefusal) -> Int64 {
        guard let number = json[name]?.wholeNumber, number >= 0 else {
            throw .malformed("\"\(name)\" is no whole number from 0")
        }
        return number
    }

    func path() throws(ProofRefusal) -> [ContentDigest] {
        guard let elements = json["path"]?.elements else { throw .malformed("the proof has no list \"path\"") }
        guard elements.count <= 128 else {
            throw .malformed("\"path\" has \(elements.count) hashes; no proof has more than 128")
        }
        var path: [ContentDigest] = []
        for element in elements {
            guard let digest = element.text.flatMap({ ContentDigest($0) }) else {
                throw .malformed("hash \(path.count) of \"path\" is not 64 lower-case hexadecimal digits")
            }
            path.append(digest)
        }
        return path
    }
}
