import ReleaseModel

/// Reads the protection of a GitHub branch or environment: the answers of both interfaces and the
/// `branch_protection_rule` webhook.
///
/// A rule that is switched off, or deleted, asks for no review. An environment asks for one review, however many
/// reviewers it names: any one of them suffices.
package enum GitHubProtectionReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "github-protection", title: "GitHub branch or environment protection", channel: "github",
        facts: ["protection.required_reviews", "protection.admin_bypass"],
        specification: "https://docs.github.com/en/rest/branches/branch-protection")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        guard outline.shape == .jsonObject else { return .no }
        if outline.nested["rule"]?.contains("required_approving_review_count") == true { return .certain }
        if outline.nested["enforce_admins"] != nil { return .certain }
        if outline.nested["protection_rules"] != nil { return .certain }
        if outline.nested["environments"]?.contains("protection_rules") == true { return .certain }
        return outline.nested["required_pull_request_reviews"] != nil ? .possible : .no
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        let root = try document.tree()
        if let rule = try root.object("rule") { return try webhook(rule, action: try root.text("action")) }
        if let environments = try root.array("environments") {
            guard environments.count == 1, let only = environments.first else {
                throw root.error(
                    "the answer has \(environments.count) environments; a document about one is accepted")
            }
            return try environment(only, try only.requiredArray("protection_rules"))
        }
        if let rules = try root.array("protection_rules") { return try environment(root, rules) }
        guard root.has("enforce_admins") || root.has("required_pull_request_reviews") else {
            throw root.missing("enforce_admins")
        }
        var reading = EvidenceReading()
        reading.note(.missing, "a protection has no time; `observed_at` in the release file states when it was taken")
        let reviews = try root.object("required_pull_request_reviews")
        let count = try reviews?.integer("required_approving_review_count") ?? 0
        reading.facts.append(Fact("protection.required_reviews", .count(max(0, count))))
        if let isEnforced = try root.object("enforce_admins")?.flag("enabled") {
            reading.facts.append(Fact("protection.admin_bypass", .flag(!isEnforced)))
        } else {
            reading.giveUnknown(
                ["protection.admin_bypass"], "the protection does not say whether it binds administrators")
        }
        return reading
    }

    private static func webhook(_ rule: LocatedValue, action: String?) throws(EvidenceError) -> EvidenceReading {
        var reading = EvidenceReading(observedAt: try rule.firstInstant("updated_at", "created_at"))
        let isDeleted = action == "deleted"
        let isOff = try rule.text("pull_request_reviews_enforcement_level") == "off"
        let count = try rule.integer("required_approving_review_count") ?? 0
        let required = isDeleted || isOff ? 0 : max(0, count)
        let isEnforced = try rule.flag("admin_enforced") ?? false
        reading.facts = [
            Fact("protection.required_reviews", .count(required)),
            Fact("protection.admin_bypass", .flag(isDeleted || !isEnforced)),
        ]
        if isDeleted { reading.note(.information, "the rule was deleted") }
        if isOff && count > 0 { reading.note(.information, "the rule names \(count) reviews and is switched off") }
        return reading
    }

    private static func environment(
        _ root: LocatedValue, _ rules: [LocatedValue]
    ) throws(EvidenceError) -> EvidenceReading {
        var reading = EvidenceReading(
            environment: try root.text("name"), observedAt: try root.firstInstant("updated_at", "created_at"))
        var required: Int64 = 0
        for rule in rules where try rule.text("type") == "required_reviewers" {
            if try rule.array("reviewers")?.isEmpty == false { required = 1 }
        }
        reading.facts.append(Fact("protection.required_reviews", .count(required)))
        if let canBypass = try root.flag("can_admins_bypass") {
            reading.facts.append(Fact("protection.admin_bypass", .flag(canBypass)))
        } else {
            reading.giveUnknown(
                ["protection.admin_bypass"], "the environment does not say whether it binds administrators")
        }
        return reading
    }
}
