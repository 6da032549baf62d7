import ReleaseConnectors
package import ReleaseModel
import ReleaseStore

/// What `drafts export` came to.
package struct DraftExportResult {
    /// Where every draft stands, in the report's order.
    package var standings: [DraftStanding]
    package var files: OutputFolder.Summary
    package var warnings: [Diagnostic]
}

extension ReadinessWorkflow {
    /// Where every draft stands at its target, from the ledger and from listings of the targets. Records nothing.
    ///
    /// - Parameters:
    ///   - listings: files or folders of listings.
    ///   - listedAt: when they were made, where they do not say.
    package func draftStandings(
        listings paths: [String], listedAt: Instant?
    ) throws(WorkflowFailure) -> (standings: [DraftStanding], warnings: [Diagnostic]) {
        let (report, warnings) = try preview()
        let listings = try listings(paths, listedAt: listedAt, for: report)
        do {
            let initiative = report.review.release.initiative.id
            let path =
                ledgerPath ?? InputFile.resolve(".releasegate/ledger.sqlite", in: InputFile.folder(of: releasePath))
            let placements = try Ledger.reading(at: path)?.read { try $0.placements(of: initiative) }
            let judged = DraftStandings.judge(
                report.drafts, placements: placements ?? [:], listings: listings, asOf: asOf)
            return (judged.map(\.standing), warnings)
        } catch {
            throw WorkflowFailure(error)
        }
    }

    /// Writes what there is to carry over: for each draft its payload, previews and request card.
    ///
    /// The plan is recorded as `plan` does it, then what listings showed and what is handed out, in one transaction that
    /// commits before any file is in its place: what a person can carry over, the ledger knows of. After a crash in
    /// between, a draft is taken for handed out that was not, and the next export says to look first.
    ///
    /// - Parameters:
    ///   - folder: where the files go.
    ///   - paths: files or folders of listings.
    ///   - listedAt: when they were made, where they do not say.
    package func exportDrafts(
        into folder: OutputFolder, listings paths: [String] = [], listedAt: Instant? = nil
    ) throws(WorkflowFailure) -> DraftExportResult {
        let loaded = try load()
        let templates = try templates(for: loaded)
        return try recording(loaded, into: folder) { writer in
            let release = loaded.inputs.release
            let (report, diagnostics, _) = try recordedPlan(of: loaded, templates: templates, writer: writer)
            let listings = try self.listings(paths, listedAt: listedAt, for: report)
            let judged = DraftStandings.judge(
                report.drafts, placements: try writer.reader.placements(of: release.initiative.id), listings: listings,
                asOf: asOf)
            try DraftPlacementRecorder(writer: writer, initiative: release.initiative.id, asOf: asOf).record(judged)
            let standings = judged.map(\.standing)
            let staging = try folder.stage(
                DraftExport.files(for: standings, targets: release.writebacks) {
                    try? JSONText.value(of: Array($0.utf8))
                })
            let result = DraftExportResult(
                standings: standings, files: staging.summary, warnings: loaded.warnings + diagnostics)
            return (result, staging)
        }
    }

    private func listings(
        _ paths: [String], listedAt: Instant?, for report: ReadinessReport
    ) throws(WorkflowFailure) -> [RemoteListing] {
        guard !paths.isEmpty else { return [] }
        return try ListingLoader(connectors: Set(report.drafts.map(\.connector)), observedAt: listedAt).load(paths)
    }
}

/// Tells in one audit entry what became known of drafts at their targets.
struct DraftPlacementRecorder {
    let writer: LedgerWriter
    let initiative: String
    let asOf: Instant

    /// Records the sightings and hand-outs of `judged`, where there are any.
    func record(_ judged: [DraftStandings.Judged]) throws {
        let placements = judged.flatMap { [$0.sighting, $0.handOut].compactMap { $0 } }
        guard !placements.isEmpty else { return }
        let hasSightings = placements.contains { $0.act == .placed }
        try writer.append(
            AuditEntry(
                initiative: initiative, at: asOf, kind: .draftExport, actor: AuditEntry.Actor(),
                reason: hasSightings
                    ? "payloads were handed out, and a listing showed where drafts stand" : "payloads were handed out",
                content: [
                    "subject": .string("\(placements.count) draft\(placements.count == 1 ? "" : "s") at their targets"),
                    "drafts": .array(placements.map(\.json)),
                ]))
    }
}
