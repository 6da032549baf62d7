import ReleaseModel

/// What code hosts say of one of their releases.
struct ReleaseFacts {
    /// The facts that `add(to:)` may give.
    static let ids: [FactID] = ["release.tag", "release.published", "release.assets"]

    var tag: String
    /// Whether everybody sees it; nil where the document does not say, with the reason.
    var isPublished: Result<Bool, Reason>
    /// Files that somebody attached; archives of the source that the host makes are left out.
    var assets: Int

    /// Why something is not known.
    struct Reason: Error {
        let text: String
    }

    func add(to reading: inout EvidenceReading) {
        reading.facts.append(Fact("release.tag", .text(tag)))
        switch isPublished {
        case .success(let flag): reading.facts.append(Fact("release.published", .flag(flag)))
        case .failure(let reason): reading.giveUnknown(["release.published"], reason.text)
        }
        reading.count("release.assets", assets)
    }

    /// The only release of a list, or the document itself.
    ///
    /// - Throws: `EvidenceError` where the list has several: which of them is meant, nobody says.
    static func only(of root: LocatedValue) throws(EvidenceError) -> LocatedValue {
        guard let elements = root.elements else { return root }
        guard elements.count == 1, let only = elements.first else {
            throw root.error("the list has \(elements.count) releases; a document about one is accepted")
        }
        return only
    }
}
