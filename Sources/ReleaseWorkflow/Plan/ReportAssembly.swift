import ReleaseCalendar
import ReleaseDrafts
import ReleaseEvaluation
package import ReleaseModel
import ReleasePlanning
import ReleaseStore

extension ReadinessWorkflow {
    /// The whole answer against what the ledger remembers, without recording or writing anything.
    package func preview() throws(WorkflowFailure) -> (report: ReadinessReport, warnings: [Diagnostic]) {
        let loaded = try load()
        let templates = try templates(for: loaded)
        let release = loaded.inputs.release
        do {
            let remembered = try Ledger.reading(at: loaded.ledgerPath)?.read { reader in
                (try reader.records(of: release), try reader.drafts(of: release.initiative.id), try reader.summary())
            }
            let (records, stored, summary) = remembered ?? (LedgerRecords(), [], nil)
            var (report, diagnostics) = try assemble(
                review(loaded, records: records), records: records, stored: stored, loaded: loaded, templates: templates
            )
            report.ledger = summary
            return (report, (loaded.warnings + diagnostics).sorted())
        } catch {
            throw WorkflowFailure(error)
        }
    }

    /// The templates of the project over the built-in ones.
    func templates(for loaded: Loaded) throws(WorkflowFailure) -> TemplateSet {
        try TemplateLoader.load(
            from: templateFolder ?? InputFile.resolve("templates", in: loaded.inputs.folder),
            isStated: templateFolder != nil)
    }

    /// Plans everything that follows from a judgement.
    ///
    /// - Parameter stored: the drafts of the initiative that the ledger remembers.
    func assemble(
        _ review: ReadinessReview, records: LedgerRecords, stored: [StoredDraft], loaded: Loaded, templates: TemplateSet
    ) throws(WorkflowFailure) -> (report: ReadinessReport, diagnostics: [Diagnostic]) {
        let inputs = loaded.inputs
        let timeline = TimelinePlanner.plan(for: review, working: inputs.working, calendar: inputs.calendar)
        let control = ControlPlanner.plan(for: review)
        let planner = DraftPlanner(
            templates: templates, localTime: { inputs.clock.text($0) }, sources: inputs.sourceLines)
        let plan = planner.plan(
            review: review, timeline: timeline, control: control,
            targets: WritebackTargets.derive(from: review.release), stored: stored)
        guard !plan.diagnostics.hasErrors else {
            throw WorkflowFailure(.badInput, "", diagnostics: plan.diagnostics)
        }
        let approvals = ApprovalEvaluator(review, records: records)
        var drafts = plan.drafts
        for index in drafts.indices {
            drafts[index].approval = approvals.draftApproval(
                key: drafts[index].key, kind: drafts[index].kind, content: drafts[index].contentDigest)
        }
        let report = ReadinessReport(
            review: review, toolchain: ToolchainPlanner.layout(for: review), timeline: timeline, drafts: drafts,
            control: control)
        return (report, plan.diagnostics)
    }
}
