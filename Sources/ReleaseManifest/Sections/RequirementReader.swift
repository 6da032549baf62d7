import ReleaseModel

/// Reads who must say yes: a role, or `all_of`, `any_of`, or `count` with `of`, nested as needed.
struct RequirementReader {
    let log: ReadingLog

    func read(_ node: YAMLNode, for field: String) -> ApprovalRequirement? {
        let values = ValueReader(log: log)
        if node.scalar != nil {
            guard let role = values.role(node, for: field) else { return nil }
            return .role(role)
        }
        guard node.entries != nil else {
            log.error(
                at: node.location, "\(quoted(field)) is a list; say whether all_of or any_of of it is needed")
            return nil
        }
        let fields = FieldReader(node, ReleaseFileFormat.requirement, log)
        let forms = ["all_of", "any_of", "count"].filter(fields.has)
        guard forms.count == 1, let form = forms.first else {
            log.error(
                at: node.location,
                "\(quoted(field)) has \(forms.isEmpty ? "none" : "more than one") of all_of, any_of, count; it must have one"
            )
            return nil
        }
        if form == "count" { return count(fields, field) }
        if fields.has("of") { log.error(at: node.location, "\(quoted("of")) belongs to \(quoted("count"))") }
        let parts = fields.elements(form).compactMap { read($0, for: form) }
        guard !parts.isEmpty else {
            log.error(at: node.location, "\(quoted(form)) is empty, so nobody could ever approve")
            return nil
        }
        return form == "any_of" ? .anyOf(parts) : .allOf(parts)
    }

    private func count(_ fields: FieldReader, _ field: String) -> ApprovalRequirement? {
        let roles = fields.roles("of") ?? []
        guard let count = fields.wholeNumber("count") else { return nil }
        guard !roles.isEmpty else {
            log.error(
                at: fields.location, "\(quoted(field)) has \(quoted("count")) without the roles \(quoted("of")) which")
            return nil
        }
        return .count(count, of: roles)
    }
}
