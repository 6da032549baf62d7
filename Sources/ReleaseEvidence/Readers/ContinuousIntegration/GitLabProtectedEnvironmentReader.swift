import ReleaseModel

/// Reads the protection of one GitLab environment: who may deploy there, and how many approvals a deployment needs.
///
/// Rules for several groups each ask for their own approvals, and one person may count for more than one of them: the
/// largest number is what is sure to be needed.
package enum GitLabProtectedEnvironmentReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "gitlab-protected-environment", title: "GitLab protected environment", channel: "gitlab",
        facts: ["protection.required_reviews"], specification: "https://docs.gitlab.com/api/protected_environments/")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        guard outline.shape == .jsonObject || outline.shape == .jsonArray else { return .no }
        return outline.has("name", "deploy_access_levels") ? .certain : .no
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        let root = try document.tree()
        var reading = EvidenceReading()
        reading.note(.missing, "a protection has no time; `observed_at` in the release file states when it was taken")
        let environments = root.elements ?? [root]
        guard environments.count == 1, let environment = environments.first else {
            reading.giveUnknown(
                format.facts,
                environments.isEmpty
                    ? "the list is empty, which no permission shows as well"
                    : "the list has \(environments.count) environments; a document about one is accepted")
            return reading
        }
        reading.environment = try environment.requiredText("name")
        let levels = try environment.requiredArray("deploy_access_levels")
        let whole = try environment.count("required_approval_count")
        let rules = try environment.array("approval_rules")
        if whole == nil && rules == nil {
            reading.giveUnknown(
                format.facts, "the answer does not say how many approvals a deployment needs; GitLab Premium does")
        } else {
            var required = whole ?? 0
            for rule in rules ?? [] { required = max(required, try rule.count("required_approvals") ?? 0) }
            reading.facts.append(Fact("protection.required_reviews", .count(required)))
        }
        let deployers = try levels.map { level throws(EvidenceError) in try name(of: level) }
        reading.note(
            .information,
            deployers.isEmpty
                ? "nobody may deploy there" : "may deploy: \(deployers.joined(separator: ", ").prefix(200))")
        let approvers = try (rules ?? []).map { rule throws(EvidenceError) in
            "\(try rule.count("required_approvals") ?? 0) by \(try name(of: rule))"
        }
        if !approvers.isEmpty {
            reading.note(.information, "approvals asked for: \(approvers.joined(separator: ", ").prefix(200))")
        }
        return reading
    }

    private static func name(of level: LocatedValue) throws(EvidenceError) -> String {
        if let user = try level.identifier("user_id") { return "user \(user)" }
        if let group = try level.identifier("group_id") { return "group \(group)" }
        if let words = try level.text("access_level_description") { return words }
        return "access level \(try level.identifier("access_level") ?? "not named")"
    }
}
