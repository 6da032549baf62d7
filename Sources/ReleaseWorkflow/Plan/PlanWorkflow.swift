import ReleaseDrafts
import ReleaseManifest
package import ReleaseModel
import ReleaseStore

/// What `plan` came to.
package struct PlanResult {
    /// The report with what this run did to each draft.
    package var report: ReadinessReport
    package var warnings: [Diagnostic]
    package var files: OutputFolder.Summary
    /// Whether the ledger got an entry: false where the plan came to the same as the last one.
    package var isRecorded: Bool
    /// What is printed of the report; empty where nothing is.
    package var printed = ""
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
    ///   - printing: makes what is printed of the report, while the files are made.
    package func plan(
        into folder: OutputFolder, printing: (@Sendable (ReadinessReport) -> String)? = nil
    ) throws(WorkflowFailure) -> PlanResult {
        // What every plan needs of the program itself is made while the inputs are read.
        Concurrent.begin { _ = PolicyReader.defaultPolicy() }
        Concurrent.begin { _ = TemplateSet.builtIn }
        let loaded = try load()
        let templates = try templates(for: loaded)
        try folder.check()
        var staged: OutputFolder.Staging?
        do {
            let ledger = try Ledger(creatingAt: loaded.ledgerPath)
            let result = try ledger.write { writer in
                let release = loaded.inputs.release
                let records = try self.records(loaded, reader: writer.reader)
                let review = review(loaded, records: records)
                var (report, diagnostics) = try assemble(
                    review, records: records, remembered: try writer.reader.rememberedDrafts(of: release),
                    loaded: loaded, templates: templates)
                let isRecorded = try PlanRecorder(writer: writer, report: report, asOf: asOf).record(records: records)
                report.ledger = try writer.reader.summary()
                let (files, printed) = try ReportFiles.files(for: report, working: loaded.inputs, printing: printing)
                let staging = try folder.stage(files)
                staged = staging
                return PlanResult(
                    report: report, warnings: loaded.warnings + diagnostics, files: staging.summary,
                    isRecorded: isRecorded, printed: printed)
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
}
