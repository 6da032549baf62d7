/// The parts of a section as HTML.
struct HTMLBlocks {
    let drawing: HTMLReport.Drawing

    func node(_ block: ReportDocument.Block) -> HTMLNode {
        switch block {
        case .heading(let title): .tag(.h3, text: title)
        case .minorHeading(let title): .tag(.h4, text: title)
        case .paragraph(let prose): .tag(.p, HTMLProse.nodes(prose))
        case .list(let items, let isOrdered):
            .tag(isOrdered ? .ol : .ul, items.map { .tag(.li, HTMLProse.nodes($0)) })
        case .table(let table): HTMLTable(table: table).node
        case .matrix(let matrix): HTMLMatrix(matrix: matrix).node
        case .freshness(let bars): freshness(bars)
        case .draft(let card): draft(card)
        case .gantt: gantt
        case .full(let blocks): .fragment(blocks.map(node))
        case .folded(let title, let blocks, let isOpen):
            HTMLBlocks.fold(title, blocks.map(node), isOpen: isOpen)
        case .brief: .fragment([])
        }
    }

    /// What stands behind a line that a person opens.
    static func fold(_ title: String, _ nodes: [HTMLNode], isOpen: Bool = false) -> HTMLNode {
        .tag(
            .details, [.class("fold")] + (isOpen ? [.open] : []), [.tag(.summary, text: title), .tag(.div, nodes)])
    }

    private var gantt: HTMLNode {
        guard let svg = drawing.svg else { return .fragment([]) }
        return .tag(
            .figure, [.class("drawing")],
            [
                .tag(
                    .div, [.class("scroll"), .focusable, .role("region"), .label("Drawn timeline, scrolls sideways")],
                    [.own(svg)]),
                .tag(.figcaption, text: "The timeline drawn; the same tasks stand in the table below."),
            ])
    }

    private func freshness(_ bars: [ReportDocument.Freshness]) -> HTMLNode {
        guard !bars.isEmpty else { return .fragment([]) }
        return .tag(
            .ul, [.class("freshness")],
            bars.map { bar in
                .tag(
                    .li,
                    [
                        .tag(
                            .p, [.class("document")],
                            [
                                HTMLProse.chip(bar.standing), .text(" "), .tag(.code, text: bar.path),
                                .tag(.span, [.class("muted")], text: " \(bar.channel)"),
                            ]),
                        .own(HTMLBlocks.bar(bar)), .tag(.p, [.class("muted")], HTMLProse.dated(bar.text)),
                    ])
            })
    }

    /// A drawn bar of the used lifetime; numbers only, so nothing to escape.
    private static func bar(_ bar: ReportDocument.Freshness) -> String {
        guard let used = bar.usedPercent else { return "" }
        return "<svg class=\"bar \(bar.standing.tone.rawValue)\" viewBox=\"0 0 100 6\" preserveAspectRatio=\"none\" "
            + "aria-hidden=\"true\"><rect class=\"track\" width=\"100\" height=\"6\"/>"
            + "<rect class=\"used\" width=\"\(used)\" height=\"6\"/></svg>"
    }

    private func draft(_ card: ReportDocument.DraftCard) -> HTMLNode {
        let held: [HTMLNode] = card.isHeldBack ? [HTMLProse.chip(Mark("✗", "held back", .bad))] : []
        return .tag(
            .details, [.class("draft")] + (card.isOpen ? [.open] : []),
            [
                .tag(
                    .summary,
                    [.tag(.span, [.class("draft-title")], text: card.title), HTMLProse.chip(card.change)] + held),
                .tag(
                    .dl,
                    card.details.map { name, value in
                        .tag(.div, [.tag(.dt, text: name), .tag(.dd, HTMLProse.nodes(value))])
                    }),
                .tag(
                    .pre, [.focusable, .role("region"), .label("Text of \(card.title), \(card.key)")],
                    [.text(card.body)]),
            ])
    }
}
