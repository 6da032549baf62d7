import ArgumentParser
import ReleaseModel
import ReleaseReports
import ReleaseWorkflow

/// Looks at the drafts that the ledger holds.
struct Drafts: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drafts",
        abstract: "Look at the drafts of a release.",
        subcommands: [List.self, Show.self, Diff.self, Check.self, Export.self],
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
                        try Console.print("\(change.after.key) has one revision: there is nothing to compare\n")
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
            abstract: "Read drafts from files and say what in them must not leave.",
            discussion: """
                The guard looks for commands, secrets, personal data and instructions that no role owns; the target's \
                limits are checked where the draft names one. Ends with 1 where anything is found.
                """)

        @Argument(help: "The drafts.", completion: .file())
        var paths: [String]
        @OptionGroup var format: FormatOptions

        func run() throws {
            let status: ExitStatus = try reporting {
                let results = try paths.map { try DraftCheck().check($0) }
                switch format.format {
                case .text: try Console.print(results.map(Check.text).joined())
                case .json: try Console.print(Check.json(results).serialized())
                }
                return results.allSatisfy(\.isClean) ? .proceed : .block
            }
            throw ExitCode(status.rawValue)
        }

        private static func text(_ result: DraftCheck.Result) -> String {
            let hits = result.hits.map { hit in
                "\(hit.source.map(\.description) ?? result.path): \(hit.rule): \(hit.found)\n    \(hit.explanation)\n"
            }
            let exceeded = result.exceeded.map { "\(result.path): over the target's limit: \($0)\n" }
            if result.isClean {
                let limits = result.limits.isEmpty ? "" : " (\(result.limits.joined(separator: ", ")))"
                return "\(result.path): nothing that must not leave\(limits)\n"
            }
            return (hits + exceeded).joined()
        }

        private static func json(_ results: [DraftCheck.Result]) -> JSONValue {
            [
                "schema": "releasegate.draft-check/v1",
                "drafts": .array(
                    results.map { result in
                        [
                            "path": .string(result.path), "title": .string(result.title),
                            "clean": .bool(result.isClean),
                            "hits": .array(
                                result.hits.map { hit in
                                    [
                                        "rule": .string(hit.rule), "line": JSONValue(hit.source?.line),
                                        "found": .string(hit.found), "explanation": .string(hit.explanation),
                                    ]
                                }),
                            "limits": .array(result.limits.map(JSONValue.string)),
                            "exceeded": .array(result.exceeded.map(JSONValue.string)),
                        ]
                    }),
            ]
        }
    }

    /// Each draft as its target takes it.
    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export",
            abstract: "Write each draft as its target takes it: payload, preview and request card.",
            discussion: """
                One folder for each connector and draft. The request card names method, path, body file, what keeps the \
                request a draft, approver role and re-review triggers; never an authorization. Nothing is sent: a \
                person carries the draft over.
                """)

        @Option(
            name: .customLong("release"), help: "The release file.", completion: .file(extensions: ["yaml", "yml"]))
        var release = "release.yaml"
        @Option(
            name: .long, help: "The folder (default: drafts-export beside the release file).", completion: .directory)
        var out: String?
        @OptionGroup var time: TimeOptions
        @OptionGroup var ledger: LedgerOptions

        func run() throws {
            let status: ExitStatus = try reporting {
                let workflow = ReadinessWorkflow(
                    releasePath: release, ledgerPath: ledger.ledger, asOf: time.instant,
                    progress: { Console.progress($0, of: $1, $2) })
                let folder = out ?? workflow.defaultExportFolder
                let result = try workflow.exportDrafts(into: OutputFolder(path: folder))
                Console.warn(result.warnings)
                try Console.print(
                    "\(folder): \(result.files.written.count) files written, \(result.files.unchanged.count) unchanged, "
                        + "\(result.files.removed.count) removed\n"
                        + result.heldBack.map { "held back by the guard: \($0.artefact) (\($0.connector))\n" }.joined())
                return result.heldBack.isEmpty ? .proceed : .block
            }
            throw ExitCode(status.rawValue)
        }
    }
}
