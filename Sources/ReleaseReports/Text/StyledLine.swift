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
        for word in LineWrapper.words(line) {
            let size = word.width
            if word.isSpace {
                if isAtStart && !lines.isEmpty { continue }
                if used + size > width { breakLine(); continue }
            } else if used + size > width && !isAtStart {
                breakLine()
            }
            for run in word.runs {
                var rest = Substring(run.text)
                while !word.isSpace, DisplayWidth.of(rest) > width - used {
                    let head = used < width || isAtStart ? prefix(of: rest, cells: width - used) : ""
                    current.runs.append(StyledLine.Run(text: String(head), style: run.style))
                    rest = rest.dropFirst(head.count)
                    if rest.isEmpty { break }
                    breakLine()
                }
                guard !rest.isEmpty else { continue }
                current.runs.append(StyledLine.Run(text: String(rest), style: run.style))
                used += DisplayWidth.of(rest)
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

    /// A run of spaces, or of everything else: a change of style does not end a word.
    private struct Word {
        var runs: [StyledLine.Run]
        var isSpace: Bool
        var width: Int { runs.reduce(0) { $0 + DisplayWidth.of($1.text) } }
    }

    private static func words(_ line: StyledLine) -> [Word] {
        var words: [Word] = []
        for run in line.runs {
            for piece in pieces(of: run.text) {
                let part = StyledLine.Run(text: String(piece), style: run.style)
                let isSpace = piece.first == " "
                if let last = words.last, last.isSpace == isSpace {
                    words[words.count - 1].runs.append(part)
                } else {
                    words.append(Word(runs: [part], isSpace: isSpace))
                }
            }
        }
        return words
    }

    /// Spaces and words in turn.
    private static func pieces(of text: String) -> [Substring] {
        // Among other signs a space may be part of a character that is none.
        let isPlain = text.utf8.allSatisfy { $0 < 0x80 }
        var pieces: [Substring] = []
        var rest = text[...]
        while let first = rest.first {
            let isSpace = first == " "
            let end =
                isPlain
                ? rest.utf8.firstIndex { ($0 == 0x20) != isSpace } : rest.firstIndex { ($0 == " ") != isSpace }
            pieces.append(rest[..<(end ?? rest.endIndex)])
            rest = rest[(end ?? rest.endIndex)...]
        }
        return pieces
    }

    private static func trimmed(_ line: StyledLine) -> StyledLine {
        var line = line
        while let last = line.runs.last, last.text.allSatisfy({ $0 == " " }) {
            line.runs.removeLast()
        }
        return line
    }
}
