/// A table that scrolls sideways where it must.
struct HTMLTable {
    let table: ReportDocument.Table

    var node: HTMLNode {
        guard !table.rows.isEmpty else { return .tag(.p, [.class("empty")], text: table.emptyText) }
        let head = table.columns.map { HTMLNode.tag(.th, [.scope("col")], text: $0) }
        let isLong = table.columns.indices.map { column in table.rows.contains { isSentence($0[column]) } }
        let rows = table.rows.map { row -> HTMLNode in
            .tag(
                .tr,
                row.enumerated().map { index, cell in
                    let room: [HTMLAttribute] = isLong[index] ? [.class("long")] : []
                    return .tag(
                        index == 0 ? .th : .td, (index == 0 ? [.scope("row")] : []) + room, HTMLProse.nodes(cell))
                })
        }
        return .tag(
            .div, [.class("scroll"), .focusable, .role("region"), .label(table.caption)],
            [.tag(.table, [.tag(.caption, text: table.caption), .tag(.thead, [.tag(.tr, head)]), .tag(.tbody, rows)])])
    }

    /// Reports whether a cell holds words that need room on a narrow page, where the table scrolls sideways anyway.
    private func isSentence(_ cell: Prose) -> Bool {
        var length = 0
        for case .text(let text) in cell.spans {
            length += text.utf8.count
            if length > HTMLTable.longestLabel { return true }
        }
        return false
    }

    /// Bytes of text that read well in a narrow column.
    private static let longestLabel = 40
}
