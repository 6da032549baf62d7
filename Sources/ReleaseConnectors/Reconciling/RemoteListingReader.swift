package import ReleaseModel

/// Reads listings: our own shape, and the native ones of the targets' list and search requests.
///
/// Our own:
/// `{"releasegate_listing": 1, "connector": "jira", "container": "REL", "observed_at": "2026-11-21T10:00:00Z", "complete": true, "entries": [{"id": "12",
/// "revision": "3", "key": "rg1-…", "digest": "sha256:…", "state": "draft", "title": "DRAFT …"}]}`
package enum RemoteListingReader {
    /// Why a document is no listing.
    package enum Failure: Error, Hashable {
        case unknownShape(ConnectorID)
        case malformedEntry(Int)

        /// In words.
        package var message: String {
            switch self {
            case .unknownShape(let connector):
                "the document is no listing of \"\(connector)\"; give its list or search answer, or a releasegate_listing"
            case .malformedEntry(let index): "entry \(index + 1) of the listing has no id"
            }
        }
    }

    /// - Parameters:
    ///   - observedAt: when the listing was made, where the document does not say.
    package static func read(
        _ document: JSONValue, connector: ConnectorID, observedAt: Instant? = nil
    ) throws(Failure) -> RemoteListing {
        if document["releasegate_listing"]?.wholeNumber == 1 {
            return try own(document, connector: connector, observedAt: observedAt)
        }
        guard let shape = NativeListings.shape(of: document, connector: connector) else {
            throw .unknownShape(connector)
        }
        var entries: [RemoteListing.Entry] = []
        for (index, element) in shape.elements.enumerated() {
            guard let entry = NativeListings.entry(element, connector: connector) else { throw .malformedEntry(index) }
            entries.append(entry)
        }
        return RemoteListing(
            connector: connector, entries: entries, isComplete: shape.isComplete, observedAt: observedAt)
    }

    private static func own(
        _ document: JSONValue, connector: ConnectorID, observedAt: Instant?
    ) throws(Failure) -> RemoteListing {
        guard let elements = document["entries"]?.elements else { throw .unknownShape(connector) }
        if let named = document["connector"]?.text, named != connector.name { throw .unknownShape(connector) }
        var entries: [RemoteListing.Entry] = []
        for (index, element) in elements.enumerated() {
            guard let id = element["id"]?.scalarText else { throw .malformedEntry(index) }
            entries.append(
                RemoteListing.Entry(
                    id: id, revision: element["revision"]?.scalarText,
                    key: element["key"]?.text.map { DraftKey($0) },
                    digest: element["digest"]?.text.flatMap { ContentDigest($0) },
                    // A state that we do not know is not taken for a draft: nothing is written over it.
                    state: element["state"]?.text.flatMap(RemoteListing.Entry.State.init(rawValue:)) ?? .published,
                    title: element["title"]?.text ?? ""))
        }
        return RemoteListing(
            connector: connector, container: document["container"]?.text, entries: entries,
            isComplete: document["complete"] == true,
            observedAt: document["observed_at"]?.text.flatMap { Instant(rfc3339: $0) } ?? observedAt)
    }

    /// The headers of the messages in a Drafts folder, as IMAP gives them for
    /// `UID FETCH 1:* (BODY.PEEK[HEADER])`: blocks of header lines with an empty line between them. A line
    /// `* 4 FETCH (UID 17 …` before a block gives the message's UID.
    package static func read(headerDump text: String, observedAt: Instant? = nil) -> RemoteListing {
        HeaderDump.read(text, observedAt: observedAt)
    }
}

extension JSONValue {
    /// A text, or a whole number as text.
    var scalarText: String? { text ?? wholeNumber.map(String.init) }
}
