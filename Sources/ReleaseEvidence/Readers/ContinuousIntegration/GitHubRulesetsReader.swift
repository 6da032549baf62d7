import ReleaseModel

/// Reads GitHub rulesets: one ruleset, the list of them, the rules in force for a branch, and the
/// `repository_ruleset` webhook.
///
/// Only `enforcement: active` binds: `evaluate` writes down what it would have stopped and stops nothing. The list of
/// rulesets shows no rules, and the rules of a branch do not show who may pass them by. Of several rules for one branch
/// the strictest binds. Rulesets for tags or pushes protect no branch.
package enum GitHubRulesetsReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "github-rulesets", title: "GitHub rulesets or rules of a branch", channel: "github",
        facts: ProtectionRules.ids, specification: "https://docs.github.com/en/rest/repos/rules")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        if outline.shape == .jsonObject, outline.nested["repository_ruleset"]?.contains("enforcement") == true {
            return .certain
        }
        guard outline.shape == .jsonObject || outline.shape == .jsonArray else { return .no }
        if outline.has("enforcement", "name"),
            ["rules", "source_type", "target"].contains(where: outline.names.contains)
        {
            return .certain
        }
        return outline.shape == .jsonArray && outline.has("type")
            && ["ruleset_id", "ruleset_source", "ruleset_source_type"].contains(where: outline.names.contains)
            ? .certain : .no
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        let pages = try document.pages()
        var reading = EvidenceReading()
        let noTime = "a protection has no time; `observed_at` in the release file states when it was taken"
        if let entries = pages.entries {
            reading.note(.missing, noTime)
            if let length = pages.fullLastPage() {
                reading.giveUnknown(
                    format.facts,
                    "the list has \(length) entries on its last page, a full one, so there may be more; join every page"
                )
            } else if entries.isEmpty {
                reading.giveUnknown(
                    format.facts, "the list is empty, which a branch without rules and no permission show alike")
            } else if entries.allSatisfy({ $0.has("enforcement") }) {
                try add(try entries.map { entry throws(EvidenceError) in try GitHubRuleset(entry) }, to: &reading)
            } else {
                try addRules(entries, to: &reading)
            }
            return reading
        }
        let root = pages[0]
        guard let changed = try root.object("repository_ruleset") else {
            reading.note(.missing, noTime)
            try add([try GitHubRuleset(root)], to: &reading)
            return reading
        }
        reading.observedAt = try changed.firstInstant("updated_at", "created_at")
        if try root.text("action") == "deleted" {
            reading.note(.information, "the ruleset was deleted")
            ProtectionRules.none.add(to: &reading, missing: "a ruleset that was deleted does not say")
        } else {
            try add([try GitHubRuleset(changed)], to: &reading)
        }
        return reading
    }

    /// The rules in force for one branch, of all rulesets.
    private static func addRules(_ entries: [LocatedValue], to reading: inout EvidenceReading) throws(EvidenceError) {
        var rules = ProtectionRules()
        let others = try rules.take(entries)
        rules.add(
            to: &reading,
            missing: "the rules of a branch do not show who may pass them by; each ruleset by its number does")
        note(others, in: &reading)
    }

    private static func add(_ rulesets: [GitHubRuleset], to reading: inout EvidenceReading) throws(EvidenceError) {
        for ruleset in rulesets { reading.note(.information, ruleset.inWords) }
        if let odd = rulesets.first(where: { $0.isActive == nil }) {
            reading.giveUnknown(
                format.facts,
                "the enforcement \"\(odd.enforcement.prefix(40))\" of \"\(odd.name.prefix(80))\" is not known; active, "
                    + "evaluate and disabled are")
            return
        }
        let branches = rulesets.filter { $0.target == "branch" }
        guard !branches.isEmpty else {
            let targets = Set(rulesets.map(\.target)).sorted().joined(separator: ", ").prefix(80)
            reading.giveUnknown(format.facts, "the rulesets protect no branch; their target is \(targets)")
            return
        }
        let active = branches.filter { $0.isActive == true }
        guard !active.isEmpty else {
            ProtectionRules.none.add(to: &reading, missing: "a ruleset that is not in force does not say")
            return
        }
        guard Set(active.map(\.branches)).count == 1 else {
            reading.giveUnknown(
                format.facts,
                "the \(active.count) rulesets in force are for different branches; ask for the rules of the branch")
            return
        }
        var rules = ProtectionRules()
        var actors: Set<String> = []
        var others: Set<String> = []
        for ruleset in active {
            guard let own = ruleset.rules else {
                reading.giveUnknown(
                    format.facts,
                    "the list does not show the rules of \"\(ruleset.name.prefix(80))\"; ask for the ruleset by its "
                        + "number, or for the rules of the branch")
                return
            }
            others.formUnion(try rules.take(own))
        }
        if active.allSatisfy({ $0.bypassActors != nil }) {
            for ruleset in active { actors.formUnion(ruleset.bypassActors ?? []) }
            rules.bypassActors = actors
            rules.canAdministratorsBypass = actors.contains(where: GitHubRuleset.isAdministrator)
        }
        rules.add(to: &reading, missing: "only those who may edit the ruleset are shown who may pass it by")
        note(others, in: &reading)
    }

    private static func note(_ others: Set<String>, in reading: inout EvidenceReading) {
        guard !others.isEmpty else { return }
        reading.note(.information, "further rules: \(others.sorted().joined(separator: ", ").prefix(200))")
    }
}

/// One ruleset.
private struct GitHubRuleset {
    let name: String
    let enforcement: String
    let target: String
    /// The names of branches that it is for and is not for; one text for both.
    let branches: String
    /// nil where a list leaves them out.
    let rules: [LocatedValue]?
    /// nil where the one who asked may not see them.
    let bypassActors: Set<String>?
    private let currentUser: String?

    init(_ value: LocatedValue) throws(EvidenceError) {
        let number = try value.identifier("id") ?? ""
        name = try value.text("name") ?? "ruleset \(number)"
        enforcement = try value.requiredText("enforcement")
        target = try value.text("target") ?? "branch"
        rules = try value.array("rules")
        currentUser = try value.text("current_user_can_bypass")
        let names = try value.object("conditions")?.object("ref_name")
        let (include, exclude) = (try names?.array("include"), try names?.array("exclude"))
        let included = (include ?? []).compactMap(\.string).sorted().joined(separator: ", ")
        let excluded = (exclude ?? []).compactMap(\.string).sorted().joined(separator: ", ")
        branches = excluded.isEmpty ? included : "\(included), but not \(excluded)"
        var actors: Set<String> = []
        for actor in try value.array("bypass_actors") ?? [] {
            actors.insert("\(try actor.requiredText("actor_type")) \(try actor.identifier("actor_id") ?? "")")
        }
        bypassActors = value.has("bypass_actors") ? actors : nil
    }

    /// Whether it binds; nil where the word is not known.
    var isActive: Bool? {
        switch enforcement {
        case "active": true
        case "evaluate", "disabled": false
        default: nil
        }
    }

    var inWords: String {
        let scope = branches.isEmpty ? "" : ", for \(branches.prefix(120))"
        let state: String =
            switch enforcement {
            case "active": "in force"
            case "evaluate": "only evaluated and not in force"
            default: enforcement
            }
        let bypass = currentUser.map { $0 == "never" ? "" : "; whoever asked can pass it by (\($0.prefix(40)))" } ?? ""
        return "ruleset \"\(name.prefix(80))\" on \(target.prefix(40)), \(state.prefix(60))\(scope)\(bypass)"
    }

    /// A role of the repository, the owners of the organization or of the enterprise: administrators hold each of them.
    static func isAdministrator(_ actor: String) -> Bool {
        ["RepositoryRole ", "OrganizationAdmin ", "EnterpriseOwner "].contains { actor.hasPrefix($0) }
    }
}

extension ProtectionRules {
    /// Takes rules in force into account, and gives the kinds of those that no fact speaks of.
    fileprivate mutating func take(_ rules: [LocatedValue]) throws(EvidenceError) -> Set<String> {
        var others: Set<String> = []
        requiredReviews = requiredReviews ?? 0
        requiredChecks = requiredChecks ?? []
        isCodeOwnerReviewRequired = isCodeOwnerReviewRequired ?? false
        areStaleApprovalsDismissed = areStaleApprovalsDismissed ?? false
        areSignaturesRequired = areSignaturesRequired ?? false
        areForcePushesAllowed = areForcePushesAllowed ?? true
        for rule in rules {
            let parameters = try rule.object("parameters")
            switch try rule.requiredText("type") {
            case "pull_request":
                let count = try parameters?.integer("required_approving_review_count") ?? 0
                requiredReviews = max(requiredReviews ?? 0, count)
                if try parameters?.flag("require_code_owner_review") == true { isCodeOwnerReviewRequired = true }
                if try parameters?.flag("dismiss_stale_reviews_on_push") == true { areStaleApprovalsDismissed = true }
            case "required_status_checks":
                for check in try parameters?.array("required_status_checks") ?? [] {
                    requiredChecks?.insert(try check.requiredText("context"))
                }
            case "workflows":
                for workflow in try parameters?.array("workflows") ?? [] {
                    requiredChecks?.insert("workflow \(try workflow.requiredText("path"))")
                }
            case "required_signatures": areSignaturesRequired = true
            case "non_fast_forward": areForcePushesAllowed = false
            case let other: others.insert(String(other.prefix(40)))
            }
        }
        return others
    }
}
