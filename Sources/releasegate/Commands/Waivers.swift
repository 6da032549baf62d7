import ArgumentParser
import ReleaseModel
import ReleaseReports
import ReleaseWorkflow

/// Dated, approved exceptions.
struct Waivers: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "waivers",
        abstract: "List, request, approve and revoke waivers.",
        discussion: """
            A waiver excuses one criterion in named environments until a date. Somebody else than its requester \
            approves it. A waived gate is YELLOW at best, and the waiver is listed everywhere.
            """,
        subcommands: [List.self, Request.self, Approve.self, Revoke.self], defaultSubcommand: List.self)

    /// All waivers.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List the waivers of release file and ledger: which apply, which do not and why, which end soon.")

        @OptionGroup var place: GovernancePlace

        func run() throws {
            try reporting { try show(try place.workflow.waivers(), place.format) }
        }
    }

    /// A new waiver.
    struct Request: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "request",
            abstract: "Ask for a waiver; it does not apply until somebody else approves it.",
            discussion: """
                Ends with 1, and records nothing, where no approval could make it apply: a key criterion at class \
                critical, a time longer than the class allows, too many renewals, an UNKNOWN that the class does not \
                let pass, or nobody who may approve it.
                """)

        @Option(name: .long, help: "The criterion, such as docs-current.")
        var criterion: CriterionID
        @Option(name: .customLong("env"), help: "An environment; may be given several times.")
        var environments: [EnvironmentID]
        @OptionGroup var acting: ActingPerson
        @Option(name: .long, help: "The role that answers for it.")
        var owner: RoleID
        @Option(name: .long, help: "Why.")
        var reason: String
        @Option(name: .long, help: "The ticket in which it is worked off.")
        var ticket: String
        @Option(
            name: .long, help: ArgumentHelp("The first instant (default: now).", valueName: "time"),
            transform: Instant.argument)
        var start: Instant?
        @Option(
            name: .long, help: ArgumentHelp("The first instant after it.", valueName: "time"),
            transform: Instant.argument)
        var end: Instant?
        @Option(
            name: .customLong("for"), help: ArgumentHelp("Its length instead of --end, such as 7d.", valueName: "time"),
            transform: TimeAmount.argument)
        var duration: TimeAmount?
        @Flag(name: .customLong("any-revision"), help: "For the subject whatever its revision, not for this one alone.")
        var isForAnyRevision = false
        @Option(name: .long, help: "Its id (default: made from its content).")
        var id: WaiverID?
        @OptionGroup var place: GovernancePlace

        func validate() throws {
            guard (end == nil) != (duration == nil) else {
                throw ValidationError("give either --end or --for; a waiver always ends")
            }
        }

        func run() throws {
            try reporting {
                let now = place.time.instant
                let request = WaiverRequest(
                    criterion: criterion, environments: environments, isForAnyRevision: isForAnyRevision, owner: owner,
                    requester: acting.person, reason: reason, ticket: ticket, start: start,
                    end: end ?? (start ?? now) + (duration ?? TimeAmount(seconds: 0)), id: id)
                let workflow = GovernanceWorkflow(
                    releasePath: place.release, ledgerPath: place.ledger.ledger, asOf: now)
                try show([try workflow.requestWaiver(request)], place.format)
            }
        }
    }

    /// A yes to a waiver.
    struct Approve: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "approve",
            abstract: "Approve a waiver that somebody else asked for.",
            discussion: "Ends with 1, and records nothing, where the approval would not make it apply.")

        @Argument(help: "The waiver.")
        var id: WaiverID
        @OptionGroup var acting: ActingPerson
        @Option(name: .long, help: "The role (default: the person's first that approves waivers of this class).")
        var role: RoleID?
        @Option(name: .long, help: "Why.")
        var reason: String
        @OptionGroup var place: GovernancePlace

        func run() throws {
            try reporting {
                let waiver = try place.workflow.approveWaiver(id, by: acting.person, role: role, reason: reason)
                try show([waiver], place.format)
            }
        }
    }

    /// The end of a waiver.
    struct Revoke: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "revoke", abstract: "End a waiver now.")

        @Argument(help: "The waiver.")
        var id: WaiverID
        @OptionGroup var acting: ActingPerson
        @Option(name: .long, help: "Why.")
        var reason: String
        @OptionGroup var place: GovernancePlace

        func run() throws {
            try reporting {
                try show([try place.workflow.revokeWaiver(id, by: acting.person, reason: reason)], place.format)
            }
        }
    }

    private static func show(_ waivers: [WaiverCase], _ format: FormatOptions) throws {
        switch format.format {
        case .text: try Console.print(WaiverListing.text(waivers, width: Console.width, color: Console.hasColor))
        case .json: try Console.print(WaiverListing.json(waivers).serialized())
        }
    }
}
