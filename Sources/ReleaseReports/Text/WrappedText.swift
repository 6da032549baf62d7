/// Finished lines, laid out for a page of a given width.
package enum WrappedText {
    /// `text` with every line that is wider than `width` broken at blanks, what follows moved in by `hanging` more. A
    /// word that is wider than the page, such as a path or a digest, stays whole, so that it can be copied.
    package static func lines(_ text: String, width: Int, hanging: Int = 4) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { line in DisplayWidth.of(line) <= width ? String(line) : wrapped(line, max(width, 40), hanging) }
            .joined(separator: "\n")
    }

    private static func wrapped(_ line: Substring, _ width: Int, _ hanging: Int) -> String {
        let lead = line.prefix { $0 == " " }
        var rest = line.dropFirst(lead.count)
        let indentation = lead + String(repeating: " ", count: hanging)
        var lines: [String] = []
        var current = String(lead)
        var used = lead.count
        var isEmpty = true
        while !rest.isEmpty {
            let blanks = rest.prefix { $0 == " " }
            let word = rest.dropFirst(blanks.count).prefix { $0 != " " }
            rest = rest.dropFirst(blanks.count + word.count)
            let size = DisplayWidth.of(word)
            if !isEmpty && used + blanks.count + size > width {
                lines.append(current)
                current = String(indentation + word)
                used = indentation.count + size
            } else {
                current += blanks + word
                used += blanks.count + size
            }
            isEmpty = false
        }
        return (lines + [current]).joined(separator: "\n")
    }
}
