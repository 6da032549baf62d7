package import ReleaseModel

/// GitLab: tickets become confidential issues, pages wiki pages under `Drafts/`, messages a draft note where
/// `merge_request_iid` is set, else a confidential issue.
///
/// GitLab runs lines that begin with `/`, and closes what stands behind "Closes": both are broken in the text. A title
/// takes 255 characters, a description about 1,000,000.
package enum GitLabEncoder: PayloadEncoder {
    package static let connector: ConnectorID = "gitlab"

    package static func encode(_ draft: Draft, settings: TargetSettings) -> EncodedDraft {
        var envelope = DraftEnvelope(draft, settings)
        let marker = envelope.marker + "\n\n"
        var document = envelope.fit(limit: "900,000 characters") {
            marker.utf16.count + MarkdownWriter.body(of: $0.blocks).utf16.count <= 900_000
        }
        document.title = envelope.title(document.title, limit: 255)
        let text = marker + MarkdownWriter.body(of: document.blocks)
        let titled =
            marker + "**\(MarkdownWriter.inline([DraftSpan(document.title)], atStart: false))**\n\n"
            + MarkdownWriter.body(of: document.blocks)
        var parameters = ["project": draft.container]
        let form: String
        let members: [JSONValue.Member]
        let lookUp: String
        let mergeRequest = envelope.optional("merge_request_iid")
        if draft.kind == .comms, let mergeRequest {
            form = "draft note"
            members = [.init("note", .string(titled))]
            parameters["merge_request_iid"] = mergeRequest
            parameters["draft_note_id"] = envelope.record?.id
            lookUp = "GET /api/v4/projects/{project}/merge_requests/\(mergeRequest)/draft_notes"
        } else if draft.operation == .commentDraft {
            form = "issue"
            members = [.init("body", .string(titled)), .init("internal", true)]
            parameters["issue_iid"] = envelope.record?.id
            lookUp = "GET /api/v4/projects/{project}/issues/{issue_iid}/notes?per_page=100"
        } else if draft.kind == .docsPage {
            form = "wiki"
            members = [
                .init("title", .string("Drafts/\(envelope.key)")),
                .init(
                    "content",
                    .string(
                        marker + "# \(MarkdownWriter.inline([DraftSpan(document.title)], atStart: false))\n\n"
                            + MarkdownWriter.body(of: document.blocks))),
                .init("format", "markdown"),
            ]
            parameters["slug"] = "Drafts/\(envelope.key)"
            lookUp = "GET /api/v4/projects/{project}/wikis/Drafts%2F\(envelope.key)"
        } else {
            form = "issue"
            members = [
                .init("title", .string(document.title)), .init("description", .string(text)),
                .init("confidential", true), .init("labels", .string("releasegate-draft,\(envelope.label)")),
            ]
            parameters["issue_iid"] = envelope.record?.id
            lookUp = "GET /api/v4/projects/{project}/issues?labels=\(envelope.label)&state=all"
        }
        return envelope.encoded(
            .json(.object(members)), document: document, form: form, parameters: parameters,
            anchor: RequestCard.Anchor(
                "the marker comment in the text, and the label or slug with the key", lookUp: lookUp),
            conditionalUpdate: "none: compare updated_at before and after")
    }
}
