/// A line of a terminal as runs of text with a style; wrapped by cells, coloured only at the very end.
struct StyledLine: Hashable, Sendable {
    enum Style: Hashable, Sendable {
        case plain, strong, muted, code
        case tone(Mark.Tone)

        /// The SGR parameters (ECMA-48 section 8.3.117); nil for plain text.
        var parameters: String? {
            switch self {
            case .plain, .code: nil
            case .strong: "1"
            case .muted: "2"
            case .tone(.good): "32"
            case .tone(.caution): "33"
            case .tone(.bad): "1;31"
            case .tone(.unknown): "35"
            case .tone(.waived): "36"
            case .tone(.neutral): "2"
            }
        }
    }

    struct Run: Hashable, Sendable {
        var text: String
        var style: Style
    }

    var runs: [Run]

    init(_ runs: [Run] = []) { self.runs = runs }
    init(_ text: String, _ style: Style = .plain) { self.runs = [Run(text: text, style: style)] }

    /// Cells it takes.
    var width: Int { runs.reduce(0) { $0 + DisplayWidth.of($1.text) } }

    func rendered(color: Bool) -> String {
        var output = ""
        for run in runs {
            if color, let parameters = run.style.parameters {
                output += "\u{1B}[\(parameters)m\(run.text)\u{1B}[0m"
            } else {
                output += run.text
            }
        }
        return output
    }

    /// The first `width` cells.
    func clipped(to width: Int) -> StyledLine {
        LineWrapper(width: max(width, 1), hanging: 0).wrap(self).first ?? StyledLine()
    }

    static func + (left: StyledLine, right: StyledLine) -> StyledLine { StyledLine(left.runs + right.runs) }

    /// Spaces behind, up to `width` cells.
    func padded(to width: Int) -> StyledLine {
        let missing = width - self.width
        return missing > 0 ? self + StyledLine(String(repeating: " ", count: missing)) : self
    }
}

extension Prose {
    /// The unwrapped lines, with everything invisible made visible.
    var styledLines: [StyledLine] {
        var lines: [StyledLine] = [StyledLine()]
        func add(_ text: String, _ style: StyledLine.Style) {
            lines[lines.count - 1].runs.append(StyledLine.Run(text: VisibleText.line(text), style: style))
        }
        for span in spans {
            switch span {
            case .text(let text): add(text, .plain)
            case .strong(let text): add(text, .strong)
            case .muted(let text): add(text, .muted)
            case .code(let text): add(text, .code)
            case .mark(let mark): add("\(mark.sign) \(mark.word)", .tone(mark.tone))
            case .lineBreak: lines.append(StyledLine())
            }
        }
        return lines
    }

    /// The lines, none wider than `width` cells, each but the first of a line moved in by `hanging`.
    func wrapped(to width: Int, hanging: Int = 0) -> [StyledLine] {
        styledLines.flatMap { LineWrapper(width: max(width, 4), hanging: min(hanging, max(width, 4) / 2)).wrap($0) }
    }
}

/// Breaks one line at spaces, and words that are too long at a character.
struct LineWrapper {
    let width: Int
    let hanging: Int

    func wrap(_ line: StyledLine) -> [StyledLine] {
        if line.width <= width { return [line] }
        var lines: [StyledLine] = []
        var current = StyledLine()
        var used = 0
        var isAtStart = true
        func breakLine() {
            lines.append(current)
            current = hanging > 0 ? StyledLine(String(repeating: " ", count: hanging)) : StyledLine()
            used = hanging
            isAtStart = true
        }
        for run in line.runs {
            for word in LineWrapper.words(run.text) {
                let isSpace = word.first == " "
                var rest = Substring(word)
                var size = DisplayWidth.of(rest)
                if isSpace {
                    if isAtStart && !lines.isEmpty { continue }
                    if used + size > width { breakLine(); continue }
                } else if used + size > width && !isAtStart {
                    breakLine()
                }
                while size > width - used && !isSpace {
                    let head = prefix(of: rest, cells: width - used)
                    current.runs.append(StyledLine.Run(text: String(head), style: run.style))
                    rest = rest.dropFirst(head.count)
                    size = DisplayWidth.of(rest)
                    if rest.isEmpty { break }
                    breakLine()
                }
                guard !rest.isEmpty else { continue }
                current.runs.append(StyledLine.Run(text: String(rest), style: run.style))
                used += size
                isAtStart = false
            }
        }
        if !current.runs.isEmpty { lines.append(current) }
        return lines.map(LineWrapper.trimmed)
    }

    private func prefix(of text: Substring, cells: Int) -> Substring {
        var end = text.startIndex
        var used = 0
        while end < text.endIndex {
            let size = DisplayWidth.of(text[end])
            if used + size > cells && end > text.startIndex { break }
            used += size
            end = text.index(after: end)
        }
        return text[..<end]
    }

    /// Runs of spaces and runs of everything else, in order.
    private static func words(_ text: String) -> [String] {
        var words: [String] = []
        for character in text {
            if let last = words.last, (last.first == " ") == (character == " ") {
                words[words.count - 1].append(character)
            } else {
                words.append(String(character))
            }
        }
        return words
    }

    private static func trimmed(_ line: StyledLine) -> StyledLine {
        var line = line
        while let last = line.runs.last, last.text.allSatisfy({ $0 == " " }) {
            line.runs.removeLast()
        }
        return line
    }
}
