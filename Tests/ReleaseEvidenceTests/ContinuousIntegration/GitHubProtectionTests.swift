import ReleaseEvidence
import ReleaseModel
import Testing

/// What protects a branch: the classic rule and rulesets.
@Suite("GitHub protection of a branch")
struct GitHubProtectionTests {
    private static func rule(_ type: String, _ parameters: String = "{}") -> String {
        "{\"type\": \"\(type)\", \"parameters\": \(parameters)}"
    }

    private static func ruleset(
        enforcement: String = "active", target: String = "branch", include: String = "~DEFAULT_BRANCH",
        rules: String? = "", bypass: String? = "", name: String = "r"
    ) -> String {
        var members = [
            "\"id\": \(name.count)", "\"name\": \"\(name)\"", "\"target\": \"\(target)\"",
            "\"source_type\": \"Repository\"", "\"enforcement\": \"\(enforcement)\"",
            "\"conditions\": {\"ref_name\": {\"include\": [\"\(include)\"], \"exclude\": []}}",
        ]
        if let rules { members.append("\"rules\": [\(rules)]") }
        if let bypass { members.append("\"bypass_actors\": [\(bypass)]") }
        return "{\(members.joined(separator: ", "))}"
    }

    private static let reviews = rule("pull_request", "{\"required_approving_review_count\": 2}")

    @Test("a ruleset in force binds; one that is evaluated, switched off or not known does not")
    func enforcement() throws {
        let active = try read(Self.ruleset(rules: Self.reviews))
        #expect(active.shown("protection.required_reviews") == "2")
        #expect(active.shown("protection.admin_bypass") == "no")
        #expect(active.shown("protection.bypass_actors") == "0")
        #expect(active.shown("protection.force_pushes") == "yes")
        for word in ["evaluate", "disabled"] {
            let reading = try read(Self.ruleset(enforcement: word, rules: Self.reviews))
            #expect(reading.shown("protection.required_reviews") == "0", "\(word)")
            #expect(reading.shown("protection.admin_bypass") == "yes", "\(word)")
        }
        let odd = try read(Self.ruleset(enforcement: "enabled", rules: Self.reviews))
        #expect(Set(odd.shown.values) == ["?"])
        #expect(odd.notes(.missing).contains("the enforcement \"enabled\" of \"r\" is not known"))
    }

    @Test("every rule that a fact speaks of")
    func rules() throws {
        let pull = Self.rule(
            "pull_request",
            """
            {"required_approving_review_count": 1, "require_code_owner_review": true,
             "dismiss_stale_reviews_on_push": true}
            """)
        let checks = Self.rule(
            "required_status_checks",
            "{\"required_status_checks\": [{\"context\": \"a\"}, {\"context\": \"b\", \"integration_id\": 1}]}")
        let workflows = Self.rule("workflows", "{\"workflows\": [{\"path\": \"ci.yml\", \"repository_id\": 1}]}")
        let others = ["required_signatures", "non_fast_forward", "deletion", "merge_queue"].map { Self.rule($0) }
        let reading = try read(
            Self.ruleset(rules: ([pull, checks, workflows] + others).joined(separator: ",")))
        #expect(
            reading.shown == [
                "protection.required_reviews": "1", "protection.required_checks": "3",
                "protection.code_owner_review": "yes", "protection.stale_approvals_dismissed": "yes",
                "protection.signed_commits": "yes", "protection.force_pushes": "no", "protection.bypass_actors": "0",
                "protection.admin_bypass": "no",
            ])
        #expect(reading.notes(.information).contains("further rules: deletion, merge_queue"))
    }

    @Test(
        "who may pass it by",
        arguments: [
            ("{\"actor_id\": 5, \"actor_type\": \"RepositoryRole\", \"bypass_mode\": \"always\"}", "1", "yes"),
            ("{\"actor_id\": null, \"actor_type\": \"OrganizationAdmin\", \"bypass_mode\": \"always\"}", "1", "yes"),
            ("{\"actor_id\": 7, \"actor_type\": \"Team\", \"bypass_mode\": \"pull_request\"}", "1", "no"),
            ("{\"actor_id\": 9, \"actor_type\": \"Integration\", \"bypass_mode\": \"always\"}", "1", "no"),
        ])
    func bypass(actor: String, count: String, isAdministrator: String) throws {
        let reading = try read(Self.ruleset(rules: Self.reviews, bypass: actor))
        #expect(reading.shown("protection.bypass_actors") == count)
        #expect(reading.shown("protection.admin_bypass") == isAdministrator)
        let hidden = try read(Self.ruleset(rules: Self.reviews, bypass: nil))
        #expect(hidden.shown("protection.admin_bypass") == "?")
        #expect(hidden.shown("protection.required_reviews") == "2")
    }

    @Test("rules of a branch are in force, the strictest binds, and nobody sees who may pass them by")
    func ofBranch() throws {
        func rule(_ id: Int, _ count: Int) -> String {
            """
            {"type": "pull_request", "ruleset_source_type": "Organization", "ruleset_source": "o", "ruleset_id": \(id),
             "parameters": {"required_approving_review_count": \(count)}}
            """
        }
        let reading = try read("[\(rule(1, 1)), \(rule(2, 3)), \(rule(3, 2))]")
        #expect(reading.shown("protection.required_reviews") == "3")
        #expect(reading.shown("protection.admin_bypass") == "?")
        #expect(reading.shown("protection.required_checks") == "0")
        let full = (1...30).map { rule($0, 1) }.joined(separator: ",")
        #expect(Set(try read("[\(full)]").shown.values) == ["?"])
        #expect(Set(try read("[]", as: "github-rulesets").shown.values) == ["?"])
    }

    @Test("a list of rulesets: without rules, for tags, for different branches")
    func lists() throws {
        let bare = try read("[\(Self.ruleset(rules: nil, bypass: nil))]")
        #expect(Set(bare.shown.values) == ["?"])
        #expect(bare.notes(.missing).contains("does not show the rules"))
        let tags = try read("[\(Self.ruleset(target: "tag", rules: Self.reviews))]")
        #expect(Set(tags.shown.values) == ["?"])
        let two = [Self.ruleset(rules: Self.reviews), Self.ruleset(include: "refs/heads/dev", name: "rr")]
        #expect(try read("[\(two.joined(separator: ","))]").notes(.missing).contains("for different branches"))
        let same = [Self.ruleset(rules: Self.reviews), Self.ruleset(enforcement: "evaluate", name: "rr")]
        #expect(try read("[\(same.joined(separator: ","))]").shown("protection.required_reviews") == "2")
    }

    @Test("the webhook of a ruleset")
    func webhook() throws {
        let set = Self.ruleset(rules: Self.reviews)
        #expect(
            try read("{\"action\": \"edited\", \"repository_ruleset\": \(set)}").shown("protection.required_reviews")
                == "2")
        #expect(
            try read("{\"action\": \"deleted\", \"repository_ruleset\": \(set)}").shown("protection.required_reviews")
                == "0")
    }

    @Test("the classic rule says everything that a ruleset does")
    func classic() throws {
        let reading = try read(
            """
            {"required_status_checks": {"strict": true, "contexts": ["build"],
              "checks": [{"context": "build", "app_id": 1}, {"context": "test", "app_id": null}]},
             "enforce_admins": {"enabled": false},
             "required_pull_request_reviews": {"dismiss_stale_reviews": true, "require_code_owner_reviews": true,
              "required_approving_review_count": 2, "require_last_push_approval": true,
              "bypass_pull_request_allowances": {"users": [{"login": "root"}], "teams": [], "apps": [{"slug": "bot"}]}},
             "required_signatures": {"enabled": true}, "allow_force_pushes": {"enabled": false},
             "lock_branch": {"enabled": false}}
            """)
        #expect(
            reading.shown == [
                "protection.required_reviews": "2", "protection.required_checks": "2",
                "protection.code_owner_review": "yes", "protection.stale_approvals_dismissed": "yes",
                "protection.signed_commits": "yes", "protection.force_pushes": "no", "protection.bypass_actors": "2",
                "protection.admin_bypass": "yes",
            ])
        let bare = try read("{\"enforce_admins\": {\"enabled\": true}}")
        #expect(bare.shown("protection.required_reviews") == "0")
        #expect(bare.shown("protection.required_checks") == "0")
        #expect(bare.shown("protection.force_pushes") == "?")
    }
}
