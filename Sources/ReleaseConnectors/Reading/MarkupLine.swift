/// One line of Markdown and what kind of line it can be.
struct MarkupLine {
    let trimmed: String
    /// Leading blanks; a tab counts as four.
    let indentation: Int

    init(_ line: Substring) {
        var indentation = 0
        var rest = line
        while let first = rest.first, first == " " || first == "\t" {
            indentation += first == "\t" ? 4 : 1
            rest.removeFirst()
        }
        while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
        self.trimmed = String(rest)
        self.indentation = indentation
    }

    var isBlank: Bool { trimmed.isEmpty }

    /// `---`, `***` or `___`, three or more.
    var isRule: Bool {
        guard trimmed.count >= 3, let first = trimmed.first, "-*_".contains(first) else { return false }
        return trimmed.allSatisfy { $0 == first }
    }

    /// The text of a releasegate comment. Other comments are no markers and stay literal.
    var marker: String? {
        let start = "<!-- releasegate:"
        guard trimmed.hasPrefix(start), trimmed.hasSuffix("-->") else { return nil }
        let content = trimmed.dropFirst(5).dropLast(3).trimmingPrefix { $0 == " " }
        return content.contains("--") ? nil : String(content.reversed().drop { $0 == " " }.reversed())
    }

    var heading: (level: Int, text: String)? {
        let level = trimmed.prefix { $0 == "#" }.count
        let rest = trimmed.dropFirst(level)
        guard (1...6).contains(level), rest.first == " " else { return nil }
        return (level, String(rest.drop { $0 == " " }))
    }

    var quoted: String? {
        guard trimmed.first == ">" else { return nil }
        let rest = trimmed.dropFirst()
        return String(rest.first == " " ? rest.dropFirst() : rest)
    }

    /// The item that the line begins.
    var item: (kind: DraftList.Kind, text: String, isDone: Bool)? {
        if let first = trimmed.first, "-*+".contains(first), trimmed.dropFirst().first == " " {
            let text = String(trimmed.dropFirst(2).drop { $0 == " " })
            if text.hasPrefix("[ ] ") { return (.tasks, String(text.dropFirst(4)), false) }
            if text.hasPrefix("[x] ") || text.hasPrefix("[X] ") { return (.tasks, String(text.dropFirst(4)), true) }
            return (.bulleted, text, false)
        }
        let digits = trimmed.prefix { ("0"..."9").contains($0) }
        let rest = trimmed.dropFirst(digits.count)
        guard (1...9).contains(digits.count), let sign = rest.first, sign == "." || sign == ")",
            rest.dropFirst().first == " "
        else { return nil }
        return (.numbered, String(rest.dropFirst(2).drop { $0 == " " }), false)
    }

    /// The cells of a table row, still with their escapes; nil where the line does not begin with a bar.
    var cells: [String]? {
        guard trimmed.first == "|", trimmed.count > 1 else { return nil }
        var cells: [String] = []
        var cell = ""
        var isEscaped = false
        for character in trimmed.dropFirst() {
            if character == "|", !isEscaped {
                cells.append(cell)
                cell = ""
            } else {
                // The backslash only kept the bar from ending the cell, in code spans too.
                if character == "|" { cell.removeLast() }
                cell.append(character)
            }
            isEscaped = character == "\\" && !isEscaped
        }
        if !cell.allSatisfy({ $0 == " " }) { cells.append(cell) }
        return cells.map { String(MarkupLine($0[...]).trimmed) }
    }

    /// The line of dashes under a table's heading.
    var isTableRule: Bool {
        guard let cells, !cells.isEmpty else { return false }
        return cells.allSatisfy { cell in
            let dashes = cell.drop { $0 == ":" }
            return dashes.contains("-") && dashes.allSatisfy { $0 == "-" || $0 == ":" }
        }
    }
}
