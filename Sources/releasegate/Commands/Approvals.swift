import ArgumentParser
import ReleaseModel
import ReleaseReports
import ReleaseWorkflow

/// Who may say yes, to what exactly, until when.
struct Approvals: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approvals",
        abstract: "See, request, give and delegate approvals.",
        discussion: """
            An approval covers exactly what stands there when it is given. What is added or worsens later makes it \
            void and says so; what is removed or improves leaves it standing. Authors, the requester, producers of \
            evidence and bots never approve, and one person has one vote. A timeout never approves.
            """,
        subcommands: [
            Status.self, Request.self, Approve.self, Reject.self, Payload.self, Delegate.self,
        ], defaultSubcommand: Status.self)

    /// How far approvals are.
    struct Status: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "status",
            abstract: "Show requirement, votes, void votes and why, who is missing, and when it times out.",
            discussion: """
                Without a name, shows every gate and every draft of the ledger. Ends with 0 where all of them are \
                granted or not required, 2 where one waits, 1 where one is rejected, timed out or can never be met.
                """)

        @Argument(help: "An environment, or a draft's key or artefact.")
        var target: String?
        @OptionGroup var place: GovernancePlace

        func run() throws {
            let status: ExitStatus = try reporting {
                let answer = try place.workflow.approvals(of: target)
                Console.warn(answer.warnings)
                switch place.format.format {
                case .text:
                    try Console.print(
                        ApprovalListing.status(
                            answer.value, release: answer.review.release, policy: answer.review.policy,
                            width: Console.width, color: Console.hasColor))
                case .json: try Console.print(ApprovalListing.json(answer.value).serialized())
                }
                return answer.value.map(ExitStatus.init).max { $0.severity < $1.severity } ?? .proceed
            }
            throw ExitCode(status.rawValue)
        }
    }

    /// The card for whoever is asked.
    struct Request: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "request",
            abstract: "Print what is to be approved, by whom, why them, what voids it, and by when.",
            discussion: """
                With --as, also records that the approval was asked for: from then on the wait counts, passes on to \
                the next role, and ends in a rejection. With --as-yaml, prints an entry for the release file instead, \
                for a team that keeps its approvals in git; nothing is recorded.
                """)

        @Argument(help: "An environment, or a draft's key or artefact.")
        var target: String
        @Option(name: .customLong("as"), help: ArgumentHelp("Who asks; records the request.", valueName: "person"))
        var person: PersonID?
        @Flag(name: .customLong("as-yaml"), help: "Print an entry of the release file's approvals.")
        var isYAML = false
        @Option(name: .long, help: "The role of the entry (default: the first that is missing).")
        var role: RoleID?
        @Option(name: .long, help: "The reason of the entry; an entry without one is refused.")
        var reason: String?
        @OptionGroup var place: GovernancePlace

        func run() throws {
            try reporting {
                if isYAML {
                    try Console.print(
                        try place.workflow.approvalEntry(for: target, person: person, role: role, reason: reason))
                    return
                }
                if let person {
                    let answer = try place.workflow.requestApproval(of: target, by: person)
                    return try show(answer.value, answer.review)
                }
                let answer = try place.workflow.approvals(of: target)
                for approval in answer.value { try show(approval, answer.review) }
            }
        }

        private func show(_ approval: ApprovalCase, _ review: ReadinessReview) throws {
            switch place.format.format {
            case .text:
                try Console.print(
                    ApprovalListing.request(
                        approval, release: review.release, policy: review.policy, width: Console.width,
                        color: Console.hasColor))
            case .json: try Console.print(ApprovalListing.json([approval]).serialized())
            }
        }
    }

    /// What a vote says.
    struct Ballot: ParsableArguments {
        @Argument(help: "An environment, or a draft's key or artefact.")
        var target: String
        @OptionGroup var acting: ActingPerson
        @Option(name: .long, help: "The role in which the person votes.")
        var role: RoleID
        @Option(name: .long, help: "Why, in words that an auditor understands later.")
        var reason: String
        @Option(
            name: .long, help: ArgumentHelp("An end before the class's own.", valueName: "time"),
            transform: Instant.argument)
        var expires: Instant?
        @Option(
            name: .customLong("on-behalf-of"),
            help: ArgumentHelp("Who delegated the vote.", valueName: "person"))
        var onBehalfOf: PersonID?
        @Option(
            name: .long,
            help: "The digest of what was read: refused where something else stands there now.")
        var digest: String?

        func paper(_ vote: ApprovalRecord.Vote, signedAt: Instant?) -> BallotPaper {
            BallotPaper(
                target: target, vote: vote, person: acting.person, role: role, reason: reason, expiresAt: expires,
                onBehalfOf: onBehalfOf, digest: digest, signedAt: signedAt)
        }
    }

    /// A yes.
    struct Approve: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "approve",
            abstract: "Record a yes over what stands there now.",
            discussion: "Ends with 1, and records nothing, where the vote would not count; the reason is told.")

        @OptionGroup var ballot: Ballot
        @OptionGroup var signature: SignatureOptions
        @OptionGroup var place: GovernancePlace

        func run() throws { try cast(.approve, ballot, signature, place) }
    }

    /// A no.
    struct Reject: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "reject",
            abstract: "Record a no: it sticks until the content changes.",
            discussion: "Ends with 1, and records nothing, where the vote would not count; the reason is told.")

        @OptionGroup var ballot: Ballot
        @OptionGroup var signature: SignatureOptions
        @OptionGroup var place: GovernancePlace

        func run() throws { try cast(.reject, ballot, signature, place) }
    }

    /// What is signed.
    struct Payload: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "payload",
            abstract: "Print the exact text that a person signs for a vote.",
            discussion: """
                Keep the text, sign it, and give signature and time with the same vote:
                  releasegate approvals payload ENV --as P --role R --reason T --now TIME > vote.json
                  ssh-keygen -Y sign -n releasegate -f KEY vote.json
                  releasegate approvals approve ENV --as P --role R --reason T --signature vote.json.sig \
                --signed-at TIME
                The keys of people are in the file that the policy calls allowed_signers, or that --allowed-signers names.
                """)

        @OptionGroup var ballot: Ballot
        @Flag(name: .long, help: "The text of a no.")
        var reject = false
        @Flag(
            name: .customLong("for-yaml"),
            help: "The text of an entry of the release file, as `approvals request --as-yaml` prints it.")
        var isEntry = false
        @OptionGroup var place: GovernancePlace

        func run() throws {
            try reporting {
                let paper = ballot.paper(reject ? .reject : .approve, signedAt: nil)
                try Console.print(try place.workflow.payload(of: paper, isEntry: isEntry))
            }
        }
    }

    /// A vote handed over.
    struct Delegate: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "delegate",
            abstract: "Hand a vote over until a date; the delegator cannot vote in that time.",
            discussion: "Ends with 1, and records nothing, where the hand-over would give nobody a vote.")

        @Option(name: .long, help: "The role whose vote is handed over.")
        var role: RoleID
        @Option(name: .long, help: ArgumentHelp("The member who hands over.", valueName: "person"))
        var from: PersonID
        @Option(name: .long, help: ArgumentHelp("Who votes instead.", valueName: "person"))
        var to: PersonID
        @Option(
            name: .long, help: ArgumentHelp("The first instant at which it no longer holds.", valueName: "time"),
            transform: Instant.argument)
        var until: Instant
        @Option(name: .long, help: "Why.")
        var reason: String
        @OptionGroup var place: GovernancePlace

        func run() throws {
            try reporting {
                let delegation = try place.workflow.delegate(
                    role: role, from: from, to: to, until: until, reason: reason)
                switch place.format.format {
                case .text: try Console.printWrapped(DelegationListing.text(delegation))
                case .json: try Console.print(DelegationListing.json(delegation).serialized())
                }
            }
        }
    }

    private static func cast(
        _ vote: ApprovalRecord.Vote, _ ballot: Ballot, _ signature: SignatureOptions, _ place: GovernancePlace
    ) throws {
        try reporting {
            let paper = ballot.paper(vote, signedAt: signature.signedAt)
            let answer = try place.workflow.vote(paper, signature: try signature.signed(for: place.workflow))
            switch place.format.format {
            case .text:
                try Console.print(
                    ApprovalListing.recorded(
                        answer.value, release: answer.review.release, policy: answer.review.policy,
                        width: Console.width, color: Console.hasColor))
            case .json: try Console.print(ApprovalListing.json(answer.value).serialized())
            }
        }
    }
}

/// The signature of a vote.
struct SignatureOptions: ParsableArguments {
    @Option(
        name: .customLong("signed-at"),
        help: ArgumentHelp("The time that stands in the signed text.", valueName: "time"), transform: Instant.argument)
    var signedAt: Instant?

    @Option(
        name: .long, help: "The signature over the text of `approvals payload`, from ssh-keygen -Y sign.",
        completion: .file(extensions: ["sig"]))
    var signature: String?
    @Option(
        name: .customLong("allowed-signers"),
        help: "The keys of people, as git keeps them (default: the policy's allowed_signers).",
        completion: .file())
    var allowedSigners: String?
    @Option(
        name: .customLong("revoked-keys"), help: "Keys that count no longer (default: the policy's revoked_keys).",
        completion: .file())
    var revokedKeys: String?

    func validate() throws {
        guard (signature == nil) == (signedAt == nil) else {
            throw ValidationError("--signature and --signed-at belong together")
        }
        guard signature != nil || (allowedSigners == nil && revokedKeys == nil) else {
            throw ValidationError("--allowed-signers and --revoked-keys go with --signature")
        }
    }

    /// The signature and how it is verified; nil where the vote is not signed.
    func signed(for workflow: GovernanceWorkflow) throws -> (bytes: [UInt8], check: SignatureCheck)? {
        guard let signature else { return nil }
        return (
            try SignatureCheck.signature(at: signature),
            try workflow.signatureCheck(allowedSigners: allowedSigners, revokedKeys: revokedKeys)
        )
    }
}

extension ExitStatus {
    /// The status of one approval.
    fileprivate init(_ approval: ApprovalCase) {
        switch approval.status.state {
        case .granted, .notRequired: self = .proceed
        case .pending: self = .wait
        case .timedOut, .rejected, .unsatisfiable: self = .block
        }
    }

    /// BLOCK over WAIT over PROCEED.
    fileprivate var severity: Int { self == .block ? 2 : self == .wait ? 1 : 0 }
}
