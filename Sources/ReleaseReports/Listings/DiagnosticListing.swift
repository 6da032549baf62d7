package import ReleaseModel

/// Diagnostics as compilers write them: `file:line:column: error: message`, then a count.
package enum DiagnosticListing {
    /// Sorted by place. Lines are not wrapped, so that editors can jump to them.
    package static func text(_ diagnostics: [Diagnostic], color: Bool = false) -> String {
        let sorted = diagnostics.sorted()
        let lines = sorted.map { diagnostic -> String in
            let tone: Mark.Tone = diagnostic.severity == .error ? .bad : .caution
            let line = StyledLine([
                StyledLine.Run(text: VisibleText.line("\(diagnostic.location)") + ": ", style: .strong),
                StyledLine.Run(text: diagnostic.severity.rawValue, style: .tone(tone)),
                StyledLine.Run(text: ": " + VisibleText.line(diagnostic.message.text), style: .plain),
            ])
            return line.rendered(color: color) + "\n"
        }
        return lines.joined() + summary(sorted) + "\n"
    }

    /// `releasegate.diagnostics/v1`.
    package static func json(_ diagnostics: [Diagnostic]) -> JSONValue { list.object(diagnostics.sorted()) }

    /// The JSON Schema (draft 2020-12) of `json`.
    package static func schema() -> JSONValue {
        JSONSchemaDocument(list.outline, title: "releasegate diagnostics").value
    }

    private static func summary(_ diagnostics: [Diagnostic]) -> String {
        let errors = diagnostics.filter { $0.severity == .error }.count
        let warnings = diagnostics.count - errors
        return "\(counted(errors, "error", "errors")), \(counted(warnings, "warning", "warnings"))"
    }

    private static let list = JSONShape<[Diagnostic]>(
        "diagnostics", "What the author of the input should know.",
        [
            .field("schema", .constant("releasegate.diagnostics/v1"), "The version of this form.") { _ in
                "releasegate.diagnostics/v1"
            },
            .count("error_count", "How many errors.") { $0.filter { $0.severity == .error }.count },
            .count("warning_count", "How many warnings.") { $0.filter { $0.severity == .warning }.count },
            .objects("diagnostics", "By place.", shape) { $0 },
        ])

    private static let shape = JSONShape<Diagnostic>(
        "diagnostic", "One message and its place.",
        [
            .field("severity", .choice(["error", "warning"]), "How much it matters.") { .string($0.severity.rawValue) },
            .text("file", "The file as the user named it.") { $0.location.file },
            .count("line", "From 1; 0 for the whole file.") { $0.location.line },
            .count("column", "In Unicode scalars from 1; 0 for the whole line.") { $0.location.column },
            .text("message", "Fact, then rule, then what helps.") { $0.message.text },
        ])
}
