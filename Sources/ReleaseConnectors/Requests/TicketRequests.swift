import ReleaseModel

extension RequestShapes {
    private static let change = [
        "chg_model", "type", "short_description", "description", "justification", "implementation_plan",
        "backout_plan", "test_plan", "start_date", "end_date", "cmdb_ci", "correlation_id", "correlation_display",
    ]

    /// ServiceNow, Linear, Redmine and Request Tracker.
    static let tickets: [RequestShape] = [
        RequestShape(
            "servicenow", "change", [.createDraft], "POST", "/api/sn_chg_rest/change",
            [
                .onlyMembers(change, at: ""), .hasPrefix("/short_description", draftTitles),
                .hasPrefix("/correlation_id", ["rg1-"]), .isText("/chg_model"),
            ]),
        RequestShape(
            "servicenow", "change", [.updateDraft, .withdrawDraft], "PATCH", "/api/sn_chg_rest/change/{sys_id}",
            [
                .onlyMembers(change.filter { $0 != "chg_model" && $0 != "type" }, at: ""),
                .hasPrefix("/short_description", draftTitles), .hasPrefix("/correlation_id", ["rg1-"]),
            ]),
        linear(.create, [.createDraft], ["id", "teamId", "stateId", "title", "description", "labelIds"]),
        linear(.update, [.updateDraft, .withdrawDraft], ["stateId", "title", "description", "labelIds"]),
        RequestShape(
            "linear", "attachment", [.createDraft, .updateDraft], "POST", "/graphql",
            [
                .onlyMembers(["query", "variables"], at: ""),
                .equals("/query", .string(LinearDocument.attach.rawValue)),
                .onlyMembers(["input"], at: "/variables"),
                .onlyMembers(["issueId", "title", "subtitle", "url"], at: "/variables/input"),
                .hasPrefix("/variables/input/title", draftTitles), .hasPrefix("/variables/input/url", ["https://"]),
            ]),
        RequestShape(
            "linear", "document", [.createDraft], "POST", "/graphql",
            [
                .onlyMembers(["query", "variables"], at: ""),
                .equals("/query", .string(LinearDocument.document.rawValue)),
                .onlyMembers(["input"], at: "/variables"),
                .onlyMembers(["id", "title", "content", "projectId", "issueId"], at: "/variables/input"),
                .hasPrefix("/variables/input/title", draftTitles),
            ]),
        RequestShape(
            "redmine", "issue", [.createDraft], "POST", "/issues.json",
            [
                .onlyMembers(["issue"], at: ""),
                .onlyMembers(
                    ["project_id", "tracker_id", "subject", "description", "is_private", "custom_fields"], at: "/issue"),
                .equals("/issue/is_private", true), .hasPrefix("/issue/subject", draftTitles),
            ]),
        RequestShape(
            "redmine", "issue", [.updateDraft, .withdrawDraft], "PUT", "/issues/{issue_id}.json",
            [
                .onlyMembers(["issue"], at: ""),
                .onlyMembers(["subject", "description", "is_private", "custom_fields"], at: "/issue"),
                .equals("/issue/is_private", true), .hasPrefix("/issue/subject", draftTitles),
            ]),
        RequestShape(
            "redmine", "issue", [.commentDraft], "PUT", "/issues/{issue_id}.json",
            [
                .onlyMembers(["issue"], at: ""), .onlyMembers(["notes", "private_notes"], at: "/issue"),
                .equals("/issue/private_notes", true),
            ]),
        RequestShape(
            "rt", "ticket", [.createDraft], "POST", "/REST/2.0/ticket",
            [
                .onlyMembers(["Queue", "Subject", "Status", "Content", "ContentType", "CustomFields"], at: ""),
                .equals("/Status", "new"), .equals("/ContentType", "text/plain"), .hasPrefix("/Subject", draftTitles),
                .onlyMembers(["ReleasegateKey", "ReleasegateDigest"], at: "/CustomFields"),
            ]),
        RequestShape(
            "rt", "ticket", [.updateDraft, .withdrawDraft], "PUT", "/REST/2.0/ticket/{id}",
            [
                .onlyMembers(["Subject", "CustomFields"], at: ""), .hasPrefix("/Subject", draftTitles),
                .onlyMembers(["ReleasegateKey", "ReleasegateDigest"], at: "/CustomFields"),
            ]),
        RequestShape(
            "rt", "ticket", [.commentDraft], "POST", "/REST/2.0/ticket/{id}/comment",
            [.onlyMembers(["Content", "ContentType"], at: ""), .equals("/ContentType", "text/plain")]),
    ]

    private static func linear(
        _ document: LinearDocument, _ operations: [Draft.Operation], _ input: [String]
    ) -> RequestShape {
        RequestShape(
            "linear", "issue", operations, "POST", "/graphql",
            [
                .onlyMembers(["query", "variables"], at: ""), .equals("/query", .string(document.rawValue)),
                .onlyMembers(["id", "input"], at: "/variables"),
                .onlyMembers(input, at: "/variables/input"), .hasPrefix("/variables/input/title", draftTitles),
                .isAllowedBySetting("/variables/input/stateId", "draft_states"),
                .eachIsAllowedBySetting("/variables/input/labelIds/*", "label_ids"),
            ])
    }
}

/// The GraphQL documents that may be sent to Linear, word for word.
enum LinearDocument: String {
    case create =
        "mutation($input: IssueCreateInput!) { issueCreate(input: $input) { success issue { id identifier url updatedAt } } }"
    case update =
        "mutation($id: String!, $input: IssueUpdateInput!) { issueUpdate(id: $id, input: $input) { success issue { id updatedAt } } }"
    case attach =
        "mutation($input: AttachmentCreateInput!) { attachmentCreate(input: $input) { success attachment { id url } } }"
    case document =
        "mutation($input: DocumentCreateInput!) { documentCreate(input: $input) { success document { id url updatedAt } } }"
}
