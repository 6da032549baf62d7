import ReleaseModel

extension RequestShapes {
    private static let posted = [
        "channel", "text", "blocks", "metadata", "unfurl_links", "unfurl_media", "parse", "link_names",
    ]

    private static let quiet: [BodyPredicate] = [
        .isAllowedBySetting("/channel", "draft_channels"), .equals("/parse", "none"), .equals("/link_names", false),
        .hasPrefix("/text", draftTitles), .equals("/metadata/event_type", "releasegate_draft"),
    ]

    /// Slack's draft containers, mailboxes and Matrix rooms.
    static let messages: [RequestShape] = [
        RequestShape(
            "slack", "message", [.createDraft], "POST", "/api/chat.postMessage",
            [.onlyMembers(posted, at: "")] + quiet + [.equals("/unfurl_links", false), .equals("/unfurl_media", false)]),
        RequestShape(
            "slack", "message", [.updateDraft, .withdrawDraft], "POST", "/api/chat.update",
            [.onlyMembers(posted + ["ts"], at: ""), .isText("/ts")] + quiet),
        RequestShape(
            "slack", "canvas", [.createDraft], "POST", "/api/canvases.create",
            [.onlyMembers(["title", "document_content"], at: ""), .hasPrefix("/title", draftTitles)]),
        RequestShape(
            "slack", "canvas", [.updateDraft, .withdrawDraft], "POST", "/api/canvases.edit",
            [
                .onlyMembers(["canvas_id", "changes"], at: ""), .equals("/changes/*/operation", "replace"),
                .isAllowedBySetting("/canvas_id", "canvases"),
            ]),
        RequestShape(
            "email", "message", [.createDraft], "POST", "/v1.0/users/{user}/mailFolders/drafts/messages",
            contentType: "message/rfc822", [.isUnsentMail]),
        RequestShape(
            "email", "graph message", [.createDraft], "POST", "/v1.0/users/{user}/mailFolders/drafts/messages",
            [
                .onlyMembers(["subject", "body", "toRecipients", "internetMessageHeaders", "categories"], at: ""),
                .eachHasPrefix("/internetMessageHeaders/*/name", ["X-Releasegate-", "X-Unsent"]),
                .hasPrefix("/subject", draftTitles), .contains("/categories", "releasegate-draft"),
            ]),
        RequestShape(
            "email", "graph message", [.updateDraft, .withdrawDraft], "PATCH",
            "/v1.0/users/{user}/messages/{message_id}",
            [.onlyMembers(["subject", "body", "categories"], at: ""), .hasPrefix("/subject", draftTitles)]),
        RequestShape(
            "email", "gmail draft", [.createDraft], "POST", "/gmail/v1/users/me/drafts",
            [.onlyMembers(["message"], at: ""), .onlyMembers(["raw"], at: "/message"), .isText("/message/raw")]),
        RequestShape(
            "email", "gmail draft", [.updateDraft, .withdrawDraft], "PUT", "/gmail/v1/users/me/drafts/{draft_id}",
            [.onlyMembers(["message"], at: ""), .onlyMembers(["raw"], at: "/message"), .isText("/message/raw")]),
        RequestShape(
            "matrix", "notice", [.createDraft, .updateDraft, .withdrawDraft], "PUT",
            "/_matrix/client/v3/rooms/{roomId}/send/m.room.message/{txnId}",
            [
                .onlyMembers(
                    [
                        "msgtype", "body", "format", "formatted_body", "m.mentions", "m.new_content", "m.relates_to",
                        "dev.releasegate.draft",
                    ], at: ""),
                .equals("/msgtype", "m.notice"), .equals("/m.mentions", .object([])),
                .hasPrefix("/body", draftTitles + ["* DRAFT"]),
                .onlyMembers(["rel_type", "event_id"], at: "/m.relates_to"),
                .equalsWherePresent("/m.relates_to/rel_type", "m.replace"),
                .onlyMembers(["msgtype", "body", "format", "formatted_body", "m.mentions"], at: "/m.new_content"),
                .equalsWherePresent("/m.new_content/msgtype", "m.notice"),
                .equalsWherePresent("/m.new_content/m.mentions", .object([])),
            ]),
        RequestShape(
            "matrix", "account data", [.createDraft, .updateDraft], "PUT",
            "/_matrix/client/v3/user/{userId}/account_data/dev.releasegate.draft.{key}",
            [.onlyMembers(["key", "digest", "body"], at: "")]),
        RequestShape(
            "matrix", "room state", [.createDraft, .updateDraft, .withdrawDraft], "PUT",
            "/_matrix/client/v3/rooms/{roomId}/state/dev.releasegate.draft/{key}",
            [.onlyMembers(["key", "digest", "body"], at: ""), .hasPrefix("/key", ["rg1-"])]),
    ]
}
