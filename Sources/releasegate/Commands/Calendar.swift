import ArgumentParser
import ReleaseModel
import ReleaseReports
import ReleaseWorkflow

/// Freeze and change windows.
struct CalendarCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calendar", abstract: "Ask the freeze and change windows.",
        discussion: """
            Deny beats allow, several allow windows are a union, intervals are half-open, and the whole interval of a \
            change is checked, not its start alone.
            """,
        subcommands: [Check.self, Next.self, Expand.self, Export.self])

    /// What every question asks for.
    struct Question: ParsableArguments {
        @Argument(help: "The environment.")
        var environment: EnvironmentID
        @Option(
            name: .customLong("for"),
            help: ArgumentHelp(
                "How long it takes, such as 90m or 1h (default: as planned, else 1h).", valueName: "duration"),
            transform: TimeAmount.argument)
        var duration: TimeAmount?
        @Option(name: .long, help: "What is asked about (default: promote, or emergency where the release is one).")
        var action: CalendarWindow.ActionClass?
        @Option(
            name: .customLong("release"), help: "The release file.", completion: .file(extensions: ["yaml", "yml"]))
        var release = "release.yaml"
        @OptionGroup var time: TimeOptions
        @OptionGroup var format: FormatOptions

        var workflow: CalendarWorkflow { CalendarWorkflow(releasePath: release, asOf: time.instant) }
    }

    /// Whether a change may run.
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check",
            abstract: "Say whether a change may run over the whole interval, by which window, who set it and why.",
            discussion: "Ends with 0 where it may, 2 where a window keeps it out, 1 where the calendar cannot tell.")

        @OptionGroup var question: Question
        @Option(
            name: .long,
            help: ArgumentHelp(
                "The start, as RFC 3339 such as 2026-03-02T09:00:00Z (default: as planned, else now).",
                valueName: "time"), transform: Instant.argument)
        var from: Instant?

        func run() throws {
            let status: ExitStatus = try reporting {
                let check = try question.workflow.check(
                    question.environment, from: from, for: question.duration, action: question.action)
                switch question.format.format {
                case .text:
                    try Console.print(CalendarListing.text(check, width: Console.width, color: Console.hasColor))
                case .json: try Console.print(CalendarListing.json(check).serialized())
                }
                switch check.verdict.state {
                case .open, .unrestricted: return .proceed
                case .closed: return .wait
                case .unknown: return .block
                }
            }
            throw ExitCode(status.rawValue)
        }
    }

    /// When a change next fits.
    struct Next: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "next",
            abstract: "Say when a change of this duration next fits.",
            discussion: "Ends with 0 where a time was found, 1 where none was or the calendar cannot tell.")

        @OptionGroup var question: Question
        @Option(
            name: .long, help: ArgumentHelp("Where the search begins (default: now).", valueName: "time"),
            transform: Instant.argument)
        var from: Instant?

        func run() throws {
            let status: ExitStatus = try reporting {
                let opening = try question.workflow.next(
                    question.environment, from: from, for: question.duration, action: question.action)
                switch question.format.format {
                case .text:
                    try Console.print(CalendarListing.text(opening, width: Console.width, color: Console.hasColor))
                case .json: try Console.print(CalendarListing.json(opening).serialized())
                }
                return opening.opensAt == nil ? .block : .proceed
            }
            throw ExitCode(status.rawValue)
        }
    }

    /// What a file of windows means.
    struct Expand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "expand",
            abstract: "List every occurrence of a file's windows in UTC and local time.",
            discussion: "The file is an iCalendar file, or a release file (.yaml) with all the calendars it names.")

        @Argument(help: "The file.", completion: .file(extensions: ["ics", "yaml", "yml"]))
        var file: String
        @Option(name: .long, help: ArgumentHelp("The first instant.", valueName: "time"), transform: Instant.argument)
        var from: Instant
        @Option(
            name: .long, help: ArgumentHelp("The first instant after it.", valueName: "time"),
            transform: Instant.argument)
        var to: Instant
        @Option(name: .long, help: "The IANA zone of floating times; without one they are refused.")
        var zone: String?
        @OptionGroup var time: TimeOptions
        @OptionGroup var format: FormatOptions

        func run() throws {
            try reporting {
                let workflow = CalendarWorkflow(releasePath: file, asOf: time.instant)
                let (occurrences, warnings) = try workflow.occurrences(of: file, from: from, to: to, zone: zone)
                Console.warn(warnings)
                switch format.format {
                case .text:
                    try Console.print(CalendarListing.text(occurrences, width: Console.width, color: Console.hasColor))
                case .json: try Console.print(CalendarListing.json(occurrences).serialized())
                }
            }
        }
    }

    /// The windows for other calendars.
    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export",
            abstract: "Print the release's windows as iCalendar text (RFC 5545).")

        @Option(
            name: .customLong("release"), help: "The release file.", completion: .file(extensions: ["yaml", "yml"]))
        var release = "release.yaml"
        @OptionGroup var time: TimeOptions

        func run() throws {
            try reporting {
                try Console.print(try CalendarWorkflow(releasePath: release, asOf: time.instant).export())
            }
        }
    }
}
