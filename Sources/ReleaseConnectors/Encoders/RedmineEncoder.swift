package import ReleaseModel

/// Redmine: tickets become private issues, pages wiki pages called `Draft_<key>`. The text is CommonMark, which the
/// installation must be set to.
///
/// Settings: `tracker_id`, `key_field_id` (a custom field for the key). A subject takes 255 characters, a text 65,535
/// bytes.
package enum RedmineEncoder: PayloadEncoder {
    package static let connector: ConnectorID = "redmine"

    package static func encode(_ draft: Draft, settings: TargetSettings) -> EncodedDraft {
        var envelope = DraftEnvelope(draft, settings)
        let footer = "\n\(envelope.footer)\n"
        var document = envelope.fit(limit: "65,535 bytes") {
            text($0.blocks).utf8.count + heading($0).utf8.count + footer.utf8.count <= 65_535
        }
        let suffix = " \(envelope.label)"
        document.title = envelope.title(document.title, limit: 255 - suffix.utf16.count)
        let body = text(document.blocks) + footer
        var parameters = ["project_id": draft.container, "page": envelope.key]
        parameters["issue_id"] = envelope.record?.id
        envelope.notes.append("the installation's text formatting must be CommonMark Markdown")
        if draft.operation == .commentDraft {
            return issue(["notes": .string(body), "private_notes": true], envelope, document, parameters)
        }
        if draft.kind == .docsPage { return wikiPage(body, envelope, document, parameters) }
        var members: [JSONValue.Member] = []
        if envelope.isNew {
            members.append(.init("project_id", .string(draft.container)))
            if let tracker = envelope.optional("tracker_id").flatMap({ Int64($0) }) {
                members.append(.init("tracker_id", .integer(tracker)))
            }
        }
        members += [
            .init("subject", .string(document.title + suffix)), .init("description", .string(body)),
            .init("is_private", true),
        ]
        if let field = envelope.optional("key_field_id").flatMap({ Int64($0) }) {
            members.append(.init("custom_fields", [["id": .integer(field), "value": .string(envelope.key)]]))
        }
        return issue(.object(members), envelope, document, parameters)
    }

    private static func issue(
        _ issue: JSONValue, _ envelope: DraftEnvelope, _ document: DraftDocument, _ parameters: [String: String]
    ) -> EncodedDraft {
        let filter =
            envelope.optional("key_field_id").map { "cf_\($0)=\(envelope.key)" } ?? "subject=~\(envelope.label)"
        return envelope.encoded(
            .json(["issue": issue]), document: document, form: "issue", parameters: parameters,
            anchor: RequestCard.Anchor(
                "the subject's last word \(envelope.label), and the key field where one is set",
                lookUp: "GET /issues.json?project_id=\(envelope.draft.container)&\(filter)&status_id=*"),
            conditionalUpdate: "none: compare updated_on before and after")
    }

    private static func wikiPage(
        _ body: String, _ envelope: DraftEnvelope, _ document: DraftDocument, _ parameters: [String: String]
    ) -> EncodedDraft {
        var members: [JSONValue.Member] = [
            .init("text", .string(heading(document) + body)), .init("comments", .string(envelope.footer)),
        ]
        if let version = envelope.record?.revision.flatMap({ Int64($0) }) {
            members.append(.init("version", .integer(version)))
        }
        return envelope.encoded(
            .json(["wiki_page": .object(members)]), document: document, form: "wiki", parameters: parameters,
            anchor: RequestCard.Anchor(
                "the page's name Draft_\(envelope.key)",
                lookUp: "GET /projects/\(envelope.draft.container)/wiki/Draft_\(envelope.key).json"),
            conditionalUpdate: "version: a stale one is refused with 409")
    }

    private static func heading(_ document: DraftDocument) -> String {
        "# \(MarkdownWriter.inline([DraftSpan(signsBroken(document.title))], atStart: false))\n\n"
    }

    private static func text(_ blocks: [DraftBlock]) -> String { signsBroken(MarkdownWriter.body(of: blocks)) }

    /// Redmine links `commit:1a2b`, `wiki:Page`, `r123` and their like in any text: the sign is kept from what follows.
    static func signsBroken(_ text: String) -> String {
        let words = [
            "commit", "source", "export", "document", "attachment", "version", "forum", "message", "news", "project",
            "user", "wiki", "issue",
        ]
        let scalars = Array(text.unicodeScalars)
        var output = String.UnicodeScalarView()
        for (index, scalar) in scalars.enumerated() {
            output.append(scalar)
            let isBroken = index + 1 < scalars.count && scalars[index + 1] == InertText.breaker
            let isNamed = scalar == ":" && ActiveSigns.endsWord(words, at: index, in: scalars)
            if !isBroken, isNamed || isRevision(at: index, in: scalars) { output.append(InertText.breaker) }
        }
        return String(output)
    }

    /// Whether `r` and a digit stand there at the start of a word.
    private static func isRevision(at index: Int, in scalars: [Unicode.Scalar]) -> Bool {
        guard scalars[index] == "r", index + 1 < scalars.count, ("0"..."9").contains(scalars[index + 1]) else {
            return false
        }
        return index == 0 || !(scalars[index - 1].properties.isAlphabetic || ("0"..."9").contains(scalars[index - 1]))
    }
}
