package import ReleaseModel

/// What is at a target, as a file that a person exported or a read-only query gave.
package struct RemoteListing: Hashable, Sendable {
    /// One record of the target.
    package struct Entry: Hashable, Sendable {
        package enum State: String, CaseIterable, Hashable, Sendable {
            /// Still a draft, or a record nobody has moved.
            case draft
            /// Published, sent, merged, closed or moved on by a person.
            case published
            /// Withdrawn or in the bin.
            case removed
        }

        package var id: String
        /// Version, etag or time of the last change; nil where the target tells none.
        package var revision: String?
        package var key: DraftKey?
        package var digest: ContentDigest?
        package var state: State
        package var title: String

        package init(
            id: String, revision: String?, key: DraftKey?, digest: ContentDigest?, state: State, title: String
        ) {
            self.id = id
            self.revision = revision
            self.key = key
            self.digest = digest
            self.state = state
            self.title = title
        }
    }

    package var connector: ConnectorID
    /// By id: numbers by value, then texts.
    package var entries: [Entry]
    /// Whether the target said that this is all; a page of more, or an unknown shape, is not.
    package var isComplete: Bool
    /// When it was made; nil where it does not say.
    package var observedAt: Instant?

    package init(connector: ConnectorID, entries: [Entry], isComplete: Bool, observedAt: Instant?) {
        self.connector = connector
        self.entries = entries.sorted { RemoteListing.precedes($0.id, $1.id) }
        self.isComplete = isComplete
        self.observedAt = observedAt
    }

    static func precedes(_ left: String, _ right: String) -> Bool {
        switch (Int64(left), Int64(right)) {
        case (let a?, let b?): a < b
        case (.some, nil): true
        case (nil, .some): false
        case (nil, nil): left < right
        }
    }
}
