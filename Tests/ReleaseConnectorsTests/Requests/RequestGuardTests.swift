import ReleaseModel
import Testing

@testable import ReleaseConnectors

@Suite("Request guard")
struct RequestGuardTests {
    private static let title: JSONValue = "DRAFT x"

    @Test(
        "what reads or drafts is allowed",
        arguments: [
            ("jira", "GET", "/rest/api/3/issue/REL-1", nil),
            ("jira", "POST", "/rest/api/3/search/jql", ["jql": "project = REL"]),
            ("jira", "POST", "/rest/api/3/search/approximate-count", ["jql": "project = REL"]),
            ("notion", "POST", "/v1/data_sources/abc/query", [:]),
            (
                "azure-devops", "POST", "/acme/shop/_apis/wit/wiql?api-version=7.1",
                ["query": "SELECT [System.Id] FROM WorkItems"]
            ),
            ("linear", "POST", "/graphql", ["query": "query($a: Int) { issues(first: $a) { nodes { id } } }"]),
            ("linear", "POST", "/graphql", ["query": "{ issue(id: \"mutation\") { id } } # mutation {"]),
            ("prometheus", "POST", "/api/v1/query", ["query": "up"]),
            (
                "github", "POST", "/repos/acme/approvals/issues",
                ["title": title, "body": "b", "labels": ["releasegate-draft"]]
            ),
            ("github", "POST", "/repos/a/b/pulls/4/reviews", ["body": "b"]),
            ("gitlab", "POST", "/api/v4/projects/a%2Fb/merge_requests/3/draft_notes", ["note": "n"]),
            (
                "gitlab", "POST", "/api/v4/projects/7/merge_requests",
                ["source_branch": "releasegate/x", "target_branch": "main", "title": "Draft: x", "description": "d"]
            ),
            (
                "jira", "PUT", "/rest/api/3/issue/REL-1/properties/releasegate.writeback",
                ["v": 1, "key": "k", "digest": "d"]
            ),
            (
                "azure-devops", "POST", "/acme/shop/_apis/git/repositories/r/pullrequests?api-version=7.1",
                [
                    "sourceRefName": "refs/heads/releasegate/x", "targetRefName": "refs/heads/main", "title": "DRAFT",
                    "isDraft": true,
                ]
            ),
            (
                "slack", "POST", "/api/canvases.create",
                ["title": title, "document_content": ["type": "markdown", "markdown": "m"]]
            ),
            ("rt", "POST", "/REST/2.0/ticket/4/comment", ["Content": "c", "ContentType": "text/plain"]),
        ] as [(ConnectorID, String, String, JSONValue?)])
    func allows(connector: ConnectorID, method: String, path: String, body: JSONValue?) {
        let verdict = RequestGuard.check(
            method: method, path: path, body: body, connector: connector, settings: SampleDraft.settings)
        #expect(verdict.isAllowed, "\(verdict)")
    }

    @Test(
        "what acts is refused",
        arguments: [
            ("jira", "POST", "/rest/api/3/issue/REL-1/transitions", ["transition": ["id": "4"]], "moving"),
            ("jira", "DELETE", "/rest/api/3/issue/REL-1", nil, "deleting"),
            ("jira", "PUT", "/rest/api/3/issue/archive", ["issueIdsOrKeys": ["REL-1"]], "not a member"),
            ("jsm", "POST", "/rest/servicedeskapi/request", ["serviceDeskId": "1"], "notifies"),
            ("jsm", "POST", "/rest/servicedeskapi/request/X-1/approval/3", ["decision": "approve"], "approving"),
            ("confluence", "PUT", "/wiki/api/v2/pages/4", ["id": "4", "status": "current"], "must be \"draft\""),
            ("confluence", "DELETE", "/wiki/api/v2/pages/4?draft=true", nil, "deleting"),
            ("github", "PUT", "/repos/a/b/pulls/4/merge", [:], "merging"),
            ("github", "POST", "/repos/a/b/merges", ["base": "main", "head": "x"], "merging"),
            ("github", "POST", "/repos/a/b/pulls/4/reviews", ["event": "APPROVE"], "not a member"),
            ("github", "POST", "/repos/a/b/releases", ["tag_name": "v1", "draft": false], "must be true"),
            ("github", "POST", "/repos/a/b/releases", ["tag_name": "v1"], "must be true"),
            ("github", "POST", "/repos/a/b/deployments", ["ref": "main"], "effects at once"),
            ("github", "POST", "/repos/a/b/actions/workflows/4/dispatches", ["ref": "main"], "pipeline"),
            ("github", "POST", "/repos/a/b/actions/runs/4/rerun", nil, "pipeline"),
            ("github", "POST", "/repos/a/b/actions/runs/4/pending_deployments", ["state": "approved"], "approving"),
            ("github", "PUT", "/repos/a/b/environments/production", [:], "protection"),
            ("github", "PUT", "/repos/a/b/branches/main/protection", [:], "protection"),
            ("github", "POST", "/repos/a/b/hooks", [:], "webhooks"),
            ("github", "PUT", "/repos/a/b/collaborators/x", [:], "administrators"),
            ("github", "POST", "/graphql", ["query": "mutation { x }"], "not on the list"),
            ("github", "POST", "/graphql", ["query": "{ a } mutation M { x }"], "not on the list"),
            ("linear", "POST", "/graphql", ["query": "subscription { x }"], "/query must be"),
            ("gitlab", "POST", "/api/v4/projects/7/releases", ["ref": "main", "tag_name": "v1"], "tag at once"),
            ("gitlab", "PUT", "/api/v4/projects/7/merge_requests/3/draft_notes/5/publish", [:], "publishing"),
            ("gitlab", "POST", "/api/v4/projects/7/merge_requests/3/draft_notes/bulk_publish", [:], "publishing"),
            ("gitlab", "PUT", "/api/v4/projects/7/merge_requests/3/merge", [:], "merging"),
            ("gitlab", "POST", "/api/v4/projects/7/merge_requests/3/approve", [:], "approving"),
            ("gitlab", "POST", "/api/v4/projects/7/freeze_periods", [:], "freezes"),
            ("gitlab", "POST", "/api/v4/projects/a%2F..%2Fb/../issues", [:], "step out"),
            ("servicenow", "PATCH", "/api/sn_chg_rest/change/1/approvals", ["state": "approved"], "approving"),
            ("servicenow", "POST", "/api/sn_chg_rest/change/1/conflict", [:], "starts a job"),
            ("servicenow", "PATCH", "/api/sn_chg_rest/change/1/schedule/first_available", [:], "moving"),
            ("servicenow", "PATCH", "/api/sn_chg_rest/change/1", ["state": "-4"], "not a member"),
            ("statuspage", "POST", "/v1/pages/p/incidents", ["incident": [:]], "public at once"),
            ("pagerduty", "POST", "/maintenance_windows", [:], "silences"),
            ("pagerduty", "POST", "/v2/change/enqueue", [:], "taken back"),
            ("slack", "POST", "/api/chat.postMessage", ["channel": "C0GENERAL", "text": "DRAFT"], "draft_channels"),
            ("slack", "POST", "/api/chat.scheduleMessage", ["channel": "C0DRAFTS"], "sends itself"),
            ("slack", "POST", "/api/chat.delete", ["channel": "C0DRAFTS"], "not on the list"),
            ("email", "POST", "/v1.0/me/sendMail", ["message": [:]], "sending"),
            ("email", "POST", "/v1.0/users/u/messages/m/send", nil, "sending"),
            ("email", "POST", "/gmail/v1/users/me/drafts/send", ["id": "1"], "sending"),
            ("email", "POST", "/v1.0/users/u/mailFolders/drafts/messages", "From: a@b\r\nX-Unsent: 1\r\n\r\nx", "from"),
            ("azure-devops", "PATCH", "/a/b/_apis/pipelines/approvals", [["status": "approved"]], "approving"),
            (
                "azure-devops", "PUT", "/a/b/_apis/wiki/wikis/w/pages?path=/Drafts/../Home&api-version=7.1",
                ["content": "x"],
                "not on the list"
            ),
            (
                "azure-devops", "PATCH", "/a/b/_apis/wit/workitems/4?api-version=7.1&bypassRules=true", [],
                "not on the list"
            ),
            ("rt", "POST", "/REST/2.0/ticket/4/correspond", ["Content": "x"], "mails the requestor"),
            ("matrix", "PUT", "/_matrix/client/v3/rooms/r/redact/e/t", [:], "for a person"),
            ("prometheus", "POST", "/api/v1/admin/tsdb/snapshot", nil, "not on the list"),
            ("terraform", "POST", "/api/v2/runs/1/actions/apply", [:], "not on the list"),
            ("nowhere", "GET", "/", nil, "no connector"),
            ("jira", "GET", "/rest/api/3/issue/REL-1", [:], "no body"),
            ("github", "POST", "//repos/a/b/issues", [:], "absolute and plain"),
            ("github", "TRACE", "/repos/a/b/issues", nil, "not on the list"),
        ] as [(ConnectorID, String, String, JSONValue?, String)])
    func refuses(connector: ConnectorID, method: String, path: String, body: JSONValue?, reason: String) {
        let verdict = RequestGuard.check(
            method: method, path: path, body: body, connector: connector, settings: SampleDraft.settings)
        guard case .refused(let text) = verdict else {
            Issue.record("allowed: \(verdict)")
            return
        }
        #expect(text.contains(reason), "\(text)")
    }

    @Test("a member that stands twice is refused, because a target may take the second")
    func doubledMember() {
        let body = JSONValue.object([
            .init("tag_name", "t"), .init("name", "DRAFT"), .init("draft", true), .init("prerelease", false),
            .init("make_latest", "false"), .init("generate_release_notes", false), .init("draft", false),
        ])
        #expect(
            !RequestGuard.check(method: "POST", path: "/repos/a/b/releases", body: body, connector: "github").isAllowed)
    }

    @Test("the operations are the closed set")
    func closedSet() {
        #expect(
            Set(RequestShapes.all.flatMap(\.operations).map(\.rawValue))
                == ["create_draft", "update_draft", "comment_draft", "withdraw_draft"])
        #expect(RequestShapes.all.allSatisfy { $0.method != "DELETE" && !$0.predicates.isEmpty })
        #expect(
            RequestShapes.all.allSatisfy { ConnectorCatalog.connector($0.connector)?.access == .writeCapable })
    }

    private static func adf(_ node: JSONValue) -> JSONValue {
        ["version": 1, "type": "doc", "content": [["type": "paragraph", "content": [node]]]]
    }
    private static let mention: JSONValue = ["type": "mention", "attrs": ["id": "5b10"]]
    private static let card: JSONValue = ["type": "inlineCard", "attrs": ["url": "https://evil.example"]]
    private static func issue(_ members: [JSONValue.Member]) -> JSONValue {
        let fields: [JSONValue.Member] = [
            .init("summary", "DRAFT x"), .init("labels", ["releasegate-draft", "rgk-0f6028c0b092cf92377f"]),
        ]
        return [
            "fields": .object(fields.filter { field in !members.contains { $0.name == field.name } } + members)
        ]
    }
    private static func page(_ value: JSONValue) -> JSONValue {
        [
            "spaceId": "1", "status": "draft", "title": "DRAFT x",
            "body": ["representation": "atlas_doc_format", "value": value],
        ]
    }
    private static func notion(_ more: [JSONValue.Member], children: JSONValue = []) -> JSONValue {
        let properties: [JSONValue.Member] = [
            .init("Name", ["title": [["text": ["content": "DRAFT x"]]]]),
            .init("Status", ["select": ["name": "Draft"]]),
            .init("releasegate_key", ["rich_text": [["text": ["content": "rg1-0"]]]]),
        ]
        return ["parent": [:], "properties": .object(properties + more), "children": children]
    }
    private static func notice(_ new: JSONValue) -> JSONValue {
        [
            "msgtype": "m.notice", "body": "* DRAFT x", "m.mentions": [:], "m.new_content": new,
            "m.relates_to": ["rel_type": "m.replace", "event_id": "$1"],
        ]
    }
    private static func mail(_ headers: String) -> JSONValue {
        .string("X-Unsent: 1\r\nSubject: DRAFT x\r\n\(headers)\r\n\r\nx")
    }
    private static let messages = "/v1.0/users/u/mailFolders/drafts/messages"

    /// Bodies that keep every mark of a draft and yet tell somebody, or set something going. The first of each pair of
    /// lines with the same request shows that it is the addition which is refused.
    @Test(
        "what is still marked as a draft may act in no other way",
        arguments: [
            (
                "jira", "POST", "/rest/api/3/issue", issue([.init("description", adf(["type": "text", "text": "x"]))]),
                true
            ),
            ("jira", "POST", "/rest/api/3/issue", issue([.init("description", adf(mention))]), false),
            ("jira", "PUT", "/rest/api/3/issue/REL-1", issue([.init("description", adf(card))]), false),
            ("jira", "POST", "/rest/api/3/issue", issue([.init("labels", ["releasegate-draft", "deploy"])]), false),
            ("jira", "POST", "/rest/api/3/issue/REL-1/comment", ["body": adf(["type": "text", "text": "x"])], true),
            ("jira", "POST", "/rest/api/3/issue/REL-1/comment", ["body": adf(mention)], false),
            (
                "jira", "POST", "/rest/api/3/issue/REL-1/comment",
                [
                    "body": adf(["type": "text", "text": "x"]),
                    "properties": [["key": "sd.public.comment", "value": ["internal": false]]],
                ], false
            ),
            ("jsm", "POST", "/rest/api/3/issue/REL-1/comment", ["body": adf(["type": "text", "text": "x"])], false),
            (
                "jsm", "POST", "/rest/api/3/issue/REL-1/comment",
                [
                    "body": adf(["type": "text", "text": "x"]),
                    "properties": [["key": "sd.public.comment", "value": ["internal": true]]],
                ], true
            ),
            (
                "jsm", "POST", "/rest/api/3/issue/REL-1/comment",
                [
                    "body": adf(["type": "text", "text": "x"]),
                    "properties": [["key": "sd.public.comment", "value": ["internal": false]]],
                ], false
            ),
            ("confluence", "POST", "/wiki/api/v2/pages", page("{\"type\":\"doc\",\"content\":[]}"), true),
            ("confluence", "POST", "/wiki/api/v2/pages", page("{\"type\":\"text\",\"text\":\"type: mention\"}"), true),
            ("confluence", "POST", "/wiki/api/v2/pages", page("{\"content\":[{\"type\" : \"mention\"}]}"), false),
            ("confluence", "POST", "/wiki/api/v2/pages", page("{\"t\\u0079pe\":\"\\u006dention\"}"), false),
            ("confluence", "POST", "/wiki/api/v2/pages", page("[{\"type\":\"extension\"}]"), false),
            ("notion", "POST", "/v1/pages", notion([]), true),
            ("notion", "POST", "/v1/pages", notion([.init("Owner", ["people": [["id": "x"]]])]), false),
            ("notion", "POST", "/v1/pages", notion([.init("Published", ["checkbox": true])]), false),
            (
                "notion", "POST", "/v1/pages",
                notion([], children: [["type": "paragraph", "paragraph": ["rich_text": [["type": "mention"]]]]]), false
            ),
            ("notion", "PATCH", "/v1/blocks/b/children", ["children": [["type": "link_to_page"]]], false),
            (
                "github", "POST", "/repos/a/b/issues",
                ["title": title, "body": "b", "labels": ["releasegate-draft", "automerge"]], false
            ),
            (
                "gitlab", "POST", "/api/v4/projects/7/issues",
                [
                    "title": title, "description": "d", "confidential": true,
                    "labels": "releasegate-draft,rgk-0f6028c0b092cf92377f",
                ], true
            ),
            (
                "gitlab", "POST", "/api/v4/projects/7/issues",
                ["title": title, "description": "d", "confidential": true, "labels": "releasegate-draft,deploy"], false
            ),
            (
                "matrix", "PUT", "/_matrix/client/v3/rooms/r/send/m.room.message/t",
                notice(["msgtype": "m.notice", "body": "DRAFT x", "m.mentions": [:]]), true
            ),
            (
                "matrix", "PUT", "/_matrix/client/v3/rooms/r/send/m.room.message/t",
                notice(["msgtype": "m.notice", "body": "x", "m.mentions": ["room": true]]), false
            ),
            (
                "matrix", "PUT", "/_matrix/client/v3/rooms/r/send/m.room.message/t",
                notice(["msgtype": "m.text", "body": "x", "m.mentions": [:]]), false
            ),
            (
                "mediawiki", "POST", "/api.php?action=edit&format=json",
                [
                    "title": "Draft:Releasegate/rg1-0", "text": "#REDIRECT [[Main Page]]", "createonly": "1",
                    "watchlist": "nochange", "assert": "user",
                ], false
            ),
            ("email", "POST", messages, mail("To: a@b.example"), true),
            ("email", "POST", messages, mail("To: a@b.example,\r\n\tc@d.example"), true),
            ("email", "POST", messages, mail("To: a@b.example\nBcc: everyone@b.example"), false),
            ("email", "POST", messages, mail("Disposition-Notification-To: a@b.example"), false),
            ("email", "POST", messages, mail("Deferred-Delivery: Mon, 23 Nov 2026 09:00:00 +0000"), false),
            ("email", "POST", messages, mail("Reply-To: evil@b.example"), false),
            ("email", "POST", messages, mail("X-Unsent: 0"), false),
            ("email", "POST", messages, mail("Content-Type: text/calendar; method=REQUEST"), false),
            ("email", "POST", messages, mail("Content-Type: multipart/mixed; boundary=x"), false),
        ] as [(ConnectorID, String, String, JSONValue, Bool)])
    func actsInNoOtherWay(connector: ConnectorID, method: String, path: String, body: JSONValue, isAllowed: Bool) {
        let verdict = RequestGuard.check(
            method: method, path: path, body: body, connector: connector, settings: SampleDraft.settings)
        #expect(verdict.isAllowed == isAllowed, "\(verdict)")
    }

    @Test("a comment at a service desk is internal")
    func internalComment() throws {
        let draft = SampleDraft.draft("jsm", kind: .ticket, operation: .commentDraft)
        let body = ServiceManagementEncoder.encode(draft, settings: SampleDraft.settingsWithRecord).payload.body
        let properties = body["properties"]?.elements ?? []
        #expect(properties.first == ["key": "sd.public.comment", "value": ["internal": true]])
        #expect(properties.count == 2)
    }
}
