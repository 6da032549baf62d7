package import ReleaseModel

/// A draft as encoders see it: every text already inert, the footer apart.
package struct DraftDocument: Hashable, Sendable {
    /// Starts with `DRAFT`.
    package var title: String
    /// The blocks before the last rule.
    package var body: [DraftBlock]
    /// The blocks behind it, which name approvers and re-review triggers; kept when the body is shortened.
    package var footer: [DraftBlock]
    /// Whether anything was left out.
    package var isShortened = false

    /// Reads the draft's Markdown. A draft to be withdrawn says so in its title and first.
    package init(_ draft: Draft) {
        var title = InertText.line(draft.title)
        if !title.hasPrefix("DRAFT") { title = "DRAFT \(title)" }
        let isWithdrawn = draft.operation == .withdrawDraft
        if isWithdrawn, !title.hasPrefix("DRAFT (withdrawn)") { title = "DRAFT (withdrawn)" + title.dropFirst(5) }
        self.title = title
        let blocks = DraftMarkup.blocks(of: draft.body).compactMap(DraftDocument.inert)
        let rule = blocks.lastIndex(of: .rule)
        body = Array(blocks[..<(rule ?? blocks.endIndex)])
        footer = rule.map { Array(blocks[($0 + 1)...]) } ?? []
        if isWithdrawn {
            let notice = "This draft is withdrawn: the release no longer asks for it. A person may remove it."
            body.insert(.paragraph([DraftSpan(notice, isStrong: true)]), at: 0)
        }
    }

    /// Body, a rule, footer.
    package var blocks: [DraftBlock] { footer.isEmpty ? body : body + [.rule] + footer }

    /// The block with inert texts; nil for markers, which each encoder writes its own way.
    private static func inert(_ block: DraftBlock) -> DraftBlock? {
        switch block {
        case .heading(let level, let spans): return .heading(level: level, inert(spans))
        case .paragraph(let spans):
            let cleaned = inert(spans)
            return cleaned.isEmpty ? nil : .paragraph(cleaned)
        case .list(let list): return .list(inert(list))
        case .table(let table):
            return .table(
                DraftTable(header: table.header.map { inert($0) }, rows: table.rows.map { $0.map { inert($0) } }))
        case .quote(let blocks): return .quote(blocks.compactMap { inert($0) })
        case .rule: return .rule
        case .marker: return nil
        }
    }

    private static func inert(_ list: DraftList) -> DraftList {
        DraftList(
            kind: list.kind,
            items: list.items.map { item in
                DraftList.Item(
                    spans: inert(item.spans), isDone: item.isDone, nested: item.nested.map { inert($0) })
            })
    }

    private static func inert(_ spans: [DraftSpan]) -> [DraftSpan] {
        spans.compactMap { span in
            var span = span
            span.text = InertText.clean(span.text)
            return span.text.isEmpty ? nil : span
        }
    }
}
