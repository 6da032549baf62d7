import ArgumentParser
import ReleaseModel
import ReleaseReports
import ReleaseWorkflow

/// A criterion, fact, rule, format, connector or risk factor, from its own source.
struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Explain a criterion, fact, rule, risk factor, format or connector.",
        discussion: "Without an identifier, lists all of them. The text comes from the same source the program runs on."
    )

    @Argument(help: "The identifier, such as tests-passed or plan.deletes.stateful.")
    var id: String?
    @Option(
        name: .long, help: "A release file whose policy is explained instead of the default.",
        completion: .file(extensions: ["yaml", "yml"]))
    var release: String?
    @OptionGroup var format: FormatOptions

    func run() throws {
        try reporting {
            let workflow = try ExplainWorkflow(releasePath: release)
            let pages = try id.map { [try workflow.page(for: $0)] } ?? workflow.pages()
            switch (format.format, id) {
            case (.text, nil):
                try Console.printWrapped(pages.map { "\($0.id)  (\($0.kind))  \($0.summary)\n" }.joined())
            case (.text, _):
                try Console.print(pages.map { $0.text(width: Console.width, color: Console.hasColor) }.joined())
            case (.json, nil): try Console.print(JSONValue.array(pages.map(\.json)).serialized())
            case (.json, _): try Console.print(pages.map { $0.json.serialized() }.joined())
            }
        }
    }
}
