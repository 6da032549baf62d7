/// A table that scrolls sideways where it must.
struct HTMLTable {
    let table: ReportDocument.Table

    var node: HTMLNode {
        guard !table.rows.isEmpty else { return .tag(.p, [.class("empty")], text: table.emptyText) }
        let head = table.columns.map { HTMLNode.tag(.th, [.scope("col")], text: $0) }
        let rows = table.rows.map { row -> HTMLNode in
            .tag(
                .tr,
                row.enumerated().map { index, cell in
                    .tag(index == 0 ? .th : .td, index == 0 ? [.scope("row")] : [], HTMLProse.nodes(cell))
                })
        }
        return .tag(
            .div, [.class("scroll"), .focusable, .role("region"), .label(table.caption)],
            [.tag(.table, [.tag(.caption, text: table.caption), .tag(.thead, [.tag(.tr, head)]), .tag(.tbody, rows)])])
    }
}
