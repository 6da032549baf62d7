/// Lays a table into a terminal: columns where they fit, else the widest of them under the others, else records.
struct TextTable {
    let table: ReportDocument.Table
    let width: Int

    static let gap = 2
    /// A column is never made narrower than this, unless its content is.
    private static let narrowest = 10
    /// A row of more lines than this reads better with its long cells under the short ones.
    private static let tallest = 4
    /// Words up to this long are never broken for the sake of columns.
    private static let longestWord = 40

    func lines() -> [StyledLine] {
        if table.rows.isEmpty { return Prose(table.emptyText).wrapped(to: width) }
        return sideBySide() ?? FoldedTable(table: table, width: width).lines()
    }

    private func sideBySide() -> [StyledLine]? {
        guard let widths = columnWidths() else { return nil }
        let cells = table.rows.map { TextTable.row($0, widths) }
        guard cells.allSatisfy({ $0.count <= TextTable.tallest }) else { return nil }
        var lines = TextTable.head(table.columns, widths)
        let hasTallRows = cells.contains { $0.count > 2 }
        for (index, part) in cells.enumerated() {
            if index > 0 && hasTallRows { lines.append(StyledLine()) }
            lines += part
        }
        return lines
    }

    /// The names of the columns over a rule.
    static func head(_ columns: [String], _ widths: [Int]) -> [StyledLine] {
        row(columns.map { Prose.strong($0) }, widths)
            + [StyledLine(widths.map { String(repeating: "─", count: $0) }.joined(separator: "  "), .muted)]
    }

    /// Cells side by side, each wrapped to its width.
    static func row(_ cells: [Prose], _ widths: [Int]) -> [StyledLine] {
        let columns = zip(cells, widths).map { $0.wrapped(to: $1) }
        let height = columns.map(\.count).max() ?? 0
        return (0..<height).map { index in
            var line = StyledLine()
            for (column, (lines, width)) in zip(columns, widths).enumerated() {
                let cell = index < lines.count ? lines[index] : StyledLine()
                let isLast = column == widths.count - 1
                line = line + (isLast ? cell : cell.padded(to: width + TextTable.gap))
            }
            return line
        }
    }

    /// The widths of the columns; nil where they cannot stand side by side in a readable way.
    private func columnWidths() -> [Int]? {
        let count = table.columns.count
        guard count > 0 else { return nil }
        var natural = table.columns.map { DisplayWidth.of($0) }
        var words = table.columns.map(TextTable.longestWord)
        for row in table.rows {
            for (index, cell) in row.enumerated() where index < count {
                let lines = cell.styledLines
                natural[index] = max(natural[index], lines.map(\.width).max() ?? 0)
                // No word is longer than its line, and of longer words than this one is as good as another.
                guard words[index] < min(natural[index], TextTable.longestWord) else { continue }
                let word = lines.map { TextTable.longestWord($0.rendered(color: false)) }.max() ?? 0
                words[index] = max(words[index], word)
            }
        }
        let available = width - TextTable.gap * (count - 1)
        let floors = zip(natural, words).map { min($0, max(TextTable.narrowest, $1)) }
        guard floors.reduce(0, +) <= available else { return nil }
        var widths = natural
        var total = widths.reduce(0, +)
        if total > available {
            // A table that names its subject elsewhere than in front was made to be folded.
            guard table.subject == 0 else { return nil }
            // Far too much text for columns this narrow reads better folded.
            guard total <= available * 3 else { return nil }
            while total > available {
                let candidates = widths.indices.filter { widths[$0] > floors[$0] }
                guard let widest = candidates.max(by: { widths[$0] < widths[$1] }) else { return nil }
                widths[widest] -= 1
                total -= 1
            }
        }
        return widths
    }

    private static func longestWord(_ text: String) -> Int {
        min(longestWord, text.split(separator: " ").map { DisplayWidth.of($0) }.max() ?? 0)
    }
}

extension ReportDocument {
    /// The parts of a cell between its line breaks.
    static func splitLines(_ prose: Prose) -> [Prose] {
        prose.spans.split(separator: .lineBreak, omittingEmptySubsequences: false).map { Prose(Array($0)) }
    }
}
