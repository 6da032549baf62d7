import Foundation
import ReleaseModel
import Testing

@testable import ReleaseAudit

/// Proofs and signatures that others made, and what must be refused of them.
@Suite("Foreign proofs")
struct ForeignProofTests {
    private func digest(_ text: String?) -> ContentDigest? { text.flatMap { ContentDigest($0) } }

    private func base64(_ text: String?) -> ContentDigest? {
        text.flatMap { Base64.bytes(of: $0) }.flatMap { ContentDigest(bytes: $0) }
    }

    /// pymerkle puts the leaf in front of an inclusion proof, which RFC 6962 leaves out because the verifier knows it. Its
    /// consistency proofs begin at the last leaf of the old tree: of an odd number of entries they have the same hashes,
    /// the first two the other way round; of an even number they have hashes from inside full subtrees, and are left out.
    @Test("every proof of pymerkle up to 11 entries is accepted, and is the proof that is made here")
    func pymerkle() throws {
        let document = try FixtureFiles.json("pymerkle-proofs.json")
        var nodes: [String: ContentDigest] = [:]
        let read: MerkleTree.NodeReader = { nodes["\($0)/\($1)"] ?? .ofNothing }
        for index in 0..<11 as Range<Int64> {
            let leaf = MerkleTree.leafHash(of: "entry \(index)".utf8)
            for node in try MerkleTree.nodes(completedBy: leaf, at: index, reading: read) {
                nodes["\(node.level)/\(node.position)"] = node.hash
            }
        }
        let inclusions = try #require(document["inclusion"]?.elements)
        #expect(inclusions.count == 66)
        for proof in inclusions {
            let path = (proof["path"]?.elements ?? []).dropFirst().compactMap { digest($0.text) }
            let (index, size) = (try #require(proof["index"]?.wholeNumber), try #require(proof["size"]?.wholeNumber))
            let foreign = InclusionProof(leafIndex: index, treeSize: size, path: Array(path))
            try foreign.verify(
                leaf: try #require(digest(proof["leaf"]?.text)), root: try #require(digest(proof["root"]?.text)))
            #expect(try InclusionProof(of: index, in: size, reading: read) == foreign)
        }
        let consistencies = try #require(document["consistency"]?.elements)
        #expect(consistencies.count == 66)
        for proof in consistencies {
            let (old, new) = (try #require(proof["old"]?.wholeNumber), try #require(proof["size"]?.wholeNumber))
            var path = (proof["path"]?.elements ?? []).compactMap { digest($0.text) }
            guard old % 2 == 1, old > 1, old < new else { continue }
            path.swapAt(0, 1)
            let foreign = ConsistencyProof(oldSize: old, newSize: new, path: path)
            try foreign.verify(
                oldRoot: try #require(digest(proof["old_root"]?.text)),
                newRoot: try #require(digest(proof["root"]?.text)))
            #expect(try ConsistencyProof(from: old, to: new, reading: read) == foreign)
        }
    }

    /// The happy paths of transparency-dev/merkle, and the corruptions that its corpus derives from each.
    @Test("the consistency vectors of transparency-dev/merkle, named corruptions included")
    func consistencyVectors() throws {
        let vectors = try #require(try FixtureFiles.json("consistency-vectors.json")["vectors"]?.elements)
        #expect(vectors.count == 4)
        for vector in vectors {
            let name = vector["file"]?.text ?? ""
            let (old, new) = (try #require(vector["size1"]?.wholeNumber), try #require(vector["size2"]?.wholeNumber))
            let root1 = try #require(base64(vector["root1"]?.text))
            let root2 = try #require(base64(vector["root2"]?.text))
            let path = (vector["proof"]?.elements ?? []).compactMap { base64($0.text) }
            func isValid(
                _ old: Int64, _ new: Int64, _ path: [ContentDigest], _ root1: ContentDigest, _ root2: ContentDigest
            ) -> Bool {
                let proof = ConsistencyProof(oldSize: old, newSize: new, path: path)
                return (try? proof.verify(oldRoot: root1, newRoot: root2)) != nil
            }
            #expect(isValid(old, new, path, root1, root2), "\(name)")
            for size in [old - 1, old + 1, old ^ 2] {
                #expect(!isValid(size, new, path, root1, root2), "\(name) \(size)")
            }
            for size in [new * 2, new / 2] { #expect(!isValid(old, size, path, root1, root2), "\(name) \(size)") }
            let wrong = ContentDigest(sha256: "WrongRoot")
            #expect(!isValid(old, new, path, wrong, root2) && !isValid(old, new, path, root1, wrong), "\(name)")
            #expect(!isValid(old, new, path, root2, root1), "\(name) swapped")
            #expect(!isValid(old, new, [], root1, root2), "\(name) empty")
            let garbage = ContentDigest.ofNothing
            for extra in [garbage, root1, root2, path[0]] {
                #expect(!isValid(old, new, path + [extra], root1, root2), "\(name) trailing")
                #expect(!isValid(old, new, [extra] + path, root1, root2), "\(name) preceding")
            }
            #expect(!isValid(old, new, path.dropLast(), root1, root2), "\(name) truncated")
            for index in path.indices {
                for bit in 0..<8 {
                    var bytes = path[index].bytes
                    bytes[0] ^= 1 << UInt8(bit)
                    var modified = path
                    modified[index] = try #require(ContentDigest(bytes: bytes))
                    #expect(!isValid(old, new, modified, root1, root2), "\(name) proof \(index) bit \(bit)")
                }
            }
        }
    }

    /// Edge values of Ed25519: a signature with a scalar of 0, the group's order or the field's prime forges nothing.
    @Test("the Ed25519 vectors of Wycheproof whose messages are text")
    func edwards() throws {
        let document = try FixtureFiles.json("ed25519-vectors.json")
        let key = try #require(bytes(document["pk"]?.text))
        let id = NoteKeyText.keyID(name: "log.example", publicKey: key)
        let verifier = try NoteVerifier(
            text: NoteKeyText.text(name: "log.example", keyID: NoteKeyText.hexadecimal(id), key: key))
        let tests = try #require(document["tests"]?.elements)
        #expect(tests.count == 25)
        for test in tests {
            let text = String(decoding: try #require(bytes(test["msg"]?.text)), as: UTF8.self)
            let signature = NoteSignature(
                name: "log.example", keyID: id, bytes: try #require(bytes(test["sig"]?.text)))
            #expect(
                verifier.isValid(signature, for: text) == (test["valid"] == true), "\(test["id"]?.wholeNumber ?? 0)")
            var longer = signature
            longer.bytes.append(0)
            var shorter = signature
            shorter.bytes.removeLast()
            #expect(!verifier.isValid(longer, for: text) && !verifier.isValid(shorter, for: text))
        }
    }

    private func bytes(_ hexadecimal: String?) -> [UInt8]? {
        guard let digits = hexadecimal.map({ Array($0.utf8) }), digits.count % 2 == 0 else { return nil }
        return stride(from: 0, to: digits.count, by: 2).compactMap {
            UInt8(String(decoding: digits[$0...$0 + 1], as: UTF8.self), radix: 16)
        }
    }
}
