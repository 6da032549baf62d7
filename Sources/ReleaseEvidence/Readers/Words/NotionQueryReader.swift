import ReleaseModel

/// Reads the pages that a Notion query or search found.
///
/// The facts are of all pages together: published where every page is, last edited where the oldest was. An answer with
/// more behind it, or without any page, gives no facts.
package enum NotionQueryReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "notion-query", title: "Notion query results", channel: "notion",
        facts: ["docs.last_edited", "docs.published"],
        specification: "https://developers.notion.com/reference/query-a-data-source")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        guard outline.isPages, outline.values["object"] == "list", outline.has("results") else {
            return .no
        }
        return outline.nested["results"]?.contains("properties") == true || outline.has("has_more")
            ? .certain : .possible
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        let answers = try document.pages("results")
        guard let results = try answers.entries("results") else { throw answers[0].missing("results") }
        var pages: [EvidenceReading] = []
        var others = 0
        for result in results {
            if try result.text("object") == "page", result.has("properties") {
                pages.append(try NotionPageReader.reading(of: result))
            } else {
                others += 1
            }
        }
        var reading = EvidenceReading()
        if others > 0 { reading.note(.ignored, "\(others) results that are no pages") }
        if let reason = try answers.gap("has_more") {
            reading.giveUnknown(format.facts, reason)
            return reading
        }
        guard !pages.isEmpty else {
            reading.giveUnknown(format.facts, "the answer has no page, which no permission shows as well")
            return reading
        }
        let edits = pages.map(\.observedAt)
        if let oldest = edits.compactMap({ $0 }).min(), !edits.contains(nil) {
            reading.observedAt = oldest
            reading.facts.append(Fact("docs.last_edited", .instant(oldest)))
        } else {
            reading.giveUnknown(["docs.last_edited"], "a page does not say when it was last edited")
        }
        let published = pages.map { page in page.facts.first { $0.id == "docs.published" }?.value }
        if published.contains(.flag(false)) {
            reading.facts.append(Fact("docs.published", .flag(false)))
        } else if published.contains(nil) {
            reading.giveUnknown(["docs.published"], "a page does not say whether it is published")
        } else {
            reading.facts.append(Fact("docs.published", .flag(true)))
        }
        reading.claims = pages.flatMap(\.claims)
        reading.note(.information, "\(pages.count) pages")
        return reading
    }
}
