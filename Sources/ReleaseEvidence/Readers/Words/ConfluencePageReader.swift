import ReleaseModel

/// Reads a Confluence page as both versions of the interface give it.
///
/// Only the status `current` is published; `draft`, `archived`, `trashed`, `deleted` and words not known here are not.
/// The page speaks for the time of its last edit.
package enum ConfluencePageReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "confluence-page", title: "Confluence page", channel: "confluence", facts: PageFacts.ids,
        specification: "https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-page/")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        guard outline.shape == .jsonObject, outline.has("status", "title") else { return .no }
        if let version = outline.nested["version"], version.contains("number") {
            if outline.has("spaceId") || outline.has("body") || outline.has("type") { return .certain }
            return .possible
        }
        return outline.has("spaceId") || outline.has("id", "type", "_links") ? .possible : .no
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        let root = try document.tree()
        if let type = try root.text("type"), type != "page", type != "blogpost" {
            throw root.error("the content is \"\(type.prefix(40))\" and no page")
        }
        let version = try root.object("version")
        var page = PageFacts()
        page.title = try root.requiredText("title")
        let status = try root.requiredText("status")
        page.status = status
        page.isPublished = status == "current"
        page.version = try version?.integer("number")
        page.lastEdited = try version?.firstInstant("createdAt", "when")
        var reading = page.reading()
        reading.producer = try version?.identifier("authorId")
        if let author = try version?.object("by") {
            reading.producer = try author.firstIdentifier("accountId", "username", "userKey")
        }
        if try version?.flag("minorEdit") == true { reading.note(.information, "the last edit is marked as minor") }
        if let message = try version?.text("message"), !message.isEmpty {
            reading.note(.information, "the last edit says \"\(message.prefix(200))\"")
        }
        let labels = try root.objectOrSelf("metadata").object("labels")
        let names = try labels?.array("results")?.compactMap { $0["name"]?.string }.sorted() ?? []
        if !names.isEmpty { reading.note(.information, "labels: \(names.prefix(20).joined(separator: ", "))") }
        return reading
    }
}
