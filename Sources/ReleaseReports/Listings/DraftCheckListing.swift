package import ReleaseModel

/// What `drafts check` found.
package enum DraftCheckListing {
    /// One line for a clean draft; for others each hit with both places and why.
    package static func text(_ inspections: [DraftInspection]) -> String {
        inspections.map(text).joined()
    }

    private static func text(_ inspection: DraftInspection) -> String {
        var lines: [String] = []
        for hit in inspection.hits {
            lines.append("\(hit.place): \(hit.rule): \(hit.found)")
            if let source = hit.source { lines.append("    it comes from \(source)") }
            lines.append("    \(hit.explanation)")
        }
        lines += inspection.exceeded.map { "\(inspection.path): over the target's limit: \($0)" }
        if let refusal = inspection.refusal {
            lines.append(
                "\(inspection.path): the request \(inspection.request ?? "") may not carry a draft: \(refusal)")
        }
        if inspection.isClean {
            let limits = inspection.limits.isEmpty ? "" : " (\(inspection.limits.joined(separator: ", ")))"
            lines.append("\(inspection.path): nothing that must not leave\(limits)")
            if let request = inspection.request { lines.append("    request: \(request)") }
        }
        return lines.map { VisibleText.line($0).isEmpty ? "\n" : indented($0) + "\n" }.joined()
    }

    private static func indented(_ line: String) -> String {
        let blanks = line.prefix { $0 == " " }
        return blanks + VisibleText.line(String(line.dropFirst(blanks.count)))
    }

    /// `releasegate.draft-check/v1`.
    package static func json(_ inspections: [DraftInspection]) -> JSONValue { list.object(inspections) }

    /// The JSON Schema (draft 2020-12) of `json`.
    package static func schema() -> JSONValue {
        JSONSchemaDocument(list.outline, title: "releasegate draft check").value
    }

    private static let list = JSONShape<[DraftInspection]>(
        "draft_check", "What must not leave.",
        [
            .field("schema", .constant("releasegate.draft-check/v1"), "The version of this form.") { _ in
                "releasegate.draft-check/v1"
            },
            .objects("drafts", "In the order of their paths.", shape) { $0 },
        ])

    private static let shape = JSONShape<DraftInspection>(
        "inspection", "One file.",
        [
            .text("path", "As it was named, or below the folder that was.") { $0.path },
            .choice("form", "What it was taken for.") { $0.form },
            .text("title", "Its title; empty where it has none.") { $0.title },
            .flag("clean", "Whether it may go to its approver.") { $0.isClean },
            .objects("hits", "What must not leave.", hit) { $0.hits },
            .texts("limits", "The target's limits, and how far it fills them.") { $0.limits },
            .texts("exceeded", "Limits that are exceeded.") { $0.exceeded },
            .optionalText("request", "The request of its card.") { $0.request },
            .optionalText("refusal", "Why the request may not carry a draft; null where it may.") { $0.refusal },
        ])

    private static let hit = JSONShape<DraftInspection.Hit>(
        "hit", "Something that must not leave.",
        [
            .text("rule", "The guard's rule.") { $0.rule },
            .text("found", "What was found, secrets masked.") { $0.found },
            .text("explanation", "Why, and what to write instead.") { $0.explanation },
            .text("place", "file:line:column of the file that was read.") { "\($0.place)" },
            .optionalText("source", "file:line:column of the user's own text.") { $0.source.map { "\($0)" } },
        ])
}
