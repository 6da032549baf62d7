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
        /// The first eight digits of the digest, where the target shows no more.
        package var shortDigest: String?
        package var state: State
        package var title: String

        package init(
            id: String, revision: String?, key: DraftKey?, digest: ContentDigest?, shortDigest: String? = nil,
            state: State, title: String
        ) {
            self.id = id
            self.revision = revision
            self.key = key
            self.digest = digest
            self.shortDigest = shortDigest
            self.state = state
            self.title = title
        }

        /// Reports whether the record carries the text with the digest `content`.
        package func says(_ content: ContentDigest) -> Bool {
            digest.map { $0 == content } ?? (shortDigest == content.short)
        }
    }

    package var connector: ConnectorID
    /// The project, space, channel or repository it lists; nil where it does not say.
    package var container: String?
    /// By id: numbers by value, then texts.
    package var entries: [Entry]
    /// Whether the target said that this is all; a page of more, or an unknown shape, is not.
    package var isComplete: Bool
    /// When it was made; nil where it does not say.
    package var observedAt: Instant?

    package init(
        connector: ConnectorID, container: String? = nil, entries: [Entry], isComplete: Bool, observedAt: Instant?
    ) {
        self.connector = connector
        self.container = container
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

extension RemoteListing {
    /// Pages of one listing, in their order: all of them together are complete where the last one says that it is.
    package static func joined(_ pages: [RemoteListing]) -> RemoteListing? {
        guard let first = pages.first, let last = pages.last else { return nil }
        var seen: Set<String> = []
        return RemoteListing(
            connector: first.connector, container: first.container,
            // The index moves while pages are read, so one record can stand on two of them.
            entries: pages.flatMap(\.entries).filter { seen.insert($0.id).inserted }, isComplete: last.isComplete,
            observedAt: pages.compactMap(\.observedAt).min())
    }
}
