package import ReleaseModel

/// The report for a terminal: the answer in the first lines, then the six sections.
///
/// Wrapped by cells to the given width (at least 40). Colour only where asked, and never colour alone: every state has
/// a sign and a word. Control characters in data are shown by their code.
package enum TextReport {
    /// The whole report, ending in a newline.
    package static func render(_ report: ReadinessReport, width: Int = 80, color: Bool = false) -> String {
        let document = ReportDocument(report)
        var canvas = TextCanvas(width: width, color: color)
        canvas.prose(.strong(document.title))
        canvas.prose(document.subtitle)
        canvas.blank()
        write(document.verdict, to: &canvas)
        for section in document.sections {
            canvas.sectionTitle("\(section.number)) \(section.title)")
            for block in section.blocks { write(block, to: &canvas) }
        }
        canvas.blank()
        for line in document.footer { canvas.prose(line) }
        return canvas.text
    }

    static func write(_ verdict: Verdict, to canvas: inout TextCanvas) {
        canvas.prose(.mark(verdict.decision.mark) + Prose(": \(verdict.sentence)"), hanging: 2)
        canvas.prose(
            "risk class " + .mark(verdict.riskClass.mark)
                + Prose(verdict.isManualOnly ? ", only manual approval, as data is missing" : ""))
        canvas.blank()
        let rows = verdict.lines.map { line -> [Prose] in
            [
                .strong(line.environment), .mark(line.decision.mark), .mark(line.state.mark),
                Prose(line.score ?? "–"), "\(line.unknownCount)", "\(line.waivedCount)",
                Prose(line.validUntil?.minuteInUTC ?? "no end"),
            ]
        }
        canvas.table(
            ReportDocument.Table(
                "", columns: ["Environment", "Decision", "Gate", "Score", "Unk.", "Wvd.", "Valid until"], rows: rows,
                empty: "No environment has a gate, so nothing may proceed."))
        for line in verdict.lines where line.decision != .proceed {
            canvas.prose(.strong(line.environment) + Prose(": \(line.reason)"), hanging: 2)
        }
        writeList("Blocks", verdict.blockers.map { Prose($0) }, to: &canvas)
        writeList("Waits for", verdict.waits.map { Prose($0) }, to: &canvas)
        writeList("Acts next", verdict.nextActions.map { .strong($0.role) + Prose(": \($0.action)") }, to: &canvas)
    }

    private static func writeList(_ title: String, _ items: [Prose], to canvas: inout TextCanvas) {
        guard !items.isEmpty else { return }
        canvas.blank()
        canvas.line(title, .strong)
        canvas.list(items, isOrdered: false)
    }

    static func write(_ block: ReportDocument.Block, to canvas: inout TextCanvas) {
        switch block {
        case .heading(let title), .minorHeading(let title): canvas.heading(title)
        case .paragraph(let prose): canvas.prose(prose)
        case .list(let items, let isOrdered): canvas.list(items, isOrdered: isOrdered)
        case .table(let table):
            canvas.table(table)
        case .matrix(let matrix): writeMatrix(matrix, to: &canvas)
        case .freshness(let bars): for bar in bars { writeBar(bar, to: &canvas) }
        case .brief(let blocks): for inner in blocks { write(inner, to: &canvas) }
        case .draft, .gantt, .full: break
        }
    }

    private static func writeMatrix(_ matrix: ReportDocument.StateMatrix, to canvas: inout TextCanvas) {
        var rows = matrix.rows.map { row -> [Prose] in
            let force = row.isKey ? " (key)" : row.isRequired ? "" : " (advisory)"
            return [Prose(row.criterion) + .muted(force)]
                + row.states.map { $0.map { .mark($0.mark) } ?? .muted("not asked") }
        }
        rows.append([.strong("Gate")] + matrix.gates.map { .mark($0.state.mark) })
        canvas.table(
            ReportDocument.Table("", columns: ["Criterion"] + matrix.environments, rows: rows, empty: "No criterion."))
    }

    private static func writeBar(_ bar: ReportDocument.Freshness, to canvas: inout TextCanvas) {
        let cells = bar.usedPercent.map { used -> String in
            let filled = min(10, used / 10)
            return "[" + String(repeating: "█", count: filled) + String(repeating: "·", count: 10 - filled) + "] "
        }
        canvas.prose(
            .mark(bar.standing) + Prose(" \(cells ?? "")") + .strong(bar.path) + Prose(" \(bar.channel)"), indent: 2)
        canvas.prose(.muted(bar.text), indent: 4)
    }
}
