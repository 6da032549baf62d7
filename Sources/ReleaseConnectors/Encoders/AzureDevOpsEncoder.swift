package import ReleaseModel

/// Azure DevOps: tickets become work items in their first state (JSON Patch), pages wiki pages under `/Drafts/`.
///
/// The container is `organization/project`. Settings: `work_item_type` (default Task), `wiki`. A title takes 255
/// characters.
package enum AzureDevOpsEncoder: PayloadEncoder {
    package static let connector: ConnectorID = "azure-devops"

    package static func encode(_ draft: Draft, settings: TargetSettings) -> EncodedDraft {
        draft.kind == .docsPage ? wikiPage(draft, settings) : workItem(draft, settings)
    }

    private static func workItem(_ draft: Draft, _ settings: TargetSettings) -> EncodedDraft {
        var envelope = DraftEnvelope(draft, settings)
        var document = envelope.fit(limit: "1,000,000 characters") {
            HTMLWriter.body(of: $0.blocks).utf16.count <= 1_000_000
        }
        document.title = envelope.title(document.title, limit: 255)
        var steps: [JSONValue] = []
        if !envelope.isNew {
            let revision = envelope.record?.revision.flatMap { Int64($0) }
            steps.append(["op": "test", "path": "/rev", "value": revision.map { .integer($0) } ?? "{rev}"])
        }
        let fields = [
            ("System.Title", document.title),
            ("System.Description", HTMLWriter.body(of: document.blocks) + "<p>\(envelope.footer)</p>"),
            ("System.Tags", "releasegate-draft; \(envelope.label)"),
        ]
        steps += fields.map { ["op": "add", "path": .string("/fields/\($0.0)"), "value": .string($0.1)] }
        var parameters = envelope.pair("organization", "project_name")
        parameters["type"] = envelope.optional("work_item_type") ?? "Task"
        parameters["id"] = envelope.record?.id
        return envelope.encoded(
            .json(.array(steps), contentType: "application/json-patch+json"), document: document, form: "work item",
            parameters: parameters,
            anchor: RequestCard.Anchor(
                "tag \(envelope.label)",
                lookUp: "POST /{organization}/{project_name}/_apis/wit/wiql?api-version=7.1 with the query: SELECT "
                    + "[System.Id] FROM WorkItems WHERE [System.TeamProject] = @project AND [System.Tags] CONTAINS "
                    + "'\(envelope.label)'"),
            conditionalUpdate:
                "JSON Patch test on /rev; a new item is first sent with validateOnly=true, which stores nothing")
    }

    private static func wikiPage(_ draft: Draft, _ settings: TargetSettings) -> EncodedDraft {
        var envelope = DraftEnvelope(draft, settings)
        var document = envelope.fit(limit: "900,000 characters") {
            HostNames.broken(MarkdownWriter.body(of: $0.blocks)).utf16.count <= 900_000
        }
        document.title = envelope.title(document.title, limit: 255)
        let content =
            envelope.marker + "\n\n"
            + HostNames.broken(
                "# \(MarkdownWriter.inline([DraftSpan(document.title)], atStart: false))\n\n"
                    + MarkdownWriter.body(of: document.blocks))
        var parameters = envelope.pair("organization", "project_name")
        parameters["wiki"] = envelope.setting("wiki")
        parameters["page"] = envelope.key
        let headers: [JSONValue.Member] =
            envelope.isNew ? [] : [.init("If-Match", .string(envelope.record?.revision ?? "{etag}"))]
        return envelope.encoded(
            .json(["content": .string(content)]), document: document, form: "wiki", parameters: parameters,
            headers: headers,
            anchor: RequestCard.Anchor(
                "the page's path /Drafts/\(envelope.key)",
                lookUp: "GET /{organization}/{project_name}/_apis/wiki/wikis/{wiki}/pages?path=/Drafts/\(envelope.key)"),
            conditionalUpdate:
                "without If-Match the page is only made, never changed; with it, only this version changes")
    }
}
