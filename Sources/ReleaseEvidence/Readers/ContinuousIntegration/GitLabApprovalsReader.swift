import ReleaseModel

/// Reads the approvals of a GitLab merge request.
///
/// GitLab says `approved: true` where no approval is asked for; without a person behind it that is no approval here.
/// Each approval is a claim with its identity.
package enum GitLabApprovalsReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "gitlab-approvals", title: "GitLab merge request approvals", channel: "gitlab",
        facts: ["review.approvals", "change.approved"],
        specification: "https://docs.gitlab.com/api/merge_request_approvals/")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        guard outline.shape == .jsonObject else { return .no }
        if outline.has("approved_by"), outline.has("approvals_left") || outline.has("approved") { return .certain }
        return outline.nested["rules"]?.contains("approvals_required") == true ? .certain : .no
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        let root = try document.tree()
        var reading = EvidenceReading(observedAt: try root.instant("updated_at"))
        var people: Set<String> = []
        var isApproved = true
        if let rules = try root.array("rules") {
            for rule in rules {
                guard rule.has("approvals_required") else { throw rule.missing("approvals_required") }
                isApproved = try rule.flag("approved") == true && isApproved
                for user in try rule.array("approved_by") ?? [] { people.insert(try user.requiredText("username")) }
            }
        } else {
            let left = try root.integer("approvals_left")
            isApproved = try root.flag("approved") ?? (left == 0)
            for entry in try root.requiredArray("approved_by") {
                people.insert(try entry.objectOrSelf("user").requiredText("username"))
            }
            if let left, left > 0 { isApproved = false }
        }
        reading.count("review.approvals", people.count)
        reading.facts.append(Fact("change.approved", .flag(isApproved && !people.isEmpty)))
        reading.claims = people.sorted().map {
            ApprovalClaim(identity: $0, statement: "approved the merge request", at: nil)
        }
        if isApproved && people.isEmpty {
            reading.note(.information, "GitLab asks for no approval, and nobody gave one")
        }
        return reading
    }
}
