import ArgumentParser
import ReleaseModel
import ReleaseReports
import ReleaseWorkflow

/// Looks at evidence documents on their own.
struct Evidence: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evidence",
        abstract: "Look at evidence documents.", subcommands: [Read.self, Facts.self], defaultSubcommand: Read.self)

    /// What is read from documents.
    struct Read: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "read",
            abstract: "Show what is read from these documents: format, subject, time, facts.",
            discussion: """
                Tells what each document is, what was read, what was left out and why, and what is missing for it to \
                count. Of a folder, every file in it is read. Ends with 65 where a document cannot be read, 66 where \
                one is not there.
                """)

        @Argument(help: "The documents, or folders of them.", completion: .file())
        var paths: [String]
        @OptionGroup var format: FormatOptions

        func run() throws {
            let status: ExitStatus = try reporting {
                let loader = EvidenceLoader(folder: "", progress: { Console.progress($0, of: $1, $2) })
                let loaded = loader.load(paths: ManyPaths.separated(paths))
                switch format.format {
                case .text:
                    try Console.print(
                        EvidenceListing.text(
                            loaded.items, unreadable: loaded.unreadable, titles: EvidenceLoader.formatTitles,
                            leftOut: loaded.leftOut, width: Console.width, color: Console.hasColor))
                case .json:
                    try Console.print(
                        EvidenceListing.json(loaded.items, unreadable: loaded.unreadable).serialized())
                }
                if loaded.unreadable.contains(where: \.isMissing) { return .inputMissing }
                return loaded.unreadable.isEmpty ? .proceed : .badInput
            }
            throw ExitCode(status.rawValue)
        }
    }

    /// The catalog of facts.
    struct Facts: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "facts",
            abstract: "List every fact: name, type, unit, which readers give it, which criteria use it.")

        @OptionGroup var format: FormatOptions

        func run() throws {
            try reporting {
                switch format.format {
                case .text: try Console.print(FactCatalogListing.markdown())
                case .json: try Console.print(FactCatalogListing.json().serialized())
                }
            }
        }
    }
}
