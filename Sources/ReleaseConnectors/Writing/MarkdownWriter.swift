import ReleaseModel

/// A document as Markdown that GitHub, GitLab, Linear, Azure DevOps and Redmine read alike: every text escaped.
enum MarkdownWriter {
    /// The blocks with an empty line between them and one newline at the end.
    static func body(of blocks: [DraftBlock]) -> String {
        blocks.map { lines(of: $0).map { $0 + "\n" }.joined() }.joined(separator: "\n")
    }

    private static func lines(of block: DraftBlock) -> [String] {
        switch block {
        case .heading(let level, let spans):
            return [String(repeating: "#", count: level) + " " + inline(spans, atStart: false)]
        case .paragraph(let spans): return [inline(spans, atStart: true)]
        case .list(let list): return lines(of: list, indentation: "")
        case .table(let table):
            return [row(table.header), "|" + String(repeating: "---|", count: table.header.count)] + table.rows.map(row)
        case .quote(let blocks):
            return body(of: blocks).split(separator: "\n", omittingEmptySubsequences: false).dropLast().map {
                $0.isEmpty ? ">" : "> \($0)"
            }
        case .rule: return ["---"]
        case .marker(let text): return ["<!-- \(text) -->"]
        }
    }

    private static func lines(of list: DraftList, indentation: String) -> [String] {
        list.items.enumerated().flatMap { index, item in
            let sign =
                switch list.kind {
                case .bulleted: "-"
                case .numbered: "\(index + 1)."
                case .tasks: item.isDone ? "- [x]" : "- [ ]"
                }
            let deeper = indentation + String(repeating: " ", count: list.kind == .numbered ? sign.count + 1 : 2)
            return ["\(indentation)\(sign) \(inline(item.spans, atStart: true))"]
                + item.nested.flatMap { lines(of: $0, indentation: deeper) }
        }
    }

    private static func row(_ cells: [[DraftSpan]]) -> String {
        "|" + cells.map { " \(inline($0, atStart: false)) |" }.joined()
    }

    /// The spans of one line. `atStart` says that the line begins with them.
    static func inline(_ spans: [DraftSpan], atStart: Bool) -> String {
        var output = ""
        for span in spans {
            let text = MarkdownEscape.escaped(span.text, atStart: atStart && output.isEmpty)
            // Emphasis may not touch a blank on its inside.
            let leading = text.prefix { $0 == " " }
            let rest = text.dropFirst(leading.count)
            let core = rest.trimmedTrailingBlanks
            guard !core.isEmpty else {
                output += text
                continue
            }
            let sign = (span.isStrong ? "**" : "") + (span.isEmphasised ? "*" : "")
            output += leading + sign + code(core, of: span) + String(sign.reversed()) + rest.dropFirst(core.count)
        }
        return output.trimmedEnd
    }

    /// Code as a code span, unless it holds backticks; then as plain text.
    private static func code(_ escaped: String, of span: DraftSpan) -> String {
        guard span.isCode, !span.text.contains("`"), !span.text.contains("|"), !span.text.contains("\\") else {
            return escaped
        }
        let raw = span.text.drop { $0 == " " }
        return "`\(String(raw).trimmedEnd)`"
    }
}

extension Substring {
    fileprivate var trimmedTrailingBlanks: String { String(self).trimmedEnd }
}
