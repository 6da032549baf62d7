import ReleaseModel

/// Reads the protection of a GitHub branch or environment: the answers of both interfaces and the
/// `branch_protection_rule` webhook.
///
/// A rule that is switched off, or deleted, asks for no review. An environment asks for one review, however many
/// reviewers it names: any one of them suffices; of checks, code owners and pushes it says nothing. Rulesets, which
/// protect a branch as well, are no part of this answer.
package enum GitHubProtectionReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "github-protection", title: "GitHub branch or environment protection", channel: "github",
        facts: ProtectionRules.ids, specification: "https://docs.github.com/en/rest/branches/branch-protection")

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
        return try branch(root)
    }

    private static func branch(_ root: LocatedValue) throws(EvidenceError) -> EvidenceReading {
        var reading = EvidenceReading()
        reading.note(.missing, "a protection has no time; `observed_at` in the release file states when it was taken")
        let reviews = try root.object("required_pull_request_reviews")
        var rules = ProtectionRules()
        rules.requiredReviews = try reviews?.integer("required_approving_review_count") ?? 0
        rules.isCodeOwnerReviewRequired = try reviews?.flag("require_code_owner_reviews") ?? false
        rules.areStaleApprovalsDismissed = try reviews?.flag("dismiss_stale_reviews") ?? false
        rules.requiredChecks = try checks(of: try root.object("required_status_checks"))
        rules.areSignaturesRequired = try root.object("required_signatures")?.flag("enabled")
        rules.areForcePushesAllowed = try root.object("allow_force_pushes")?.flag("enabled")
        rules.canAdministratorsBypass = try root.object("enforce_admins")?.flag("enabled").map { !$0 }
        var actors: Set<String> = []
        let allowances = try reviews?.object("bypass_pull_request_allowances")
        for (kind, name) in [("users", "login"), ("teams", "slug"), ("apps", "slug")] {
            for actor in try allowances?.array(kind) ?? [] {
                actors.insert("\(kind) \(try actor.firstIdentifier(name, "id") ?? "")")
            }
        }
        rules.bypassActors = actors
        rules.add(to: &reading, missing: "the protection does not say")
        if !actors.isEmpty {
            reading.note(
                .information, "may merge without the reviews: \(actors.sorted().joined(separator: ", ").prefix(200))")
        }
        if try root.object("lock_branch")?.flag("enabled") == true {
            reading.note(.information, "the branch is locked: nobody can push to it")
        }
        return reading
    }

    /// The checks that must succeed; the same check may stand in the old list of names and in the new one of objects.
    private static func checks(of value: LocatedValue?) throws(EvidenceError) -> Set<String> {
        var names: Set<String> = []
        for context in try value?.array("contexts") ?? [] {
            guard let name = context.string else { throw context.mismatch("contexts", "a list of names") }
            names.insert(name)
        }
        for check in try value?.array("checks") ?? [] { names.insert(try check.requiredText("context")) }
        return names
    }

    private static func webhook(_ rule: LocatedValue, action: String?) throws(EvidenceError) -> EvidenceReading {
        var reading = EvidenceReading(observedAt: try rule.firstInstant("updated_at", "created_at"))
        let isDeleted = action == "deleted"
        let isOff = try rule.text("pull_request_reviews_enforcement_level") == "off"
        let count = try rule.integer("required_approving_review_count") ?? 0
        var rules = ProtectionRules.none
        if !isDeleted {
            rules.requiredReviews = isOff ? 0 : count
            let asksCodeOwners = try rule.flag("require_code_owner_review") ?? false
            let dismisses = try rule.flag("dismiss_stale_reviews_on_push") ?? false
            rules.isCodeOwnerReviewRequired = asksCodeOwners && !isOff
            rules.areStaleApprovalsDismissed = dismisses && !isOff
            rules.requiredChecks = try checks(inForce: rule)
            rules.areSignaturesRequired = try isInForce(rule, "signature_requirement_enforcement_level")
            rules.areForcePushesAllowed = try isInForce(rule, "allow_force_pushes_enforcement_level")
            rules.canAdministratorsBypass = try rule.flag("admin_enforced") != true
        }
        rules.add(to: &reading, missing: "the rule does not say")
        if isDeleted { reading.note(.information, "the rule was deleted") }
        if isOff && count > 0 { reading.note(.information, "the rule names \(count) reviews and is switched off") }
        return reading
    }

    /// The level is `off`, `non_admins` or `everyone`.
    private static func isInForce(_ rule: LocatedValue, _ name: String) throws(EvidenceError) -> Bool? {
        try rule.text(name).map { $0 != "off" }
    }

    private static func checks(inForce rule: LocatedValue) throws(EvidenceError) -> Set<String>? {
        guard try isInForce(rule, "required_status_checks_enforcement_level") != false else { return [] }
        guard let contexts = try rule.array("required_status_checks") else { return nil }
        return Set(contexts.compactMap(\.string))
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
