import ReleaseAudit
import ReleaseCalendar
import ReleaseDrafts
import ReleaseEvaluation
package import ReleaseModel
import ReleasePlanning
import ReleaseStore

/// What `plan` came to.
package struct PlanResult {
    /// The report with what this run did to each draft.
    package var report: ReadinessReport
    package var warnings: [Diagnostic]
    package var files: OutputFolder.Summary
    /// Whether the ledger got an entry: false where the plan came to the same as the last one.
    package var isRecorded: Bool
}

extension ReadinessWorkflow {
    /// Judges, plans, prepares the drafts, records what is new and writes the files.
    ///
    /// The ledger's one writer lock is held from reading what it remembers until the new files are on disk beside their
    /// places. Then the ledger commits, then the files are moved in. Where anything fails before that, neither has
    /// changed; after a crash in between, the next run moves the same files in.
    ///
    /// - Parameters:
    ///   - folder: where the files go.
    package func plan(into folder: OutputFolder) throws(WorkflowFailure) -> PlanResult {
        let loaded = try load()
        let templates = try TemplateLoader.load(
            from: templateFolder ?? InputFile.resolve("templates", in: loaded.inputs.folder),
            isStated: templateFolder != nil)
        try folder.check()
        var staged: OutputFolder.Staging?
        do {
            let ledger = try Ledger(creatingAt: loaded.ledgerPath)
            let result = try ledger.write { writer in
                let release = loaded.inputs.release
                let records = try writer.reader.records(of: release)
                let review = review(loaded, records: records)
                var (report, diagnostics) = try report(
                    review, records: records, loaded: loaded, writer: writer, templates: templates)
                let isRecorded = try PlanRecorder(writer: writer, report: report, asOf: asOf).record(records: records)
                report.ledger = try writer.reader.summary()
                let staging = try folder.stage(ReportFiles.files(for: report, working: loaded.inputs))
                staged = staging
                return PlanResult(
                    report: report, warnings: loaded.warnings + diagnostics, files: staging.summary,
                    isRecorded: isRecorded)
            }
            if let files = staged {
                staged = nil
                try folder.commit(files)
            }
            return result
        } catch {
            if let staged { folder.discard(staged) }
            throw WorkflowFailure(error)
        }
    }

    private func report(
        _ review: ReadinessReview, records: LedgerRecords, loaded: Loaded, writer: LedgerWriter, templates: TemplateSet
    ) throws -> (report: ReadinessReport, diagnostics: [Diagnostic]) {
        let inputs = loaded.inputs
        let timeline = TimelinePlanner.plan(for: review, working: inputs.working, calendar: inputs.calendar)
        let control = ControlPlanner.plan(for: review)
        let planner = DraftPlanner(
            templates: templates, localTime: { inputs.clock.text($0) }, sources: inputs.sourceLines)
        let plan = planner.plan(
            review: review, timeline: timeline, control: control,
            targets: WritebackTargets.derive(from: review.release),
            stored: try writer.reader.drafts(of: review.release.initiative.id))
        guard !plan.diagnostics.hasErrors else {
            throw WorkflowFailure(.badInput, "", diagnostics: plan.diagnostics)
        }
        let approvals = ApprovalEvaluator(review, records: records)
        var drafts = plan.drafts
        for index in drafts.indices {
            // An unchanged draft still tells what made the revision that stands.
            if drafts[index].change == .unchanged, drafts[index].revision > 1 {
                drafts[index].changedInputs =
                    try writer.reader.revisions(of: drafts[index].key).last?.changedInputs ?? []
            }
            drafts[index].approval = approvals.draftApproval(
                key: drafts[index].key, kind: drafts[index].kind, content: drafts[index].contentDigest)
        }
        let report = ReadinessReport(
            review: review, toolchain: ToolchainPlanner.layout(for: review), timeline: timeline, drafts: drafts,
            control: control)
        return (report, plan.diagnostics)
    }
}
