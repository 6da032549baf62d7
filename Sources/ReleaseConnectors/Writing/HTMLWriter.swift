/// A document as HTML with a handful of tags and no attribute, for Azure DevOps and Matrix.
enum HTMLWriter {
    static func body(of blocks: [DraftBlock]) -> String { blocks.map(html).joined() }

    private static func html(of block: DraftBlock) -> String {
        switch block {
        case .heading(let level, let spans): "<h\(level)>\(inline(spans))</h\(level)>"
        case .paragraph(let spans): "<p>\(inline(spans))</p>"
        case .list(let list): html(of: list)
        case .table(let table):
            "<table><thead>\(row(table.header, "th"))</thead><tbody>\(table.rows.map { row($0, "td") }.joined())"
                + "</tbody></table>"
        case .quote(let blocks): "<blockquote>\(body(of: blocks))</blockquote>"
        case .rule: "<hr>"
        case .marker: ""
        }
    }

    private static func html(of list: DraftList) -> String {
        let tag = list.kind == .numbered ? "ol" : "ul"
        let items = list.items.map { item in
            let box = list.kind == .tasks ? (item.isDone ? "☑ " : "☐ ") : ""
            return "<li>\(box)\(inline(item.spans))\(item.nested.map(html).joined())</li>"
        }
        return "<\(tag)>\(items.joined())</\(tag)>"
    }

    private static func row(_ cells: [[DraftSpan]], _ tag: String) -> String {
        "<tr>" + cells.map { "<\(tag)>\(inline($0))</\(tag)>" }.joined() + "</tr>"
    }

    static func inline(_ spans: [DraftSpan]) -> String {
        spans.map { span in
            var text = escaped(span.text)
            if span.isCode { text = "<code>\(text)</code>" }
            if span.isEmphasised { text = "<em>\(text)</em>" }
            if span.isStrong { text = "<strong>\(text)</strong>" }
            return text
        }.joined()
    }

    /// `text` with the five signs of markup as entities.
    static func escaped(_ text: String) -> String {
        var output = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": output += "&amp;"
            case "<": output += "&lt;"
            case ">": output += "&gt;"
            case "\"": output += "&quot;"
            case "'": output += "&#39;"
            default: output.unicodeScalars.append(scalar)
            }
        }
        return output
    }
}
