import ReleaseAudit
import ReleaseCalendar
import ReleaseModel
import ReleasePlanning
import ReleaseReports

/// The files that `plan` writes.
enum ReportFiles {
    /// All of them. They depend on inputs, ledger state and time alone: whether this run or an earlier one made a
    /// draft does not show, so that a second run with the same inputs writes the same bytes.
    static func files(
        for report: ReadinessReport, working inputs: ReleaseInputs
    ) throws(WorkflowFailure) -> [OutputFile] {
        let report = report.withoutRunState
        let gantt = GanttSVG.svg(timeline: report.timeline)
        let document = ReportDocument(report)
        var files = [
            OutputFile(path: "report.html", text: HTMLReport.render(document, ganttSVG: gantt)),
            OutputFile(path: "report.md", text: MarkdownReport.render(document)),
            OutputFile(path: "report.json", text: JSONReport.document(report).serialized()),
            OutputFile(
                path: "timeline.ics",
                text: ICalendarWriter.text(
                    timeline: report.timeline, key: report.review.release.initiative.id,
                    title: report.review.release.initiative.name, asOf: report.review.asOf,
                    waivers: report.review.waivers.filter { $0.refusal == nil }.map(\.waiver))),
            OutputFile(path: "findings.sarif", text: SARIFReport.render(report)),
            OutputFile(path: "gates.junit.xml", text: JUnitReport.render(report)),
            OutputFile(
                path: "attestation.intoto.json",
                text: try AttestWorkflow.text(of: report, predicate: .readiness, keyPath: nil)),
            OutputFile(path: "findings.csv", text: CSVReport.render(report)),
        ]
        let drafts = report.drafts.filter { $0.guardHits.isEmpty && $0.operation != .withdrawDraft }
        let uses = Dictionary(drafts.map { (name(of: $0), 1) }, uniquingKeysWith: +)
        let roles = report.review.release.approvalMatrix.roles.map(\.title)
        files += drafts.map { draftFile($0, roles: roles, isOnly: uses[name(of: $0)] == 1) }
        return files.sorted()
    }

    private static func name(of draft: Draft) -> String {
        "\(draft.kind.rawValue)/\(draft.artefact).\(draft.connector)"
    }

    /// A draft as a Markdown file with its card: who approves, what voids that, and the audit trail.
    ///
    /// - Parameters:
    ///   - roles: the titles of the roles that may own an action in it.
    ///   - isOnly: whether no other draft has its name, as where one connector has two containers.
    private static func draftFile(_ draft: Draft, roles: [String], isOnly: Bool) -> OutputFile {
        let triggers = draft.triggers.map { "  - \($0.input) (\($0.digest.short))" }.joined(separator: "\n")
        let ifPresent = draft.presence == .possible && draft.tier != .fileOnly ? "\nif_present: update_draft" : ""
        let card = """
            ---
            releasegate: draft/v1
            key: \(draft.key)
            digest: \(draft.contentDigest.prefixed)
            revision: \(draft.revision)
            operation: \(draft.operation.rawValue)\(ifPresent)
            target: \(draft.connector) (\(draft.tier.rawValue)) \(JSONValue.string(draft.container).serialized(pretty: false))
            approver_roles: [\(draft.approverRoles.map(\.name).joined(separator: ", "))]
            roles: [\(roles.joined(separator: ", "))]
            re_review_when_changed:
            \(triggers)
            ---

            """
        return OutputFile(
            path: "drafts/\(name(of: draft))\(isOnly ? "" : ".\(draft.key)").md",
            text: card + "# \(draft.title)\n\n\(draft.body)\n")
    }
}

extension ReadinessReport {
    /// The report with each draft as its revision left it, whichever run that was.
    fileprivate var withoutRunState: ReadinessReport {
        var report = self
        for index in report.drafts.indices where report.drafts[index].change == .unchanged {
            report.drafts[index].change = report.drafts[index].revision == 1 ? .created : .updated
        }
        return report
    }
}
