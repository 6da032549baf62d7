import ReleaseModel

/// Reads `policy`: the path of an overlay, or a mapping with files of service level objectives beside it.
enum PolicySection {
    static func read(_ node: YAMLNode, _ log: ReadingLog) -> (path: String?, objectives: [ObjectivesSource]) {
        guard node.scalar == nil else { return (ValueReader(log: log).text(node, for: "policy"), []) }
        let fields = FieldReader(node, TrustAndPolicyFormat.policy, log)
        let objectives = fields.elements("slo").compactMap { source($0, log) }
        var seen: Set<String> = []
        for source in objectives where !seen.insert(source.prefix).inserted {
            log.error(
                at: source.location,
                "two files of objectives are called \(quoted(source.prefix)); each needs its own \(quoted("name"))")
        }
        return (fields.text("file"), objectives)
    }

    private static func source(_ node: YAMLNode, _ log: ReadingLog) -> ObjectivesSource? {
        if node.scalar != nil {
            guard let path = ValueReader(log: log).text(node, for: "slo") else { return nil }
            return ObjectivesSource(path: path, location: node.location)
        }
        let fields = FieldReader(node, TrustAndPolicyFormat.objectives, log)
        guard let path = fields.text("path") else { return nil }
        var source = ObjectivesSource(path: path, location: fields.node("path")?.location ?? node.location)
        if let name = fields.text("name") {
            source.prefix = RoleName.identifier(name)
            if source.prefix.isEmpty {
                log.error(
                    at: fields.node("name")?.location ?? node.location,
                    "\(quoted("name")) is \(quoted(name)); accepted: letters and digits")
            }
        }
        source.owner = fields.role("owner") ?? source.owner
        source.kinds = fields.choices("kinds") ?? source.kinds
        source.environments = fields.environments("environments") ?? []
        if fields.node("environments") != nil, fields.node("kinds") == nil {
            source.kinds = Environment.Kind.allCases
        }
        source.minimumCount = fields.wholeNumber("minimum_count")
        source.facts = facts(fields)
        return source
    }

    private static func facts(_ fields: FieldReader) -> [String: FactID] {
        guard let node = fields.node("facts") else { return [:] }
        guard let entries = node.entries else {
            fields.values.mismatch(node, "facts", .map(.text))
            return [:]
        }
        var facts: [String: FactID] = [:]
        for entry in entries {
            guard let name = fields.values.text(entry.value, for: entry.key) else { continue }
            guard let definition = FactCatalog.definition(of: FactID(name)), !name.hasSuffix("*") else {
                let known = FactCatalog.all.map(\.id.name)
                fields.log.error(
                    at: entry.value.location,
                    "there is no fact \(quoted(name))\(NearestName.hint(for: name, in: known))")
                continue
            }
            guard definition.type == .number || definition.type == .count else {
                fields.log.error(
                    at: entry.value.location,
                    "\(quoted(name)) is a \(definition.type.rawValue), and a criterion of Keptn has no unit; write the criterion in the policy file"
                )
                continue
            }
            facts[entry.key] = FactID(name)
        }
        return facts
    }
}
