import ReleaseModel

/// What is read of a documentation page, whatever the wiki.
struct PageFacts {
    /// The facts that `reading` gives.
    static let ids: [FactID] = [
        "docs.age", "docs.last_edited", "docs.published", "docs.title", "docs.version", "docs.status",
    ]

    var title: String?
    var status: String?
    var version: Int64?
    var lastEdited: Instant?
    var isPublished: Bool?

    /// The reading: a page speaks for the time of its last edit, so that is when it was observed.
    func reading() -> EvidenceReading {
        var reading = EvidenceReading(observedAt: lastEdited)
        if let lastEdited {
            reading.facts.append(Fact("docs.last_edited", .instant(lastEdited)))
        } else {
            reading.giveUnknown(
                ["docs.last_edited"], "the page does not say when it was last edited; ask for its version")
        }
        reading.facts.append(
            Fact("docs.age", unknown: "the page does not say when it was taken; `observed_at` in the release file does")
        )
        if let isPublished {
            reading.facts.append(Fact("docs.published", .flag(isPublished)))
        } else {
            reading.giveUnknown(["docs.published"], "the page does not say whether it is published")
        }
        if let title { reading.facts.append(Fact("docs.title", .text(String(title.prefix(500))))) }
        if let version { reading.facts.append(Fact("docs.version", .count(version))) }
        if let status { reading.facts.append(Fact("docs.status", .text(String(status.prefix(100))))) }
        return reading
    }

    /// Words in a status that mean that a page is not meant to count yet.
    static func isUnfinished(status: String) -> Bool {
        [
            "draft", "in progress", "not started", "to do", "todo", "wip", "in review", "outdated", "archived",
            "obsolete",
        ]
        .contains(status.lowercased())
    }
}
