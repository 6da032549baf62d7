import ArgumentParser
import ReleaseModel
import ReleaseReports
import ReleaseWorkflow

extension Drafts {
    /// The drafts as the templates make them.
    struct Preview: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "preview",
            abstract: "Show the drafts as the templates make them, without recording anything.",
            discussion: """
                For people who write templates: every tag is checked, and one that is misspelt or not supplied is an error \
                with its line and column.
                """)

        @Argument(help: "The artefact's name, the draft's key or its beginning; all where not given.")
        var name: String?
        @Option(
            name: .long, help: "A folder of templates (default: templates beside the release file).",
            completion: .directory)
        var templates: String?
        @OptionGroup var place: GovernancePlace

        func run() throws {
            try reporting {
                let workflow = ReadinessWorkflow(
                    releasePath: place.release, ledgerPath: place.ledger.ledger, templateFolder: templates,
                    asOf: place.time.instant)
                let result = try workflow.previewDrafts(name)
                Console.warn(result.warnings)
                let entries = result.drafts.map(DraftListing.Entry.init)
                switch place.format.format {
                case .text:
                    try Console.print(
                        entries.map { DraftListing.show($0, width: Console.width, color: Console.hasColor) }
                            .joined(separator: "\n"))
                case .json: try Console.print(DraftListing.json(entries).serialized())
                }
            }
        }
    }

    /// A template to start from.
    struct Template: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "template",
            abstract: "Print a built-in template to start from, or the templates and fields there are.")

        @Argument(help: "The template; all names and fields where not given.")
        var name: String?

        func run() throws {
            try reporting {
                if let name {
                    try Console.print(TemplateGuide.text(of: name))
                } else {
                    try Console.printWrapped(TemplateGuide.overview)
                }
            }
        }
    }
}
