package import ReleaseModel

/// A Markdown file for people and for targets without an encoder of their own.
package enum MarkdownEncoder: PayloadEncoder {
    package static let connector: ConnectorID = "markdown"

    package static func encode(_ draft: Draft, settings: TargetSettings) -> EncodedDraft {
        let envelope = DraftEnvelope(draft, settings)
        let document = DraftDocument(draft)
        let title = MarkdownWriter.inline([DraftSpan(document.title)], atStart: false)
        let text = "\(envelope.marker)\n\n# \(title)\n\n\(MarkdownWriter.body(of: document.blocks))"
        return envelope.encoded(
            PayloadFile(name: "payload.md", contentType: "text/markdown", .text(text)), document: document, form: nil,
            anchor: RequestCard.Anchor("the folder's name, which is the key", lookUp: nil),
            conditionalUpdate: "none: a file only")
    }
}
