import ArgumentParser
import ReleaseModel
import ReleaseReports
import ReleaseWorkflow

/// Looks at the audit log and proves that it is whole.
struct Audit: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Read and verify the audit log.", subcommands: [Log.self, Verify.self], defaultSubcommand: Log.self)

    /// What every subcommand asks for.
    struct Place: ParsableArguments {
        @Option(name: .long, help: "The ledger.", completion: .file(extensions: ["sqlite"]))
        var ledger = ".releasegate/ledger.sqlite"
        @OptionGroup var format: FormatOptions
    }

    /// The entries.
    struct Log: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List who did what, when, on what, and why.")

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
            abstract: "Compute every hash of the log anew and compare.",
            discussion: "Ends with 0 where the log is whole, 1 where an entry or a hash was altered or is missing.")

        @OptionGroup var place: Place

        func run() throws {
            let status: ExitStatus = try reporting {
                let result = try AuditWorkflow(ledgerPath: place.ledger).verify()
                switch place.format.format {
                case .text: try Console.print(result.text)
                case .json: try Console.print(result.json.serialized())
                }
                return result.isWhole ? .proceed : .block
            }
            throw ExitCode(status.rawValue)
        }
    }
}
