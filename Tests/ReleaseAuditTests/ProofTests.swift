import ReleaseAudit
import ReleaseModel
import Testing

@Suite("Inclusion and consistency proofs")
struct ProofTests {
    /// A tree whose nodes are kept as a ledger keeps them, and how often they were read.
    final class StoredTree {
        private(set) var leaves: [ContentDigest] = []
        private var nodes: [Int: [Int64: ContentDigest]] = [:]
        private(set) var readCount = 0

        init(size: Int64) {
            for index in 0..<size {
                let leaf = MerkleTree.leafHash(of: "entry \(index)".utf8)
                leaves.append(leaf)
                for node in MerkleTree.nodes(completedBy: leaf, at: index, reading: read) {
                    nodes[node.level, default: [:]][node.position] = node.hash
                }
            }
            readCount = 0
        }

        func read(_ level: Int, _ position: Int64) -> ContentDigest {
            readCount += 1
            return nodes[level]?[position] ?? .ofNothing
        }

        /// The head by the recursive definition of RFC 6962 section 2.1, for comparison.
        func head(_ range: Range<Int>) -> ContentDigest {
            guard range.count > 1 else { return range.isEmpty ? .ofNothing : leaves[range.lowerBound] }
            var split = 1
            while split * 2 < range.count { split *= 2 }
            let middle = range.lowerBound + split
            return MerkleTree.nodeHash(head(range.lowerBound..<middle), head(middle..<range.upperBound))
        }
    }

    @Test("the vectors of transparency-dev/merkle, named corruptions included")
    func inclusionVectors() throws {
        let vectors = try #require(try FixtureFiles.json("inclusion-vectors.json")["vectors"]?.elements)
        #expect(vectors.count == 98)
        for vector in vectors {
            let name = vector["file"]?.text ?? ""
            let hashes = (vector["proof"]?.elements ?? []).map { digest($0.text) }
            var isValid = false
            if let index = vector["leafIdx"]?.wholeNumber, let size = vector["treeSize"]?.wholeNumber,
                let leaf = digest(vector["leafHash"]?.text), let root = digest(vector["root"]?.text),
                !hashes.contains(nil)
            {
                let proof = InclusionProof(leafIndex: index, treeSize: size, path: hashes.compactMap { $0 })
                isValid = (try? proof.verify(leaf: leaf, root: root)) != nil
            }
            #expect(isValid == (vector["wantErr"] == .bool(false)), "\(name)")
        }
    }

    private func digest(_ text: String?) -> ContentDigest? {
        text.flatMap { Base64.bytes(of: $0) }.flatMap { ContentDigest(bytes: $0) }
    }

    @Test("every proof in every tree of up to 33 entries verifies, and no other number of hashes does")
    func allSmallInclusionProofs() throws {
        let tree = StoredTree(size: 33)
        for size in 1...33 {
            let root = tree.head(0..<size)
            #expect(MerkleTree.head(over: Int64(size), reading: tree.read) == root)
            for index in 0..<size {
                let proof = try #require(InclusionProof(of: Int64(index), in: Int64(size), reading: tree.read))
                try proof.verify(leaf: tree.leaves[index], root: root)
                #expect(throws: ProofRefusal.self) {
                    try proof.verify(leaf: tree.leaves[(index + 1) % 33], root: root)
                }
                var longer = proof
                longer.path.append(root)
                #expect(throws: ProofRefusal.pathLength(found: longer.path.count, expected: proof.path.count)) {
                    try longer.verify(leaf: tree.leaves[index], root: root)
                }
            }
        }
        #expect(InclusionProof(of: 33, in: 33, reading: tree.read) == nil)
        #expect(InclusionProof(of: -1, in: 33, reading: tree.read) == nil)
    }

    @Test("every pair of sizes up to 33 is proved consistent, and a changed hash or head is refused")
    func allSmallConsistencyProofs() throws {
        let tree = StoredTree(size: 33)
        for new in 0...33 {
            for old in 0...new {
                let proof = try #require(ConsistencyProof(from: Int64(old), to: Int64(new), reading: tree.read))
                let (oldRoot, newRoot) = (tree.head(0..<old), tree.head(0..<new))
                try proof.verify(oldRoot: oldRoot, newRoot: newRoot)
                let other = ContentDigest(sha256: "another head")
                #expect(throws: ProofRefusal.self) { try proof.verify(oldRoot: other, newRoot: newRoot) }
                if old > 0 || new == 0 {
                    #expect(throws: ProofRefusal.self) { try proof.verify(oldRoot: oldRoot, newRoot: other) }
                }
                for index in proof.path.indices {
                    var changed = proof
                    changed.path[index] = other
                    #expect(throws: ProofRefusal.self) { try changed.verify(oldRoot: oldRoot, newRoot: newRoot) }
                    var shorter = proof
                    shorter.path.remove(at: index)
                    #expect(throws: ProofRefusal.self) { try shorter.verify(oldRoot: oldRoot, newRoot: newRoot) }
                }
            }
        }
        #expect(ConsistencyProof(from: 3, to: 2, reading: tree.read) == nil)
    }

    @Test("a proof in a tree of 3,000 entries needs few reads")
    func reads() throws {
        let tree = StoredTree(size: 3000)
        for index in [0, 1, 1023, 2047, 2048, 2998, 2999] as [Int64] {
            let before = tree.readCount
            let proof = try #require(InclusionProof(of: index, in: 2999 + 1, reading: tree.read))
            #expect(tree.readCount - before <= 24)
            try proof.verify(
                leaf: tree.leaves[Int(index)], root: MerkleTree.head(over: 3000, reading: tree.read))
        }
    }

    @Test("the compact range has the head of the tree and completes the nodes that a ledger stores")
    func compactRange() {
        let tree = StoredTree(size: 70)
        var range = CompactRange()
        #expect(range.root.digest == .ofNothing)
        for (index, leaf) in tree.leaves.enumerated() {
            range.append(TreeHash(leaf)) { level, position, hash in
                #expect(tree.read(level, position) == hash.digest)
            }
            #expect(range.root.digest == tree.head(0..<index + 1))
        }
    }

    @Test("the largest numbers do not overflow")
    func extremes() {
        let proof = InclusionProof(leafIndex: .max - 1, treeSize: .max, path: [.ofNothing])
        #expect(throws: ProofRefusal.self) { try proof.verify(leaf: .ofNothing, root: .ofNothing) }
        let consistency = ConsistencyProof(oldSize: .max - 1, newSize: .max, path: [.ofNothing])
        #expect(throws: ProofRefusal.self) { try consistency.verify(oldRoot: .ofNothing, newRoot: .ofNothing) }
        let negative = ConsistencyProof(oldSize: -1, newSize: .max, path: [])
        #expect(throws: ProofRefusal.sizesReversed(old: -1, new: .max)) {
            try negative.verify(oldRoot: .ofNothing, newRoot: .ofNothing)
        }
    }

    @Test("the JSON forms read back, and each malformation has its own sentence")
    func documents() throws {
        let tree = StoredTree(size: 11)
        let inclusion = try #require(InclusionProof(of: 4, in: 11, reading: tree.read))
        #expect(try InclusionProof(json: inclusion.json) == inclusion)
        let consistency = try #require(ConsistencyProof(from: 6, to: 11, reading: tree.read))
        #expect(try ConsistencyProof(json: consistency.json) == consistency)
        let malformed: [(JSONValue, String)] = [
            ([1], "the proof is no JSON object"),
            (["leaf_index": 1], "the proof has no \"schema\""),
            (
                consistency.json,
                "the proof's schema is \"releasegate.consistency-proof/v1\"; accepted: \"releasegate.inclusion-proof/v1\""
            ),
            (["schema": "releasegate.inclusion-proof/v1"], "\"leaf_index\" is no whole number from 0"),
            (
                ["schema": "releasegate.inclusion-proof/v1", "leaf_index": 1, "tree_size": -1],
                "\"tree_size\" is no whole number from 0"
            ),
            (
                ["schema": "releasegate.inclusion-proof/v1", "leaf_index": 1, "tree_size": 2],
                "the proof has no list \"path\""
            ),
            (
                ["schema": "releasegate.inclusion-proof/v1", "leaf_index": 1, "tree_size": 2, "path": ["AB"]],
                "hash 0 of \"path\" is not 64 lower-case hexadecimal digits"
            ),
        ]
        for (json, message) in malformed {
            #expect(throws: ProofRefusal.malformed(message)) { try InclusionProof(json: json) }
        }
    }
}
