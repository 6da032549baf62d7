import ReleaseEvidence
import ReleaseModel
import Testing

@Suite("Code hosts and CI servers")
struct CodeHostTests {
    @Test(
        "real payloads are told apart",
        arguments: [
            ("github/check_run-completed.json", "github-check-runs", ["ci.succeeded": "1"]),
            ("github/check_suite-completed.json", "github-check-runs", ["ci.succeeded": "1"]),
            ("github/workflow_run-completed.json", "github-workflow-runs", ["ci.succeeded": "1"]),
            ("github/workflow_job-queued.json", "github-workflow-runs", ["ci.pending": "1"]),
            ("github/deployment_status-payload.json", "github-deployments", ["deployment.succeeded": "yes"]),
            ("github/deployment_status-gh-pages.json", "github-deployments", [:]),
            ("github/deployment-payload.json", "github-deployments", ["deployment.succeeded": "?"]),
            ("github/pull_request_review-dismissed.json", "github-reviews", ["review.approvals": "0"]),
            ("github/branch_protection_rule-created.json", "github-protection", ["protection.required_reviews": "0"]),
            (
                "gitlab/get_pipeline_testreport.json", "gitlab-test-report",
                ["tests.total": "9", "tests.passed": "5", "tests.errors": "4"]
            ),
            (
                "gitlab/pipeline.json", "gitlab-pipeline",
                ["ci.total": "5", "ci.succeeded": "3", "ci.skipped": "1", "ci.pending": "1"]
            ),
            ("gitlab/job.json", "gitlab-pipeline", ["ci.succeeded": "1", "ci.reruns": "1"]),
            ("gitlab/deployment.json", "gitlab-deployments", [:]),
            ("gitlab/merge_request.json", "gitlab-merge-request", ["change.mergeable": "yes", "ci.total": "?"]),
            (
                "github/release-published.json", "github-releases",
                [
                    "release.tag": "0.0.1", "release.published": "yes", "release.prerelease": "no",
                    "release.assets": "0", "release.assets_incomplete": "0",
                ]
            ),
            (
                "github/release-prereleased.json", "github-releases",
                ["release.published": "yes", "release.prerelease": "yes"]
            ),
            ("github/release-deleted.json", "github-releases", ["release.published": "no"]),
            (
                "gitlab/release.json", "gitlab-releases",
                ["release.tag": "1.0.0", "release.published": "yes", "release.assets": "1"]
            ),
            (
                "gitlab/list_merge_requests_in_merge_train.json", "gitlab-merge-train",
                ["merge_train.waiting": "1", "ci.pending": "1"]
            ),
        ])
    func payloads(path: String, format: String, facts: [String: String]) throws {
        let (found, reading) = try readFixture(path)
        #expect(found.id == format)
        for (name, value) in facts { #expect(reading.shown(name) == value, "\(name)") }
    }

    @Test("GitHub reviews: the latest of each person, of the newest commit, by people")
    func reviews() throws {
        func review(_ person: String, _ state: String, _ minute: Int, commit: String = "bbbbbbb") -> String {
            """
            {"user": {"login": "\(person)", "type": "User"}, "state": "\(state)", "commit_id": "\(commit)",
             "submitted_at": "2026-11-20T10:0\(minute):00Z"}
            """
        }
        let reading = try read(
            """
            [\(review("ana", "APPROVED", 0, commit: "aaaaaaa")), \(review("ben", "APPROVED", 1)),
             \(review("ben", "COMMENTED", 2)), \(review("cem", "APPROVED", 3)), \(review("cem", "DISMISSED", 4))]
            """)
        #expect(reading.shown("review.approvals") == "1")
        #expect(reading.notes(.ignored).contains("another commit"))
        #expect(reading.revision == "bbbbbbb")
        #expect(reading.claims.map(\.identity) == ["ana", "ben"])
        #expect(Set(try read("[]", as: "github-reviews").shown.values) == ["?"])
    }

    @Test(
        "GitHub protection: off and deleted ask for nothing",
        arguments: [
            ("created", "everyone", "2"), ("created", "off", "0"), ("deleted", "everyone", "0"),
        ])
    func protection(action: String, level: String, required: String) throws {
        let reading = try read(
            """
            {"action": "\(action)", "rule": {"required_approving_review_count": 2, "admin_enforced": true,
             "pull_request_reviews_enforcement_level": "\(level)"}}
            """)
        #expect(reading.shown("protection.required_reviews") == required)
    }

    @Test("an environment asks for one review")
    func environment() throws {
        let reading = try read(
            """
            {"name": "production", "can_admins_bypass": true, "protection_rules": [{"type": "wait_timer"},
             {"type": "required_reviewers", "reviewers": [{}, {}, {}]}]}
            """)
        #expect(reading.shown == ["protection.required_reviews": "1", "protection.admin_bypass": "yes"])
        #expect(reading.environment == "production")
    }

    @Test(
        "GitLab job status",
        arguments: [
            ("success", false, "succeeded"), ("failed", false, "failed"), ("failed", true, "neutral"),
            ("canceled", false, "failed"), ("manual", true, "skipped"), ("manual", false, "pending"),
            ("running", false, "pending"), ("a_new_word", false, "failed"),
        ])
    func gitlabJobs(status: String, mayFail: Bool, fact: String) throws {
        let reading = try read(
            """
            [{"id": 1, "stage": "test", "name": "unit", "status": "\(status)", "allow_failure": \(mayFail),
              "pipeline": {"id": 2, "sha": "abc1234"}}]
            """)
        #expect(reading.shown("ci.\(fact)") == "1")
        #expect(reading.revision == "abc1234")
    }

    @Test("GitLab: a pipeline that failed for no job's reason stays failed")
    func pipelineWorseThanJobs() throws {
        let reading = try read(
            """
            {"object_kind": "pipeline", "object_attributes": {"id": 1, "sha": "abc1234", "status": "failed"},
             "builds": [{"id": 1, "name": "unit", "status": "success"}]}
            """)
        #expect(reading.shown("ci.failed") == "1")
    }

    @Test(
        "GitLab merge status",
        arguments: [
            ("mergeable", false, "yes"), ("mergeable", true, "no"), ("not_approved", false, "no"),
            ("a_new_word", false, "no"),
        ])
    func mergeStatus(status: String, isDraft: Bool, mergeable: String) throws {
        let reading = try read(
            """
            {"iid": 1, "source_branch": "a", "target_branch": "b", "draft": \(isDraft), "detailed_merge_status": "\(status)"}
            """)
        #expect(reading.shown("change.mergeable") == mergeable)
    }

    @Test("GitLab: approved by nobody is not approved")
    func approvedByNobody() throws {
        let reading = try read("{\"approved\": true, \"approvals_left\": 0, \"approved_by\": []}")
        #expect(reading.shown("change.approved") == "no")
    }

    @Test(
        "Jenkins results",
        arguments: [
            ("\"SUCCESS\"", false, "succeeded"), ("\"UNSTABLE\"", false, "failed"), ("\"SUCCESS\"", true, "pending"),
            ("\"NOT_BUILT\"", false, "skipped"), ("null", false, "pending"), ("\"ABORTED\"", false, "failed"),
        ])
    func jenkins(result: String, isBuilding: Bool, fact: String) throws {
        let reading = try read("{\"result\": \(result), \"building\": \(isBuilding), \"number\": 1}")
        #expect(reading.shown("ci.\(fact)") == "1")
    }

    @Test("Jenkins: several checkouts name no one revision")
    func jenkinsCheckouts() throws {
        let reading = try read(
            """
            {"result": "SUCCESS", "building": false, "number": 1, "actions": [{"lastBuiltRevision": {"SHA1": "aaaaaaa"}},
             {"lastBuiltRevision": {"SHA1": "bbbbbbb"}}]}
            """)
        #expect(reading.revision == nil)
        #expect(reading.shown("ci.succeeded") == "1")
    }

    @Test("Tekton: lists as kubectl and tkn give them, and the commit that a label holds")
    func tektonLists() throws {
        func run(_ name: String, _ status: String) -> String {
            """
            {"apiVersion": "tekton.dev/v1", "kind": "PipelineRun", "metadata": {"name": "\(name)", "labels":
             {"pipelinesascode.tekton.dev/sha": "abc1234def"}}, "spec": {}\(status)}
            """
        }
        let done = ", \"status\": {\"conditions\": [{\"type\": \"Succeeded\", \"status\": \"True\"}]}"
        for kind in ["List", "PipelineRunList"] {
            let reading = try read(
                "{\"apiVersion\": \"v1\", \"kind\": \"\(kind)\", \"items\": [\(run("a", "")), \(run("b", done))]}")
            #expect(reading.shown("ci.pending") == "1")
            #expect(reading.shown("ci.succeeded") == "1")
            #expect(reading.revision == "abc1234def")
        }
        let none = try read("{\"apiVersion\": \"tekton.dev/v1\", \"kind\": \"PipelineRunList\", \"items\": []}")
        #expect(Set(none.shown.values) == ["?"])
    }

    @Test("GitLab: a pipeline of another commit says nothing of a merge request")
    func foreignPipeline() throws {
        func request(_ sha: String, ref: String) -> String {
            """
            {"iid": 1, "source_branch": "a", "target_branch": "b", "sha": "aaaaaaa", "updated_at": "2026-11-20T10:00:00Z",
             "head_pipeline": {"id": 1, "sha": "\(sha)", "ref": "\(ref)", "status": "success"}}
            """
        }
        #expect(try read(request("aaaaaaa", ref: "a")).shown("ci.succeeded") == "1")
        #expect(try read(request("bbbbbbb", ref: "refs/merge-requests/1/merge")).shown("ci.succeeded") == "1")
        #expect(try read(request("bbbbbbb", ref: "a")).shown("ci.succeeded") == "?")
    }

    @Test("Tekton conditions", arguments: [("True", "succeeded"), ("False", "failed"), ("Unknown", "pending")])
    func tekton(status: String, fact: String) throws {
        let reading = try read(
            """
            {"apiVersion": "tekton.dev/v1", "kind": "PipelineRun", "status":
             {"conditions": [{"type": "Succeeded", "status": "\(status)"}]}}
            """)
        #expect(reading.shown("ci.\(fact)") == "1")
    }
}
