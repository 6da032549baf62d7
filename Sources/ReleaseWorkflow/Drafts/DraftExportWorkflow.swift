import ReleaseConnectors
package import ReleaseModel

extension ReadinessWorkflow {
    /// Writes each draft as its target takes it: payload, rendered preview and request card, one folder for each.
    ///
    /// Drafts that the guard holds back are left out. Records nothing in the ledger.
    package func exportDrafts(
        into folder: OutputFolder
    ) throws(WorkflowFailure) -> (files: OutputFolder.Summary, heldBack: [Draft], warnings: [Diagnostic]) {
        let (report, warnings) = try preview()
        let staging = try folder.stage(DraftExport.files(for: report.drafts))
        let summary = staging.summary
        try folder.commit(staging)
        return (summary, report.drafts.filter { !$0.guardHits.isEmpty }, warnings)
    }
}
