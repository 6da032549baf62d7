/// Data as GitHub-flavoured Markdown that shows exactly the data: no markup, link, mention, reference or HTML.
enum MarkdownText {
    /// For running text and table cells, on one line.
    static func inline(_ text: String) -> String {
        let text = VisibleText.line(text)
        // Whatever is escaped is ASCII: bytes are walked, and all others are copied as they are.
        let bytes = Array(text.utf8)
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count + bytes.count / 8)
        var isFirst = true
        var leadingDigits = false
        for (index, byte) in bytes.enumerated() {
            switch Unicode.Scalar(byte) {
            case "\\", "`", "*", "_", "[", "]", "<", ">", "|", "~", "&", "$", "{", "}":
                output.append(UInt8(ascii: "\\"))
                output.append(byte)
            // A word joiner, so that no platform makes a mention or a reference of it.
            case "@": output += isWord(after: index, in: bytes) ? "@&#8288;".utf8 : "@".utf8
            case "#": output += isWord(after: index, in: bytes) ? "\\#&#8288;".utf8 : "\\#".utf8
            case "-" where isFirst, "+" where isFirst, "=" where isFirst:
                output.append(UInt8(ascii: "\\"))
                output.append(byte)
            case ".", ")":
                let endsNumber = leadingDigits && (index + 1 == bytes.count || bytes[index + 1] == UInt8(ascii: " "))
                if endsNumber {
                    output.append(UInt8(ascii: "\\"))
                    output.append(byte)
                } else if isWebHost(bytes, at: index) {
                    output += "&#46;".utf8
                } else {
                    output.append(byte)
                }
            case ":" where index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "/"): output += "&#58;".utf8
            default: output.append(byte)
            }
            let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            leadingDigits = (isFirst || leadingDigits) && isDigit
            isFirst = isFirst && byte == UInt8(ascii: " ")
        }
        return String(decoding: output, as: UTF8.self)
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

    /// Reports whether a letter or a digit follows the byte at `index`.
    private static func isWord(after index: Int, in bytes: [UInt8]) -> Bool {
        let next = String(decoding: bytes[(index + 1)...].prefix(4), as: UTF8.self).unicodeScalars.first
        return next.map { $0.properties.isAlphabetic || ("0"..."9").contains($0) } ?? false
    }

    /// Reports whether the dot or bracket at `index` ends a `www`, which would become a link.
    private static func isWebHost(_ bytes: [UInt8], at index: Int) -> Bool {
        index >= 3 && bytes[(index - 3)..<index].allSatisfy { $0 | 0x20 == UInt8(ascii: "w") }
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
