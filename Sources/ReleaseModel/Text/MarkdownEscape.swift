/// Escapes of plain text inside Markdown.
package enum MarkdownEscape {
    /// `text` with a backslash before every sign that CommonMark, GitHub, GitLab or Redmine read as markup; `atStart` says
    /// that a line begins with it, so that it becomes no heading, list, rule or quick action either.
    package static func escaped(_ text: String, atStart: Bool) -> String {
        var output = String.UnicodeScalarView()
        let scalars = Array(text.unicodeScalars)
        var isOrderedListStart = false
        if atStart {
            let digits = scalars.prefix { ("0"..."9").contains($0) }.count
            isOrderedListStart =
                digits > 0 && digits < scalars.count && (scalars[digits] == "." || scalars[digits] == ")")
        }
        for (index, scalar) in scalars.enumerated() {
            let isListSign = isOrderedListStart && (scalar == "." || scalar == ")")
            if isListSign { isOrderedListStart = false }
            let isBlockSign = atStart && index == 0 && "-+=/:!.".unicodeScalars.contains(scalar)
            if isListSign || isBlockSign || isMarkup(scalar) { output.append("\\") }
            output.append(scalar)
        }
        return String(output)
    }

    private static func isMarkup(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\\", "`", "*", "_", "[", "]", "<", ">", "{", "}", "|", "~", "#", "&", "$", "^": true
        default: false
        }
    }
}
