import ReleaseModel

/// Reads the approval rules of a GitLab project or merge request, or the approval settings of a project.
///
/// Each rule asks for its own approvals, and one person may count for more than one of them: the largest number is what is
/// sure to be needed. A rule for some branches only is left out, as nobody says which branch is meant.
package enum GitLabApprovalRulesReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "gitlab-approval-rules", title: "GitLab approval rules", channel: "gitlab",
        facts: ["protection.required_reviews", "protection.stale_approvals_dismissed"],
        specification: "https://docs.gitlab.com/api/merge_request_approvals/#project-approval-rules")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        guard outline.shape == .jsonObject || outline.shape == .jsonArray else { return .no }
        if outline.shape == .jsonObject, outline.has("reset_approvals_on_push", "approvals_before_merge"),
            !outline.has("path_with_namespace")
        {
            return .certain
        }
        guard outline.has("approvals_required", "rule_type"), !outline.has("approved_by") else { return .no }
        return .certain
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        let pages = try document.pages()
        var reading = EvidenceReading()
        reading.note(.missing, "a rule has no time; `observed_at` in the release file states when it was taken")
        if pages.count == 1, let isReset = try pages[0].members == nil ? nil : pages[0].flag("reset_approvals_on_push")
        {
            reading.facts.append(Fact("protection.stale_approvals_dismissed", .flag(isReset)))
            if try pages[0].flag("merge_requests_author_approval") == true {
                reading.note(.information, "the author of a merge request may approve it")
            }
            return reading
        }
        if let length = pages.fullLastPage(of: [20, 50, 100]) {
            reading.giveUnknown(
                ["protection.required_reviews"],
                "the list has \(length) entries on its last page, a full one, so there may be more; join every page")
            return reading
        }
        let rules = pages.entries ?? [pages[0]]
        guard !rules.isEmpty else {
            reading.giveUnknown(["protection.required_reviews"], "the list is empty, which no permission shows as well")
            return reading
        }
        var required: Int64 = 0
        var counted = 0
        for rule in rules {
            guard let count = try rule.count("approvals_required") else { throw rule.missing("approvals_required") }
            guard rule.has("rule_type") else { throw rule.missing("rule_type") }
            let name = try rule.text("name") ?? "rule"
            let branches = try rule.array("protected_branches") ?? []
            let isForAll = try rule.flag("applies_to_all_protected_branches") ?? false
            if try rule.text("rule_type") == "report_approver" {
                reading.note(.ignored, "\"\(name.prefix(80))\" asks only where a scan finds something")
            } else if !branches.isEmpty && !isForAll {
                let names = branches.compactMap { $0["name"]?.string }.joined(separator: ", ")
                reading.note(.ignored, "\"\(name.prefix(80))\" is for \(names.prefix(120)) only")
            } else {
                required = max(required, count)
                counted += 1
                reading.note(.information, "\"\(name.prefix(80))\" asks for \(count)")
            }
        }
        if counted == 0 {
            reading.giveUnknown(["protection.required_reviews"], "every rule is for some branches or cases only")
        } else {
            reading.facts.append(Fact("protection.required_reviews", .count(required)))
        }
        return reading
    }
}
