import ArgumentParser
import ReleaseModel
import ReleaseWorkflow

extension AttestWorkflow.Predicate: ExpressibleByArgument {}

/// What the judgement came to, as an in-toto statement.
struct Attest: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "attest",
        abstract: "Print an in-toto attestation of the answer, in a DSSE envelope where a key is given.",
        discussion: """
            Judges the release as `plan` does and writes nothing. `readiness` is this project's own predicate with gates, \
            waivers, approvals and validity; `vsa` is a SLSA verification summary, PASSED only where every gate is GREEN \
            and may proceed, without waiver or override.

            \(ExitStatusHelp.text)
            """)

    @OptionGroup var file: ReleaseFileArgument
    @Option(name: .long, help: "The predicate: readiness or vsa.")
    var predicate: AttestWorkflow.Predicate = .readiness
    @Option(
        name: .long, help: "The signing key's file: from `audit key`, or Ed25519 or P-256 in PEM.", completion: .file())
    var key: String?
    @OptionGroup var time: TimeOptions
    @OptionGroup var ledger: LedgerOptions

    func run() throws {
        let status = try reporting {
            let workflow = ReadinessWorkflow(
                releasePath: file.release, ledgerPath: ledger.ledger, asOf: time.instant,
                progress: { Console.progress($0, of: $1, $2) })
            let (report, warnings) = try workflow.preview()
            Console.warn(warnings)
            try Console.print(AttestWorkflow.text(of: report, predicate: predicate, keyPath: key))
            return ExitStatus(report.review.decision)
        }
        throw ExitCode(status.rawValue)
    }
}
