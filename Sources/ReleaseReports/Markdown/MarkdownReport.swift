package import ReleaseModel

/// The report as GitHub-flavoured Markdown (CommonMark 0.31 with GFM tables): the verdict, then the six sections.
package enum MarkdownReport {
    /// The whole report, ending in a newline.
    package static func render(_ report: ReadinessReport) -> String { render(ReportDocument(report)) }

    /// The whole report from what the other forms are made of too.
    package static func render(_ document: ReportDocument) -> String {
        var parts = ["# \(MarkdownText.inline(document.title))", inline(document.subtitle)]
        parts += verdict(document.verdict)
        for section in document.sections {
            parts.append("## \(section.number)) \(section.title)")
            parts += section.blocks.flatMap(render)
        }
        parts.append("---")
        parts.append(document.footer.map(inline).joined(separator: "\\\n"))
        return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
    }

    private static func verdict(_ verdict: Verdict) -> [String] {
        let manual: Prose = verdict.isManualOnly ? ", only manual approval, as data is missing" : ""
        let until = verdict.validUntil.map { Prose(". Valid until \($0.minuteInUTC)") } ?? Prose([])
        var parts = [
            inline(
                .mark(verdict.mark) + Prose(": \(verdict.sentence). Risk class ") + .mark(verdict.riskClass.mark)
                    + manual + until)
        ]
        if !verdict.notices.isEmpty { parts.append(list(verdict.notices, isOrdered: false)) }
        let summary = verdict.lines.map { line -> [Prose] in
            [
                .strong(line.environment), .mark(line.mark), .mark(line.state.mark), Prose(line.score ?? "–"),
                "\(line.redCount)", "\(line.yellowCount)", "\(line.unknownCount)", "\(line.waivedCount)",
                Prose(line.validUntil?.minuteInUTC ?? "no end"),
            ]
        }
        if !summary.isEmpty {
            parts.append(
                rows(
                    [
                        "Environment", "Decision", "Gate", "Score", "Red", "Yellow", "Unknown", "Waived",
                        "Valid until",
                    ], summary))
        }
        let groups: [(String, [Prose])] = [
            ("Blocks", verdict.blockers), ("Waits for", verdict.waits), ("Acts next", verdict.nextActions),
        ]
        for (title, items) in groups where !items.isEmpty {
            parts.append("**\(title)**")
            parts.append(list(items, isOrdered: false))
        }
        return parts
    }

    private static func render(_ block: ReportDocument.Block) -> [String] {
        switch block {
        case .heading(let title): ["### \(MarkdownText.inline(title))"]
        case .minorHeading(let title): ["#### \(MarkdownText.inline(title))"]
        case .paragraph(let prose): [inline(prose)]
        case .list(let items, let isOrdered): [list(items, isOrdered: isOrdered)]
        case .table(let table): [render(table)]
        case .matrix(let matrix): [render(matrix), green(matrix), unasked(matrix)]
        case .freshness(let bars): [render(bars)]
        case .draft(let card): render(card)
        case .full(let blocks): blocks.flatMap(render)
        case .folded(let title, let blocks, let isOpen):
            ["<details\(isOpen ? " open" : "")><summary>\(MarkdownText.entities(title))</summary>"]
                + blocks.flatMap(render) + ["</details>"]
        case .gantt, .brief: []
        }
    }

    private static func render(_ table: ReportDocument.Table) -> String {
        guard !table.rows.isEmpty else { return MarkdownText.inline(table.emptyText) }
        return "**\(MarkdownText.inline(table.caption))**\n\n" + rows(table.columns, table.rows)
    }

    private static func rows(_ columns: [String], _ rows: [[Prose]]) -> String {
        let head = columns.map(MarkdownText.inline).joined(separator: " | ")
        let rule = columns.map { _ in "---" }.joined(separator: " | ")
        let body = rows.map { "| " + $0.map(inline).joined(separator: " | ") + " |" }
        return (["| \(head) |", "| \(rule) |"] + body).joined(separator: "\n")
    }

    private static func render(_ matrix: ReportDocument.StateMatrix) -> String {
        var body = matrix.open.map { row -> [Prose] in
            let force = row.isKey ? "key" : row.isRequired ? "required" : "advisory"
            return [.lines([Prose(row.question), .code(row.criterion) + Prose(" \(force)")])]
                + row.states.map { $0.map { .mark($0.mark) } ?? "not asked" }
        }
        body.append([.strong("Gate")] + matrix.gates.map { .mark($0.state.mark) })
        body.append([.strong("Decision")] + matrix.gates.map { .mark($0.decision.mark) })
        return rows(["Criterion"] + matrix.environments, body)
    }

    private static func green(_ matrix: ReportDocument.StateMatrix) -> String {
        let names = matrix.green.map(\.criterion)
        guard !names.isEmpty else { return "" }
        return inline(
            .mark(ReadinessState.green.mark)
                + Prose(" wherever asked, \(counted(names.count, "criterion", "criteria")): ")
                + .code(names.joined(separator: ", ")))
    }

    private static func unasked(_ matrix: ReportDocument.StateMatrix) -> String {
        let names = matrix.notAsked.map(\.criterion)
        guard !names.isEmpty else { return "" }
        return inline(
            Prose("\(counted(names.count, "criterion", "criteria")) not asked for this release: ")
                + .code(names.joined(separator: ", ")))
    }

    private static func render(_ bars: [ReportDocument.Freshness]) -> String {
        let body = bars.map { bar -> [Prose] in
            [
                .mark(bar.standing), .code(bar.path), Prose(bar.channel),
                Prose(bar.usedPercent.map { "\($0) % used" } ?? "–"), Prose(bar.text),
            ]
        }
        guard !body.isEmpty else { return "" }
        return rows(["Standing", "Document", "Channel", "Lifetime", "Freshness"], body)
    }

    private static func render(_ card: ReportDocument.DraftCard) -> [String] {
        let details = card.details.map { Prose.strong($0.name) + ": " + $0.value }
        let held = card.isHeldBack ? " (held back by the guard)" : ""
        return [
            "<details><summary>\(MarkdownText.entities(card.title + held))</summary>",
            list(details, isOrdered: false), MarkdownText.block(card.body), "</details>",
        ]
    }

    private static func list(_ items: [Prose], isOrdered: Bool) -> String {
        items.enumerated().map { index, item in (isOrdered ? "\(index + 1). " : "- ") + inline(item) }
            .joined(separator: "\n")
    }

    static func inline(_ prose: Prose) -> String {
        prose.spans.map { span in
            switch span {
            case .text(let text): return MarkdownText.inline(text)
            case .muted(let text): return MarkdownText.inline(text)
            case .strong(let text): return strong(text)
            case .code(let text): return MarkdownText.code(text)
            case .mark(let mark): return "**\(MarkdownText.inline(mark.sign)) \(MarkdownText.inline(mark.word))**"
            case .lineBreak: return "<br>"
            }
        }.joined()
    }

    /// Emphasis needs text next to its asterisks (CommonMark 0.31 section 6.2), so outer spaces stay outside.
    private static func strong(_ text: String) -> String {
        let inner = text.drop { $0 == " " }
        guard !inner.isEmpty else { return text }
        let lead = String(repeating: " ", count: text.count - inner.count)
        let core = inner.trimmed { $0 == 0x20 }
        let tail = String(repeating: " ", count: inner.count - core.count)
        return "\(lead)**\(MarkdownText.inline(String(core)))**\(tail)"
    }
}
