import ReleaseDrafts
import ReleaseModel
import ReleaseStore

/// How everything that records a plan and writes files does it: neither ever stands without the other.
extension ReadinessWorkflow {
    /// Runs `step` under the ledger's one writer lock, which is held from reading what the ledger remembers until the new
    /// files are on disk beside their places. Then the ledger commits, then the files are moved in. Where anything fails
    /// before that, neither has changed; after a crash in between, the next run moves the same files in.
    ///
    /// - Parameter step: records, stages its files last, and gives both its answer and what it staged.
    func recording<Value>(
        _ loaded: Loaded, into folder: OutputFolder,
        _ step: (LedgerWriter) throws -> (value: Value, staging: OutputFolder.Staging)
    ) throws(WorkflowFailure) -> Value {
        try folder.check()
        var staged: OutputFolder.Staging?
        do {
            let ledger = try Ledger(creatingAt: loaded.ledgerPath)
            let value = try ledger.write { writer in
                let (value, staging) = try step(writer)
                staged = staging
                return value
            }
            if let files = staged {
                staged = nil
                try folder.commit(files)
            }
            return value
        } catch {
            if let staged { folder.discard(staged) }
            throw WorkflowFailure(error)
        }
    }

    /// The plan of the release as it and the ledger stand, recorded where it differs from the last one.
    func recordedPlan(
        of loaded: Loaded, templates: TemplateSet, writer: LedgerWriter
    ) throws -> (report: ReadinessReport, diagnostics: [Diagnostic], isRecorded: Bool) {
        let records = try records(loaded, reader: writer.reader)
        let (report, diagnostics) = try assemble(
            review(loaded, records: records), records: records,
            remembered: try writer.reader.rememberedDrafts(of: loaded.inputs.release), loaded: loaded,
            templates: templates)
        let isRecorded = try PlanRecorder(writer: writer, report: report, asOf: asOf).record(records: records)
        return (report, diagnostics, isRecorded)
    }
}
