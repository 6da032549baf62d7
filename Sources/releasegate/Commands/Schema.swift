import ArgumentParser
import ReleaseManifest
import ReleaseModel
import ReleaseReports
import ReleaseWorkflow

/// The JSON Schemas of what is read and printed.
struct Schema: ParsableCommand {
    /// The documents that have a schema.
    enum Document: String, CaseIterable, ExpressibleByArgument {
        case release, policy, report, gate
    }

    static let configuration = CommandConfiguration(
        abstract: "Print the JSON Schema of the release file, or of another document.")

    @Argument(help: "release, policy, report or gate.")
    var document: Document = .release

    func run() throws {
        try reporting {
            let schema =
                switch document {
                case .release: ReleaseSchema.document()
                case .policy: ReleaseSchema.policyDocument()
                case .report: JSONReport.schema()
                case .gate: JSONReport.gateSchema()
                }
            try Console.print(schema.serialized())
        }
    }
}
