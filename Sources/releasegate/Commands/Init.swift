import ArgumentParser
import ReleaseModel
import ReleaseWorkflow

/// A release file to start from.
struct Init: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Write a release file to start from, from plain sentences too.",
        discussion: """
            Writes release.yaml and release.schema.json into a folder. With --from-text, reads the six inputs as plain \
            sentences and writes their structured form with a note on each phrase that was not understood. Never \
            overwrites a file.
            """)

    @Argument(help: "The folder.", completion: .directory)
    var folder = "."
    @Option(name: .long, help: "A text file with the six inputs as plain sentences.", completion: .file())
    var fromText: String?
    @OptionGroup var format: FormatOptions

    func run() throws {
        try reporting {
            let written = try InitWorkflow(folder: folder, textPath: fromText).write()
            switch format.format {
            case .text:
                try Console.print(
                    written.map { "wrote \($0)\n" }.joined()
                        + "Next: edit it, then run `releasegate plan` in that folder.\n")
            case .json:
                let document: JSONValue = [
                    "schema": "releasegate.init/v1", "written": .array(written.map(JSONValue.string)),
                ]
                try Console.print(document.serialized())
            }
        }
    }
}
