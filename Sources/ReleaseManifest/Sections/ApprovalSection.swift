import ReleaseModel

/// Reads the structured form of `approval_matrix`.
enum ApprovalSection {
    static func read(_ node: YAMLNode, _ log: ReadingLog) -> ApprovalMatrix {
        let fields = FieldReader(node, ReleaseFileFormat.approvals, log)
        var matrix = ApprovalMatrix()
        if let roles = fields.node("roles") { matrix.roles = self.roles(roles, log) }
        for riskClass in RiskClass.allCases {
            guard let node = fields.node(riskClass.rawValue),
                let requirement = RequirementReader(log: log).read(node, for: riskClass.rawValue)
            else { continue }
            matrix.rules.append(ApprovalRule(classes: [riskClass], requirement: requirement, location: node.location))
        }
        matrix.rules += fields.elements("rules").compactMap { rule($0, log) }
        return matrix
    }

    private static func rule(_ node: YAMLNode, _ log: ReadingLog) -> ApprovalRule? {
        let fields = FieldReader(node, ReleaseFileFormat.rule, log)
        let classes: [RiskClass] = fields.choices("classes") ?? []
        let environments = fields.environments("environments") ?? []
        let kinds: [Draft.Kind] = fields.choices("drafts") ?? []
        guard let requireNode = fields.node("require"),
            let requirement = RequirementReader(log: log).read(requireNode, for: "require"), !classes.isEmpty
        else { return nil }
        return ApprovalRule(
            classes: classes, environments: environments, draftKinds: kinds, requirement: requirement,
            location: node.location)
    }

    private static func roles(_ node: YAMLNode, _ log: ReadingLog) -> [Role] {
        let values = ValueReader(log: log)
        var roles: [(Role, SourceLocation)] = []
        if let entries = node.entries {
            for entry in entries {
                let members = values.elements(entry.value).compactMap { person($0, values) }
                roles.append(
                    (Role(id: roleID(entry.key), title: RoleName.title(entry.key), members: members), entry.keyLocation)
                )
            }
        } else {
            roles = values.elements(node).compactMap { role($0, values) }
        }
        var kept: [Role] = []
        for (role, place) in roles {
            if role.id.name.isEmpty {
                log.error(at: place, "the role \(quoted(role.title)) has no letter or digit in its name")
            } else if kept.contains(where: { $0.id == role.id }) {
                log.error(at: place, "the role \(quoted(role.id.name)) is given twice; put its people together")
            } else {
                if role.members.isEmpty {
                    log.warning(at: place, "the role \(quoted(role.id.name)) has no members: nobody can approve in it")
                }
                kept.append(role)
            }
        }
        return kept
    }

    private static func roleID(_ title: String) -> RoleID { RoleID(RoleName.identifier(title)) }

    private static func role(_ node: YAMLNode, _ values: ValueReader) -> (Role, SourceLocation)? {
        if node.scalar != nil {
            guard let title = values.text(node, for: "roles") else { return nil }
            return (Role(id: roleID(title), title: RoleName.title(title)), node.location)
        }
        let fields = FieldReader(node, ReleaseFileFormat.role, values.log)
        let members = fields.elements("members").compactMap { person($0, values) }
        guard let name = fields.text("id") ?? fields.text("title") else {
            values.log.error(at: node.location, "a role has neither \(quoted("id")) nor \(quoted("title"))")
            return nil
        }
        let title = fields.text("title") ?? RoleName.title(name)
        return (Role(id: roleID(name), title: title, members: members, contact: fields.text("contact")), node.location)
    }

    private static func person(_ node: YAMLNode, _ values: ValueReader) -> Person? {
        if node.scalar != nil { return values.text(node, for: "members").map { Person(id: PersonID($0)) } }
        let fields = FieldReader(node, ReleaseFileFormat.person, values.log)
        let aliases = fields.texts("aliases") ?? []
        let isBot = fields.flag("bot") ?? false
        return fields.text("id").map { Person(id: PersonID($0), aliases: aliases, isBot: isBot) }
    }
}
