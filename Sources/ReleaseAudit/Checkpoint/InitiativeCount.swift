/// How many entries of a log belong to one initiative: completeness that can be signed.
package struct InitiativeCount: Hashable, Sendable {
    package var initiative: String
    package var count: Int64

    package init(initiative: String, count: Int64) {
        self.initiative = initiative
        self.count = count
    }

    static let prefix = "releasegate "

    /// `releasegate KEY COUNT`; see `Checkpoint` for the form of the key.
    package var extensionLine: String {
        "\(InitiativeCount.prefix)\(PercentEncoding.text(of: initiative)) \(count)"
    }

    /// Reads an extension line; nil where it is another one or not exactly in the form that is written.
    package init?(extensionLine line: String) {
        let parts = line.utf8.split(separator: 32, omittingEmptySubsequences: false)
        guard line.hasPrefix(InitiativeCount.prefix), parts.count == 3,
            let count = CanonicalNumber.value(of: String(Substring(parts[2])))
        else { return nil }
        guard let initiative = PercentEncoding.decoded(parts[1]) else { return nil }
        self.init(initiative: initiative, count: count)
        guard extensionLine.utf8.elementsEqual(line.utf8) else { return nil }
    }
}

extension InitiativeCount: Comparable {
    /// By the bytes of the initiative's name.
    package static func < (left: InitiativeCount, right: InitiativeCount) -> Bool {
        let (one, other) = (Array(left.initiative.utf8), Array(right.initiative.utf8))
        return one == other ? left.count < right.count : one.lexicographicallyPrecedes(other)
    }
}
