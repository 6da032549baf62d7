import ReleaseModel

/// Reads the structured forms of `subject` and `initiative_context`.
enum InitiativeSection {
    static func subject(_ node: YAMLNode, _ log: ReadingLog) -> Subject? {
        let fields = FieldReader(node, ReleaseFileFormat.subject, log)
        let revision = fields.text("revision")
        if let revision, let place = fields.node("revision")?.location, !isRevision(revision) {
            log.error(
                at: place,
                "\(quoted("revision")) is \(quoted(revision)); accepted: a commit SHA of 7 to 64 hex digits, or a sha256: digest"
            )
        }
        guard let name = fields.text("name") else { return nil }
        return Subject(name: name, version: fields.text("version"), revision: revision, range: fields.text("range"))
    }

    static func isRevision(_ text: String) -> Bool {
        if text.hasPrefix("sha256:") { return ContentDigest(text.lowercased()) != nil }
        return (7...64).contains(text.utf8.count) && text.allSatisfy { $0.isASCII && $0.isHexDigit }
    }

    static func initiative(_ node: YAMLNode, _ log: ReadingLog) -> Initiative {
        let fields = FieldReader(node, ReleaseFileFormat.initiative, log)
        let name = fields.text("name") ?? ""
        return Initiative(
            id: fields.text("id") ?? identifier(name), name: name, objective: fields.text("objective"),
            products: fields.texts("products") ?? [],
            stakeholders: fields.elements("stakeholders").compactMap { stakeholder($0, fields.values) },
            requester: fields.text("requester").map { PersonID($0) },
            authors: fields.texts("authors")?.map { PersonID($0) } ?? [],
            isEmergency: fields.flag("emergency") ?? false, declaredClass: fields.choice("declared_class"),
            criticality: fields.text("criticality"))
    }

    /// The identifier made from a name that stands without one: kebab case, at most 60 characters, whole words.
    static func identifier(_ name: String) -> String {
        var result = ""
        for word in RoleName.identifier(name).split(separator: "-") {
            guard result.count + word.count < 60 else { break }
            result += (result.isEmpty ? "" : "-") + word
        }
        return result
    }

    private static func stakeholder(_ node: YAMLNode, _ values: ValueReader) -> Stakeholder? {
        if node.scalar != nil { return values.text(node, for: "stakeholders").map { Stakeholder(name: $0) } }
        let fields = FieldReader(node, ReleaseFileFormat.stakeholder, values.log)
        return fields.text("name").map { Stakeholder(name: $0, impact: fields.text("impact")) }
    }
}
