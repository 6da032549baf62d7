/// Runs of text as HTML.
enum HTMLProse {
    static func nodes(_ prose: Prose) -> [HTMLNode] {
        prose.spans.map { span in
            switch span {
            case .text(let text): .text(text)
            case .strong(let text): .tag(.strong, text: text)
            case .muted(let text): .tag(.span, [.class("muted")], text: text)
            case .code(let text): .tag(.code, text: text)
            case .mark(let mark): chip(mark)
            case .lineBreak: .element(.br, [], [])
            }
        }
    }

    /// A sign and a word in a coloured frame; the sign is decoration, the word says it.
    static func chip(_ mark: Mark, isLarge: Bool = false) -> HTMLNode {
        .tag(
            .span, [.class("chip \(mark.tone.rawValue)\(isLarge ? " large" : "")")],
            [.tag(.span, [.class("sign"), .hidden], text: mark.sign), .text(mark.word)])
    }
}
