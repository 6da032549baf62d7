/// Criteria down, environments across, a chip in every cell.
struct HTMLMatrix {
    let matrix: ReportDocument.StateMatrix

    var node: HTMLNode {
        let head =
            [HTMLNode.tag(.th, [.scope("col")], text: "Criterion")]
            + matrix.environments.map { .tag(.th, [.scope("col")], text: $0) }
        let rows = matrix.open.map { row -> HTMLNode in
            let force = row.isKey ? " key" : row.isRequired ? "" : " advisory"
            let name = HTMLNode.tag(
                .th, [.scope("row")],
                [
                    .text(row.question), .element(.br, [], []), .tag(.code, text: row.criterion),
                    .tag(.span, [.class("muted")], text: force),
                ])
            let cells = row.states.map { state -> HTMLNode in
                .tag(.td, [state.map { HTMLProse.chip($0.mark) } ?? .tag(.span, [.class("muted")], text: "not asked")])
            }
            return .tag(.tr, [name] + cells)
        }
        let gate = HTMLNode.tag(
            .tr, [.class("total")],
            [.tag(.th, [.scope("row")], text: "Gate")] + matrix.gates.map { .tag(.td, [HTMLProse.chip($0.state.mark)]) }
        )
        let decision = HTMLNode.tag(
            .tr, [.class("total")],
            [.tag(.th, [.scope("row")], text: "Decision")]
                + matrix.gates.map { .tag(.td, [HTMLProse.chip($0.decision.mark)]) })
        let caption = "Every criterion in every environment"
        let table = HTMLNode.tag(
            .div, [.class("scroll"), .focusable, .role("region"), .label(caption)],
            [
                .tag(
                    .table, [.class("matrix")],
                    [
                        .tag(.caption, text: caption), .tag(.thead, [.tag(.tr, head)]),
                        .tag(.tbody, rows + [gate, decision]),
                    ])
            ])
        return .fragment(
            [table] + fold(matrix.green, "GREEN wherever asked") + fold(matrix.notAsked, "not asked for this release"))
    }

    /// Rows of which no cell has more to say, behind a line with their number.
    private func fold(_ rows: [ReportDocument.StateMatrix.Row], _ what: String) -> [HTMLNode] {
        if rows.isEmpty { return [] }
        let items = rows.map { row in
            HTMLNode.tag(.li, [.text("\(row.question) "), .tag(.code, text: row.criterion)])
        }
        return [HTMLBlocks.fold("\(counted(rows.count, "criterion", "criteria")) \(what)", [.tag(.ul, items)])]
    }
}
