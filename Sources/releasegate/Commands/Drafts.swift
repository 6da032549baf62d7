import ArgumentParser
import ReleaseModel
import ReleaseReports
import ReleaseWorkflow

/// Looks at the drafts that the ledger holds.
struct Drafts: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drafts",
        abstract: "Look at the drafts of a release.",
        subcommands: [
            List.self, Show.self, Diff.self, Preview.self, Template.self, Check.self, Status.self, Export.self,
            Placed.self, Forget.self,
        ],
        defaultSubcommand: List.self)

    /// What every subcommand asks for.
    struct Place: ParsableArguments {
        @Option(
            name: .customLong("release"), help: "The release file.", completion: .file(extensions: ["yaml", "yml"]))
        var release = "release.yaml"
        @OptionGroup var ledger: LedgerOptions
        @OptionGroup var format: FormatOptions

        var workflow: DraftsWorkflow { DraftsWorkflow(releasePath: release, ledgerPath: ledger.ledger) }
    }

    /// All drafts.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the drafts with key, revision and target.")

        @OptionGroup var place: Place

        func run() throws {
            try reporting {
                let drafts = try place.workflow.list()
                switch place.format.format {
                case .text:
                    try Console.print(
                        DraftListing.text(
                            drafts.map(DraftListing.Entry.init), width: Console.width, color: Console.hasColor))
                case .json: try Console.print(DraftListing.json(drafts.map(DraftListing.Entry.init)).serialized())
                }
            }
        }
    }

    /// One draft.
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "show", abstract: "Show one draft as it stands.")

        @Argument(help: "The draft's key, or its beginning, or its artefact's name.")
        var key: String
        @OptionGroup var place: Place

        func run() throws {
            try reporting {
                let draft = try place.workflow.draft(key)
                switch place.format.format {
                case .text:
                    try Console.print(
                        DraftListing.show(DraftListing.Entry(draft), width: Console.width, color: Console.hasColor))
                case .json: try Console.print(DraftListing.json([DraftListing.Entry(draft)]).serialized())
                }
            }
        }
    }

    /// What changed between two revisions.
    struct Diff: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "diff",
            abstract: "Show what the last revision of a draft changed, and which input did it.")

        @Argument(help: "The draft's key, or its beginning, or its artefact's name.")
        var key: String
        @OptionGroup var place: Place

        func run() throws {
            try reporting {
                let change = try place.workflow.lastChange(of: key)
                switch place.format.format {
                case .text:
                    guard let before = change.before else {
                        try Console.printWrapped("\(change.after.key) has one revision: there is nothing to compare\n")
                        return
                    }
                    try Console.print(
                        "changed because of \(change.changedInputs.joined(separator: ", "))\n"
                            + DraftListing.diff(
                                from: DraftListing.Entry(before), to: DraftListing.Entry(change.after),
                                color: Console.hasColor))
                case .json:
                    let entries = ([change.before].compactMap { $0 } + [change.after]).map(DraftListing.Entry.init)
                    try Console.print(DraftListing.json(entries).serialized())
                }
            }
        }
    }

    /// What in a draft must not leave.
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check",
            abstract: "Read drafts from files or folders and say what in them must not leave.",
            discussion: """
                A draft in Markdown, a payload, or a folder of an export. The guard looks for commands, secrets, personal \
                data and instructions that no role owns; the target's limits are checked where the target is known; a \
                payload beside its request card is held against the list of requests that may carry a draft. Each hit \
                names the place in the file and the user's own line that it comes from. Ends with 1 where anything is \
                found.
                """)

        @Argument(help: "The drafts.", completion: .file())
        var paths: [String]
        @Option(
            name: .customLong("release"),
            help: ArgumentHelp(
                "The release file that hits are traced to (default: release.yaml in the draft's folder or above it).",
                valueName: "path"),
            completion: .file(extensions: ["yaml", "yml"]))
        var release: String?
        @OptionGroup var format: FormatOptions

        func run() throws {
            let status: ExitStatus = try reporting {
                let results = try paths.flatMap { path in
                    try DraftCheck(releasePath: release ?? DraftCheck.releaseFile(above: path)).check(path)
                }
                switch format.format {
                case .text: try Console.printWrapped(DraftCheckListing.text(results))
                case .json: try Console.print(DraftCheckListing.json(results).serialized())
                }
                return results.allSatisfy(\.isClean) ? .proceed : .block
            }
            throw ExitCode(status.rawValue)
        }
    }
}
