import ReleaseModel

/// The Atlassian Document Format as HTML.
enum ADFPreview {
    static func html(_ node: JSONValue) -> String {
        let inner = { (node["content"]?.elements ?? []).map(html).joined() }
        switch node["type"]?.text ?? "" {
        case "text": return text(node)
        case "paragraph": return "<p>\(inner())</p>"
        case "heading":
            let level = node["attrs"]?["level"]?.wholeNumber ?? 2
            return "<h\(level)>\(inner())</h\(level)>"
        case "bulletList", "taskList", "decisionList": return "<ul>\(inner())</ul>"
        case "orderedList": return "<ol>\(inner())</ol>"
        case "listItem": return "<li>\(inner())</li>"
        case "taskItem", "decisionItem":
            return "<li>\(node["attrs"]?["state"]?.text == "DONE" ? "☑" : "☐") \(inner())</li>"
        case "table": return "<table>\(inner())</table>"
        case "tableRow": return "<tr>\(inner())</tr>"
        case "tableHeader": return "<th>\(inner())</th>"
        case "tableCell": return "<td>\(inner())</td>"
        case "blockquote": return "<blockquote>\(inner())</blockquote>"
        case "panel": return "<div class=\"panel\">\(inner())</div>"
        case "status": return "<span class=\"lozenge\">\(HTMLWriter.escaped(node["attrs"]?["text"]?.text ?? ""))</span>"
        case "rule": return "<hr>"
        case "hardBreak": return "<br>"
        case "codeBlock": return "<pre><code>\(inner())</code></pre>"
        default: return inner()
        }
    }

    private static func text(_ node: JSONValue) -> String {
        (node["marks"]?.elements ?? []).reduce(HTMLWriter.escaped(node["text"]?.text ?? "")) { text, mark in
            switch mark["type"]?.text {
            case "strong": "<strong>\(text)</strong>"
            case "em": "<em>\(text)</em>"
            case "code": "<code>\(text)</code>"
            default: text
            }
        }
    }
}
