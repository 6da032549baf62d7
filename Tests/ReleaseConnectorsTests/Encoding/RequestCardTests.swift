import ReleaseModel
import Testing

@testable import ReleaseConnectors

/// What a request card says, held against a table written from the vendors' references.
@Suite("Request cards")
struct RequestCardTests {
    struct Row: Sendable {
        var connector: ConnectorID
        var kind: Draft.Kind
        var tier: String
        /// Method and path template of a new draft; nil where only a file is made.
        var create: String?
        var update: String?
        /// Words of the idempotency anchor, the conditional update and the least permission.
        var anchor: String
        var condition: String
        var permission: String
        var marker: String
    }

    static let rows: [Row] = [
        Row(
            connector: "jira", kind: .ticket, tier: "B", create: "POST /rest/api/3/issue",
            update: "PUT /rest/api/3/issue/{issueIdOrKey}", anchor: "label rgk-", condition: "updated",
            permission: "not Transition", marker: "releasegate-draft"),
        Row(
            connector: "jsm", kind: .ticket, tier: "B", create: "POST /rest/api/3/issue",
            update: "PUT /rest/api/3/issue/{issueIdOrKey}", anchor: "releasegate.writeback", condition: "updated",
            permission: "no right to decide", marker: "releasegate-draft"),
        Row(
            connector: "confluence", kind: .docsPage, tier: "A", create: "POST /wiki/api/v2/pages",
            update: "PUT /wiki/api/v2/pages/{pageId}", anchor: "page id", condition: "version is always 1",
            permission: "write:page:confluence", marker: "/status is \"draft\""),
        Row(
            connector: "notion", kind: .docsPage, tier: "B", create: "POST /v1/pages",
            update: "PATCH /v1/pages/{page_id}", anchor: "releasegate_key", condition: "last_edited_time",
            permission: "Insert content and Update content", marker: "/properties/Status/select/name is \"Draft\""),
        Row(
            connector: "slack", kind: .comms, tier: "C", create: "POST /api/chat.postMessage",
            update: "POST /api/chat.update", anchor: "metadata", condition: "chat.update by ts",
            permission: "not chat:write.public", marker: "draft_channels"),
        Row(
            connector: "teams", kind: .comms, tier: "C", create: nil, update: nil, anchor: "last line of the card",
            condition: "none", permission: "none", marker: "begins with \"DRAFT\""),
        Row(
            connector: "email", kind: .comms, tier: "A", create: nil, update: nil, anchor: "X-Releasegate-Key",
            condition: "UID REPLACE", permission: "without Mail.Send", marker: "X-Unsent: 1"),
        Row(
            connector: "github", kind: .docsPage, tier: "A", create: "POST /repos/{owner}/{repo}/releases",
            update: "PATCH /repos/{owner}/{repo}/releases/{release_id}", anchor: "marker comment",
            condition: "updated_at", permission: "contents: write, which can also push code",
            marker: "/draft is true"),
        Row(
            connector: "github", kind: .ticket, tier: "B", create: "POST /repos/{owner}/{repo}/issues",
            update: "PATCH /repos/{owner}/{repo}/issues/{issue_number}", anchor: "marker comment",
            condition: "updated_at", permission: "issues: write", marker: "releasegate-draft"),
        Row(
            connector: "github", kind: .comms, tier: "B", create: "POST /repos/{owner}/{repo}/issues",
            update: "PATCH /repos/{owner}/{repo}/issues/{issue_number}", anchor: "marker comment",
            condition: "updated_at", permission: "issues: write", marker: "releasegate-draft"),
        Row(
            connector: "gitlab", kind: .ticket, tier: "B", create: "POST /api/v4/projects/{project}/issues",
            update: "PUT /api/v4/projects/{project}/issues/{issue_iid}", anchor: "label", condition: "updated_at",
            permission: "Reporter role for issues", marker: "/confidential is true"),
        Row(
            connector: "gitlab", kind: .docsPage, tier: "B", create: "POST /api/v4/projects/{project}/wikis",
            update: "PUT /api/v4/projects/{project}/wikis/{slug}", anchor: "slug", condition: "updated_at",
            permission: "project token", marker: "begins with \"Drafts/\""),
        Row(
            connector: "servicenow", kind: .ticket, tier: "B", create: "POST /api/sn_chg_rest/change",
            update: "PATCH /api/sn_chg_rest/change/{sys_id}", anchor: "correlation_id", condition: "sys_mod_count",
            permission: "itil", marker: "/correlation_id begins with \"rg1-\""),
        Row(
            connector: "statuspage", kind: .comms, tier: "A", create: "POST /v1/pages/{pageId}/incident_templates",
            update: "POST /v1/pages/{pageId}/incident_templates", anchor: "template's name",
            condition: "made and listed only", permission: "incident templates",
            marker: "/template/should_send_notifications is false"),
        Row(
            connector: "pagerduty", kind: .comms, tier: "C", create: nil, update: nil, anchor: "description",
            condition: "a file only", permission: "none", marker: "begins with \"DRAFT\""),
        Row(
            connector: "linear", kind: .ticket, tier: "B", create: "POST /graphql", update: "POST /graphql",
            anchor: "made from the key", condition: "updatedAt", permission: "issues:create",
            marker: "draft_states"),
        Row(
            connector: "azure-devops", kind: .ticket, tier: "B",
            create:
                "POST /{organization}/{project_name}/_apis/wit/workitems/${type}?api-version=7.1&suppressNotifications=true",
            update:
                "PATCH /{organization}/{project_name}/_apis/wit/workitems/{id}?api-version=7.1&suppressNotifications=true",
            anchor: "tag rgk-", condition: "/rev", permission: "vso.work_write", marker: ""),
        Row(
            connector: "azure-devops", kind: .docsPage, tier: "B",
            create:
                "PUT /{organization}/{project_name}/_apis/wiki/wikis/{wiki}/pages?path=/Drafts/{page}&api-version=7.1",
            update:
                "PUT /{organization}/{project_name}/_apis/wiki/wikis/{wiki}/pages?path=/Drafts/{page}&api-version=7.1",
            anchor: "/Drafts/", condition: "If-Match", permission: "vso.wiki_write",
            marker: "/content begins with"),
        Row(
            connector: "redmine", kind: .ticket, tier: "B", create: "POST /issues.json",
            update: "PUT /issues/{issue_id}.json", anchor: "key field", condition: "updated_on",
            permission: "set them private", marker: "/issue/is_private is true"),
        Row(
            connector: "redmine", kind: .docsPage, tier: "B",
            create: "PUT /projects/{project_id}/wiki/Draft_{page}.json",
            update: "PUT /projects/{project_id}/wiki/Draft_{page}.json", anchor: "Draft_", condition: "409",
            permission: "edit wiki pages", marker: "# DRAFT"),
        Row(
            connector: "rt", kind: .ticket, tier: "B", create: "POST /REST/2.0/ticket",
            update: "PUT /REST/2.0/ticket/{id}", anchor: "ReleasegateKey", condition: "412",
            permission: "not ReplyToTicket", marker: "/Status is \"new\""),
        Row(
            connector: "mediawiki", kind: .docsPage, tier: "B", create: "POST /api.php?action=edit&format=json",
            update: "POST /api.php?action=edit&format=json", anchor: "Draft:Releasegate/", condition: "baserevid",
            permission: "createeditmovepage", marker: "/createonly is \"1\""),
        Row(
            connector: "matrix", kind: .comms, tier: "B",
            create: "PUT /_matrix/client/v3/rooms/{roomId}/send/m.room.message/{txnId}",
            update: "PUT /_matrix/client/v3/rooms/{roomId}/send/m.room.message/{txnId}", anchor: "transaction id",
            condition: "replaces the first", permission: "private room", marker: "/m.mentions is {}"),
        Row(
            connector: "markdown", kind: .ticket, tier: "C", create: nil, update: nil, anchor: "folder's name",
            condition: "a file only", permission: "none", marker: "begins with \"DRAFT\""),
    ]

    @Test("the table speaks of every connector that takes drafts")
    func coversAll() {
        #expect(Set(RequestCardTests.rows.map(\.connector)) == Set(EncoderCatalog.all.map { $0.connector }))
    }

    @Test("each card says what its row says", arguments: rows.indices)
    func says(index: Int) throws {
        let row = RequestCardTests.rows[index]
        let encoder = try #require(EncoderCatalog.encoder(for: row.connector))
        let artefact = row.connector == "github" && row.kind == .docsPage ? "release-notes" : "change-ticket"
        func encoded(_ operation: Draft.Operation) -> EncodedDraft {
            let settings = operation == .createDraft ? SampleDraft.settings : SampleDraft.settingsWithRecord
            let draft = SampleDraft.draft(row.connector, kind: row.kind, operation: operation, artefact: artefact)
            return encoder.encode(draft, settings: settings)
        }
        let create = encoded(.createDraft)
        let card = create.requestCard.document
        #expect(card["tier"]?.text == row.tier)
        #expect(request(card) == row.create)
        #expect(request(encoded(.updateDraft).requestCard.document) == row.update)
        #expect(card["idempotency"]?["anchor"]?.text?.contains(row.anchor) == true)
        #expect(card["conditional_update"]?.text?.contains(row.condition) == true)
        #expect(card["least_permission"]?.text?.contains(row.permission) == true)
        let markers = VendorLimits.leaves(of: card["draft_markers"] ?? .null)
        #expect(row.marker.isEmpty || markers.contains { $0.contains(row.marker) }, "\(markers)")
        #expect(card["body_file"]?.text == create.payload.name)
        #expect(card["operation"] == "create_draft")
        let required = VendorLimits.leaves(of: card["required_fields"] ?? .null)
        #expect(required.isEmpty == (row.create == nil))
        for pointer in required {
            #expect(value(at: pointer, in: create.payload.body) != nil, "\(row.connector) lacks \(pointer)")
        }
    }

    private func request(_ card: JSONValue) -> String? {
        guard let method = card["request"]?["method"]?.text, let path = card["request"]?["path_template"]?.text else {
            return nil
        }
        return "\(method) \(path)"
    }

    private func value(at pointer: String, in body: JSONValue) -> JSONValue? {
        pointer.split(separator: "/").reduce(body as JSONValue?) { found, name in
            if let elements = found?.elements, let index = Int(name) {
                return elements.indices.contains(index) ? elements[index] : nil
            }
            return found?[String(name)]
        }
    }

    /// A listing has the time of the last change; the server wants the number of the last transaction.
    @Test(
        "Request Tracker's If-Match is an ETag or is left to the person who sends",
        arguments: [
            ("38", "\"38\""), ("\"38\"", "\"38\""), ("2026-11-21T09:11:21Z", "{etag}"), (nil, "{etag}"),
        ])
    func entityTag(revision: String?, header: String) throws {
        let draft = SampleDraft.draft("rt", kind: .ticket, operation: .updateDraft)
        var settings = SampleDraft.settings
        settings.records[draft.key] = TargetSettings.Record(id: "17", revision: revision)
        let card = RequestTrackerEncoder.encode(draft, settings: settings).requestCard
        #expect(card.document["request"]?["headers"]?["If-Match"]?.text == header)
        let isTime = revision?.contains("T") == true
        #expect(card.notes.contains { $0.contains("GET /REST/2.0/ticket/17") } == isTime)
    }
}
