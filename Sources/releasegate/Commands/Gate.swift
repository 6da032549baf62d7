import ArgumentParser
import ReleaseModel
import ReleaseReports
import ReleaseWorkflow

/// One decision, for CI.
struct Gate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gate",
        abstract: "Decide one environment's promotion: PROCEED, WAIT or BLOCK.",
        discussion: """
            Judges the release as `plan` does and prints one environment's gate. Writes nothing: neither files nor the \
            ledger.

            \(ExitStatusHelp.text)
            """)

    @Argument(help: "The environment.")
    var environment: String
    @OptionGroup var file: ReleaseFileArgument
    @OptionGroup var time: TimeOptions
    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var format: FormatOptions

    func run() throws {
        let status = try reporting {
            let workflow = ReadinessWorkflow(
                releasePath: file.release, ledgerPath: ledger.ledger, asOf: time.instant,
                progress: { Console.progress($0, of: $1, $2) })
            let (review, warnings) = try workflow.review()
            Console.warn(warnings)
            guard let gate = review.gates.first(where: { $0.environment.name == environment }) else {
                let known = review.gates.map(\.environment.name).joined(separator: ", ")
                throw WorkflowFailure(
                    .usage, "\(file.release) has no environment \"\(environment)\"; it has \(known)")
            }
            switch format.format {
            case .text:
                try Console.print(
                    TextReport.gate(gate, in: review, width: Console.width, color: Console.hasColor))
            case .json: try Console.print(JSONReport.gateDocument(gate, in: review).serialized())
            }
            return ExitStatus(gate.decision)
        }
        throw ExitCode(status.rawValue)
    }
}
