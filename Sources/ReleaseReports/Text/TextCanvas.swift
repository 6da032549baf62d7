/// Collects the lines of a terminal page of a given width.
struct TextCanvas {
    /// Cells; never under 40, where nothing could be read.
    let width: Int
    let color: Bool
    private(set) var text = ""

    init(width: Int, color: Bool) {
        self.width = max(width, 40)
        self.color = color
    }

    mutating func line(_ line: StyledLine) {
        text += line.rendered(color: color)
        while text.hasSuffix(" ") { text.removeLast() }
        text += "\n"
    }

    mutating func line(_ plain: String = "", _ style: StyledLine.Style = .plain) { line(StyledLine(plain, style)) }

    /// One empty line, unless there is one or nothing yet.
    mutating func blank() {
        if !text.isEmpty && !text.hasSuffix("\n\n") { text += "\n" }
    }

    /// Wrapped prose, moved in by `indent`, later lines by `hanging` more.
    mutating func prose(_ prose: Prose, indent: Int = 0, hanging: Int = 0) {
        for part in ReportDocument.splitLines(prose) {
            for line in part.wrapped(to: width - indent, hanging: hanging) {
                self.line(StyledLine(String(repeating: " ", count: indent)) + line)
            }
        }
    }

    /// The first `lines` lines of the prose; an ellipsis tells that there is more.
    mutating func clipped(_ prose: Prose, lines: Int, indent: Int = 0, hanging: Int = 0) {
        var wrapped = prose.wrapped(to: width - indent, hanging: hanging)
        if wrapped.count > lines {
            wrapped = Array(wrapped.prefix(lines))
            let last = wrapped.removeLast().clipped(to: width - indent - 2)
            wrapped.append(last + StyledLine(" …"))
        }
        for line in wrapped { self.line(StyledLine(String(repeating: " ", count: indent)) + line) }
    }

    /// A name and what belongs to it, with later lines under the value.
    mutating func labelled(_ label: String, _ value: Prose, column: Int = 13) {
        let natural = value.styledLines.map(\.width).max() ?? 0
        if natural > width - column && natural <= width - 4 {
            // A digest is there to be copied: whole, on a line of its own.
            line(label, .strong)
            prose(value, indent: 4)
            return
        }
        let lines = value.wrapped(to: width - column)
        for (index, line) in lines.enumerated() {
            let head = index == 0 ? StyledLine(label, .strong).padded(to: column) : StyledLine("").padded(to: column)
            self.line(head + line)
        }
    }

    mutating func sectionTitle(_ title: String) {
        blank()
        line(title, .strong)
        line(String(repeating: "━", count: min(width, DisplayWidth.of(title))), .strong)
    }

    mutating func heading(_ title: String) {
        blank()
        for part in Prose.strong(title).wrapped(to: width) { line(part) }
    }

    mutating func list(_ items: [Prose], isOrdered: Bool) {
        for (index, item) in items.enumerated() {
            let bullet = isOrdered ? "\(index + 1). " : "• "
            let parts = ReportDocument.splitLines(item)
            for (position, part) in parts.enumerated() {
                let indent = 2 + bullet.count
                for (lineIndex, line) in part.wrapped(to: width - indent).enumerated() {
                    let head = position == 0 && lineIndex == 0 ? "  \(bullet)" : String(repeating: " ", count: indent)
                    self.line(StyledLine(head) + line)
                }
            }
        }
    }

    mutating func table(_ table: ReportDocument.Table) {
        blank()
        for line in TextTable(table: table, width: width).lines() { self.line(line) }
        blank()
    }
}
