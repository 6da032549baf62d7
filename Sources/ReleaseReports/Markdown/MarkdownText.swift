/// Data as GitHub-flavoured Markdown that shows exactly the data: no markup, link, mention, reference or HTML.
enum MarkdownText {
    /// For running text and table cells, on one line.
    static func inline(_ text: String) -> String {
        var output = ""
        var isFirst = true
        var leadingDigits = false
        let scalars = Array(VisibleText.line(text).unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            let next = index + 1 < scalars.count ? scalars[index + 1] : " "
            switch scalar {
            case "\\", "`", "*", "_", "[", "]", "<", ">", "|", "~", "&", "$", "{", "}":
                output += "\\"
                output.unicodeScalars.append(scalar)
            // A word joiner, so that no platform makes a mention or a reference of it.
            case "@": output += isWord(next) ? "@&#8288;" : "@"
            case "#": output += isWord(next) ? "\\#&#8288;" : "\\#"
            case "-", "+", "=": output += isFirst ? "\\\(scalar)" : "\(scalar)"
            case ".", ")":
                output +=
                    leadingDigits && next == " " ? "\\\(scalar)" : isWebHost(scalars, at: index) ? "&#46;" : "\(scalar)"
            case ":" where next == "/": output += "&#58;"
            default: output.unicodeScalars.append(scalar)
            }
            leadingDigits = (isFirst || leadingDigits) && ("0"..."9").contains(scalar)
            isFirst = isFirst && scalar == " "
        }
        return output
    }

    /// A code span (CommonMark 0.31 section 6.1) that holds any text, also in a table cell.
    static func code(_ text: String) -> String {
        let text = VisibleText.line(text)
        guard !text.isEmpty else { return "" }
        if text.contains("|") { return "<code>\(entities(text))</code>" }
        let fence = String(repeating: "`", count: longestRun(of: "`", in: text) + 1)
        let isPadded = text.first == "`" || text.last == "`" || (text.first == " " && text.last == " ")
        return isPadded ? "\(fence) \(text) \(fence)" : "\(fence)\(text)\(fence)"
    }

    /// A fenced block (CommonMark 0.31 section 4.5) that no line of the text can end.
    static func block(_ text: String) -> String {
        let text = VisibleText.lines(text)
        let fence = String(repeating: "`", count: max(3, longestRun(of: "`", in: text) + 1))
        return "\(fence)markdown\n\(text)\(text.hasSuffix("\n") ? "" : "\n")\(fence)"
    }

    /// For the few places where HTML stands, such as a summary line.
    static func entities(_ text: String) -> String {
        var output = ""
        for scalar in VisibleText.line(text).unicodeScalars {
            switch scalar {
            case "<", ">", "&", "\"", "'", "|", "`", "*", "_", "[", "]", "\\", "~", "$": output += "&#\(scalar.value);"
            case "@", "#": output += "\(scalar)&#8288;"
            case ":": output += "&#58;"
            default: output.unicodeScalars.append(scalar)
            }
        }
        return output
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
    }

    /// Reports whether the dot at `index` ends a `www`, which would become a link.
    private static func isWebHost(_ scalars: [Unicode.Scalar], at index: Int) -> Bool {
        index >= 3 && scalars[(index - 3)..<index].allSatisfy { $0 == "w" || $0 == "W" }
    }

    private static func longestRun(of mark: Character, in text: String) -> Int {
        var longest = 0
        var current = 0
        for character in text {
            current = character == mark ? current + 1 : 0
            longest = max(longest, current)
        }
        return longest
    }
}
