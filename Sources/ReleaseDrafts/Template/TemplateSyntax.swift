import ReleaseModel

/// One tag of a template, with its place.
struct TemplateTag: Hashable {
    enum Kind: Hashable {
        case variable, section, inverted, close, partial, comment
        /// Anything that Mustache knows and drafts do not allow; the text says why.
        case refused(String)
        /// Not closed, or without a name; the text says what is wrong.
        case malformed(String)
    }

    var kind: Kind
    /// The name as it stands, such as `subject.name`, `last()` or `uppercased(risk.class)`.
    var name: String
    var location: SourceLocation
}

/// Finds the tags of a template, by line and column.
///
/// Drafts use a part of Mustache (mustache(5)): variables, sections, inverted sections, partials, comments. A triple
/// mustache and `&` are refused: drafts are plain text, so nothing is escaped in the first place, and there is no way
/// past the neutralising of data. Changed delimiters, inheritance, blocks, dynamic partials and pragmas are refused,
/// because what they do cannot be checked before rendering.
struct TemplateScanner {
    private let file: String
    private let scalars: [Unicode.Scalar]
    private var index = 0
    private var line = 1
    private var column = 1

    init(text: String, file: String) {
        self.file = file
        self.scalars = Array(text.unicodeScalars)
    }

    mutating func tags() -> [TemplateTag] {
        var tags: [TemplateTag] = []
        while index < scalars.count {
            if scalars[index] == "{", index + 1 < scalars.count, scalars[index + 1] == "{" {
                tags.append(tag())
            } else {
                advance()
            }
        }
        return tags
    }

    /// The text between the tags, by line, with its places.
    mutating func words() -> [(text: String, location: SourceLocation)] {
        var found: [(text: String, location: SourceLocation)] = []
        var run = String.UnicodeScalarView()
        var start = SourceLocation(file: file, line: line, column: column)
        func end() {
            let text = String(run)
            if !text.allSatisfy(\.isWhitespace) { found.append((text, start)) }
            run = String.UnicodeScalarView()
        }
        while index < scalars.count {
            let isTag = scalars[index] == "{" && index + 1 < scalars.count && scalars[index + 1] == "{"
            if isTag || scalars[index] == "\n" {
                end()
                if isTag { _ = tag() } else { advance() }
                start = SourceLocation(file: file, line: line, column: column)
            } else {
                run.append(scalars[index])
                advance()
            }
        }
        end()
        return found
    }

    private mutating func advance() {
        if scalars[index] == "\n" {
            line += 1
            column = 1
        } else {
            column += 1
        }
        index += 1
    }

    private mutating func tag() -> TemplateTag {
        let location = SourceLocation(file: file, line: line, column: column)
        advance()
        advance()
        var content = String.UnicodeScalarView()
        while index < scalars.count, !isClosing {
            content.append(scalars[index])
            advance()
        }
        guard index < scalars.count else {
            return TemplateTag(kind: .malformed("the tag is not closed; it ends with }}"), name: "", location: location)
        }
        advance()
        advance()
        // The third brace of a triple mustache.
        if content.first == "{", index < scalars.count, scalars[index] == "}" { advance() }
        return TemplateScanner.tag(String(content), at: location)
    }

    private var isClosing: Bool {
        scalars[index] == "}" && index + 1 < scalars.count && scalars[index + 1] == "}"
    }

    private static func tag(_ content: String, at location: SourceLocation) -> TemplateTag {
        var rest = content[...]
        let sigil = rest.first ?? " "
        let kind: TemplateTag.Kind
        switch sigil {
        case "#": kind = .section
        case "^": kind = .inverted
        case "/": kind = .close
        case ">": kind = .partial
        case "!": kind = .comment
        case "{", "&": kind = .refused("drafts are plain text, so a tag has two braces and no &")
        case "=": kind = .refused("the delimiters stay {{ and }}")
        case "<", "$": kind = .refused("templates do not inherit; use a partial")
        case "%": kind = .refused("the content type of a draft is always plain text")
        default: kind = .variable
        }
        if kind != .variable { rest = rest.dropFirst() }
        let name = rest.trimmed
        if kind == .comment { return TemplateTag(kind: kind, name: "", location: location) }
        if name.isEmpty {
            return TemplateTag(kind: .malformed("the tag has no name"), name: "", location: location)
        }
        if kind == .partial, name.first == "*" {
            return TemplateTag(kind: .refused("a partial has a fixed name"), name: name, location: location)
        }
        return TemplateTag(kind: kind, name: name, location: location)
    }
}

extension Substring {
    fileprivate var trimmed: String {
        String(trimmed { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A })
    }
}
