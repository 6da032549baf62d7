import ReleaseEvidence
import ReleaseModel
import Testing

/// Pull requests as the command line client, GraphQL and REST give them.
@Suite("GitHub pull requests")
struct GitHubPullRequestTests {
    private static let head = String(repeating: "c0ffee00", count: 5)
    private static let other = String(repeating: "deadbeef", count: 5)

    private static func check(_ status: String, _ conclusion: String) -> String {
        """
        {"__typename": "CheckRun", "name": "\(status)\(conclusion)", "status": "\(status)",
         "conclusion": \(conclusion.isEmpty ? "null" : "\"\(conclusion)\""), "completedAt": "2026-11-20T10:00:00Z"}
        """
    }

    private static func ofClient(_ members: String...) -> String {
        "{\"headRefOid\": \"\(head)\", \(members.joined(separator: ", "))}"
    }

    private static func ofGraph(
        _ contexts: String, page: String = "\"pageInfo\": {\"hasNextPage\": false}", state: String = "SUCCESS",
        commit: String = head, extra: String = ""
    ) -> String {
        """
        {"data": {"repository": {"pullRequest": {"headRefOid": "\(head)", \(extra)
          "commits": {"nodes": [{"commit": {"oid": "\(commit)", "statusCheckRollup": {"state": "\(state)",
            "contexts": {"nodes": [\(contexts)], \(page)}}}}]}}}}}
        """
    }

    @Test(
        "only a completed success is one",
        arguments: [
            ("COMPLETED", "SUCCESS", "ci.succeeded"), ("COMPLETED", "NEUTRAL", "ci.neutral"),
            ("COMPLETED", "SKIPPED", "ci.skipped"), ("COMPLETED", "CANCELLED", "ci.failed"),
            ("COMPLETED", "TIMED_OUT", "ci.failed"), ("COMPLETED", "ACTION_REQUIRED", "ci.failed"),
            ("COMPLETED", "STALE", "ci.failed"), ("COMPLETED", "STARTUP_FAILURE", "ci.failed"),
            ("COMPLETED", "", "ci.pending"), ("IN_PROGRESS", "", "ci.pending"), ("QUEUED", "", "ci.pending"),
            ("QUEUED", "SUCCESS", "ci.pending"), ("WAITING", "", "ci.pending"), ("REQUESTED", "", "ci.pending"),
        ])
    func outcomes(status: String, conclusion: String, fact: String) throws {
        let check = Self.check(status, conclusion)
        let state = fact == "ci.succeeded" || fact == "ci.neutral" || fact == "ci.skipped" ? "SUCCESS" : "FAILURE"
        for text in [Self.ofClient("\"statusCheckRollup\": [\(check)]"), Self.ofGraph(check, state: state)] {
            let reading = try read(text)
            #expect(reading.shown(fact) == "1", "\(text)")
            #expect(reading.shown("ci.total") == "1")
            #expect(reading.shown("ci.succeeded") == (fact == "ci.succeeded" ? "1" : "0"))
            #expect(reading.revision == Self.head)
        }
    }

    @Test(
        "a status", arguments: [("SUCCESS", "ci.succeeded"), ("EXPECTED", "ci.pending"), ("ERROR", "ci.failed")])
    func statuses(state: String, fact: String) throws {
        let text = "{\"__typename\": \"StatusContext\", \"context\": \"ci\", \"state\": \"\(state)\"}"
        #expect(try read(Self.ofClient("\"statusCheckRollup\": [\(text)]")).shown(fact) == "1")
    }

    @Test("what was not asked for gives no fact")
    func unasked() throws {
        let reading = try read(
            Self.ofClient("\"mergeStateStatus\": \"CLEAN\"", "\"updatedAt\": \"2026-11-20T10:00:00Z\""))
        #expect(reading.shown == ["change.mergeable": "yes"])
        #expect(reading.notes(.missing).contains("not asked for"))
        #expect(reading.notes(.missing).contains("statusCheckRollup, reviews, reviewDecision"))
        let checks = try read(Self.ofClient("\"statusCheckRollup\": [{\"name\": \"a\", \"status\": \"COMPLETED\"}]"))
        #expect(checks.shown("ci.succeeded") == "?")
        #expect(try read(Self.ofClient("\"statusCheckRollup\": []")).shown("ci.failed") == "?")
        #expect(try read(Self.ofClient("\"statusCheckRollup\": null")).shown("ci.failed") == "?")
    }

    @Test("a part of a list, another commit, errors beside the data")
    func parts() throws {
        let check = Self.check("COMPLETED", "SUCCESS")
        let whole = try read(Self.ofGraph(check))
        #expect(whole.shown("ci.succeeded") == "1")
        for text in [
            Self.ofGraph(check, page: "\"pageInfo\": {\"hasNextPage\": true}"),
            Self.ofGraph(check, page: "\"totalCount\": 2"), Self.ofGraph(check, page: "\"x\": 1"),
            Self.ofGraph(check, commit: Self.other), Self.ofGraph(check, state: "PENDING"),
            Self.ofGraph(check).replacing("\"data\"", with: "\"errors\": [{\"message\": \"timeout\"}], \"data\""),
        ] {
            #expect(try read(text).shown("ci.succeeded") == "?", "\(text)")
        }
        let hundred = Array(repeating: check, count: 100).joined(separator: ",")
        #expect(try read(Self.ofClient("\"statusCheckRollup\": [\(hundred)]")).shown("ci.succeeded") == "?")
    }

    @Test("pages of one answer")
    func pages() throws {
        func page(_ id: Int, more: Bool) -> String {
            let check = Self.check("COMPLETED", "SUCCESS").replacing("\"name\"", with: "\"id\": \"\(id)\", \"name\"")
            return Self.ofGraph(check, page: "\"pageInfo\": {\"hasNextPage\": \(more)}")
        }
        let both = try read(page(1, more: true) + "\n" + page(2, more: false))
        #expect(both.shown("ci.succeeded") == "2")
        #expect(try read("[\(page(1, more: true)), \(page(2, more: false))]").shown("ci.succeeded") == "2")
        #expect(try read(page(1, more: true) + page(1, more: false)).shown("ci.succeeded") == "1")
        #expect(try read(page(1, more: true) + page(2, more: true)).shown("ci.succeeded") == "?")
        let moved = page(2, more: false).replacing(Self.head, with: Self.other)
        #expect(throws: EvidenceError.self) { try read(page(1, more: true) + moved) }
    }

    @Test(
        "whether it may be merged",
        arguments: [
            ("\"mergeStateStatus\": \"CLEAN\"", "yes"), ("\"mergeStateStatus\": \"HAS_HOOKS\"", "yes"),
            ("\"mergeStateStatus\": \"UNSTABLE\"", "no"), ("\"mergeStateStatus\": \"BLOCKED\"", "no"),
            ("\"mergeStateStatus\": \"BEHIND\"", "no"), ("\"mergeStateStatus\": \"UNKNOWN\"", "?"),
            ("\"mergeStateStatus\": \"CLEAN\", \"isDraft\": true", "no"),
            ("\"mergeStateStatus\": \"CLEAN\", \"state\": \"CLOSED\"", "no"),
            ("\"mergeStateStatus\": \"UNKNOWN\", \"state\": \"MERGED\"", "?"),
            ("\"mergeable\": \"MERGEABLE\"", "?"), ("\"mergeable\": \"CONFLICTING\"", "no"),
        ])
    func mergeable(fields: String, shown: String) throws {
        #expect(try read(Self.ofClient(fields)).shown("change.mergeable") == shown)
    }

    @Test("the word on its reviews is GitHub's, and no word is no approval")
    func decision() throws {
        for (word, shown) in [("APPROVED", "yes"), ("REVIEW_REQUIRED", "no"), ("CHANGES_REQUESTED", "no"), ("", "?")] {
            #expect(try read(Self.ofClient("\"reviewDecision\": \"\(word)\"")).shown("change.approved") == shown)
        }
        #expect(try read(Self.ofClient("\"reviewDecision\": null")).shown("change.approved") == "?")
    }

    @Test("approvals count for the newest commit, by people, where the commit is named")
    func reviews() throws {
        func review(_ login: String, _ state: String, _ commit: String, bot: Bool = false) -> String {
            """
            {"author": {"login": "\(login)", "__typename": "\(bot ? "Bot" : "User")"}, "state": "\(state)",
             "submittedAt": "2026-11-20T10:00:00Z", "commit": {"oid": "\(commit)"}, "authorAssociation": "MEMBER"}
            """
        }
        let all = [
            review("ana", "APPROVED", Self.head), review("ben", "APPROVED", Self.other),
            review("app", "APPROVED", Self.head, bot: true), review("dan", "CHANGES_REQUESTED", Self.head),
            review("eva", "CHANGES_REQUESTED", Self.head), review("eva", "COMMENTED", Self.head),
        ].joined(separator: ",")
        let reading = try read(Self.ofClient("\"reviews\": [\(all)]"))
        #expect(reading.shown("review.approvals") == "1")
        #expect(reading.shown("review.changes_requested") == "2")
        #expect(reading.claims.map(\.identity) == ["ana", "app", "ben"])
        let latest = try read(Self.ofClient("\"latestReviews\": [\(review("ana", "APPROVED", ""))]"))
        #expect(latest.shown("review.approvals") == "?")
        #expect(latest.shown("review.changes_requested") == "0")
        #expect(try read(Self.ofClient("\"reviews\": []")).shown("review.changes_requested") == "?")
        let headless = try read("{\"reviewDecision\": \"\", \"reviews\": [\(review("ana", "APPROVED", Self.head))]}")
        #expect(headless.shown("review.approvals") == "?")
        let graph = "\"reviews\": {\"totalCount\": 2, \"nodes\": [\(review("ana", "APPROVED", Self.head))]},"
        #expect(try read(Self.ofGraph("", extra: graph)).shown("review.approvals") == "?")
    }

    @Test("discussions")
    func threads() throws {
        func threads(_ flags: [Bool], more: Bool) throws -> String {
            let nodes = flags.map { "{\"isResolved\": \($0)}" }.joined(separator: ",")
            let list = "{\"pageInfo\": {\"hasNextPage\": \(more)}, \"nodes\": [\(nodes)]}"
            return try read("{\"data\": {\"repository\": {\"pullRequest\": {\"reviewThreads\": \(list)}}}}")
                .shown("review.unresolved")
        }
        #expect(try threads([true, false, false], more: false) == "2")
        #expect(try threads([], more: false) == "0")
        #expect(try threads([true], more: true) == "?")
    }

    @Test("the answer of the interface, the webhook, and a commit by itself")
    func others() throws {
        let rest = """
            {"number": 1, "state": "open", "draft": false, "merged": false, "mergeable": true, "mergeable_state": "clean",
             "head": {"sha": "\(Self.head)"}, "base": {"sha": "x"}, "user": {"login": "carol"},
             "updated_at": "2026-11-20T10:00:00Z"}
            """
        let reading = try read(rest)
        #expect(reading.shown("change.mergeable") == "yes")
        #expect(reading.revision == Self.head)
        #expect(reading.producer == "carol")
        let webhook = try read("{\"action\": \"synchronize\", \"number\": 1, \"pull_request\": \(rest)}")
        #expect(webhook.shown == reading.shown)
        let commit = """
            {"data": {"repository": {"object": {"oid": "\(Self.head)", "statusCheckRollup": {"state": "FAILURE",
              "contexts": {"totalCount": 1, "nodes": [\(Self.check("COMPLETED", "FAILURE"))]}}}}}}
            """
        #expect(try read(commit).shown("ci.failed") == "1")
        #expect(try read(commit).revision == Self.head)
        let two =
            "{\"data\": {\"repository\": {\"pullRequests\": {\"nodes\": [{\"isDraft\": true}, {\"isDraft\": true}]}}}}"
        #expect(throws: EvidenceError.self) { try read(two) }
        #expect(throws: EvidenceError.self) { try read("{\"data\": {\"repository\": {\"name\": \"x\"}}}") }
    }

    @Test("answers to the queries of the client's older versions")
    func recorded() throws {
        let statuses = try readFixture("github/gh-pr-checks-statuses.json")
        #expect(statuses.format.id == "github-pull-request")
        // The client's older query did not ask whether there are more.
        #expect(statuses.reading.shown("ci.failed") == "?")
        #expect(statuses.reading.revision == "4f2a9c1d")
        let reviews = try readFixture("github/gh-pr-view-many-reviews.json").reading
        #expect(reviews.shown("review.approvals") == "?")
        #expect(reviews.shown("review.changes_requested") == "1")
        #expect(reviews.claims.map(\.identity) == ["erin", "ghost", "ivo"])
    }

    @Test("the checks of a pull request as the client lists them")
    func checks() throws {
        let cases: [(String, String)] = [
            ("\"state\": \"SUCCESS\"", "ci.succeeded"), ("\"bucket\": \"pass\"", "ci.succeeded"),
            ("\"bucket\": \"pass\", \"state\": \"FAILURE\"", "ci.failed"),
            ("\"bucket\": \"fail\", \"state\": \"SUCCESS\"", "ci.failed"),
            ("\"bucket\": \"skipping\", \"state\": \"NEUTRAL\"", "ci.neutral"),
            ("\"bucket\": \"skipping\"", "ci.skipped"), ("\"bucket\": \"cancel\"", "ci.failed"),
            ("\"bucket\": \"pending\"", "ci.pending"), ("\"bucket\": \"pending\", \"state\": \"STALE\"", "ci.failed"),
            ("\"state\": \"QUEUED\"", "ci.pending"), ("\"state\": \"CANCELLED\"", "ci.failed"),
        ]
        for (fields, fact) in cases {
            let reading = try read("[{\"name\": \"a\", \(fields)}]")
            #expect(reading.shown(fact) == "1", "\(fields)")
            #expect(reading.shown("ci.total") == "1")
        }
        #expect(throws: EvidenceError.self) { try read("[{\"name\": \"a\"}]", as: "github-pr-checks") }
        #expect(try read("[]", as: "github-pr-checks").shown("ci.failed") == "?")
    }
}
