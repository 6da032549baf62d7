import ReleaseModel

/// Slack's Block Kit as HTML. The header that repeats the title is left out.
enum BlockKitPreview {
    static func html(_ blocks: [JSONValue]) -> String {
        blocks.enumerated().map { $0 == 0 && $1["type"] == "header" ? "" : html(of: $1) }.joined()
    }

    private static func html(of block: JSONValue) -> String {
        switch block["type"]?.text ?? "" {
        case "header": return "<h2>\(HTMLWriter.escaped(block["text"]?["text"]?.text ?? ""))</h2>"
        case "divider": return "<hr>"
        case "rich_text": return (block["elements"]?.elements ?? []).map(element).joined()
        case "section", "context":
            var texts = [block["text"]].compactMap { $0 }
            texts += (block["fields"] ?? block["elements"])?.elements ?? []
            let lines = texts.map { HTMLWriter.escaped(unescaped($0["text"]?.text ?? "")) }
            return "<p>\(lines.joined(separator: "<br>"))</p>"
        case "table":
            let rows = (block["rows"]?.elements ?? []).map { row -> String in
                let cells = (row.elements ?? []).map { "<td>\(element($0))</td>" }
                return "<tr>\(cells.joined())</tr>"
            }
            return "<table>\(rows.joined())</table>"
        default: return ""
        }
    }

    private static func element(_ element: JSONValue) -> String {
        let inner = { (element["elements"]?.elements ?? []).map(BlockKitPreview.element).joined() }
        switch element["type"]?.text ?? "" {
        case "text", "raw_text": return text(element)
        case "rich_text": return inner()
        case "rich_text_section": return "<p>\(inner())</p>"
        case "rich_text_quote": return "<blockquote><pre>\(inner())</pre></blockquote>"
        case "rich_text_preformatted": return "<pre>\(inner())</pre>"
        case "rich_text_list":
            let isOrdered = element["style"] == "ordered"
            let items = (element["elements"]?.elements ?? []).map { "<li>\(sectionText($0))</li>" }.joined()
            let start = (element["offset"]?.wholeNumber ?? 0) + 1
            let indent = element["indent"]?.wholeNumber ?? 0
            let open = isOrdered ? "<ol start=\"\(start)\"" : "<ul"
            return "\(open) style=\"margin-left:\(indent * 2)rem\">\(items)</\(isOrdered ? "ol" : "ul")>"
        default: return inner()
        }
    }

    private static func sectionText(_ section: JSONValue) -> String {
        (section["elements"]?.elements ?? []).map(element).joined()
    }

    private static func text(_ element: JSONValue) -> String {
        var text = HTMLWriter.escaped(element["text"]?.text ?? "")
        if element["style"]?["code"] == true { text = "<code>\(text)</code>" }
        if element["style"]?["italic"] == true { text = "<em>\(text)</em>" }
        if element["style"]?["bold"] == true { text = "<strong>\(text)</strong>" }
        return text
    }

    /// Slack's three entities as their signs.
    static func unescaped(_ text: String) -> String {
        text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&amp;", with: "&")
    }
}
