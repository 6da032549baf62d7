import ReleaseModel

/// Notion blocks as HTML.
enum NotionPreview {
    static func html(_ blocks: [JSONValue]) -> String {
        var output = ""
        var openList = ""
        for block in blocks {
            let type = block["type"]?.text ?? ""
            let list = type == "numbered_list_item" ? "ol" : type.hasSuffix("list_item") || type == "to_do" ? "ul" : ""
            if list != openList {
                if !openList.isEmpty { output += "</\(openList)>" }
                if !list.isEmpty { output += "<\(list)>" }
                openList = list
            }
            output += html(of: block, type)
        }
        return openList.isEmpty ? output : output + "</\(openList)>"
    }

    private static func html(of block: JSONValue, _ type: String) -> String {
        let content = block[type] ?? .null
        let text = rich(content["rich_text"]?.elements ?? [])
        let children = html(content["children"]?.elements ?? [])
        switch type {
        case "heading_1", "heading_2", "heading_3": return "<h\(type.suffix(1))>\(text)</h\(type.suffix(1))>\(children)"
        case "bulleted_list_item", "numbered_list_item": return "<li>\(text)\(children)</li>"
        case "to_do": return "<li>\(content["checked"] == true ? "☑" : "☐") \(text)\(children)</li>"
        case "quote": return "<blockquote>\(text)\(children)</blockquote>"
        case "callout": return "<div class=\"panel\"><p>\(text)</p>\(children)</div>"
        case "divider": return "<hr>"
        case "code": return "<pre><code>\(text)</code></pre>"
        case "table": return "<table>\(children)</table>"
        case "table_row":
            let cells = (content["cells"]?.elements ?? []).map { "<td>\(rich($0.elements ?? []))</td>" }
            return "<tr>\(cells.joined())</tr>"
        default: return text.isEmpty ? children : "<p>\(text)</p>\(children)"
        }
    }

    private static func rich(_ texts: [JSONValue]) -> String {
        texts.map { run in
            var text = HTMLWriter.escaped((run["text"]?["content"] ?? run["plain_text"])?.text ?? "")
            if run["annotations"]?["code"] == true { text = "<code>\(text)</code>" }
            if run["annotations"]?["italic"] == true { text = "<em>\(text)</em>" }
            if run["annotations"]?["bold"] == true { text = "<strong>\(text)</strong>" }
            return text
        }.joined()
    }
}
