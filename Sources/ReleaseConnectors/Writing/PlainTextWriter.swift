import ReleaseModel

/// A document as text that reads well without any markup: mail, tickets, previews.
enum PlainTextWriter {
    /// Title and blocks, with one newline at the end.
    static func text(of document: DraftDocument) -> String { "\(document.title)\n\n\(body(of: document.blocks))" }

    /// The blocks with an empty line between them and one newline at the end.
    static func body(of blocks: [DraftBlock]) -> String {
        blocks.flatMap { lines(of: $0) + [""] }.dropLast().map { $0 + "\n" }.joined()
    }

    private static func lines(of block: DraftBlock) -> [String] {
        switch block {
        case .heading(let level, let spans):
            let text = spans.plainText
            return [text, String(repeating: level == 1 ? "=" : "-", count: min(72, text.count))]
        case .paragraph(let spans): return [spans.plainText]
        case .list(let list): return lines(of: list, indentation: "")
        case .table(let table): return lines(of: table)
        case .quote(let blocks): return blocks.flatMap(lines).map { "| \($0)" }
        case .rule: return [String(repeating: "-", count: 20)]
        case .marker: return []
        }
    }

    private static func lines(of list: DraftList, indentation: String) -> [String] {
        list.items.enumerated().flatMap { index, item in
            let sign =
                switch list.kind {
                case .bulleted: "-"
                case .numbered: "\(index + 1)."
                case .tasks: item.isDone ? "[x]" : "[ ]"
                }
            return ["\(indentation)\(sign) \(item.spans.plainText)"]
                + item.nested.flatMap { lines(of: $0, indentation: indentation + "  ") }
        }
    }

    /// In columns where they fit a line of a mail; else one line for each cell.
    private static func lines(of table: DraftTable) -> [String] {
        let header = table.header.map(\.plainText)
        let rows = table.rows.map { $0.map(\.plainText) }
        let widths = header.indices.map { column in
            ([header[column]] + rows.compactMap { $0.indices.contains(column) ? $0[column] : nil }).map(\.count).max()
                ?? 0
        }
        guard widths.reduce(0, +) + 2 * widths.count <= 76 else {
            return rows.flatMap { row in zip(header, row).map { InertText.clean("\($0): ") + $1 } + [""] }.dropLast()
        }
        let lines = [header, widths.map { String(repeating: "-", count: $0) }] + rows
        return lines.map { line in
            zip(line, widths).map { $0 + String(repeating: " ", count: max(0, $1 - $0.count)) }
                .joined(separator: "  ").trimmedEnd
        }
    }
}
