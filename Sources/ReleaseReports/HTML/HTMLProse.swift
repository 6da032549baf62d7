/// Runs of text as HTML.
enum HTMLProse {
    static func nodes(_ prose: Prose) -> [HTMLNode] {
        prose.spans.flatMap { span -> [HTMLNode] in
            switch span {
            case .text(let text): dated(text)
            case .strong(let text): [.tag(.strong, dated(text))]
            case .muted(let text): [.tag(.span, [.class("muted")], dated(text))]
            case .code(let text): [.tag(.code, text.count <= 26 ? [.class("short")] : [], text: text)]
            case .mark(let mark): [chip(mark)]
            case .lineBreak: [.element(.br, [], [])]
            }
        }
    }

    /// A sign and a word in a coloured frame; the sign is decoration, the word says it.
    static func chip(_ mark: Mark, isLarge: Bool = false) -> HTMLNode {
        .tag(
            .span, [.class("chip \(mark.tone.rawValue)\(isLarge ? " large" : "")")],
            [.tag(.span, [.class("sign"), .hidden], text: mark.sign), .text(mark.word)])
    }

    /// Text in which no date is broken at its hyphens: `2026-11-21`, with `02:14 UTC` where that follows.
    static func dated(_ text: String) -> [HTMLNode] {
        let characters = Array(text.unicodeScalars)
        var nodes: [HTMLNode] = []
        var plain = ""
        var index = 0
        while index < characters.count {
            guard fits("dddd-dd-dd", characters, at: index) else {
                plain.unicodeScalars.append(characters[index])
                index += 1
                continue
            }
            let length = fits("dddd-dd-dd dd:dd UTC", characters, at: index) ? 20 : 10
            if !plain.isEmpty { nodes.append(.text(plain)) }
            plain = ""
            var date = String.UnicodeScalarView()
            date.append(contentsOf: characters[index..<(index + length)])
            nodes.append(.tag(.span, [.class("date")], text: String(date)))
            index += length
        }
        if !plain.isEmpty || nodes.isEmpty { nodes.append(.text(plain)) }
        return nodes
    }

    /// Reports whether `pattern`, in which `d` stands for a digit, is at `index` and no digit before it.
    private static func fits(_ pattern: String, _ characters: [Unicode.Scalar], at index: Int) -> Bool {
        let wanted = Array(pattern.unicodeScalars)
        guard index + wanted.count <= characters.count else { return false }
        if index > 0 && ("0"..."9").contains(characters[index - 1]) { return false }
        return zip(wanted, characters[index...]).allSatisfy { want, have in
            want == "d" ? ("0"..."9").contains(have) : want == have
        }
    }
}
