/// Rows of two parts: short cells side by side, and under them, with their names, the cells that are too long for that.
///
/// Where not even two columns stand side by side, every row is a record of named cells.
struct FoldedTable {
    let table: ReportDocument.Table
    let width: Int

    private static let indent = 4
    private static let separator = " · "

    func lines() -> [StyledLine] {
        let natural = naturalWidths
        let head = headColumns(natural)
        let hasHead = head.count > 1
        let widths = head.map { natural[$0] }
        let details = table.columns.indices.filter { !hasHead || !head.contains($0) }
        let rows = table.rows.map { row -> [StyledLine] in
            let fields = details.compactMap { field($0, of: row, isRecord: !hasHead) }
            let top = hasHead ? TextTable.row(head.map { row[$0] }, widths) : []
            return top + packed(fields, isRecord: !hasHead)
        }
        var lines = hasHead ? TextTable.head(head.map { table.columns[$0] }, widths) : []
        let hasTallRows = !hasHead || rows.contains { $0.count > 3 }
        for (index, row) in rows.enumerated() {
            if index > 0 && hasTallRows { lines.append(StyledLine()) }
            lines += row
        }
        return lines
    }

    /// The widest line of each column.
    private var naturalWidths: [Int] {
        table.columns.indices.map { column in
            let cells = table.rows.map { column < $0.count ? $0[column] : Prose.none }
            return cells.flatMap { $0.styledLines.map(\.width) }.reduce(DisplayWidth.of(table.columns[column]), max)
        }
    }

    /// All columns without the widest ones, so that the rest fits unbroken.
    private func headColumns(_ natural: [Int]) -> [Int] {
        var head = Array(table.columns.indices)
        while head.count > 1 {
            let total = head.reduce(0) { $0 + natural[$1] } + TextTable.gap * (head.count - 1)
            let isFlat = head.allSatisfy { column in
                table.rows.allSatisfy { $0[column].styledLines.count < 3 }
            }
            if total <= width && isFlat { break }
            let tallest = head.filter { column in table.rows.contains { $0[column].styledLines.count > 2 } }
            let candidates = total <= width ? tallest : head
            guard let widest = candidates.max(by: { natural[$0] < natural[$1] }) else { break }
            head.removeAll { $0 == widest }
        }
        return head
    }

    /// A cell on one line with the name of its column in front; the subject of the row needs none.
    private func field(_ column: Int, of row: [Prose], isRecord: Bool) -> Prose? {
        let cell = row[column]
        if cell.isNone { return nil }
        let line = ReportDocument.joinedLines(cell)
        if column == table.subject { return isRecord ? "▪ " + line : line }
        return .muted("\(table.columns[column].lowercased()): ") + line
    }

    /// As many fields on a line as fit unbroken; a longer one has lines of its own.
    private func packed(_ fields: [Prose], isRecord: Bool) -> [StyledLine] {
        var lines: [StyledLine] = []
        var current: Prose?
        func indent() -> Int { isRecord ? (lines.isEmpty ? 0 : 2) : FoldedTable.indent }
        func flush() {
            guard let prose = current else { return }
            let lead = indent()
            lines += prose.wrapped(to: width - lead, hanging: 2).map {
                StyledLine(String(repeating: " ", count: lead)) + $0
            }
            current = nil
        }
        for (index, field) in fields.enumerated() {
            if let open = current {
                let together = open + .muted(FoldedTable.separator) + field
                let fits = (together.styledLines.first?.width ?? 0) <= width - indent()
                if fits && !(isRecord && index == 1) {
                    current = together
                    continue
                }
                flush()
            }
            current = field
        }
        flush()
        return lines
    }
}

extension ReportDocument {
    /// A cell of several lines as one line.
    static func joinedLines(_ prose: Prose) -> Prose {
        Prose(Array(splitLines(prose).map(\.spans).joined(separator: [.text("; ")])))
    }
}
