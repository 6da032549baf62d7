import ReleaseModel

/// Reads Jira Service Management requests: one, or a list with all its pages.
///
/// A request is open until the category of its status is `DONE`. The names of statuses are free, so whether a change is
/// approved is not read from them: the request's approvals say so.
package enum JSMRequestReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "jsm-request", title: "Jira Service Management request", channel: "jsm",
        facts: ["issues.total", "issues.open"],
        specification: "https://developer.atlassian.com/cloud/jira/service-desk/rest/api-group-request/")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        guard outline.isPages else { return .no }
        if outline.has("issueKey", "currentStatus") { return outline.shape == .jsonObject ? .certain : .no }
        guard outline.has("isLastPage"), let request = outline.nested["values"] else { return .no }
        return request.contains("issueKey") && request.contains("currentStatus") ? .certain : .no
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        let pages = try document.pages("values")
        var reading = EvidenceReading()
        let requests: [LocatedValue]
        var gap: String?
        if let listed = try pages.entries("values") {
            requests = listed
            gap = try JSMApprovalsReader.lastPageGap(of: pages)
        } else {
            requests = [pages[0]]
            reading.note(.information, "one request only")
        }
        if let gap {
            reading.giveUnknown(format.facts, gap)
            return reading
        }
        guard !requests.isEmpty else {
            reading.giveUnknown(format.facts, "the list is empty, which no permission shows as well")
            return reading
        }
        var open = 0
        for request in requests {
            let status = try request.requiredObject("currentStatus")
            let name = try status.requiredText("status")
            let isDone = try status.text("statusCategory") == "DONE"
            if !isDone { open += 1 }
            for value in [try request.object("createdDate"), try status.object("statusDate")] {
                guard let time = try value?.instant("iso8601") else { continue }
                reading.observedAt = max(reading.observedAt ?? time, time)
            }
            if requests.count == 1 {
                reading.note(
                    .information, "\(try request.requiredText("issueKey").prefix(40)) is \"\(name.prefix(80))\"")
            }
        }
        reading.count("issues.total", requests.count)
        reading.count("issues.open", open)
        reading.note(.missing, "a request does not show its approvals; its address with `/approval` behind it does")
        return reading
    }
}
