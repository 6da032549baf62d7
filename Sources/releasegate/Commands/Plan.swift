import ArgumentParser
import ReleaseModel
import ReleaseReports
import ReleaseWorkflow

/// The whole answer: judges, plans, prepares the drafts, records and writes the files.
struct Plan: ParsableCommand {
    /// The forms of the report that can be printed.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text, json, markdown
    }

    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Judge the release, plan it, prepare the drafts, and write the report.",
        discussion: """
            Writes report.html, report.md, report.json, findings.sarif, findings.csv, gates.junit.xml, timeline.ics \
            and the drafts into a folder, records what is new in the ledger, and prints the report. Running it again \
            with the same inputs changes nothing and says so.

            \(ExitStatusHelp.text)
            """)

    @OptionGroup var file: ReleaseFileArgument
    @Option(
        name: .long, help: "The folder for the files (default: readiness beside the release file).",
        completion: .directory)
    var out: String?
    @OptionGroup var time: TimeOptions
    @OptionGroup var ledger: LedgerOptions
    @Option(
        name: .long,
        help: "A folder of templates that override the built-in ones (default: templates beside the release file).",
        completion: .directory)
    var templates: String?
    @Option(name: .long, help: "What is printed: text, json or markdown.")
    var format: Format = .text

    func run() throws {
        let status = try reporting {
            let workflow = ReadinessWorkflow(
                releasePath: file.release, ledgerPath: ledger.ledger, templateFolder: templates, asOf: time.instant,
                progress: { Console.progress($0, of: $1, $2) })
            let (format, width, hasColor) = (format, Console.width, Console.hasColor)
            let folder = out ?? workflow.defaultOutputFolder
            let result = try workflow.plan(into: OutputFolder(path: folder)) { report in
                switch format {
                case .json: JSONReport.document(report).serialized()
                case .markdown: MarkdownReport.render(report)
                case .text: TextReport.render(report, width: width, color: hasColor)
                }
            }
            Console.warn(result.warnings)
            try Console.print(result.printed)
            if format == .text { try Console.print(PlanSummary.text(result, folder: folder)) }
            return ExitStatus(result.report.review.decision)
        }
        throw ExitCode(status.rawValue)
    }
}

extension ExitStatus {
    /// The status a decision ends with.
    init(_ decision: PromotionDecision) {
        switch decision {
        case .proceed: self = .proceed
        case .wait: self = .wait
        case .block: self = .block
        }
    }
}

/// What a plan changed, for the end of the terminal's report.
enum PlanSummary {
    static func text(_ result: PlanResult, folder: String) -> String {
        let files = result.files
        var lines: [String] = [""]
        let drafts = result.report.drafts
        let counts = Draft.Change.allCases.map { change in (change, drafts.count { $0.change == change }) }
            .filter { $0.1 > 0 }.map { "\($0.1) \($0.0.rawValue)" }
        if !result.isRecorded && files.written.isEmpty && files.removed.isEmpty {
            lines.append(
                "Nothing changed since the last plan: \(drafts.count) drafts and \(files.unchanged.count) files stand as they were."
            )
        } else {
            lines.append("Drafts: \(counts.isEmpty ? "none" : counts.joined(separator: ", ")).")
            for draft in drafts where draft.change == .updated {
                lines.append(
                    "  \(draft.artefact) (\(draft.connector)): revision \(draft.revision), because \(draft.changedInputs.joined(separator: ", ")) changed; its approval is void."
                )
            }
            lines.append(
                "Files in \(folder): \(files.written.count) written, \(files.unchanged.count) unchanged, \(files.removed.count) removed."
            )
            lines.append(result.isRecorded ? "Recorded in the ledger." : "The ledger had it already.")
        }
        for kept in files.kept {
            lines.append("  \(kept) was changed by hand and stays; the new text is in \(kept).releasegate-new")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
