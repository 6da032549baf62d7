import ReleaseEvidence
import ReleaseModel
import Testing

@Suite("GitLab protection of a branch")
struct GitLabProtectionTests {
    private static func branch(_ push: String, _ rest: String = "\"allow_force_push\": false") -> String {
        "{\"name\": \"main\", \"push_access_levels\": [\(push)], \"merge_access_levels\": [], \(rest)}"
    }

    @Test(
        "who may push passes the merge request by",
        arguments: [
            ("{\"access_level\": 0, \"access_level_description\": \"No one\", \"user_id\": null}", "0"),
            ("{\"access_level\": 40, \"access_level_description\": \"Maintainers\"}", "1"),
            (
                """
                {"access_level": 40, "user_id": 3}, {"access_level": 40, "group_id": 9},
                {"access_level": 40, "access_level_description": "Maintainers"}
                """, "3"
            ),
            ("", "0"),
        ])
    func pushers(levels: String, count: String) throws {
        let reading = try read(Self.branch(levels))
        #expect(reading.shown("protection.bypass_actors") == count)
        #expect(reading.shown("protection.force_pushes") == "no")
        #expect(reading.shown("protection.code_owner_review") == "?")
        #expect(reading.shown("protection.required_reviews") == "none")
    }

    @Test("one branch only, and what is not said is not known")
    func lists() throws {
        let one = Self.branch("", "\"allow_force_push\": true, \"code_owner_approval_required\": true")
        let reading = try read("[\(one)]")
        #expect(reading.shown("protection.force_pushes") == "yes")
        #expect(reading.shown("protection.code_owner_review") == "yes")
        #expect(Set(try read("[\(one), \(one)]").shown.values) == ["?"])
        #expect(try read(Self.branch("", "\"id\": 1")).shown("protection.force_pushes") == "?")
    }

    @Test("the largest rule that is for every branch")
    func rules() throws {
        func rule(_ count: Int, _ rest: String = "", type: String = "regular") -> String {
            "{\"id\": \(count), \"name\": \"r\(count)\", \"rule_type\": \"\(type)\", \"approvals_required\": \(count)\(rest)}"
        }
        let some = ", \"protected_branches\": [{\"name\": \"hotfix/*\"}], \"applies_to_all_protected_branches\": false"
        func required(_ rules: String...) throws -> String {
            try read("[\(rules.joined(separator: ","))]").shown("protection.required_reviews")
        }
        #expect(try required(rule(1), rule(3), rule(2)) == "3")
        #expect(try required(rule(1), rule(5, some)) == "1")
        #expect(try required(rule(5, some)) == "?")
        #expect(try required(rule(1, type: "any_approver"), rule(4, type: "report_approver")) == "1")
        let full = (1...20).map { rule($0) }.joined(separator: ",")
        #expect(try required(full) == "?")
        #expect(try read("[]", as: "gitlab-approval-rules").shown("protection.required_reviews") == "?")
    }

    @Test("the settings of a project")
    func settings() throws {
        let reading = try read(
            """
            {"approvals_before_merge": 0, "reset_approvals_on_push": true, "merge_requests_author_approval": true,
             "merge_requests_disable_committers_approval": false}
            """)
        #expect(reading.shown == ["protection.stale_approvals_dismissed": "yes"])
        #expect(reading.notes(.information).contains("may approve it"))
    }
}
