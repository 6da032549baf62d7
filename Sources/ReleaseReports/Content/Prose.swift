/// A run of text for people, as values: every renderer escapes it in its own way, so data never becomes markup.
struct Prose: Hashable, Sendable, ExpressibleByStringInterpolation {
    /// One piece of a run.
    enum Span: Hashable, Sendable {
        case text(String)
        case strong(String)
        /// A path, a digest, a key: something to copy.
        case code(String)
        /// Less important than what stands around it.
        case muted(String)
        case mark(Mark)
        case lineBreak
    }

    var spans: [Span]

    init(_ spans: [Span]) { self.spans = spans }
    init(stringLiteral value: String) { self.spans = [.text(value)] }

    /// Text as it is, whatever it contains.
    init(_ text: String) { self.spans = [.text(text)] }

    static func strong(_ text: String) -> Prose { Prose([.strong(text)]) }
    static func code(_ text: String) -> Prose { Prose([.code(text)]) }
    static func muted(_ text: String) -> Prose { Prose([.muted(text)]) }
    static func mark(_ mark: Mark) -> Prose { Prose([.mark(mark)]) }

    /// Nothing to say; an en dash, so that a cell is never empty.
    static let none: Prose = "–"

    /// One line under the other; a dash where there is none.
    static func lines(_ lines: [Prose]) -> Prose { lines.isEmpty ? .none : joined(lines, by: .lineBreak) }

    /// Side by side with commas; a dash where there is none.
    static func list(_ items: [String]) -> Prose { items.isEmpty ? .none : Prose(items.joined(separator: ", ")) }

    private static func joined(_ parts: [Prose], by separator: Span) -> Prose {
        Prose(Array(parts.map(\.spans).joined(separator: [separator])))
    }

    static func + (left: Prose, right: Prose) -> Prose { Prose(left.spans + right.spans) }

    /// Reports whether there is nothing but the dash for nothing.
    var isNone: Bool { self == .none }
}
