import ReleaseModel

/// Holds every tag of a template against the context's schema, before anything is rendered.
///
/// The engine prints nothing for a name it does not know; a draft with a silently empty approver is the worst outcome.
/// So a tag that is misspelt, not supplied, or of the wrong shape is an error with file, line and column.
struct TemplateChecker {
    private let sources: [String: TemplateSet.Source]
    /// What is wrong, in the order it was found.
    private(set) var diagnostics: [Diagnostic] = []
    /// The field paths that are read, such as `["gates", "decision"]`.
    private(set) var reads: Set<[String]> = []
    /// The paths that a function such as `uppercased` is applied to.
    private(set) var transformed: Set<[String]> = []
    /// The template and every partial it uses.
    private(set) var usedTemplates: Set<String> = []

    private var scopes: [Scope]
    private var openTemplates: [String] = []

    /// One level of the engine's context stack.
    private struct Scope {
        var schema: TemplateSchema
        var path: [String]
        /// Whether the level is an element of a list, where `first()` and `last()` mean something.
        var isElement: Bool
        /// The optional text that this section guards.
        var guarded: [String]?
    }

    private struct OpenSection {
        var tag: TemplateTag
        var pushedScope: Bool
    }

    init(schema: TemplateSchema, sources: [String: TemplateSet.Source]) {
        self.sources = sources
        self.scopes = [Scope(schema: schema, path: [], isElement: false, guarded: nil)]
    }

    /// Checks the template called `name` and every partial it uses.
    mutating func check(_ name: String) {
        guard let source = sources[name] else { return }
        usedTemplates.insert(name)
        openTemplates.append(name)
        defer { openTemplates.removeLast() }
        var scanner = TemplateScanner(text: source.text, file: source.file)
        var open: [OpenSection] = []
        for tag in scanner.tags() {
            switch tag.kind {
            case .comment: break
            case .refused(let reason), .malformed(let reason): report(tag, "\(reason)")
            case .variable: checkVariable(tag)
            case .section: open.append(OpenSection(tag: tag, pushedScope: enter(tag)))
            case .inverted: open.append(OpenSection(tag: tag, pushedScope: enterInverted(tag)))
            case .close: close(tag, &open)
            case .partial: checkPartial(tag)
            }
        }
        for section in open.reversed() {
            if section.pushedScope { scopes.removeLast() }
            report(
                section.tag,
                "the section \"\(section.tag.name)\" is never closed; it ends with {{/\(section.tag.name)}}")
        }
    }

    private mutating func report(_ tag: TemplateTag, _ message: Diagnostic.Message) {
        let diagnostic = Diagnostic(.error, at: tag.location, message)
        if !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
    }

    private mutating func close(_ tag: TemplateTag, _ open: inout [OpenSection]) {
        guard let last = open.last else {
            report(tag, "there is no open section \"\(tag.name)\" to close")
            return
        }
        if last.tag.name != tag.name {
            report(
                tag, "\"\(tag.name)\" closes the section \"\(last.tag.name)\" opened at line \(last.tag.location.line)")
        }
        if last.pushedScope { scopes.removeLast() }
        open.removeLast()
    }

    private mutating func checkPartial(_ tag: TemplateTag) {
        guard sources[tag.name] != nil else {
            let nearest = NearestName.of(tag.name, among: sources.keys.sorted())
            report(tag, "there is no partial \"\(tag.name)\"\(NearestName.hint(nearest))")
            return
        }
        guard !openTemplates.contains(tag.name) else {
            let cycle = (openTemplates + [tag.name]).joined(separator: " > ")
            report(tag, "the partial \"\(tag.name)\" includes itself: \(cycle)")
            return
        }
        check(tag.name)
    }
}

extension TemplateChecker {
    /// The functions on one text or list, and those on the position in a list.
    private static let valueFunctions = ["capitalized", "lowercased", "uppercased"]
    private static let positionFunctions = ["first", "last"]

    private mutating func checkVariable(_ tag: TemplateTag) {
        guard let call = call(tag) else { return }
        if call.argument.isEmpty, call.function != nil {
            report(tag, "\"\(tag.name)\" is for sections, such as {{^last()}}, {{/last()}}")
            return
        }
        guard let (schema, path) = resolve(call.argument, tag) else { return }
        if call.function != nil { transformed.insert(path) }
        switch schema {
        case .text: reads.insert(path)
        case .optionalText:
            reads.insert(path)
            if !scopes.contains(where: { $0.guarded == path }) {
                report(
                    tag, "\"\(call.argument)\" may be absent; put it into {{#\(call.argument)}} … {{/\(call.argument)}}"
                )
            }
        case .flag: report(tag, "\"\(call.argument)\" is yes or no; it opens a section and has no text")
        case .record, .list: report(tag, "\"\(call.argument)\" has parts; name one of them or open a section")
        }
    }

    private mutating func enter(_ tag: TemplateTag) -> Bool {
        guard let call = call(tag) else { return false }
        if call.function != nil {
            checkPosition(call, tag)
            return false
        }
        guard let (schema, path) = resolve(call.argument, tag) else {
            // One wrong name is one diagnostic: what is inside cannot be judged, so it is let pass.
            scopes.append(Scope(schema: .record([]), path: ["?"], isElement: true, guarded: nil))
            return true
        }
        reads.insert(path)
        switch schema {
        case .list(let element):
            scopes.append(Scope(schema: element, path: path, isElement: true, guarded: nil))
        case .record:
            scopes.append(Scope(schema: schema, path: path, isElement: false, guarded: nil))
        case .optionalText:
            scopes.append(Scope(schema: schema, path: path, isElement: false, guarded: path))
        case .flag:
            return false
        case .text:
            report(tag, "\"\(call.argument)\" is always there; a section around it does nothing")
            return false
        }
        return true
    }

    private mutating func enterInverted(_ tag: TemplateTag) -> Bool {
        guard let call = call(tag) else { return false }
        if call.function != nil {
            checkPosition(call, tag)
            return false
        }
        guard let (schema, path) = resolve(call.argument, tag) else { return false }
        reads.insert(path)
        switch schema {
        case .list, .optionalText, .flag: break
        case .text, .record: report(tag, "\"\(call.argument)\" is always there; this section never shows")
        }
        return false
    }

    private mutating func checkPosition(_ call: (function: String?, argument: String), _ tag: TemplateTag) {
        guard let function = call.function, TemplateChecker.positionFunctions.contains(function), call.argument.isEmpty
        else {
            report(tag, "\"\(tag.name)\" opens no section; \"first()\" and \"last()\" do")
            return
        }
        if !scopes.contains(where: \.isElement) {
            report(tag, "\"\(tag.name)\" has a meaning only inside a list")
        }
    }

    /// Takes `name`, `function(name)` or `function()` apart; nil after a diagnostic.
    private mutating func call(_ tag: TemplateTag) -> (function: String?, argument: String)? {
        let name = tag.name
        guard let parenthesis = name.firstIndex(of: "(") else {
            guard
                name.unicodeScalars.allSatisfy({
                    $0.properties.isAlphabetic || "0123456789_.".unicodeScalars.contains($0)
                })
            else {
                report(tag, "\"\(name)\" is no name of a field; names have letters, digits, \"_\" and \".\"")
                return nil
            }
            return (nil, name)
        }
        guard name.last == ")" else {
            report(tag, "\"\(name)\" lacks its closing parenthesis")
            return nil
        }
        let function = String(name[..<parenthesis])
        let argument = String(name[name.index(after: parenthesis)...].dropLast())
        let known = argument.isEmpty ? TemplateChecker.positionFunctions : TemplateChecker.valueFunctions
        guard known.contains(function) else {
            let nearest = NearestName.of(
                function, among: TemplateChecker.valueFunctions + TemplateChecker.positionFunctions)
            report(tag, "there is no function \"\(function)\"\(NearestName.hint(nearest))")
            return nil
        }
        return (function, argument)
    }

    /// Looks a dotted name up as the engine does: its first part from the innermost level outwards, then its fields.
    private mutating func resolve(_ name: String, _ tag: TemplateTag) -> (TemplateSchema, [String])? {
        if name == ".", let scope = scopes.last { return (scope.schema, scope.path) }
        if scopes.contains(where: { $0.path == ["?"] }) { return nil }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard let first = parts.first, let scope = scopes.last(where: { $0.schema.field(first) != nil }) else {
            reportUnknown(parts.first ?? name, among: scopes.reversed().flatMap(\.schema.fieldNames), tag)
            return nil
        }
        var schema = scope.schema
        var path = scope.path
        for part in parts {
            guard let field = schema.field(part) else {
                reportUnknown(name, among: schema.fieldNames.map { (path + [$0]).joined(separator: ".") }, tag)
                return nil
            }
            schema = field.schema
            path.append(part)
        }
        return (schema, path)
    }

    private mutating func reportUnknown(_ name: String, among names: [String], _ tag: TemplateTag) {
        let nearest = NearestName.of(name, among: names)
        let help =
            nearest == nil ? "; known here: \(names.prefix(12).joined(separator: ", "))" : NearestName.hint(nearest)
        report(tag, "there is no field \"\(name)\"\(help)")
    }
}
