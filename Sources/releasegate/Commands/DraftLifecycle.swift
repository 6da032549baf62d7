import ArgumentParser
import ReleaseModel
import ReleaseReports
import ReleaseWorkflow

/// Where a command looks for what stands at the targets.
struct ListingOptions: ParsableArguments {
    @Option(
        name: .customLong("listing"),
        help: ArgumentHelp(
            "What is at a target: its own list or search answer as JSON, mail headers, a releasegate_listing, or a folder "
                + "of these. It lists all drafts of a container; `drafts status` names the request.", valueName: "path"),
        completion: .file())
    var listings: [String] = []
    @Option(
        name: .customLong("listed-at"),
        help: ArgumentHelp("When the listings were made, where they do not say.", valueName: "time"),
        transform: Instant.argument)
    var listedAt: Instant?
}

extension Drafts {
    /// Where drafts stand at their targets.
    struct Status: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "status",
            abstract: "Say where each draft stands at its target, and who does what next.",
            discussion: """
                From the ledger alone, or with a listing of what is there: planned, unchanged, update, conflict, frozen, \
                gone, duplicate, withdraw, withdrawn, undecided or held back. Records nothing. Ends with 1 where \
                the guard holds a draft back, with 2 where a person has to look first.
                """)

        @OptionGroup var place: GovernancePlace
        @OptionGroup var listing: ListingOptions

        func run() throws {
            let status: ExitStatus = try reporting {
                let workflow = ReadinessWorkflow(
                    releasePath: place.release, ledgerPath: place.ledger.ledger, asOf: place.time.instant)
                let result = try workflow.draftStandings(listings: listing.listings, listedAt: listing.listedAt)
                Console.warn(result.warnings)
                try Drafts.print(result.standings, files: nil, place.format.format)
                if result.standings.contains(where: { $0.state == .heldBack }) { return .block }
                return result.standings.contains(where: \.state.needsPerson) ? .wait : .proceed
            }
            throw ExitCode(status.rawValue)
        }
    }

    /// Each draft as its target takes it.
    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export",
            abstract: "Write each draft as its target takes it: payload, previews and request card.",
            discussion: """
                One folder for each connector and draft, and an index.md for the person who carries them over. The request \
                card names method, path, body file, what keeps the request a draft, approver role and re-review triggers; \
                never an authorization. Nothing is sent. What is handed out is recorded: a draft that may stand at its \
                target already gets two requests, one for each case, until `drafts placed` or a listing tells which.
                """)

        @Option(
            name: .long, help: "The folder (default: drafts-export beside the release file).", completion: .directory)
        var out: String?
        @OptionGroup var place: GovernancePlace
        @OptionGroup var listing: ListingOptions

        func run() throws {
            let status: ExitStatus = try reporting {
                let workflow = ReadinessWorkflow(
                    releasePath: place.release, ledgerPath: place.ledger.ledger, asOf: place.time.instant,
                    progress: { Console.progress($0, of: $1, $2) })
                let folder = out ?? workflow.defaultExportFolder
                let result = try workflow.exportDrafts(
                    into: OutputFolder(path: folder), listings: listing.listings, listedAt: listing.listedAt)
                Console.warn(result.warnings)
                let files = DraftStandingListing.Files(
                    folder: folder, written: result.files.written, unchanged: result.files.unchanged,
                    removed: result.files.removed, kept: result.files.kept)
                try Drafts.print(result.standings, files: files, place.format.format)
                if result.standings.contains(where: { $0.state == .heldBack }) { return .block }
                return result.standings.contains(where: \.state.needsPerson) ? .wait : .proceed
            }
            throw ExitCode(status.rawValue)
        }
    }

    /// Where a person put a draft.
    struct Placed: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "placed",
            abstract: "Record that a person put a draft at its target, and under which record.")

        @Argument(help: "The draft's key, or its beginning, or its artefact's name.")
        var key: String
        @OptionGroup var acting: ActingPerson
        @Option(name: .customLong("ref"), help: ArgumentHelp("The record's address or id.", valueName: "address"))
        var reference: String
        @Option(
            name: .long,
            help:
                "The version, etag or time of last change that the target shows; the first listing tells it otherwise.")
        var revision: String?
        @Option(
            name: .customLong("draft-revision"),
            help: ArgumentHelp("Which revision of the draft was put there (default: the last).", valueName: "number"))
        var draftRevision: Int?
        @Option(name: .long, help: "What an auditor should know.")
        var note = "carried over by hand"
        @OptionGroup var place: GovernancePlace

        func run() throws {
            try reporting {
                let workflow = ReadinessWorkflow(
                    releasePath: place.release, ledgerPath: place.ledger.ledger, asOf: place.time.instant)
                let placed = try workflow.place(
                    key, reference: reference, revision: revision, draftRevision: draftRevision, by: acting.person,
                    note: note)
                try Drafts.print(placed, place.format.format)
            }
        }
    }

    /// A draft that stands at its target no more.
    struct Forget: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "forget",
            abstract: "Record that a draft's record is gone, or belongs to others now; it may be made anew.")

        @Argument(help: "The draft's key, or its beginning, or its artefact's name.")
        var key: String
        @OptionGroup var acting: ActingPerson
        @Option(name: .long, help: "What became of the record.")
        var reason: String
        @Option(
            name: .customLong("ref"),
            help: ArgumentHelp(
                "The record's address or id, where the ledger does not know it (default: the one it knows).",
                valueName: "address"))
        var reference: String?
        @OptionGroup var place: GovernancePlace

        func run() throws {
            try reporting {
                let workflow = ReadinessWorkflow(
                    releasePath: place.release, ledgerPath: place.ledger.ledger, asOf: place.time.instant)
                try Drafts.print(
                    try workflow.forget(key, reference: reference, by: acting.person, reason: reason),
                    place.format.format)
            }
        }
    }

    private static func print(
        _ standings: [DraftStanding], files: DraftStandingListing.Files?, _ format: OutputFormat
    ) throws {
        switch format {
        case .text:
            try Console.print(
                DraftStandingListing.text(standings, files: files, width: Console.width, color: Console.hasColor))
        case .json: try Console.print(DraftStandingListing.json(standings, files: files).serialized())
        }
    }

    private static func print(_ placed: ReadinessWorkflow.Placed, _ format: OutputFormat) throws {
        let record = DraftPlacementListing.Record(
            draft: placed.draft, placement: placed.placement, replaced: placed.replaced, entry: placed.entry)
        switch format {
        case .text: try Console.printWrapped(DraftPlacementListing.text(record))
        case .json: try Console.print(DraftPlacementListing.json(record).serialized())
        }
    }
}
