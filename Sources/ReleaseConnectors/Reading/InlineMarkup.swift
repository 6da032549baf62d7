/// Reads the spans of one line of Markdown: bold, italic, code and backslash escapes. Links, images, HTML and anything
/// unpaired stay literal text.
///
/// One pass over the scalars and one over the delimiters, so that a long hostile line costs no more than its length.
enum InlineMarkup {
    static func spans(of line: String) -> [DraftSpan] {
        var reader = InlineReader(Array(line.unicodeScalars))
        reader.tokenise()
        return reader.paired()
    }
}

private struct InlineReader {
    private enum Token {
        case text(String)
        case code(String)
        /// `*`, `**` or `_`, and whether a span may open or close there.
        case delimiter(String, canOpen: Bool, canClose: Bool)
    }

    private let scalars: [Unicode.Scalar]
    private var tokens: [Token] = []
    private var literal = String.UnicodeScalarView()

    init(_ scalars: [Unicode.Scalar]) {
        self.scalars = scalars
    }

    mutating func tokenise() {
        var index = 0
        // Lengths of backtick runs that no later run closes.
        var unclosed: Set<Int> = []
        while index < scalars.count {
            let scalar = scalars[index]
            switch scalar {
            case "\\":
                if index + 1 < scalars.count, isPunctuation(scalars[index + 1]) {
                    literal.append(scalars[index + 1])
                    index += 2
                    continue
                }
                literal.append(scalar)
                index += 1
            case "`":
                let length = run(of: "`", at: index)
                if !unclosed.contains(length), let end = closingRun(length, after: index + length) {
                    flush()
                    tokens.append(.code(codeText(from: index + length, to: end)))
                    index = end + length
                    continue
                }
                unclosed.insert(length)
                literal.append(contentsOf: scalars[index..<(index + length)])
                index += length
            case "*":
                let length = min(2, run(of: "*", at: index))
                delimiter(String(repeating: "*", count: length), at: index, length: length)
                index += length
            case "_":
                delimiter("_", at: index, length: 1)
                index += 1
            default:
                literal.append(scalar)
                index += 1
            }
        }
        flush()
    }

    /// The spans, with each delimiter that found no partner as text.
    func paired() -> [DraftSpan] {
        var partner = [Bool](repeating: false, count: tokens.count)
        var open: [String: Int] = [:]
        for (index, token) in tokens.enumerated() {
            guard case .delimiter(let sign, let canOpen, let canClose) = token else { continue }
            if canClose, let start = open[sign], index > start + 1 {
                partner[start] = true
                partner[index] = true
                open[sign] = nil
            } else if canOpen {
                open[sign] = index
            }
        }
        var spans: [DraftSpan] = []
        var style = DraftSpan("")
        for (index, token) in tokens.enumerated() {
            switch token {
            case .text(let text): append(text, style, to: &spans)
            case .code(let text):
                var code = style
                code.isCode = true
                append(text, code, to: &spans)
            case .delimiter(let sign, _, _):
                guard partner[index] else {
                    append(sign, style, to: &spans)
                    continue
                }
                if sign == "**" { style.isStrong.toggle() } else { style.isEmphasised.toggle() }
            }
        }
        return spans
    }

    private func append(_ text: String, _ style: DraftSpan, to spans: inout [DraftSpan]) {
        guard !text.isEmpty else { return }
        var span = style
        span.text = text
        if var last = spans.last {
            let joined = last.text + text
            last.text = text
            if last == span {
                span.text = joined
                spans[spans.count - 1] = span
                return
            }
        }
        spans.append(span)
    }

    private mutating func flush() {
        guard !literal.isEmpty else { return }
        tokens.append(.text(String(literal)))
        literal = String.UnicodeScalarView()
    }

    private mutating func delimiter(_ sign: String, at index: Int, length: Int) {
        flush()
        let before = index > 0 ? scalars[index - 1] : " "
        let after = index + length < scalars.count ? scalars[index + length] : " "
        var canOpen = !isBlank(after)
        var canClose = !isBlank(before)
        if sign == "_" {
            canOpen = canOpen && !isWord(before)
            canClose = canClose && !isWord(after)
        }
        tokens.append(.delimiter(sign, canOpen: canOpen, canClose: canClose))
    }

    private func run(of scalar: Unicode.Scalar, at index: Int) -> Int {
        var end = index
        while end < scalars.count, scalars[end] == scalar { end += 1 }
        return end - index
    }

    private func closingRun(_ length: Int, after start: Int) -> Int? {
        var index = start
        while index < scalars.count {
            guard scalars[index] == "`" else {
                index += 1
                continue
            }
            let found = run(of: "`", at: index)
            if found == length { return index }
            index += found
        }
        return nil
    }

    /// CommonMark takes one blank off both ends where both have one and there is more than blanks.
    private func codeText(from start: Int, to end: Int) -> String {
        var content = scalars[start..<end]
        if content.count > 2, content.first == " ", content.last == " ", content.contains(where: { $0 != " " }) {
            content = content.dropFirst().dropLast()
        }
        return String(String.UnicodeScalarView(content))
    }

    private func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
        default: false
        }
    }

    private func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }

    private func isWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "_"
    }
}
