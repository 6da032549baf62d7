import ArgumentParser
import ReleaseModel
import ReleaseReports
import ReleaseWorkflow

extension ReportFormat: ExpressibleByArgument {}

/// The whole answer in one exchange format.
struct Report: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract:
            "Print the whole answer in one format: SARIF, JUnit, CSV, iCalendar, CloudEvents, HTML, Markdown, JSON.",
        discussion: """
            Judges the release as `plan` does. Writes nothing: neither files nor the ledger.

            \(ExitStatusHelp.text)
            """)

    @OptionGroup var file: ReleaseFileArgument
    @Option(name: .long, help: "The format.")
    var format: ReportFormat
    @OptionGroup var time: TimeOptions
    @OptionGroup var ledger: LedgerOptions

    func run() throws {
        let status = try reporting {
            let workflow = ReadinessWorkflow(
                releasePath: file.release, ledgerPath: ledger.ledger, asOf: time.instant,
                progress: { Console.progress($0, of: $1, $2) })
            let (report, warnings) = try workflow.preview()
            Console.warn(warnings)
            try Console.print(format.text(of: report))
            return ExitStatus(report.review.decision)
        }
        throw ExitCode(status.rawValue)
    }
}
