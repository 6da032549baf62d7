import ReleaseCalendar
import ReleaseConnectors
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
                (
                    try self.records(loaded, reader: reader), try reader.rememberedDrafts(of: release),
                    try reader.summary()
                )
            }
            let (records, drafts, summary) = remembered ?? (self.records(loaded), RememberedDrafts(), nil)
            var (report, diagnostics) = try assemble(
                review(loaded, records: records), records: records, remembered: drafts, loaded: loaded,
                templates: templates
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
    /// - Parameter remembered: the drafts of the initiative that the ledger holds.
    func assemble(
        _ review: ReadinessReview, records: LedgerRecords, remembered: RememberedDrafts, loaded: Loaded,
        templates: TemplateSet
    ) throws(WorkflowFailure) -> (report: ReadinessReport, diagnostics: [Diagnostic]) {
        let inputs = loaded.inputs
        let timeline = TimelinePlanner.plan(for: review, working: inputs.working, calendar: inputs.calendar)
        let control = ControlPlanner.plan(for: review)
        let targets = WritebackTargets.derive(from: review.release)
        // An address that the release file names as a recipient may stand in the drafts that go there.
        let planner = DraftPlanner(
            templates: templates, localTime: { inputs.clock.text($0) },
            sources: inputs.sourceLines + templates.overriddenLines,
            allowedPersonalData: TargetSettings.recipients(of: targets))
        let plan = planner.plan(
            review: review, timeline: timeline, control: control,
            targets: targets, stored: remembered.drafts, writing: Concurrent.map)
        guard !plan.diagnostics.hasErrors else {
            throw WorkflowFailure(.badInput, "", diagnostics: plan.diagnostics)
        }
        let approvals = ApprovalEvaluator(review, records: records)
        var drafts = plan.drafts
        for index in drafts.indices {
            // An unchanged draft still tells what made the revision that stands.
            if drafts[index].change == .unchanged {
                drafts[index].changedInputs = remembered.changedInputs[drafts[index].key] ?? []
            }
            drafts[index].approval = approvals.draftApproval(
                key: drafts[index].key, kind: drafts[index].kind, content: drafts[index].contentDigest,
                isNew: drafts[index].change == .created || drafts[index].change == .updated)
        }
        var shown = review
        shown.gaps += WritebackTargets.gaps(of: review)
        let report = ReadinessReport(
            review: shown, toolchain: ToolchainPlanner.layout(for: review), timeline: timeline, drafts: drafts,
            control: control)
        return (report, plan.diagnostics)
    }
}

/// The drafts of one initiative as the ledger holds them.
struct RememberedDrafts {
    var drafts: [StoredDraft] = []
    /// The inputs whose change made the revision that stands.
    var changedInputs: [DraftKey: [String]] = [:]
}

extension LedgerReader {
    /// The drafts of the release's initiative, and what made each as it is.
    func rememberedDrafts(of release: Release) throws -> RememberedDrafts {
        let drafts = try drafts(of: release.initiative.id)
        var remembered = RememberedDrafts(drafts: drafts)
        for draft in drafts where draft.revision > 1 {
            remembered.changedInputs[draft.key] = try revisions(of: draft.key).last?.changedInputs
        }
        return remembered
    }
}
