/// A time zone as a calendar file defines it itself (RFC 5545 section 3.6.5): offsets from UTC, and when they change.
package struct ZoneDefinition: Hashable, Sendable {
    /// A change of the clocks.
    package struct Change: Hashable, Sendable {
        /// Seconds since 1970-01-01T00:00:00Z.
        package var second: Int64
        /// Seconds east of Greenwich from then on.
        package var offset: Int

        package init(second: Int64, offset: Int) {
            self.second = second
            self.offset = offset
        }
    }

    /// Seconds east of Greenwich before the first change.
    package var firstOffset: Int
    /// By time.
    package var changes: [Change]

    package init(firstOffset: Int, changes: [Change]) {
        self.firstOffset = firstOffset
        self.changes = changes
    }
}
