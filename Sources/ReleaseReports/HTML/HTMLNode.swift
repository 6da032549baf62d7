/// A piece of an HTML document as a value. Text and attribute values are escaped when written, so no data can become
/// markup; the only unescaped content is a style sheet or drawing that the program itself made.
enum HTMLNode: Sendable {
    case element(HTMLTag, [HTMLAttribute], [HTMLNode])
    case text(String)
    case fragment([HTMLNode])
    /// The program's own style sheet or drawing.
    case own(String)

    static func tag(_ tag: HTMLTag, _ attributes: [HTMLAttribute], _ children: [HTMLNode]) -> HTMLNode {
        .element(tag, attributes, children)
    }

    static func tag(_ tag: HTMLTag, _ children: [HTMLNode]) -> HTMLNode { .element(tag, [], children) }

    static func tag(_ tag: HTMLTag, _ attributes: [HTMLAttribute] = [], text: String) -> HTMLNode {
        .element(tag, attributes, [.text(text)])
    }

    /// Appends the HTML in UTF-8, each block element on its own line.
    func write(to output: inout [UInt8]) {
        switch self {
        case .text(let text): HTMLNode.escape(text, to: &output)
        case .own(let text): output += text.utf8
        case .fragment(let nodes): for node in nodes { node.write(to: &output) }
        case .element(let tag, let attributes, let children):
            output.append(UInt8(ascii: "<"))
            output += tag.rawValue.utf8
            for attribute in attributes {
                output.append(0x20)
                output += attribute.name.utf8
                guard let value = attribute.value else { continue }
                output += "=\"".utf8
                HTMLNode.escape(value, to: &output)
                output.append(UInt8(ascii: "\""))
            }
            output.append(UInt8(ascii: ">"))
            guard !tag.isVoid else { return }
            for child in children { child.write(to: &output) }
            output += "</".utf8
            output += tag.rawValue.utf8
            output.append(UInt8(ascii: ">"))
            if tag.endsLine { output.append(0x0A) }
        }
    }

    /// WHATWG HTML section 13.3; also neutralises what cannot be seen.
    private static func escape(_ text: String, to output: inout [UInt8]) {
        var text = VisibleText.lines(text)
        text.withUTF8 { bytes in
            var start = 0
            for place in bytes.indices {
                guard let entity = entity(bytes[place]) else { continue }
                output.append(contentsOf: bytes[start..<place])
                output += entity.utf8
                start = place + 1
            }
            output.append(contentsOf: bytes[start...])
        }
    }

    private static func entity(_ byte: UInt8) -> String? {
        switch byte {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        default: nil
        }
    }
}

/// The elements that the report uses. There is no script among them.
enum HTMLTag: String, Sendable {
    case html, head, body, meta, title, style
    case header, nav, main, section, footer, div, article
    case h1, h2, h3, h4, p, ul, ol, li, a, span, strong, code, br, pre, dl, dt, dd, figure, figcaption, details, summary
    case table, caption, thead, tbody, tr, th, td

    var isVoid: Bool { self == .meta || self == .br }

    /// Whether a line end behind it changes nothing for the reader.
    var endsLine: Bool {
        switch self {
        case .span, .strong, .code, .a, .br: false
        default: true
        }
    }
}

/// An attribute that the report uses.
struct HTMLAttribute: Sendable {
    let name: String
    let value: String?

    private init(_ name: String, _ value: String?) {
        self.name = name
        self.value = value
    }

    static func id(_ value: String) -> Self { Self("id", value) }
    static func `class`(_ value: String) -> Self { Self("class", value) }
    static func lang(_ value: String) -> Self { Self("lang", value) }
    static func charset(_ value: String) -> Self { Self("charset", value) }
    static func name(_ value: String) -> Self { Self("name", value) }
    static func content(_ value: String) -> Self { Self("content", value) }
    static func httpEquiv(_ value: String) -> Self { Self("http-equiv", value) }
    static func scope(_ value: String) -> Self { Self("scope", value) }
    static func label(_ value: String) -> Self { Self("aria-label", value) }
    static func labelledBy(_ value: String) -> Self { Self("aria-labelledby", value) }
    static func role(_ value: String) -> Self { Self("role", value) }
    static func dir(_ value: String) -> Self { Self("dir", value) }
    static let hidden = Self("aria-hidden", "true")
    static let focusable = Self("tabindex", "0")
    static let open = Self("open", nil)
    /// A link to a place in the same document; there is no way to write any other.
    static func place(_ id: String) -> Self { Self("href", "#\(id)") }
}
