import ReleaseModel

extension RequestShapes {
    /// Any other property may name people, who are told, or publish.
    private static let notionProperties = ["Name", "Status", "releasegate_key", "releasegate_digest"]

    /// Notion, MediaWiki and Redmine's wiki.
    static let documents: [RequestShape] = [
        RequestShape(
            "notion", "page", [.createDraft], "POST", "/v1/pages",
            [
                .onlyMembers(["parent", "properties", "children"], at: ""),
                .onlyMembers(notionProperties, at: "/properties"),
                .hasNoNode(DocumentNodes.actingInNotion, at: "/children"),
                .hasNoNode(DocumentNodes.actingInNotion, at: "/properties"),
                .equals("/properties/Status/select/name", "Draft"),
                .hasPrefix("/properties/Name/title/0/text/content", draftTitles),
                .isText("/properties/releasegate_key/rich_text/*/text/content"),
            ]),
        RequestShape(
            "notion", "page", [.updateDraft, .withdrawDraft], "PATCH", "/v1/pages/{page_id}",
            [
                .onlyMembers(["properties"], at: ""), .equals("/properties/Status/select/name", "Draft"),
                .onlyMembers(notionProperties, at: "/properties"),
                .hasNoNode(DocumentNodes.actingInNotion, at: "/properties"),
                .hasPrefix("/properties/Name/title/0/text/content", draftTitles),
            ]),
        RequestShape(
            "notion", "content", [.updateDraft, .withdrawDraft], "PATCH", "/v1/blocks/{block_id}/children",
            [.onlyMembers(["children"], at: ""), .hasNoNode(DocumentNodes.actingInNotion, at: "/children")]),
        RequestShape(
            "mediawiki", "page", [.createDraft], "POST", "/api.php?action=edit&format=json",
            contentType: "application/x-www-form-urlencoded",
            [
                .onlyMembers(
                    ["title", "text", "summary", "createonly", "watchlist", "bot", "assert", "formatversion"], at: ""),
                .hasPrefix("/title", ["Draft:Releasegate/"]), .equals("/createonly", "1"),
                .hasPrefix("/text", ["<!-- releasegate:v1 "]),
                .equals("/watchlist", "nochange"), .equals("/assert", "user"),
            ]),
        RequestShape(
            "mediawiki", "page", [.updateDraft, .withdrawDraft], "POST", "/api.php?action=edit&format=json",
            contentType: "application/x-www-form-urlencoded",
            [
                .onlyMembers(
                    [
                        "title", "text", "summary", "nocreate", "baserevid", "watchlist", "bot", "assert",
                        "formatversion",
                    ], at: ""),
                .hasPrefix("/title", ["Draft:Releasegate/"]), .equals("/nocreate", "1"), .isText("/baserevid"),
                .hasPrefix("/text", ["<!-- releasegate:v1 "]),
                .equals("/watchlist", "nochange"), .equals("/assert", "user"),
            ]),
        RequestShape(
            "redmine", "wiki", [.createDraft, .updateDraft, .withdrawDraft], "PUT",
            "/projects/{project_id}/wiki/Draft_{page}.json",
            [
                .onlyMembers(["wiki_page"], at: ""), .onlyMembers(["text", "comments", "version"], at: "/wiki_page"),
                .hasPrefix("/wiki_page/text", ["# DRAFT"]),
            ]),
    ]
}
