package import ReleaseModel

/// GitHub: tickets become issues, release notes a draft release, other pages the text of a draft pull request, messages
/// a comment where `issue_number` is set, else an issue.
///
/// Settings: `issue_number`, `tag_name`, `target_commitish`, `base` (default main), `head`. A body takes 65,536
/// characters; 60,000 bytes are safe.
package enum GitHubEncoder: PayloadEncoder {
    package static let connector: ConnectorID = "github"

    private enum Form: String {
        case issue, release, comment
        case pullRequest = "pull request"
    }

    package static func encode(_ draft: Draft, settings: TargetSettings) -> EncodedDraft {
        var envelope = DraftEnvelope(draft, settings)
        let marker = envelope.marker + "\n\n"
        var document = envelope.fit(limit: "60,000 bytes") {
            marker.utf8.count + MarkdownWriter.body(of: $0.blocks).utf8.count <= 60_000
        }
        document.title = envelope.title(document.title, limit: 256)
        let body = JSONValue.string(marker + MarkdownWriter.body(of: document.blocks))
        let title = JSONValue.string(document.title)
        let form = form(of: draft, envelope)
        var parameters = envelope.pair("owner", "repo")
        var members: [JSONValue.Member]
        let lookUp: String
        switch form {
        case .issue:
            members = [.init("title", title), .init("body", body), .init("labels", ["releasegate-draft"])]
            lookUp = "GET /repos/\(draft.container)/issues?labels=releasegate-draft&state=all&per_page=100, all pages"
            parameters["issue_number"] = envelope.record?.id
        case .release:
            // A tag that no version has: the person who publishes sets the real one.
            members = [.init("tag_name", .string(envelope.optional("tag_name") ?? "draft-\(envelope.key)"))]
            if let commit = envelope.optional("target_commitish") {
                members.append(.init("target_commitish", .string(commit)))
            }
            members += [
                .init("name", title), .init("body", body), .init("draft", true), .init("prerelease", false),
                .init("make_latest", "false"), .init("generate_release_notes", false),
            ]
            lookUp =
                "GET /repos/\(draft.container)/releases?per_page=100, all pages, with push access: others see no drafts"
            parameters["release_id"] = envelope.record?.id
        case .pullRequest:
            members = [.init("title", title), .init("body", body)]
            if envelope.isNew {
                members += [
                    .init("head", .string("releasegate/\(envelope.key)")),
                    .init("base", .string(envelope.optional("base") ?? "main")), .init("draft", true),
                    .init("maintainer_can_modify", false),
                ]
            }
            lookUp = "GET /repos/\(draft.container)/pulls?state=all&per_page=100, all pages"
            parameters["pull_number"] = envelope.record?.id
        case .comment:
            let comment = marker + "**\(MarkdownWriter.inline([DraftSpan(document.title)], atStart: false))**\n\n"
            members = [.init("body", .string(comment + MarkdownWriter.body(of: document.blocks)))]
            lookUp = "GET /repos/\(draft.container)/issues/{issue_number}/comments?per_page=100, all pages"
            parameters["issue_number"] = envelope.optional("issue_number") ?? envelope.record?.id
            parameters["comment_id"] = envelope.record?.id
        }
        return envelope.encoded(
            .json(.object(members)), document: document, form: form.rawValue, parameters: parameters,
            headers: [.init("Accept", "application/vnd.github+json")],
            anchor: RequestCard.Anchor("the marker comment at the start of the body", lookUp: lookUp),
            conditionalUpdate: "none: compare updated_at before and after")
    }

    private static func form(of draft: Draft, _ envelope: DraftEnvelope) -> Form {
        if draft.operation == .commentDraft { return .comment }
        switch draft.kind {
        case .ticket: return .issue
        case .docsPage: return draft.artefact == "release-notes" ? .release : .pullRequest
        case .comms: return envelope.optional("issue_number") == nil ? .issue : .comment
        }
    }
}
