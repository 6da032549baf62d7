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

    /// The first screen: 24 lines of 80 cells for up to four environments.
    static func write(_ verdict: Verdict, to canvas: inout TextCanvas) {
        canvas.prose(.mark(verdict.mark) + Prose(": \(verdict.sentence)"), hanging: 2)
        canvas.prose(
            "risk class " + .mark(verdict.riskClass.mark)
                + Prose(verdict.isManualOnly ? ", only manual approval, as data is missing" : ""))
        for notice in verdict.notices { canvas.clipped(notice, lines: 3, hanging: 2) }
        canvas.table(
            ReportDocument.Table(
                "", columns: ["Environment", "Decision", "Gate", "Score", "Red", "Yel", "Unk", "Wvd", "Until (UTC)"],
                rows: verdict.lines.map(row), empty: "No environment has a gate, so nothing may proceed."))
        let isBusy = !verdict.blockers.isEmpty && !verdict.waits.isEmpty
        let limit = verdict.lines.count + verdict.notices.count + (isBusy ? 1 : 0) > 2 ? 2 : 3
        writeList("Blocks", verdict.blockers, limit: limit, to: &canvas)
        writeList("Waits for", verdict.waits, limit: verdict.blockers.isEmpty ? limit : 1, to: &canvas)
        writeList("Acts next", verdict.nextActions, limit: limit, to: &canvas)
    }

    private static func row(_ line: Verdict.Line) -> [Prose] {
        let isOverridden = line.isOverridden && line.decision == .proceed
        let until = line.validUntil.map { $0.minuteInUTC.replacing(" UTC", with: "") }
        return [
            .strong(line.environment), .mark(isOverridden ? Mark("!", "PROCEED", .bad) : line.decision.mark),
            .mark(line.state.mark), Prose(line.score ?? "–"), "\(line.redCount)", "\(line.yellowCount)",
            "\(line.unknownCount)", "\(line.waivedCount)", Prose(until ?? "no end"),
        ]
    }

    /// The first items, two lines of each; all of them stand in section 1.
    private static func writeList(_ title: String, _ items: [Prose], limit: Int, to canvas: inout TextCanvas) {
        guard !items.isEmpty else { return }
        let more = items.count - limit
        canvas.line(StyledLine(title, .strong) + StyledLine(more > 0 ? " (and \(more) more in section 1)" : "", .muted))
        for item in items.prefix(limit) { canvas.clipped("• " + item, lines: 2, indent: 2, hanging: 2) }
    }

    static func write(_ block: ReportDocument.Block, to canvas: inout TextCanvas) {
        switch block {
        case .heading(let title), .minorHeading(let title): canvas.heading(title)
        case .paragraph(let prose): canvas.prose(prose)
        case .list(let items, let isOrdered): canvas.list(items, isOrdered: isOrdered)
        case .table(let table):
            canvas.table(table)
        case .matrix(let matrix): writeMatrix(matrix, to: &canvas)
        case .folded(let title, let blocks, _):
            canvas.heading(title)
            for inner in blocks { write(inner, to: &canvas) }
        case .freshness(let bars): for bar in bars { writeBar(bar, to: &canvas) }
        case .brief(let blocks): for inner in blocks { write(inner, to: &canvas) }
        case .draft, .gantt, .full: break
        }
    }

    /// What is not green criterion by criterion, what is green and what is not asked by name.
    private static func writeMatrix(_ matrix: ReportDocument.StateMatrix, to canvas: inout TextCanvas) {
        var rows = matrix.open.map { row -> [Prose] in
            let force = row.isKey ? " (key)" : row.isRequired ? "" : " (advisory)"
            return [Prose(row.criterion) + .muted(force)]
                + row.states.map { $0.map { .mark($0.mark) } ?? .muted("not asked") }
        }
        rows.append([.strong("Gate")] + matrix.gates.map { .mark($0.state.mark) })
        canvas.table(
            ReportDocument.Table("", columns: ["Criterion"] + matrix.environments, rows: rows, empty: "No criterion."))
        let green = matrix.green
        if !green.isEmpty {
            canvas.prose(
                .mark(ReadinessState.green.mark) + Prose(" wherever asked, \(green.count): ")
                    + .list(green.map(\.criterion)), hanging: 2)
        }
        if !matrix.notAsked.isEmpty {
            canvas.prose(
                .mark(ReadinessState.notApplicable.mark) + Prose(" for this release, \(matrix.notAsked.count): ")
                    + .muted(matrix.notAsked.map(\.criterion).joined(separator: ", ")), hanging: 2)
        }
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
