import ReleaseModel

/// Reads the structured form of `change_scope`.
enum ScopeSection {
    static func read(_ node: YAMLNode, _ log: ReadingLog) -> ChangeScope {
        let fields = FieldReader(node, ReleaseFileFormat.scope, log)
        let teams = fields.texts("teams") ?? []
        let teamCount = fields.wholeNumber("team_count")
        if let teamCount, teamCount < teams.count, let place = fields.node("team_count")?.location {
            log.error(at: place, "\(quoted("team_count")) is \(teamCount); \(teams.count) teams are named")
        }
        reportRepeated(teams, "teams", fields)
        reportRepeated(fields.texts("modules") ?? [], "modules", fields)
        return ChangeScope(
            environments: environments(fields), modules: fields.texts("modules") ?? [], teams: teams,
            teamCount: max(teamCount ?? 0, teams.count), artefacts: fields.texts("artefacts") ?? [],
            isCustomerFacing: fields.flag("customer_facing"), hasDataMigration: fields.flag("data_migration"),
            hasIrreversibleStep: fields.flag("irreversible_step"), touchesRegulatedData: fields.flag("regulated_data"),
            dependencies: fields.elements("dependencies").compactMap { dependency($0, fields.values) })
    }

    private static func reportRepeated(_ names: [String], _ key: String, _ fields: FieldReader) {
        var seen: Set<String> = []
        guard let place = fields.node(key)?.location else { return }
        for name in names where !seen.insert(name.lowercased()).inserted {
            fields.log.warning(at: place, "\(quoted(key)) names \(quoted(name)) twice")
        }
    }

    /// One environment as written, before the path is put together.
    private struct Written {
        var environment: Environment
        var promotesTo: [EnvironmentID]
        var statesPath: Bool
        var location: SourceLocation
    }

    private static func environments(_ fields: FieldReader) -> [Environment] {
        var written = fields.elements("environments").compactMap { environment($0, fields.values) }
        reportDuplicates(&written, fields.log)
        let known = written.map(\.environment.id)
        if written.contains(where: \.statesPath) {
            for index in written.indices {
                for target in written[index].promotesTo {
                    guard let position = known.firstIndex(of: target) else { continue }
                    let source = written[index].environment.id
                    if !written[position].environment.after.contains(source) {
                        written[position].environment.after.append(source)
                    }
                }
            }
        } else {
            for index in written.indices.dropFirst() { written[index].environment.after = [known[index - 1]] }
        }
        // An unknown predecessor is reported with the references; here it must not look like a cycle.
        let path = written.map(\.environment).map { environment in
            var environment = environment
            environment.after = environment.after.filter(known.contains)
            return environment
        }
        let (ordered, cyclic) = EnvironmentPath.sorted(path)
        if let first = cyclic.first, let place = written.first(where: { $0.environment.id == first.id })?.location {
            let names = cyclic.map { quoted($0.id.name) }.joined(separator: ", ")
            fields.log.error(at: place, "the promotion path runs in a circle through \(names); one must come first")
        }
        return ordered + cyclic
    }

    private static func reportDuplicates(_ written: inout [Written], _ log: ReadingLog) {
        var seen: Set<EnvironmentID> = []
        written = written.filter { one in
            if seen.insert(one.environment.id).inserted { return true }
            log.error(at: one.location, "the environment \(quoted(one.environment.id.name)) is given twice; keep one")
            return false
        }
    }

    private static func environment(_ node: YAMLNode, _ values: ValueReader) -> Written? {
        if node.scalar != nil {
            guard let name = values.text(node, for: "environments") else { return nil }
            let kind = kind(of: name, stated: nil, at: node.location, values.log)
            return Written(
                environment: Environment(id: EnvironmentID(name), kind: kind), promotesTo: [], statesPath: false,
                location: node.location)
        }
        let fields = FieldReader(node, ReleaseFileFormat.environment, values.log)
        guard let name = fields.text("name") else { return nil }
        let place = fields.node("name")?.location ?? node.location
        let kind =
            fields.has("kind")
            ? fields.choice("kind") ?? .production : kind(of: name, stated: nil, at: place, values.log)
        return Written(
            environment: Environment(
                id: EnvironmentID(name), kind: kind, after: fields.environments("after") ?? [],
                plannedStart: fields.instant("planned_start"), plannedDuration: fields.duration("planned_duration"),
                timeZone: fields.zone("time_zone"), owner: fields.role("owner")),
            promotesTo: fields.environments("promotes_to") ?? [],
            statesPath: fields.has("after") || fields.has("promotes_to"), location: place)
    }

    /// The kind that the name tells. Where it tells none, that is an error, and the strictest kind stands in for it.
    private static func kind(
        of name: String, stated: Environment.Kind?, at place: SourceLocation, _ log: ReadingLog
    ) -> Environment.Kind {
        if let kind = stated ?? EnvironmentPath.kind(ofName: name) { return kind }
        let kinds = Environment.Kind.allCases.map(\.rawValue).joined(separator: ", ")
        log.error(
            at: place,
            "the environment \(quoted(name)) has no \(quoted("kind")) and its name tells none; accepted: \(kinds)")
        return .production
    }

    private static func dependency(_ node: YAMLNode, _ values: ValueReader) -> Dependency? {
        if node.scalar != nil { return values.text(node, for: "dependencies").map { Dependency(name: $0) } }
        let fields = FieldReader(node, ReleaseFileFormat.dependency, values.log)
        let owner = fields.role("owner")
        let isReady = fields.flag("ready")
        return fields.text("name").map { Dependency(name: $0, owner: owner, isReady: isReady) }
    }
}
