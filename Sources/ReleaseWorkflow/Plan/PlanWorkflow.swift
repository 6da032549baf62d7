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
    /// The ledger and the files change together or not at all.
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
        return try recording(loaded, into: folder) { writer in
            var (report, diagnostics, isRecorded) = try recordedPlan(of: loaded, templates: templates, writer: writer)
            report.ledger = try writer.reader.summary()
            let (files, printed) = try ReportFiles.files(for: report, working: loaded.inputs, printing: printing)
            let staging = try folder.stage(files)
            let result = PlanResult(
                report: report, warnings: loaded.warnings + diagnostics, files: staging.summary, isRecorded: isRecorded,
                printed: printed)
            return (result, staging)
        }
    }
}
