import ReleaseDrafts
package import ReleaseModel

extension ReadinessWorkflow {
    /// The drafts as the templates make them from the release as it stands; those that `name` means, or all. Records and
    /// writes nothing.
    package func previewDrafts(
        _ name: String?
    ) throws(WorkflowFailure) -> (drafts: [Draft], warnings: [Diagnostic]) {
        let (report, warnings) = try preview()
        guard let name else { return (report.drafts, warnings) }
        let drafts = report.drafts.filter { draft in
            draft.artefact == name || draft.key.name == name || (name.count >= 6 && draft.key.name.hasPrefix(name))
        }
        guard !drafts.isEmpty else {
            let known = Set(report.drafts.map(\.artefact)).sorted().joined(separator: ", ")
            throw WorkflowFailure(
                .usage, "there is no draft \"\(name)\"; the release has \(known.isEmpty ? "none" : known)")
        }
        return (drafts, warnings)
    }
}

/// The built-in templates and what they may use, for people who write their own.
package enum TemplateGuide {
    /// The text of the built-in template called `name`.
    package static func text(of name: String) throws(WorkflowFailure) -> String {
        guard let text = TemplateSet.builtInText(named: name) else {
            throw WorkflowFailure(
                .usage,
                "there is no built-in template \"\(name)\"; there are "
                    + TemplateSet.builtInNames.joined(separator: ", "))
        }
        return text
    }

    /// The names of the built-in templates, and every field that a template may use with what it holds.
    package static var overview: String {
        var lines = [
            "Templates, in a folder \"templates\" beside the release file as NAME.mustache, or for one target as"
        ]
        lines.append("NAME.CONNECTOR.mustache:")
        lines += TemplateSet.builtInNames.map { "  \($0)" }
        lines += ["", "Fields:"]
        if case .record(let fields) = DraftSchema.root { lines += fields.flatMap { describe($0, depth: 1) } }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func describe(_ field: TemplateSchema.Field, depth: Int) -> [String] {
        let indentation = String(repeating: "  ", count: depth)
        let summary = field.summary.isEmpty ? "" : ": \(field.summary)"
        var inner: [TemplateSchema.Field] = []
        var schema = field.schema
        var kind = ""
        if case .list(let element) = schema {
            kind = " (list)"
            schema = element
        }
        switch schema {
        case .record(let fields): inner = fields
        case .optionalText: kind += " (may be absent)"
        case .flag: kind += " (yes or no)"
        case .text, .list: break
        }
        return ["\(indentation)\(field.name)\(kind)\(summary)"] + inner.flatMap { describe($0, depth: depth + 1) }
    }
}
