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
        // Dates are ASCII, so a byte is as good a place as a character.
        let bytes = Array(text.utf8)
        var nodes: [HTMLNode] = []
        var plainStart = 0
        var index = 0
        while index + date.count <= bytes.count {
            guard bytes[index + 4] == UInt8(ascii: "-"), fits(date, bytes, at: index) else {
                index += 1
                continue
            }
            let length = fits(dateAndTime, bytes, at: index) ? dateAndTime.count : date.count
            if plainStart < index { nodes.append(.text(String(decoding: bytes[plainStart..<index], as: UTF8.self))) }
            let words = String(decoding: bytes[index..<(index + length)], as: UTF8.self)
            nodes.append(.tag(.span, [.class("date")], text: words))
            index += length
            plainStart = index
        }
        if nodes.isEmpty { return [.text(text)] }
        if plainStart < bytes.count { nodes.append(.text(String(decoding: bytes[plainStart...], as: UTF8.self))) }
        return nodes
    }

    private static let date = Array("dddd-dd-dd".utf8)
    private static let dateAndTime = Array("dddd-dd-dd dd:dd UTC".utf8)

    /// Reports whether `pattern`, in which `d` stands for a digit, is at `index` and no digit before it.
    private static func fits(_ pattern: [UInt8], _ bytes: [UInt8], at index: Int) -> Bool {
        guard index + pattern.count <= bytes.count else { return false }
        if index > 0 && isDigit(bytes[index - 1]) { return false }
        return pattern.indices.allSatisfy { place in
            let have = bytes[index + place]
            return pattern[place] == UInt8(ascii: "d") ? isDigit(have) : pattern[place] == have
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
