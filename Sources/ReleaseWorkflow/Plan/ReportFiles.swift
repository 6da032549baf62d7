import ReleaseAudit
import ReleaseCalendar
import ReleaseModel
import ReleasePlanning
import ReleaseReports

/// The files that `plan` writes.
enum ReportFiles {
    /// All of them. They depend on inputs, ledger state and time alone: whether this run or an earlier one made a
    /// draft does not show, so that a second run with the same inputs writes the same bytes.
    ///
    /// - Parameter printing: makes what is printed of the report, beside the files; empty where it is nil.
    static func files(
        for ownReport: ReadinessReport, working inputs: ReleaseInputs,
        printing: (@Sendable (ReadinessReport) -> String)? = nil
    ) throws(WorkflowFailure) -> (files: [OutputFile], printed: String) {
        let report = ownReport.withoutRunState
        let gantt = GanttSVG.svg(timeline: report.timeline)
        let document = ReportDocument(report)
        // The forms do not depend on one another, and the first three take most of the time.
        let forms: [Form] = [
            Form("report.html") { _ in HTMLReport.render(document, ganttSVG: gantt) },
            Form("report.json") { JSONReport.document($0).serialized() },
            Form("report.md") { _ in MarkdownReport.render(document) },
            Form("timeline.ics") { report in
                ICalendarWriter.text(
                    timeline: report.timeline, key: report.review.release.initiative.id,
                    title: report.review.release.initiative.name, asOf: report.review.asOf,
                    waivers: report.review.waivers.filter { $0.refusal == nil }.map(\.waiver))
            },
            Form("findings.sarif") { SARIFReport.render($0) },
            Form("gates.junit.xml") { JUnitReport.render($0) },
            Form("attestation.intoto.json") { report throws(WorkflowFailure) in
                try AttestWorkflow.text(of: report, predicate: .readiness, keyPath: nil)
            },
            Form("findings.csv") { CSVReport.render($0) },
        ]
        // What is printed speaks of this run.
        let print = printing.map { printing in [Form("") { _ in printing(ownReport) }] } ?? []
        var files = try Concurrent.map(print + forms) { form throws(WorkflowFailure) in
            OutputFile(path: form.path, text: try form.text(report))
        }
        let printed = printing == nil ? "" : files.removeFirst().text
        let drafts = report.drafts.filter { $0.guardHits.isEmpty && $0.operation != .withdrawDraft }
        let uses = Dictionary(drafts.map { (name(of: $0), 1) }, uniquingKeysWith: +)
        let roles = report.review.release.approvalMatrix.roles.map(\.title)
        files += try Concurrent.map(drafts) { draft throws(WorkflowFailure) in
            draftFile(draft, roles: roles, isOnly: uses[name(of: draft)] == 1)
        }
        return (files.sorted(), printed)
    }

    /// A report in one form, as a file.
    private struct Form: Sendable {
        let path: String
        let text: @Sendable (ReadinessReport) throws(WorkflowFailure) -> String

        init(_ path: String, _ text: @escaping @Sendable (ReadinessReport) throws(WorkflowFailure) -> String) {
            self.path = path
            self.text = text
        }
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
