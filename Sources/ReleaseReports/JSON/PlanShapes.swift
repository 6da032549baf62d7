import ReleaseModel

/// Sections 2 and 4 as JSON: toolchain and timeline.
enum PlanShapes {
    static let layer = JSONShape<ToolchainLayout.LayerPlan>(
        "layer", "One of the five layers.",
        [
            .field("layer", .choice(ToolchainLayout.Layer.allCases.map(\.snakeCase)), "Which.") {
                .string($0.layer.snakeCase)
            },
            .text("purpose", "What happens in it.") { $0.purpose },
            .texts("connectors", "Connector ids.") { $0.connectors.map(\.name) },
            .text("owner", "The role.") { $0.owner.name }, .text("hand_off", "Who passes what to whom.") { $0.handOff },
        ])

    static let connector = JSONShape<ToolchainLayout.ConnectorPlan>(
        "connector", "A system as this release uses it.",
        [
            .text("id", "Its id.") { $0.connector.id.name }, .text("title", "Its name.") { $0.connector.title },
            .field("access", .choice(["read_only", "write_capable"]), "What may be prepared for it.") {
                .string($0.connector.access == .readOnly ? "read_only" : "write_capable")
            },
            .text("access_reason", "Why.") { $0.connector.accessReason },
            .text("least_permission", "The least permission it needs.") { $0.connector.leastPermission },
            .field("tier", .nullable(.choice(Draft.Tier.allCases.map(\.rawValue))), "The tier of drafts there.") {
                JSONValue($0.connector.tier?.rawValue)
            },
            .texts("draft_kinds", "The draft kinds it can take.") { $0.connector.draftKinds.map(\.rawValue) },
            .texts("layers", "The layers it works in.") { $0.layers.map(\.snakeCase) },
            .text("owner", "The role.") { $0.owner.name }, .text("hand_off", "Who passes what to whom.") { $0.handOff },
            .text("when_down", "What people do when it is down.") { $0.connector.whenDown },
        ])

    static let toolchain = JSONShape<ToolchainLayout>(
        "toolchain_layout", "Section 2: layers, access, owners and hand-offs.",
        [
            .objects("layers", "The five layers.", layer) { $0.layers },
            .objects("connectors", "The connectors.", connector) { $0.connectors },
        ])

    static let phase = JSONShape<DatedPhase>(
        "phase", "A phase with its days.",
        [
            .text("id", "Its id.") { $0.phase.id }, .text("title", "Its title.") { $0.phase.title },
            .text("goal", "Its goal.") { $0.phase.goal }, .count("first_week", "1 for week 1.") { $0.firstWeek },
            .count("weeks", "Its length in weeks.") { $0.phase.weeks },
            .field("start", .date, "The first day.") { .string($0.start.iso8601) },
            .field("end", .date, "The last day.") { .string($0.end.iso8601) },
            .texts("kinds", "The environment kinds promoted in it.") { $0.phase.kinds.map(\.rawValue) },
            .texts("exit_criteria", "What ends it.") { $0.phase.exitCriteria },
        ])

    static let task = JSONShape<TimelineTask>(
        "task", "One piece of work for one role.",
        [
            .text("id", "Stable.") { $0.id }, .text("title", "In words.") { $0.title },
            .choice("kind", "What kind of work.") { $0.kind }, .text("owner", "The role.") { $0.owner.name },
            .text("phase", "The phase's id.") { $0.phase },
            .optionalText("environment", "The environment.") { $0.environment?.name },
            .seconds("duration_seconds", "Working time.") { $0.duration }, .instant("start", "Its start.") { $0.start },
            .instant("end", "Its end.") { $0.end },
            .texts("dependencies", "The tasks that must end first.") { $0.dependencies },
            .flag("critical", "Whether it is on the critical path.") { $0.isCritical },
            .seconds("slack_seconds", "How long it may slip.") { $0.slack },
            .texts("required_evidence", "What must be there before its gate.") { $0.requiredEvidence },
        ])

    static let review = JSONShape<TimelineReview>(
        "review", "A review after the production promotion.",
        [
            .count("day", "Days after it.") { $0.day }, .instant("at", "When.") { $0.at },
            .text("owner", "The role.") { $0.owner.name }, .texts("questions", "What is asked.") { $0.questions },
        ])

    static let timeline = JSONShape<ReleaseTimeline>(
        "execution_timeline", "Section 4: dated phases, tasks and reviews.",
        [
            .text("time_zone", "The zone of all local dates.") { $0.timeZone },
            .objects("phases", "In order.", phase) { $0.phases },
            .objects("tasks", "In start order.", task) { $0.tasks },
            .objects("reviews", "After the production promotion.", review) { $0.reviews },
            .texts("critical_path", "Task ids that decide the end.") { $0.criticalPath },
            .field("parallel_groups", .array(.array(.string)), "Groups of task ids that may run side by side.") {
                .array($0.parallelGroups.map { .array($0.map(JSONValue.string)) })
            },
            .text("slip_effect", "What a slip does.") { $0.slipEffect },
            .texts("adjustments", "What freezes and holidays moved.") { $0.adjustments },
        ])
}

extension ToolchainLayout.Layer {
    /// `draft_update` for `draft update`.
    var snakeCase: String { rawValue.replacing(" ", with: "_") }
}
