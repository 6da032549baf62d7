import ArgumentParser
import ReleaseModel
import ReleaseReports
import ReleaseWorkflow

/// How releases ended.
struct Outcome: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outcome",
        abstract: "Record how a release ended.", subcommands: [Record.self])

    /// One outcome.
    struct Record: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "record",
            abstract: "Record how this release ended; later releases of the same modules are classed by it.")

        @Argument(help: "success, success_with_issues, rolled_back or incident.")
        var result: ReleaseOutcome.Result
        @OptionGroup var acting: ActingPerson
        @Option(name: .long, help: "What happened, and where it is written down.")
        var note = "no note"
        @Option(
            name: .long,
            help: "The environment that was promoted into: its soak time counts from then (default: the whole release)."
        )
        var environment: EnvironmentID?
        @Option(
            name: .long, help: ArgumentHelp("When it ended (default: now).", valueName: "time"),
            transform: Instant.argument)
        var at: Instant?
        @OptionGroup var place: GovernancePlace

        func run() throws {
            try reporting {
                let recorded = try place.workflow.recordOutcome(
                    result, of: environment, at: at, by: acting.person, note: note)
                switch place.format.format {
                case .text:
                    try Console.print(OutcomeListing.text(recorded, width: Console.width, color: Console.hasColor))
                case .json: try Console.print(OutcomeListing.json(recorded).serialized())
                }
            }
        }
    }
}
