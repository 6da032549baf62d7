/// One thing that a plan will do, as far as two plans are told apart by it.
package struct PlannedChange: Hashable, Comparable, Sendable {
    /// The resource, as it may be shown.
    package var address: String
    /// The digest of address, actions and planned values, without what is sensitive.
    package var digest: ContentDigest

    package init(address: String, digest: ContentDigest) {
        self.address = address
        self.digest = digest
    }

    package static func < (left: PlannedChange, right: PlannedChange) -> Bool {
        (left.address, left.digest) < (right.address, right.digest)
    }
}
