package import ReleaseModel

/// A page that shows a payload as its target shows it, made from the payload itself, so that a person sees what would
/// arrive and not what was meant.
///
/// One file without scripts, styles of its own, and no address that is followed.
package enum PayloadPreview {
    /// The page of an encoded draft.
    ///
    /// - Parameter parse: reads a JSON text that the payload holds as a string, as Confluence's does.
    package static func page(of encoded: EncodedDraft, draft: Draft, parse: (String) -> JSONValue?) -> String {
        let target = ConnectorCatalog.connector(draft.connector)?.title ?? draft.connector.name
        let shown = rendered(encoded.payload, connector: draft.connector, parse: parse)
        let title = shown?.title ?? encoded.preview.split(separator: "\n").first.map(String.init) ?? draft.title
        let body = (shown?.html).map(scrollable) ?? "<pre>\(HTMLWriter.escaped(encoded.preview))</pre>"
        // Where the text repeats its title, as a Markdown file does, it stands once.
        let heading = "<h1>\(HTMLWriter.escaped(title))</h1>"
        let notes =
            encoded.notes.isEmpty
            ? "" : "<footer><ul>\(encoded.notes.map { "<li>\(HTMLWriter.escaped($0))</li>" }.joined())</ul></footer>"
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>\(HTMLWriter.escaped(title))</title>
            <style>\(style)</style>
            </head>
            <body>
            <header><p class="note">How \(HTMLWriter.escaped(DraftPlace.words(target, draft.connector, draft.container))) would show it. \
            Nothing was sent.</p></header>
            <main>
            \(heading)
            \(body.hasPrefix(heading) ? String(body.dropFirst(heading.count)) : body)
            </main>
            \(notes)
            </body>
            </html>

            """
    }

    private static let style = """
        body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:48rem;padding:0 1rem;\
        overflow-wrap:anywhere}.scroll{overflow-x:auto}\
        main{border:1px solid #8888;border-radius:6px;padding:.5rem 1.5rem}h1{font-size:1.35rem}h2{font-size:1.1rem}\
        h3{font-size:1rem}table{border-collapse:collapse;width:100%}th,td{border:1px solid #8888;padding:.25rem .5rem;\
        text-align:left;vertical-align:top;overflow-wrap:break-word}li p,td p,th p{margin:.1rem 0}pre{white-space:pre-wrap;font:inherit}.note{font-size:.85rem}\
        .panel,blockquote{border-left:4px solid #b38600;margin:.75rem 0;padding:.25rem .75rem}\
        .lozenge{border:1px solid #b38600;border-radius:3px;font-size:.75rem;font-weight:bold;padding:0 .3rem}
        """

    /// `html` with every table in a box that scrolls by itself, so that no phone scrolls the page sideways. Text in it is
    /// escaped, so what reads `<table>` is one.
    private static func scrollable(_ html: String) -> String {
        html.replacing(
            "<table>",
            with: "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Table, scrolls sideways\"><table>"
        ).replacing("</table>", with: "</table></div>")
    }

    /// Title and body of what the payload shows; nil where it is text that reads as it stands.
    private static func rendered(
        _ payload: PayloadFile, connector: ConnectorID, parse: (String) -> JSONValue?
    ) -> (title: String?, html: String)? {
        let body = payload.body
        switch connector.name {
        case "jira", "jsm":
            guard let document = body["fields"]?["description"] ?? body["body"] else { return nil }
            return (body["fields"]?["summary"]?.text, ADFPreview.html(document))
        case "confluence":
            guard let document = body["body"]?["value"]?.text.flatMap(parse) else { return nil }
            return (body["title"]?.text, ADFPreview.html(document))
        case "slack":
            guard let blocks = body["blocks"]?.elements else { return nil }
            return (body["text"]?.text.map(BlockKitPreview.unescaped), BlockKitPreview.html(blocks))
        case "notion":
            guard let blocks = body["children"]?.elements else { return nil }
            let title = body["properties"]?["Name"]?["title"]?.elements?.first?["text"]?["content"]?.text
            return (title, NotionPreview.html(blocks))
        case "teams":
            guard let card = body["attachments"]?.elements?.first?["content"] else { return nil }
            return (card["fallbackText"]?.text, AdaptiveCardPreview.html(card["body"]?.elements ?? []))
        case "github", "gitlab", "linear", "markdown", "redmine": return markdown(body)
        default: return nil
        }
    }

    /// Bodies in Markdown, read back as the target would.
    private static func markdown(_ body: JSONValue) -> (title: String?, html: String)? {
        let record =
            body["issue"] ?? body["wiki_page"] ?? body["variables"]?["i"] ?? body["variables"]?["input"] ?? body
        let texts = ["body", "description", "note", "content", "text"].lazy.compactMap { record[$0]?.text }
        guard let text = texts.first ?? body.text else { return nil }
        let title = (record["title"] ?? record["subject"] ?? record["name"])?.text
        let isWiki = title == nil || title?.hasPrefix("Drafts/") == true
        return (isWiki ? nil : title, HTMLWriter.body(of: DraftMarkup.blocks(of: text)))
    }
}
