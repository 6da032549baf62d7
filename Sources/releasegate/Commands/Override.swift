import ArgumentParser
import ReleaseModel
import ReleaseReports
import ReleaseWorkflow

/// Emergencies.
struct Override: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "override",
        abstract: "Start, end and review emergency overrides.",
        discussion: """
            Two different people in two different override roles let one environment pass for a while. The gate's \
            state stays what it is. A review afterwards is due; an overdue one blocks the next promotion. A closed \
            calendar is not passed: its windows say themselves what they mean for emergencies.
            """,
        subcommands: [List.self, Start.self, End.self, Reviewed.self], defaultSubcommand: List.self)

    /// All overrides.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List the overrides of release file and ledger, and their reviews.")

        @OptionGroup var place: GovernancePlace

        func run() throws { try reporting { try show(try place.workflow.overrides(), place.format) } }
    }

    /// A new override.
    struct Start: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "start",
            abstract: "Let an environment pass for a while, by two roles.",
            discussion: "Ends with 1, and records nothing, where the override would not be in force.")

        @Argument(help: "The environment.")
        var environment: EnvironmentID
        @Option(name: .long, help: "Why.")
        var reason: String
        @Option(
            name: .long, help: ArgumentHelp("Who agrees; given twice or more.", valueName: "role=person"))
        var consent: [Consent]
        @Option(
            name: .customLong("for"), help: ArgumentHelp("How long, such as 4h.", valueName: "time"),
            transform: TimeAmount.argument)
        var duration: TimeAmount
        @OptionGroup var place: GovernancePlace

        func run() throws {
            try reporting {
                let override = try place.workflow.startOverride(
                    of: environment, reason: reason, consents: consent.map(\.value), duration: duration)
                try show([override], place.format)
            }
        }
    }

    /// The end of an override.
    struct End: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "end", abstract: "End an override before its time.")

        @Argument(help: "The override.")
        var id: String
        @OptionGroup var acting: ActingPerson
        @Option(name: .long, help: "Why.")
        var reason: String
        @OptionGroup var place: GovernancePlace

        func run() throws {
            try reporting {
                try show([try place.workflow.endOverride(id, by: acting.person, reason: reason)], place.format)
            }
        }
    }

    /// The review of an override.
    struct Reviewed: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "reviewed",
            abstract: "Say that the review after an override took place.")

        @Argument(help: "The override.")
        var id: String
        @OptionGroup var acting: ActingPerson
        @Option(name: .long, help: "What came of it, and where it is written down.")
        var reason: String
        @OptionGroup var place: GovernancePlace

        func run() throws {
            try reporting {
                try show([try place.workflow.reviewOverride(id, by: acting.person, reason: reason)], place.format)
            }
        }
    }

    /// `ROLE=PERSON`.
    struct Consent: ExpressibleByArgument {
        let value: EmergencyOverride.Consent

        init?(argument: String) {
            let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { return nil }
            value = EmergencyOverride.Consent(role: RoleID(parts[0]), person: PersonID(parts[1]))
        }
    }

    private static func show(_ overrides: [OverrideCase], _ format: FormatOptions) throws {
        switch format.format {
        case .text: try Console.print(OverrideListing.text(overrides, width: Console.width, color: Console.hasColor))
        case .json: try Console.print(OverrideListing.json(overrides).serialized())
        }
    }
}
