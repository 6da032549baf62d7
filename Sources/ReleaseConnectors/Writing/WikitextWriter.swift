/// A document as MediaWiki markup: every text in `<nowiki>`, so that no template, link, signature or switch works.
enum WikitextWriter {
    static func body(of blocks: [DraftBlock]) -> String { blocks.map { lines(of: $0) + "\n" }.joined(separator: "\n") }

    private static func lines(of block: DraftBlock) -> String {
        switch block {
        case .heading(let level, let spans):
            let signs = String(repeating: "=", count: max(2, level))
            return "\(signs) \(inline(spans)) \(signs)"
        case .paragraph(let spans): return inline(spans)
        case .list(let list): return lines(of: list, prefix: "").joined(separator: "\n")
        case .table(let table):
            let header = "! " + table.header.map(inline).joined(separator: " !! ")
            let rows = table.rows.map { "|-\n| " + $0.map(inline).joined(separator: " || ") }
            return (["{| class=\"wikitable\"", header] + rows + ["|}"]).joined(separator: "\n")
        case .quote(let blocks): return "<blockquote>\n\(body(of: blocks))</blockquote>"
        case .rule: return "----"
        case .marker: return ""
        }
    }

    private static func lines(of list: DraftList, prefix: String) -> [String] {
        let prefix = prefix + (list.kind == .numbered ? "#" : "*")
        return list.items.flatMap { item in
            let box = list.kind == .tasks ? (item.isDone ? "☑ " : "☐ ") : ""
            return ["\(prefix) \(box)\(inline(item.spans))"] + item.nested.flatMap { lines(of: $0, prefix: prefix) }
        }
    }

    private static func inline(_ spans: [DraftSpan]) -> String {
        spans.map { span in
            let text = "<nowiki>\(escaped(span.text))</nowiki>"
            let code = span.isCode ? "<code>\(text)</code>" : text
            let sign = (span.isStrong ? "'''" : "") + (span.isEmphasised ? "''" : "")
            return sign + code + sign
        }.joined()
    }

    static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }
}
