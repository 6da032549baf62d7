import ReleaseModel

extension RequestShapes {
    private static let issueFields = ["project", "issuetype", "summary", "labels", "description", "security"]

    /// Jira, Jira Service Management, Confluence and Statuspage.
    static let atlassian: [RequestShape] = [
        jira("jira"), jira("jsm"),
        [
            RequestShape(
                "confluence", "page", [.createDraft], "POST", "/wiki/api/v2/pages",
                optionalQuery: ["private=true", "private=false"],
                [
                    .onlyMembers(["spaceId", "status", "title", "parentId", "body"], at: ""),
                    .equals("/status", "draft"), .hasPrefix("/title", draftTitles),
                    .onlyMembers(["representation", "value"], at: "/body"),
                    .equals("/body/representation", "atlas_doc_format"), quietText,
                ]),
            RequestShape(
                "confluence", "page", [.updateDraft, .withdrawDraft], "PUT", "/wiki/api/v2/pages/{pageId}",
                [
                    .onlyMembers(["id", "spaceId", "status", "title", "parentId", "body", "version"], at: ""),
                    .equals("/status", "draft"), .hasPrefix("/title", draftTitles), .isText("/id"),
                    .onlyMembers(["representation", "value"], at: "/body"),
                    .equals("/body/representation", "atlas_doc_format"), .equals("/version/number", 1),
                    .onlyMembers(["number", "message"], at: "/version"), quietText,
                ]),
            RequestShape(
                "statuspage", "template", [.createDraft, .updateDraft], "POST",
                "/v1/pages/{pageId}/incident_templates",
                [
                    .onlyMembers(["template"], at: ""),
                    .onlyMembers(
                        [
                            "name", "title", "body", "update_status", "should_send_notifications", "should_tweet",
                            "component_ids", "group_id",
                        ], at: "/template"),
                    .hasPrefix("/template/name", draftTitles),
                    .equals("/template/should_send_notifications", false), .equals("/template/should_tweet", false),
                ]),
        ],
    ].flatMap { $0 }

    private static let quietText = BodyPredicate.hasNoNode(DocumentNodes.actingInADF, at: "/body/value")

    /// A comment at a service desk is public, and mailed to the customer, unless this property says otherwise.
    private static func commentProperties(_ connector: ConnectorID) -> [BodyPredicate] {
        guard connector == "jsm" else { return [.eachHasPrefix("/properties/*/key", ["releasegate."])] }
        return [
            .equals("/properties/0/key", .string(JiraIssue.internalComment.key)),
            .equals("/properties/0/value", JiraIssue.internalComment.value),
            .eachHasPrefix("/properties/*/key", ["releasegate.", JiraIssue.internalComment.key]),
        ]
    }

    private static func jira(_ connector: ConnectorID) -> [RequestShape] {
        let kept: [BodyPredicate] = [
            .hasPrefix("/fields/summary", draftTitles), .contains("/fields/labels", "releasegate-draft"),
            .eachHasPrefix("/fields/labels", ["releasegate-draft", "rgk-"]),
            .eachHasPrefix("/properties/*/key", ["releasegate."]),
            .hasNoNode(DocumentNodes.actingInADF, at: "/fields/description"),
        ]
        return [
            RequestShape(
                connector, "issue", [.createDraft], "POST", "/rest/api/3/issue", optionalQuery: ["updateHistory=false"],
                [
                    .onlyMembers(["fields", "properties"], at: ""), .onlyMembers(issueFields, at: "/fields"),
                    .absent("/transition"), .absent("/fields/status"),
                ] + kept),
            RequestShape(
                connector, "issue", [.updateDraft, .withdrawDraft], "PUT",
                "/rest/api/3/issue/{issueIdOrKey}", optionalQuery: ["returnIssue=true"],
                [
                    .onlyMembers(["fields", "properties"], at: ""),
                    .onlyMembers(["summary", "labels", "description"], at: "/fields"), .absent("/transition"),
                ] + kept),
            RequestShape(
                connector, "issue", [.commentDraft], "POST", "/rest/api/3/issue/{issueIdOrKey}/comment",
                [
                    .onlyMembers(["body", "properties", "visibility"], at: ""), .equals("/body/type", "doc"),
                    .hasNoNode(DocumentNodes.actingInADF, at: "/body"),
                ] + commentProperties(connector)),
            RequestShape(
                connector, "property", [.createDraft, .updateDraft], "PUT",
                "/rest/api/3/issue/{issueIdOrKey}/properties/releasegate.writeback",
                [.onlyMembers(["v", "key", "digest"], at: ""), .isText("/key"), .isText("/digest")]),
            RequestShape(
                connector, "remote link", [.createDraft, .updateDraft], "POST",
                "/rest/api/3/issue/{issueIdOrKey}/remotelink",
                [
                    .onlyMembers(["globalId", "object", "relationship"], at: ""),
                    .hasPrefix("/globalId", ["releasegate:"]),
                    .onlyMembers(["url", "title", "summary"], at: "/object"),
                ]),
        ]
    }
}
