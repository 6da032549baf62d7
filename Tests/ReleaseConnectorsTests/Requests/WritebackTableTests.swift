import ReleaseModel
import Testing

@testable import ReleaseConnectors

/// The allow and deny lists of the connector layout, row by row: what each lane may do, and the nearest thing that it may
/// not.
@Suite("Allowed and denied requests")
struct WritebackTableTests {
    struct Row: Sendable, CustomStringConvertible {
        var name: String
        var connector: ConnectorID
        var method: String
        var path: String
        var body: JSONValue?
        var description: String { name }
    }

    private static let settings = TargetSettings(values: [
        "slack": ["draft_channels": "C0DRAFTS", "canvases": "F0CANVAS"],
        "linear": ["draft_states": "11111111-2222-4333-8444-555555555555"],
    ])

    private static func isAllowed(_ row: Row) -> Bool {
        RequestGuard.check(
            method: row.method, path: row.path, body: row.body, connector: row.connector, settings: settings
        ).isAllowed
    }

    private static let marker = "<!-- releasegate:v1 key=rg1-0f6028c0b092cf92377f digest=sha256:ab -->"
    private static let state: JSONValue = "11111111-2222-4333-8444-555555555555"
    private static let page: JSONValue = ["representation": "atlas_doc_format", "value": "{}"]

    // MARK: the evidence lane

    private static let queries: [Row] = [
        Row(name: "Jira search", connector: "jira", method: "POST", path: "/rest/api/3/search/jql", body: ["jql": "x"]),
        Row(
            name: "Jira count", connector: "jira", method: "POST", path: "/rest/api/3/search/approximate-count",
            body: ["jql": "x"]),
        Row(
            name: "Notion query", connector: "notion", method: "POST", path: "/v1/data_sources/d/query", body: [:]),
        Row(name: "Notion search", connector: "notion", method: "POST", path: "/v1/search", body: [:]),
        Row(
            name: "WIQL", connector: "azure-devops", method: "POST", path: "/o/p/_apis/wit/wiql?api-version=7.1",
            body: ["query": "SELECT [System.Id] FROM WorkItems"]),
        Row(
            name: "GraphQL query of GitHub", connector: "github", method: "POST", path: "/graphql",
            body: ["query": "query { viewer { login } }"]),
        Row(
            name: "GraphQL query of GitLab", connector: "gitlab", method: "POST", path: "/api/graphql",
            body: ["query": "{ currentUser { id } }"]),
        Row(
            name: "GraphQL query of Linear", connector: "linear", method: "POST", path: "/graphql",
            body: ["query": "query A { viewer { id } } fragment B on Issue { id }"]),
        Row(
            name: "Prometheus query", connector: "prometheus", method: "POST", path: "/api/v1/query",
            body: ["query": "up"]),
        Row(
            name: "Prometheus range", connector: "prometheus", method: "POST", path: "/api/v1/query_range",
            body: ["query": "up"]),
    ]

    @Test("GET and HEAD are allowed everywhere, with a body nowhere", arguments: ConnectorCatalog.all.map(\.id))
    func reads(connector: ConnectorID) {
        for method in ["GET", "HEAD"] {
            let row = Row(name: "", connector: connector, method: method, path: "/x/y?z=1", body: nil)
            #expect(WritebackTableTests.isAllowed(row))
            var withBody = row
            withBody.body = [:]
            #expect(!WritebackTableTests.isAllowed(withBody))
        }
    }

    @Test("queries by POST are allowed, and the same path by PUT, PATCH or DELETE is not", arguments: queries)
    func queryOnly(row: Row) {
        #expect(WritebackTableTests.isAllowed(row))
        for method in ["PUT", "PATCH", "DELETE", "post"] {
            var other = row
            other.method = method
            #expect(!WritebackTableTests.isAllowed(other), "\(method)")
        }
    }

    @Test(
        "a GraphQL document with anything but queries is refused",
        arguments: [
            "mutation { x }", "mutation M { x } query Q { y }", "query Q { y } mutation M { x }",
            "subscription { x }", "{ a } subscription { b }", "#\nmutation { x }",
            "fragment F on T { a } mutation { x }",
            "query { a(b: \"}\") } mutation { x }", "query { a } \u{FEFF}mutation { x }", "{ a", "", "query",
            "query { a(b: \"\"\"x\"\"\") } mutation { y }", "extend type T { a: Int }", "} mutation { x }",
        ])
    func graphQL(document: String) {
        let places: [(ConnectorID, String)] = [
            ("github", "/graphql"), ("gitlab", "/api/graphql"), ("linear", "/graphql"),
        ]
        for (connector, path) in places {
            let row = Row(
                name: "", connector: connector, method: "POST", path: path,
                body: ["query": .string(document)])
            #expect(!WritebackTableTests.isAllowed(row), "\(connector)")
        }
    }

    // MARK: the draft lane

    /// Each row is allowed as it stands.
    static let drafts: [Row] = [
        Row(
            name: "Jira issue", connector: "jira", method: "POST", path: "/rest/api/3/issue",
            body: [
                "fields": [
                    "project": ["key": "R"], "issuetype": ["name": "Task"], "summary": "DRAFT x",
                    "labels": ["releasegate-draft"], "description": [:],
                ]
            ]),
        Row(
            name: "Jira property", connector: "jira", method: "PUT",
            path: "/rest/api/3/issue/R-1/properties/releasegate.writeback",
            body: ["v": 1, "key": "rg1-a", "digest": "sha256:b"]),
        Row(
            name: "Jira remote link", connector: "jira", method: "POST", path: "/rest/api/3/issue/R-1/remotelink",
            body: ["globalId": "releasegate:r", "object": ["url": "https://x", "title": "t"]]),
        Row(
            name: "Jira comment", connector: "jira", method: "POST", path: "/rest/api/3/issue/R-1/comment",
            body: ["body": ["type": "doc", "version": 1, "content": []]]),
        Row(
            name: "Confluence page", connector: "confluence", method: "POST",
            path: "/wiki/api/v2/pages?private=true",
            body: ["spaceId": "1", "status": "draft", "title": "DRAFT x", "body": page]),
        Row(
            name: "Confluence update", connector: "confluence", method: "PUT", path: "/wiki/api/v2/pages/4",
            body: ["id": "4", "status": "draft", "title": "DRAFT x", "body": page, "version": ["number": 1]]),
        Row(
            name: "GitHub release", connector: "github", method: "POST", path: "/repos/a/b/releases",
            body: [
                "tag_name": "t", "name": "DRAFT x", "body": "b", "draft": true, "prerelease": false,
                "make_latest": "false", "generate_release_notes": false,
            ]),
        Row(
            name: "GitHub pull request", connector: "github", method: "POST", path: "/repos/a/b/pulls",
            body: [
                "title": "DRAFT x", "head": "releasegate/x", "base": "main", "body": "b", "draft": true,
                "maintainer_can_modify": false,
            ]),
        Row(
            name: "GitHub review", connector: "github", method: "POST", path: "/repos/a/b/pulls/4/reviews",
            body: ["commit_id": "c", "body": "b"]),
        Row(
            name: "GitHub issue", connector: "github", method: "POST", path: "/repos/a/b/issues",
            body: ["title": "DRAFT x", "body": "b", "labels": ["releasegate-draft"]]),
        Row(
            name: "GitHub comment", connector: "github", method: "POST", path: "/repos/a/b/issues/4/comments",
            body: ["body": .string(marker)]),
        Row(
            name: "GitLab merge request", connector: "gitlab", method: "POST",
            path: "/api/v4/projects/7/merge_requests",
            body: [
                "source_branch": "releasegate/x", "target_branch": "main", "title": "Draft: x", "description": "d",
            ]),
        Row(
            name: "GitLab draft note", connector: "gitlab", method: "POST",
            path: "/api/v4/projects/7/merge_requests/3/draft_notes", body: ["note": "n"]),
        Row(
            name: "GitLab issue", connector: "gitlab", method: "POST", path: "/api/v4/projects/a%2Fb/issues",
            body: ["title": "DRAFT x", "description": "d", "confidential": true, "labels": "rgk-0"]),
        Row(
            name: "GitLab wiki", connector: "gitlab", method: "POST", path: "/api/v4/projects/7/wikis",
            body: ["title": "Drafts/x", "content": "c", "format": "markdown"]),
        Row(
            name: "ServiceNow change", connector: "servicenow", method: "POST", path: "/api/sn_chg_rest/change",
            body: ["chg_model": "Normal", "short_description": "DRAFT x", "correlation_id": "rg1-a"]),
        Row(
            name: "Graph message", connector: "email", method: "POST",
            path: "/v1.0/users/u@e.org/mailFolders/drafts/messages",
            body: ["subject": "DRAFT x", "body": [:], "categories": ["releasegate-draft"]]),
        Row(
            name: "Graph update", connector: "email", method: "PATCH", path: "/v1.0/users/u@e.org/messages/m",
            body: ["subject": "DRAFT x"]),
        Row(
            name: "Gmail draft", connector: "email", method: "POST", path: "/gmail/v1/users/me/drafts",
            body: ["message": ["raw": "eA"]]),
        Row(
            name: "Statuspage template", connector: "statuspage", method: "POST",
            path: "/v1/pages/p/incident_templates",
            body: [
                "template": [
                    "name": "DRAFT x", "title": "t", "body": "b", "should_send_notifications": false,
                    "should_tweet": false,
                ]
            ]),
        Row(
            name: "Linear issue", connector: "linear", method: "POST", path: "/graphql",
            body: [
                "query": .string(LinearDocument.create.rawValue),
                "variables": ["input": ["teamId": "t", "stateId": state, "title": "DRAFT x"]],
            ]),
        Row(
            name: "Linear update", connector: "linear", method: "POST", path: "/graphql",
            body: [
                "query": .string(LinearDocument.update.rawValue),
                "variables": ["id": "i", "input": ["stateId": state, "title": "DRAFT x"]],
            ]),
        Row(
            name: "Linear attachment", connector: "linear", method: "POST", path: "/graphql",
            body: [
                "query": .string(LinearDocument.attach.rawValue),
                "variables": ["input": ["issueId": "i", "title": "DRAFT x", "url": "https://x"]],
            ]),
        Row(
            name: "Linear document", connector: "linear", method: "POST", path: "/graphql",
            body: [
                "query": .string(LinearDocument.document.rawValue),
                "variables": ["input": ["title": "DRAFT x", "content": "c", "projectId": "p"]],
            ]),
        Row(
            name: "Azure work item", connector: "azure-devops", method: "POST",
            path: "/o/p/_apis/wit/workitems/$Task?api-version=7.1&suppressNotifications=true",
            body: [["op": "add", "path": "/fields/System.Title", "value": "DRAFT x"]]),
        Row(
            name: "Azure pull request", connector: "azure-devops", method: "POST",
            path: "/o/p/_apis/git/repositories/r/pullrequests?api-version=7.1",
            body: [
                "sourceRefName": "refs/heads/releasegate/x", "targetRefName": "refs/heads/main", "title": "DRAFT",
                "isDraft": true,
            ]),
        Row(
            name: "Azure wiki", connector: "azure-devops", method: "PUT",
            path: "/o/p/_apis/wiki/wikis/w/pages?path=/Drafts/rg1-a&api-version=7.1",
            body: ["content": .string(marker)]),
        Row(
            name: "Redmine issue", connector: "redmine", method: "POST", path: "/issues.json",
            body: ["issue": ["project_id": "p", "subject": "DRAFT x", "is_private": true]]),
        Row(
            name: "Redmine wiki", connector: "redmine", method: "PUT", path: "/projects/p/wiki/Draft_rg1-a.json",
            body: ["wiki_page": ["text": "# DRAFT x"]]),
        Row(
            name: "Request Tracker ticket", connector: "rt", method: "POST", path: "/REST/2.0/ticket",
            body: ["Queue": "q", "Subject": "DRAFT x", "Status": "new", "Content": "c", "ContentType": "text/plain"]),
        Row(
            name: "Request Tracker comment", connector: "rt", method: "POST", path: "/REST/2.0/ticket/4/comment",
            body: ["Content": "c", "ContentType": "text/plain"]),
        Row(
            name: "MediaWiki page", connector: "mediawiki", method: "POST", path: "/api.php?action=edit&format=json",
            body: [
                "title": "Draft:Releasegate/rg1-a", "text": "<!-- releasegate:v1 key=rg1-0 -->t", "summary": "s",
                "createonly": "1",
                "watchlist": "nochange", "assert": "user",
            ]),
        Row(
            name: "Matrix notice", connector: "matrix", method: "PUT",
            path: "/_matrix/client/v3/rooms/!r:e.org/send/m.room.message/t",
            body: ["msgtype": "m.notice", "body": "DRAFT x", "m.mentions": [:]]),
        Row(
            name: "Matrix account data", connector: "matrix", method: "PUT",
            path: "/_matrix/client/v3/user/@u:e.org/account_data/dev.releasegate.draft.rg1-a",
            body: ["key": "rg1-a", "digest": "d", "body": "b"]),
        Row(
            name: "Matrix room state", connector: "matrix", method: "PUT",
            path: "/_matrix/client/v3/rooms/!r:e.org/state/dev.releasegate.draft/rg1-a",
            body: ["key": "rg1-a", "digest": "d", "body": "b"]),
        Row(
            name: "Slack canvas", connector: "slack", method: "POST", path: "/api/canvases.create",
            body: ["title": "DRAFT x", "document_content": ["type": "markdown", "markdown": "m"]]),
        Row(
            name: "Slack canvas edit", connector: "slack", method: "POST", path: "/api/canvases.edit",
            body: ["canvas_id": "F0CANVAS", "changes": [["operation": "replace", "document_content": [:]]]]),
        Row(
            name: "Slack message", connector: "slack", method: "POST", path: "/api/chat.postMessage",
            body: [
                "channel": "C0DRAFTS", "text": "DRAFT x", "blocks": [], "parse": "none", "link_names": false,
                "unfurl_links": false, "unfurl_media": false, "metadata": ["event_type": "releasegate_draft"],
            ]),
        Row(
            name: "Slack update", connector: "slack", method: "POST", path: "/api/chat.update",
            body: [
                "channel": "C0DRAFTS", "ts": "1.2", "text": "DRAFT x", "blocks": [], "parse": "none",
                "link_names": false, "metadata": ["event_type": "releasegate_draft"],
            ]),
    ]

    @Test("every row of the draft lane is allowed", arguments: drafts)
    func allowed(row: Row) {
        let verdict = RequestGuard.check(
            method: row.method, path: row.path, body: row.body, connector: row.connector,
            settings: WritebackTableTests.settings)
        #expect(verdict.isAllowed, "\(verdict)")
    }

    /// Members that publish, send, approve, move or notify at one target or another.
    private static let acting: [JSONValue.Member] = [
        .init("transition", ["id": "5"]), .init("update", ["status": []]), .init("historyMetadata", [:]),
        .init("event", "APPROVE"), .init("event", "COMMENT"), .init("state", "closed"), .init("state", "-4"),
        .init("approval", "approved"), .init("on_hold", true), .init("close_code", "done"), .init("close_notes", "x"),
        .init("assigned_to", "x"), .init("assignees", ["x"]), .init("assignee_ids", [1]), .init("milestone", 1),
        .init("state_event", "close"), .init("publish", true), .init("discussion_category_name", "News"),
        .init("auto_merge", true), .init("remove_source_branch", true), .init("isSendable", true),
        .init("ccRecipients", []), .init("bccRecipients", []), .init("status_id", 5), .init("Owner", "x"),
        .init("Requestor", "x"), .init("Cc", "x"), .init("token", "x"), .init("minor", "1"), .init("post_at", 1),
        .init("reply_broadcast", true), .init("thread_ts", "1"), .init("channel_id", "C1"), .init("access", "x"),
        .init("icon", [:]), .init("in_trash", true), .init("archived", true), .init("is_locked", false),
        .init("erase_content", true), .init("template", [:]), .init("bypassRules", true),
        .init("deliver_notifications", true), .init("stateId2", "x"), .init("assigneeId", "x"),
        .init("subscriberIds", ["x"]), .init("completionOptions", [:]), .init("autoCompleteSetBy", [:]),
        .init("reviewers", ["x"]), .init("watcher_user_ids", [1]), .init("redirect", "1"),
    ]

    @Test("a row with a member that acts, in any object that the row has, is refused", arguments: drafts)
    func actingMember(row: Row) throws {
        let body = try #require(row.body)
        for path in body.objectPaths(depth: 3) where !row.isFree(path) {
            for member in WritebackTableTests.acting {
                // At the wiki of MediaWiki `template` is nobody's member; where a row has the name itself, it is judged below.
                guard let mutated = body.adding(member, at: path[...]) else { continue }
                var changed = row
                changed.body = mutated
                #expect(!WritebackTableTests.isAllowed(changed), "\(row): \(path) \(member.name)")
            }
        }
    }

    @Test("a row without what marks it as a draft, or with another value there, is refused", arguments: drafts)
    func unmarked(row: Row) throws {
        let body = try #require(row.body)
        let shape = try #require(
            RequestShapes.all.first { shape in
                shape.connector == row.connector && shape.method == row.method && shape.path.matches(row.path)
                    && shape.predicates.allSatisfy {
                        $0.refusal(of: body, connector: row.connector, settings: WritebackTableTests.settings) == nil
                    }
            })
        for predicate in shape.predicates where predicate.marksDraft {
            guard let pointer = predicate.pointer, !pointer.contains("*") else { continue }
            let path = pointer.split(separator: "/").map(String.init)
            for other in [nil, .null, "FINAL x", "current", true, false, 0, "", []] as [JSONValue?] {
                guard let mutated = body.replacing(at: path[...], by: other), mutated != body else { continue }
                let stays = RequestGuard.check(
                    method: row.method, path: row.path, body: mutated, connector: row.connector,
                    settings: WritebackTableTests.settings
                ).isAllowed
                #expect(!stays, "\(row): \(pointer) = \(other?.serialized(pretty: false) ?? "nothing")")
            }
        }
    }

    @Test("the same body at a path or by a method that acts is refused", arguments: drafts)
    func elsewhere(row: Row) {
        let endings = [
            "/publish", "/merge", "/approve", "/approvals", "/transitions", "/send", "/reply", "/correspond", "/rerun",
            "/dispatches", "/schedule", "/../x", "/%2e%2e/x", "//x", "#x", "?publish=true", "&bypassRules=true",
        ]
        for ending in endings {
            var other = row
            other.path += ending
            #expect(!WritebackTableTests.isAllowed(other), "\(other.path)")
        }
        for method in ["DELETE", "delete", "MERGE", "MOVE", "COPY", "OPTIONS", "TRACE", ""] {
            var other = row
            other.method = method
            #expect(!WritebackTableTests.isAllowed(other), "\(method)")
        }
        for connector in ConnectorCatalog.all.map(\.id) where connector != row.connector {
            var other = row
            other.connector = connector
            // Jira and its service projects share one API; so do the GraphQL paths, which are judged by their documents.
            guard !["jira", "jsm"].contains(connector), row.path != "/graphql" else { continue }
            #expect(!WritebackTableTests.isAllowed(other), "\(connector)")
        }
    }

    // MARK: always denied

    private static let denied: [(row: String, requests: [(ConnectorID, String, String)])] = [
        (
            "merge",
            [
                ("github", "PUT", "/repos/a/b/pulls/4/merge"), ("github", "POST", "/repos/a/b/merges"),
                ("gitlab", "PUT", "/api/v4/projects/7/merge_requests/3/merge"),
                ("azure-devops", "PATCH", "/o/p/_apis/git/repositories/r/pullrequests/4?api-version=7.1"),
            ]
        ),
        (
            "publish",
            [
                ("gitlab", "PUT", "/api/v4/projects/7/merge_requests/3/draft_notes/5/publish"),
                ("gitlab", "POST", "/api/v4/projects/7/merge_requests/3/draft_notes/bulk_publish"),
                ("statuspage", "PUT", "/v1/pages/p/incidents/i/postmortem/publish"),
                ("github", "POST", "/repos/a/b/pages/builds"), ("github", "PUT", "/repos/a/b/contents/README.md"),
            ]
        ),
        (
            "approve",
            [
                ("gitlab", "POST", "/api/v4/projects/7/merge_requests/3/approve"),
                ("jsm", "POST", "/rest/servicedeskapi/request/X-1/approval/3"),
                ("servicenow", "PATCH", "/api/sn_chg_rest/change/1/approvals"),
                ("azure-devops", "PATCH", "/o/p/_apis/pipelines/approvals?api-version=7.1"),
                ("github", "POST", "/repos/a/b/actions/runs/4/pending_deployments"),
                ("github", "POST", "/repos/a/b/pulls/4/reviews/9/events"),
            ]
        ),
        (
            "transition",
            [
                ("jira", "POST", "/rest/api/3/issue/R-1/transitions"),
                ("jsm", "POST", "/rest/api/3/bulk/issues/transition"),
                ("servicenow", "PATCH", "/api/sn_chg_rest/change/1/schedule/first_available"),
            ]
        ),
        (
            "dispatch and rerun workflows",
            [
                ("github", "POST", "/repos/a/b/actions/workflows/4/dispatches"),
                ("github", "POST", "/repos/a/b/dispatches"), ("github", "POST", "/repos/a/b/actions/runs/4/rerun"),
                ("github", "POST", "/repos/a/b/actions/runs/4/rerun-failed-jobs"),
                ("gitlab", "POST", "/api/v4/projects/7/pipeline"),
                ("gitlab", "POST", "/api/v4/projects/7/trigger/pipeline"),
                ("gitlab", "POST", "/api/v4/projects/7/jobs/4/play"),
                ("gitlab", "POST", "/api/v4/projects/7/jobs/4/retry"),
                ("azure-devops", "POST", "/o/p/_apis/pipelines/4/runs?api-version=7.1"),
            ]
        ),
        (
            "deployments",
            [
                ("github", "POST", "/repos/a/b/deployments"), ("github", "POST", "/repos/a/b/deployments/4/statuses"),
                ("gitlab", "POST", "/api/v4/projects/7/deployments"),
            ]
        ),
        (
            "environments and protection",
            [
                ("github", "PUT", "/repos/a/b/environments/production"),
                ("github", "PUT", "/repos/a/b/branches/main/protection"), ("github", "POST", "/repos/a/b/rulesets"),
                ("gitlab", "POST", "/api/v4/projects/7/protected_branches"),
                ("gitlab", "POST", "/api/v4/projects/7/environments"),
                ("gitlab", "POST", "/api/v4/projects/7/freeze_periods"),
            ]
        ),
        (
            "release publish",
            [
                ("gitlab", "POST", "/api/v4/projects/7/releases"), ("gitlab", "PUT", "/api/v4/projects/7/releases/v1"),
                ("github", "POST", "/repos/a/b/git/refs"), ("github", "POST", "/repos/a/b/git/tags"),
                ("jira", "PUT", "/rest/api/3/version/4"), ("jira", "PUT", "/rest/api/3/version/4/mergeto/5"),
            ]
        ),
        (
            "schedule and send",
            [
                ("slack", "POST", "/api/chat.scheduleMessage"), ("slack", "POST", "/api/chat.postEphemeral"),
                ("slack", "POST", "/api/pins.add"), ("slack", "POST", "/api/conversations.invite"),
                ("email", "POST", "/v1.0/me/sendMail"), ("email", "POST", "/v1.0/users/u/messages/m/send"),
                ("email", "POST", "/v1.0/users/u/messages/m/replyAll"),
                ("email", "POST", "/v1.0/users/u/messages/m/forward"),
                ("email", "POST", "/gmail/v1/users/me/drafts/send"),
                ("email", "POST", "/gmail/v1/users/me/messages/send"),
                ("teams", "POST", "/v1.0/teams/t/channels/c/messages"), ("rt", "POST", "/REST/2.0/ticket/4/correspond"),
                ("pagerduty", "POST", "/v2/change/enqueue"), ("pagerduty", "POST", "/v2/enqueue"),
            ]
        ),
        (
            "maintenance windows",
            [
                ("pagerduty", "POST", "/maintenance_windows"), ("pagerduty", "PUT", "/maintenance_windows/4"),
                ("alertmanager", "POST", "/api/v2/silences"),
            ]
        ),
        (
            "incidents",
            [
                ("statuspage", "POST", "/v1/pages/p/incidents"), ("statuspage", "PATCH", "/v1/pages/p/incidents/i"),
                ("pagerduty", "POST", "/incidents"), ("pagerduty", "POST", "/status_pages/p/posts"),
            ]
        ),
        (
            "deletion",
            [
                ("confluence", "DELETE", "/wiki/api/v2/pages/4?draft=true"),
                ("github", "DELETE", "/repos/a/b/releases/4"), ("jira", "DELETE", "/rest/api/3/issue/R-1"),
                ("slack", "POST", "/api/chat.delete"), ("slack", "POST", "/api/canvases.delete"),
                ("mediawiki", "POST", "/api.php?action=delete&format=json"),
                ("matrix", "PUT", "/_matrix/client/v3/rooms/r/redact/e/t"),
            ]
        ),
        (
            "permissions, webhooks and users",
            [
                ("github", "PUT", "/repos/a/b/collaborators/x"), ("github", "POST", "/repos/a/b/hooks"),
                ("github", "PUT", "/orgs/a/members/x"), ("gitlab", "POST", "/api/v4/projects/7/members"),
                ("gitlab", "POST", "/api/v4/projects/7/hooks"), ("gitlab", "POST", "/api/v4/users"),
                ("gitlab", "POST", "/api/v4/projects/7/access_tokens"), ("jira", "POST", "/rest/api/3/user"),
                ("jira", "POST", "/rest/api/3/permissionscheme"), ("jira", "POST", "/rest/api/3/webhook"),
                ("mediawiki", "POST", "/api.php?action=userrights&format=json"),
                ("matrix", "PUT", "/_matrix/client/v3/rooms/r/state/m.room.power_levels"),
                ("matrix", "POST", "/_matrix/client/v3/rooms/r/invite"), ("redmine", "POST", "/users.json"),
                ("slack", "POST", "/api/admin.users.invite"), ("rt", "POST", "/REST/2.0/user"),
            ]
        ),
    ]

    @Test("what is always denied is refused, whatever its body says", arguments: denied.indices)
    func alwaysDenied(index: Int) {
        let (name, requests) = WritebackTableTests.denied[index]
        let bodies: [JSONValue?] = [nil, [:], "x", ["draft": true, "status": "draft", "title": "DRAFT x"]]
        for (connector, method, path) in requests {
            for body in bodies + WritebackTableTests.drafts.filter({ $0.connector == connector }).map(\.body) {
                let row = Row(name: name, connector: connector, method: method, path: path, body: body)
                #expect(!WritebackTableTests.isAllowed(row), "\(name): \(connector) \(method) \(path)")
            }
        }
    }
}

extension WritebackTableTests.Row {
    /// Whether the object there is the document's own, in which the guard reads nothing.
    fileprivate func isFree(_ path: [String]) -> Bool {
        let own = ["description", "body", "blocks", "document_content", "project", "issuetype", "value", "metadata"]
        return path.contains { own.contains($0) } && !(connector == "confluence" && path == ["body"])
    }
}

extension BodyPredicate {
    fileprivate var pointer: String? {
        switch self {
        case .equals(let path, _), .hasPrefix(let path, _), .contains(let path, _), .isAllowedBySetting(let path, _):
            path
        default: nil
        }
    }
}

extension JSONValue {
    /// The places of the objects in it, the outermost first.
    fileprivate func objectPaths(depth: Int) -> [[String]] {
        guard case .object(let members) = self, depth > 0 else { return [] }
        return [[]]
            + members.flatMap { member in member.value.objectPaths(depth: depth - 1).map { [member.name] + $0 } }
    }

    /// With one more member in the object at `path`; nil where it has the name already.
    fileprivate func adding(_ member: Member, at path: ArraySlice<String>) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        guard let name = path.first else {
            return members.contains { $0.name == member.name } ? nil : .object(members + [member])
        }
        guard let inner = self[name]?.adding(member, at: path.dropFirst()) else { return nil }
        return .object(members.map { $0.name == name ? Member(name, inner) : $0 })
    }

    /// With another value at `path`, or none; nil where nothing is there.
    fileprivate func replacing(at path: ArraySlice<String>, by value: JSONValue?) -> JSONValue? {
        guard let name = path.first, case .object(let members) = self, let inner = self[name] else { return nil }
        if path.count == 1 {
            return .object(members.compactMap { $0.name == name ? value.map { Member(name, $0) } : $0 })
        }
        guard let changed = inner.replacing(at: path.dropFirst(), by: value) else { return nil }
        return .object(members.map { $0.name == name ? Member(name, changed) : $0 })
    }
}
