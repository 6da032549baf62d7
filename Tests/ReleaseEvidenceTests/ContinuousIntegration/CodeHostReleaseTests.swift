import ReleaseEvidence
import ReleaseModel
import Testing

@Suite("Releases, trains and environments of code hosts")
struct CodeHostReleaseTests {
    private static let commit = "3f2c1d9a7b6e5c4d3f2a1b0c9d8e7f6a5b4c3d2e"

    private static func github(_ more: String = "", draft: Bool = false, target: String = "main") -> String {
        """
        {"tag_name": "v2", "target_commitish": "\(target)", "draft": \(draft), "prerelease": false,
         "created_at": "2026-11-20T09:00:00Z"\(more)}
        """
    }

    @Test("a GitHub draft is not published, whatever else it says")
    func draft() throws {
        let reading = try read(Self.github(#", "published_at": null, "assets": []"#, draft: true))
        #expect(reading.shown("release.published") == "no")
        #expect(reading.notes(.information).contains("draft"))
        #expect(try read(Self.github()).shown("release.published") == "yes")
    }

    @Test("a GitHub release is about a commit only where it names one")
    func subject() throws {
        let named = try read(Self.github(target: Self.commit))
        #expect(named.revision == Self.commit)
        let branch = try read(Self.github(target: "main"))
        #expect(branch.revision == nil)
        #expect(branch.notes(.missing).contains("the branch \"main\""))
    }

    @Test("files that are not uploaded are counted, and files that are not listed are unknown")
    func assets() throws {
        let states = #", "assets": [{"state": "uploaded"}, {"state": "starter"}, {"state": "open"}, {"size": 3}]"#
        let reading = try read(Self.github(states))
        #expect(reading.shown("release.assets") == "4")
        #expect(reading.shown("release.assets_incomplete") == "2")
        #expect(try read(Self.github()).shown("release.assets") == "?")
        #expect(try read(Self.github()).shown("release.assets_incomplete") == "?")
    }

    @Test("the command line tool's words are read as the interface's")
    func tool() throws {
        let reading = try read(
            """
            {"tagName": "v2", "targetCommitish": "\(Self.commit)", "isDraft": false, "isPrerelease": true,
             "createdAt": "2026-11-20T09:00:00Z", "publishedAt": "2026-11-20T10:00:00Z", "author": {"login": "ana"},
             "assets": [{"name": "a", "state": "uploaded", "updatedAt": "2026-11-20T10:30:00Z"}]}
            """)
        #expect(reading.shown("release.prerelease") == "yes")
        #expect(reading.shown("release.published") == "yes")
        #expect(reading.shown("release.assets_incomplete") == "0")
        #expect(reading.producer == "ana")
        #expect(reading.observedAt == Instant(rfc3339: "2026-11-20T10:30:00Z"))
    }

    @Test("a list of several releases belongs to none of them")
    func lists() throws {
        #expect(try read("[\(Self.github())]").shown("release.tag") == "v2")
        let error = #expect(throws: EvidenceError.self) { try read("[\(Self.github()), \(Self.github())]") }
        #expect(error?.message.contains("2 releases") == true)
    }

    @Test(
        "a GitLab release is out when it says so, not when it is dated",
        arguments: [
            (#""upcoming_release": true, "released_at": "2026-12-24T00:00:00Z""#, "no"),
            (#""upcoming_release": false, "released_at": "2026-12-24T00:00:00Z""#, "yes"),
            (#""released_at": "2026-12-24T00:00:00Z""#, "?"),
            (#""released_at": "2026-11-20T09:00:00Z""#, "yes"),
            (#""released_at": null"#, "?"),
        ])
    func gitLab(fields: String, published: String) throws {
        let reading = try read(
            #"{"tag_name": "v2", "created_at": "2026-11-20T09:00:00Z", "commit": {"id": "\#(Self.commit)"}, \#(fields)}"#
        )
        #expect(reading.shown("release.published") == published)
        #expect(reading.revision == Self.commit)
        #expect(reading.observedAt == Instant(rfc3339: "2026-11-20T09:00:00Z") || published == "yes")
    }

    @Test("a merge train: what waits and what has landed, and checks of one commit only")
    func train() throws {
        func car(_ number: Int, _ status: String, pipeline: String = "success") -> String {
            """
            {"merge_request": {"iid": \(number)}, "target_branch": "main", "status": "\(status)",
             "pipeline": {"id": \(number), "sha": "\(Self.commit)", "status": "\(pipeline)"},
             "updated_at": "2026-11-20T09:0\(number):00Z"}
            """
        }
        let whole = try read(
            "[\(car(1, "merged")), \(car(2, "fresh")), \(car(3, "skip_merged")), \(car(4, "new word"))]")
        #expect(whole.shown("merge_train.waiting") == "2")
        #expect(whole.shown("ci.total") == "?")
        #expect(whole.notes(.information).contains("!2 into main (fresh), !4 into main (new word)"))
        let one = try read(car(5, "merging", pipeline: "failed"))
        #expect(one.shown("ci.failed") == "1")
        #expect(one.revision == Self.commit)
        let page = try read("[" + (0..<20).map { car($0 % 10, "fresh") }.joined(separator: ",") + "]")
        #expect(page.shown("merge_train.waiting") == "?")
        #expect(try read("[]", as: "gitlab-merge-train").shown("merge_train.waiting") == "?")
    }

    @Test(
        "a GitLab environment: what runs there, where anything does",
        arguments: [
            ("available", #"{"sha": "\#(commit)", "status": "success"}"#, "yes"),
            ("available", #"{"sha": "\#(commit)", "status": "failed"}"#, "no"),
            ("available", #"{"sha": "\#(commit)", "status": "running"}"#, "?"),
            ("stopped", #"{"sha": "\#(commit)", "status": "success"}"#, "?"),
            ("available", "null", "?"),
        ])
    func environment(state: String, deployment: String, succeeded: String) throws {
        let reading = try read(
            """
            {"id": 1, "name": "production", "slug": "production", "external_url": null, "state": "\(state)",
             "last_deployment": \(deployment)}
            """)
        #expect(reading.shown("deployment.succeeded") == succeeded)
        #expect(reading.environment == "production")
        #expect(reading.revision == (deployment == "null" ? nil : Self.commit))
    }

    @Test(
        "a GitLab protected environment asks for as many approvals as its hardest rule",
        arguments: [
            (#", "required_approval_count": 2"#, "2"),
            (
                #", "required_approval_count": 0, "approval_rules": [{"required_approvals": 3}, {"required_approvals": 1}]"#,
                "3"
            ),
            (#", "required_approval_count": 0, "approval_rules": []"#, "0"),
            ("", "?"),
        ])
    func protection(fields: String, reviews: String) throws {
        let reading = try read(#"{"name": "production", "deploy_access_levels": [{"access_level": 40}]\#(fields)}"#)
        #expect(reading.shown("protection.required_reviews") == reviews)
        #expect(reading.environment == "production")
        #expect(try read("[]", as: "gitlab-protected-environment").shown("protection.required_reviews") == "?")
    }
}
