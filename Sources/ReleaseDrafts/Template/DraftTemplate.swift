import Mustache
import ReleaseAudit
import ReleaseModel

/// A template that passed all checks. Its first line is the draft's title and begins with `DRAFT`; the rest is the body
/// in Markdown.
struct DraftTemplate: Sendable {
    let name: String
    /// The field paths it reads.
    let reads: Set<[String]>
    /// SHA-256 over its text and the texts of its partials.
    let digest: ContentDigest
    /// Whether the draft's key and place stand in its text as they are, so that texts of drafts that differ in nothing
    /// else can be made of one.
    let printsPlacesAsTheyAre: Bool
    private let fields: FieldTree
    private let title: MustacheTemplate
    private let body: MustacheTemplate
    private let library: MustacheLibrary

    /// What became of a template's text.
    struct Compilation {
        /// Nil where a check failed.
        var template: DraftTemplate?
        var diagnostics: [Diagnostic]
        var usedTemplates: Set<String>
    }

    /// Checks and parses the template called `name`.
    static func compile(
        _ name: String, from sources: [String: TemplateSet.Source], schema: TemplateSchema
    ) -> Compilation {
        guard let source = sources[name] else {
            return Compilation(template: nil, diagnostics: [], usedTemplates: [])
        }
        var checker = TemplateChecker(schema: schema, sources: sources)
        checker.check(name)
        var diagnostics = checker.diagnostics
        let (title, body) = split(source.text)
        if !title.hasPrefix("DRAFT") {
            diagnostics.append(
                Diagnostic(
                    .error, at: SourceLocation(file: source.file, line: 1, column: 1),
                    "the first line is the title and begins with \"DRAFT\""))
        }
        let used = checker.usedTemplates
        guard diagnostics.isEmpty else {
            return Compilation(template: nil, diagnostics: diagnostics, usedTemplates: used)
        }
        do {
            var library = MustacheLibrary()
            for partial in used.sorted() where partial != name {
                try library.register(plainText + (sources[partial]?.text ?? ""), named: partial)
            }
            let template = DraftTemplate(
                name: name, reads: checker.reads,
                digest: ContentDigest(
                    canonical: .object(used.sorted().map { JSONValue.Member($0, JSONValue(sources[$0]?.text)) })),
                printsPlacesAsTheyAre: checker.transformed.isDisjoint(with: [["draft", "key"], ["draft", "target"]])
                    && !used.contains { DraftPress.hasMark(sources[$0]?.text ?? "") },
                fields: FieldTree(checker.reads),
                title: try MustacheTemplate(string: plainText + title),
                body: try MustacheTemplate(string: plainText + body), library: library)
            return Compilation(template: template, diagnostics: [], usedTemplates: used)
        } catch {
            let place = SourceLocation(file: source.file)
            diagnostics.append(Diagnostic(.error, at: place, "the template cannot be parsed: \("\(error)")"))
            return Compilation(template: nil, diagnostics: diagnostics, usedTemplates: used)
        }
    }

    /// The engine escapes for HTML unless it is told that the text is plain.
    private static let plainText = "{{% CONTENT_TYPE:TEXT}}\n"

    private static func split(_ text: String) -> (title: String, body: String) {
        let unix = text.replacing("\r\n", with: "\n")
        guard let end = unix.firstIndex(of: "\n") else { return (unix, "") }
        return (String(unix[..<end]), String(unix[unix.index(after: end)...]))
    }

    /// The title on one line and the body, without blank lines at its ends or twice in a row.
    ///
    /// Every text of `context` is neutralised: for the title as plain text, for the body as Markdown.
    ///
    /// - Parameter marks: fields of the draft's own part that are printed as they are instead.
    func render(_ context: TemplateValue, marks: [String: String] = [:]) -> (title: String, body: String) {
        let title = title.render(engineValue(context, marks: marks, InertText.value), library: library)
        let body = body.render(engineValue(context, marks: marks, InertText.markdownValue), library: library)
        return (
            title.split(whereSeparator: \.isWhitespace).joined(separator: " "), DraftTemplate.tidy(body)
        )
    }

    private func engineValue(
        _ context: TemplateValue, marks: [String: String], _ neutralise: (String) -> String
    ) -> Any {
        let value = context.engineValue(reading: fields, neutralise)
        guard !marks.isEmpty, var values = value as? [String: Any], var draft = values["draft"] as? [String: Any] else {
            return value
        }
        for (name, mark) in marks { draft[name] = mark }
        values["draft"] = draft
        return values
    }

    private static func tidy(_ text: String) -> String {
        var lines: [Substring] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let isBlank = line.allSatisfy { $0 == " " || $0 == "\t" }
            if isBlank && (lines.isEmpty || lines.last == "") { continue }
            lines.append(isBlank ? "" : line)
        }
        while lines.last == "" { lines.removeLast() }
        return lines.joined(separator: "\n") + "\n"
    }
}
