import ArgumentParser
import ReleaseModel
import ReleaseReports
import ReleaseWorkflow

/// Looks at the drafts that the ledger holds.
struct Drafts: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look at the drafts of a release.", subcommands: [List.self, Show.self, Diff.self, Check.self],
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
        static let configuration = CommandConfiguration(abstract: "List the drafts with key, revision and target.")

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
        static let configuration = CommandConfiguration(abstract: "Show one draft as it stands.")

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
}
