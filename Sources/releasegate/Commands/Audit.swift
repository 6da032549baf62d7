import ArgumentParser
import ReleaseModel
import ReleaseReports
import ReleaseWorkflow

/// Looks at the audit log and proves that it is whole.
struct Audit: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Read and verify the audit log.",
        subcommands: [Log.self, Verify.self, CheckpointNote.self, Prove.self, Export.self, Key.self],
        defaultSubcommand: Log.self)

    /// What every subcommand asks for.
    struct Place: ParsableArguments {
        @Option(name: .long, help: "The ledger.", completion: .file(extensions: ["sqlite"]))
        var ledger = ".releasegate/ledger.sqlite"
        @OptionGroup var format: FormatOptions
    }

    /// The entries.
    struct Log: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "log", abstract: "List who did what, when, on what, and why.")

        @OptionGroup var place: Place

        func run() throws {
            try reporting {
                let (entries, head) = try AuditWorkflow(ledgerPath: place.ledger).lines()
                switch place.format.format {
                case .text:
                    try Console.print(
                        AuditListing.text(entries, head: head, width: Console.width, color: Console.hasColor))
                case .json: try Console.print(AuditListing.json(entries, head: head).serialized())
                }
            }
        }
    }

    /// Whether the log is whole.
    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify",
            abstract: "Compute every hash of the log anew and compare.",
            discussion: """
                Tells ALTERED, TRUNCATED, FORKED and REPLAYED apart and names the entry. With --against, the log must \
                agree with checkpoints that were taken earlier; with --export, an exported log is audited from its own \
                bytes. Ends with 0 where the log is whole, 1 where it is not.
                """)

        @OptionGroup var place: Place
        @Option(name: .long, help: "A checkpoint that the log must agree with; may be repeated.", completion: .file())
        var against: [String] = []
        @Option(name: .long, help: "A verifier key; checkpoints must be signed by one. May be repeated.")
        var key: [String] = []
        @Option(name: .long, help: "An exported log to audit instead of the ledger.", completion: .file())
        var export: String?

        func run() throws {
            let status: ExitStatus = try reporting {
                let result =
                    if let export {
                        try AuditWorkflow.verify(exportAt: export, against: against, keys: key)
                    } else {
                        try AuditWorkflow(ledgerPath: place.ledger).verify(against: against, keys: key)
                    }
                switch place.format.format {
                case .text: try Console.printWrapped(result.text)
                case .json: try Console.print(result.json.serialized())
                }
                return result.isWhole ? .proceed : .block
            }
            throw ExitCode(status.rawValue)
        }
    }

    /// A signing key.
    struct Key: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "key",
            abstract: "Make a key that signs checkpoints, in a file of its own, and print the key that verifies them.")

        @Option(name: .long, help: "The key's name, such as example.com/releases.")
        var name: String
        @Option(name: .long, help: "The file for the signing key; readable by its owner alone.", completion: .file())
        var out: String

        func run() throws {
            try reporting { try Console.print(AuditKeys.make(name: name, at: out) + "\n") }
        }
    }

    /// The log's state as a note.
    struct CheckpointNote: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "checkpoint",
            abstract:
                "Print the log's size, head and counts as a checkpoint (C2SP tlog-checkpoint), signed where a key is given."
        )

        @OptionGroup var place: LedgerPath
        @Option(name: .long, help: "The signing key's file.", completion: .file())
        var key: String?

        func run() throws {
            try reporting { try Console.print(AuditWorkflow(ledgerPath: place.ledger).checkpoint(keyPath: key)) }
        }
    }

    /// A proof about the log.
    struct Prove: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "prove",
            abstract: "Prove that an entry is in the log, or that the log only grew (RFC 6962 section 2.1).")

        @Argument(help: "The entry's number, from 0.")
        var entry: Int64?
        @Option(name: .long, help: "Prove instead that the log of this many entries is the beginning of today's.")
        var since: Int64?
        @OptionGroup var place: LedgerPath

        func validate() throws {
            guard (entry == nil) != (since == nil) else {
                throw ValidationError("give either an entry's number or --since")
            }
        }

        func run() throws {
            try reporting {
                let workflow = AuditWorkflow(ledgerPath: place.ledger)
                if let entry { try Console.print(workflow.inclusionProof(of: entry).serialized()) }
                if let since { try Console.print(workflow.consistencyProof(from: since).serialized()) }
            }
        }
    }

    /// The whole log for others.
    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export",
            abstract: "Print the whole log as JSON Lines, from which anybody can audit it with `audit verify --export`."
        )

        @OptionGroup var place: LedgerPath
        @Option(name: .long, help: "The signing key's file: adds a signed checkpoint.", completion: .file())
        var key: String?

        func run() throws {
            try reporting {
                try AuditWorkflow(ledgerPath: place.ledger).export(keyPath: key) { try Console.print($0) }
            }
        }
    }

    /// The ledger alone.
    struct LedgerPath: ParsableArguments {
        @Option(name: .long, help: "The ledger.", completion: .file(extensions: ["sqlite"]))
        var ledger = ".releasegate/ledger.sqlite"
    }
}
