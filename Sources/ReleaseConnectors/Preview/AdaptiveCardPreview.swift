import ReleaseModel

/// An Adaptive Card as HTML. The first block, which repeats the title, is left out.
enum AdaptiveCardPreview {
    static func html(_ elements: [JSONValue]) -> String { elements.dropFirst().map(html).joined() }

    private static func html(of element: JSONValue) -> String {
        switch element["type"]?.text ?? "" {
        case "RichTextBlock": return "<p>\((element["inlines"]?.elements ?? []).map(run).joined())</p>"
        case "TextBlock": return "<p>\(HTMLWriter.escaped(element["text"]?.text ?? ""))</p>"
        case "FactSet":
            let rows = (element["facts"]?.elements ?? []).map { fact -> String in
                let cells = ["title", "value"].map { "<td>\(HTMLWriter.escaped(fact[$0]?.text ?? ""))</td>" }
                return "<tr>\(cells.joined())</tr>"
            }
            return "<table>\(rows.joined())</table>"
        case "Table":
            let rows = (element["rows"]?.elements ?? []).map { row -> String in
                let cells = (row["cells"]?.elements ?? []).map { cell -> String in
                    "<td>\((cell["items"]?.elements ?? []).map(html).joined())</td>"
                }
                return "<tr>\(cells.joined())</tr>"
            }
            return "<table>\(rows.joined())</table>"
        case "Container":
            let rule = element["separator"] == true ? "<hr>" : ""
            return "\(rule)<div>\((element["items"]?.elements ?? []).map(html).joined())</div>"
        default: return ""
        }
    }

    private static func run(_ inline: JSONValue) -> String {
        var text = HTMLWriter.escaped(inline["text"]?.text ?? inline.text ?? "")
        if inline["fontType"]?.text == "Monospace" { text = "<code>\(text)</code>" }
        if inline["italic"] == true { text = "<em>\(text)</em>" }
        if inline["weight"]?.text == "Bolder" { text = "<strong>\(text)</strong>" }
        return text
    }
}
