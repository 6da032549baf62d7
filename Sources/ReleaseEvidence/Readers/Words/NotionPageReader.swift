import ReleaseModel

/// Reads one Notion page: its title, its `Status` property, its verification, and whether it is in the trash.
///
/// A page with a status that means unfinished (such as `Draft`) is not published. A verification by a person is a claim.
package enum NotionPageReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "notion-page", title: "Notion page", channel: "notion",
        facts: PageFacts.ids.filter { $0 != "docs.version" },
        specification: "https://developers.notion.com/reference/page")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        guard outline.shape == .jsonObject else { return .no }
        return outline.values["object"] == "page" && outline.has("properties") ? .certain : .no
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        try reading(of: try document.tree())
    }

    /// The reading of one page object.
    static func reading(of root: LocatedValue) throws(EvidenceError) -> EvidenceReading {
        guard try root.text("object") == "page" else { throw root.error("\"object\" is not \"page\"") }
        let properties = try root.requiredObject("properties").members ?? []
        var page = PageFacts()
        page.lastEdited = try root.instant("last_edited_time")
        var claims: [ApprovalClaim] = []
        for property in properties {
            switch try property.value.text("type") {
            case "title": page.title = try plainText(property.value.array("title") ?? [])
            case "status", "select": try takeStatus(property, into: &page)
            case "verification": claims += try claim(property.value)
            default: continue
            }
        }
        let isTrashed = try root.flag("in_trash") ?? false
        let isArchived = try root.flag("archived") ?? false
        let isAway = isTrashed || isArchived
        let knowsTrash = root.has("in_trash") || root.has("archived")
        let isUnfinished = page.status.map(PageFacts.isUnfinished) ?? false
        page.isPublished = isAway || isUnfinished ? false : knowsTrash ? true : nil
        var reading = page.reading()
        reading.claims = claims
        reading.producer = try root.object("last_edited_by")?.text("id")
        if isAway { reading.note(.information, "the page is archived or in the trash") }
        if page.status == nil { reading.note(.missing, "the page has no property called Status") }
        return reading
    }

    /// A property called Status wins over any other status property.
    private static func takeStatus(
        _ property: LocatedValue.Member, into page: inout PageFacts
    ) throws(EvidenceError) {
        let isNamed = property.name.lowercased() == "status"
        guard isNamed, let type = try property.value.text("type") else { return }
        page.status = try property.value.object(type)?.text("name")
    }

    private static func plainText(_ runs: [LocatedValue]) throws(EvidenceError) -> String {
        var text = ""
        for run in runs {
            if let plain = try run.text("plain_text") {
                text += plain
            } else if let content = try run.object("text")?.text("content") {
                text += content
            }
        }
        return text
    }

    private static func claim(_ property: LocatedValue) throws(EvidenceError) -> [ApprovalClaim] {
        guard let verification = try property.object("verification"), try verification.text("state") == "verified",
            let person = try verification.object("verified_by")?.text("id")
        else { return [] }
        let start = try verification.object("date")?.text("start").flatMap { StatedTime($0)?.instant }
        return [ApprovalClaim(identity: person, statement: "verified the page", at: start)]
    }
}
