package import ReleaseModel

/// Checks an audit log from its entries alone: computes every hash anew and trusts nothing that was stored.
package struct LogVerifier {
    /// One entry as it was stored.
    package struct StoredEntry {
        package var sequence: Int64
        package var body: String
        package var leafHash: ContentDigest

        package init(sequence: Int64, body: String, leafHash: ContentDigest) {
            self.sequence = sequence
            self.body = body
            self.leafHash = leafHash
        }
    }

    /// Something wrong with the log.
    package enum Fault: Hashable, Sendable {
        /// The text of an entry does not have the hash it was logged with.
        case altered(sequence: Int64)
        /// A number is missing or stands twice.
        case numbering(expected: Int64, found: Int64)
        /// A stored inner hash does not follow from the entries.
        case node(level: Int, position: Int64)

        /// For people: what it is, and where.
        package var description: String {
            switch self {
            case .altered(let sequence):
                "ALTERED: the text of entry \(sequence) does not have the hash it was logged with"
            case .numbering(let expected, let found):
                "ALTERED: entry \(found) stands where entry \(expected) is expected"
            case .node(let level, let position):
                "ALTERED: the stored hash \(position) of level \(level) does not follow from the entries"
            }
        }
    }

    /// The faults that were found, in the order of the log.
    package private(set) var faults: [Fault] = []
    private var range = CompactRange()

    package init() {}

    /// How many entries were checked.
    package var count: Int64 { range.count }

    /// Takes in the next entry.
    ///
    /// - Parameter node: gives the stored hash of a full subtree, for comparison.
    package mutating func check(_ entry: StoredEntry, node: MerkleTree.NodeReader) rethrows {
        if entry.sequence != count { faults.append(.numbering(expected: count, found: entry.sequence)) }
        let leaf = TreeHash.leaf(entry.body.utf8)
        if leaf != TreeHash(entry.leafHash) { faults.append(.altered(sequence: entry.sequence)) }
        var wrong: [Fault] = []
        try range.append(leaf) { level, position, hash in
            if TreeHash(try node(level, position)) != hash { wrong.append(.node(level: level, position: position)) }
        }
        faults += wrong
    }

    /// The tree head over everything that was taken in.
    package var head: ContentDigest { range.root.digest }
}
