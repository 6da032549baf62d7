import ReleaseModel

/// Reads the approvals of a Jira Service Management request: the list with all its pages, or one of them.
///
/// A change is approved where every approval is decided and none was declined. Each approver's decision is a claim.
package enum JSMApprovalsReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "jsm-approvals", title: "Jira Service Management approvals", channel: "jsm", facts: ["change.approved"],
        specification: "https://developer.atlassian.com/cloud/jira/service-desk/rest/api-group-request/")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        guard outline.isPages else { return .no }
        if outline.nested["values"]?.contains("finalDecision") == true { return .certain }
        return outline.shape == .jsonObject && outline.has("finalDecision", "approvers") ? .certain : .no
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        let pages = try document.pages("values")
        let listed = try pages.entries("values")
        let approvals = listed ?? [pages[0]]
        var reading = EvidenceReading()
        var isApproved = true
        for approval in approvals {
            let decision = try approval.requiredText("finalDecision")
            if decision != "approved" { isApproved = false }
            let time = try approval.object("completedDate")?.instant("iso8601")
            if let time { reading.observedAt = max(reading.observedAt ?? time, time) }
            for approver in try approval.array("approvers") ?? [] {
                guard let person = try approver.object("approver"),
                    let word = try approver.text("approverDecision"), word != "pending"
                else { continue }
                let identity = try person.firstIdentifier("accountId", "emailAddress", "name") ?? "unknown"
                reading.claims.append(ApprovalClaim(identity: identity, statement: "\(word) the request", at: time))
            }
        }
        if approvals.isEmpty {
            reading.giveUnknown(format.facts, "the request has no approval, which no permission shows as well")
        } else if listed != nil, let gap = try lastPageGap(of: pages) {
            reading.giveUnknown(format.facts, gap)
        } else {
            reading.facts = [Fact("change.approved", .flag(isApproved))]
        }
        return reading
    }

    /// Why pages of Jira Service Management are not one whole list; nil where they are.
    static func lastPageGap(of pages: [LocatedValue]) throws(EvidenceError) -> String? {
        for (index, page) in pages.enumerated() {
            let isLast = index == pages.count - 1
            guard try page.flag("isLastPage") != isLast else { continue }
            return isLast
                ? "the page does not say that it is the last (`isLastPage: true`)"
                : "a page before the last says that it is the last, so these are several answers"
        }
        return nil
    }
}
