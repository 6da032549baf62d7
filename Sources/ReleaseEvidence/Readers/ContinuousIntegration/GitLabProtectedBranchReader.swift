import ReleaseModel

/// Reads the protection of one GitLab branch.
///
/// Whoever may push to the branch passes the merge request by, so they count as those who may pass the protection by. How
/// many approvals a merge request needs is not said here but in the approval rules.
package enum GitLabProtectedBranchReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "gitlab-protected-branch", title: "GitLab protected branch", channel: "gitlab",
        facts: ["protection.code_owner_review", "protection.force_pushes", "protection.bypass_actors"],
        specification: "https://docs.gitlab.com/api/protected_branches/")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        guard outline.shape == .jsonObject || outline.shape == .jsonArray else { return .no }
        return outline.has("name", "push_access_levels", "merge_access_levels") ? .certain : .no
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        let root = try document.tree()
        var reading = EvidenceReading()
        reading.note(.missing, "a protection has no time; `observed_at` in the release file states when it was taken")
        let branches = root.elements ?? [root]
        guard branches.count == 1, let branch = branches.first else {
            reading.giveUnknown(
                format.facts,
                branches.isEmpty
                    ? "the list is empty, which no permission shows as well"
                    : "the list has \(branches.count) branches; ask for the branch by its name")
            return reading
        }
        let levels = try branch.requiredArray("push_access_levels")
        var rules = ProtectionRules()
        rules.areForcePushesAllowed = try branch.flag("allow_force_push")
        rules.isCodeOwnerReviewRequired = try branch.flag("code_owner_approval_required")
        var pushers: [String] = []
        for level in levels {
            // Level 0 is "no one".
            if try level.integer("access_level") == 0, level["user_id"] == nil, level["group_id"] == nil { continue }
            pushers.append(try name(of: level))
        }
        rules.bypassActors = Set(pushers)
        rules.add(
            to: &reading, of: format.facts,
            missing: "the answer does not say, as an older GitLab or one without a licence does not")
        reading.note(.information, "protects \"\(try branch.requiredText("name").prefix(120))\"")
        if !pushers.isEmpty {
            reading.note(
                .information, "may push without a merge request: \(pushers.joined(separator: ", ").prefix(200))")
        }
        return reading
    }

    private static func name(of level: LocatedValue) throws(EvidenceError) -> String {
        if let user = try level.identifier("user_id") { return "user \(user)" }
        if let group = try level.identifier("group_id") { return "group \(group)" }
        if let key = try level.identifier("deploy_key_id") { return "deploy key \(key)" }
        if let words = try level.text("access_level_description") { return words }
        return "access level \(try level.identifier("access_level") ?? "not named")"
    }
}
