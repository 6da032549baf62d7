import ReleaseConnectors
package import ReleaseModel
import ReleaseStore

/// What people say about drafts at their targets.
extension ReadinessWorkflow {
    /// What was recorded.
    package struct Placed: Hashable, Sendable {
        package var draft: StoredDraft
        package var placement: DraftPlacement
        /// The record that was known before; nil where none was.
        package var replaced: String?
        package var entry: Int64
    }

    /// Records that the draft called `name` stands at its target.
    ///
    /// - Parameters:
    ///   - reference: the record's address or id.
    ///   - revision: the version, etag or time of change that the target shows; nil where nobody looked.
    ///   - draftRevision: which revision of the draft was carried over; nil for the one that stands.
    package func place(
        _ name: String, reference: String, revision: String?, draftRevision: Int?, by person: PersonID, note: String
    ) throws(WorkflowFailure) -> Placed {
        let reference = try StatedText.checked(reference, for: "--ref")
        return try act(on: name, by: person, reason: note) { draft, reader, row in
            guard draft.connector != "markdown" else {
                throw WorkflowFailure(
                    .usage, "\(draft.key) is a Markdown file: there is no record that it could stand in")
            }
            var digest = draft.contentDigest
            if let draftRevision {
                guard let found = try reader.revisions(of: draft.key).first(where: { $0.revision == draftRevision })
                else {
                    throw WorkflowFailure(
                        .usage, "\(draft.key) has no revision \(draftRevision); it has 1 to \(draft.revision)")
                }
                digest = found.contentDigest
            }
            if let known = row?.remoteID, !RecordReference.names(reference, known) {
                throw WorkflowFailure(
                    .block,
                    "refused, nothing was recorded: \(draft.key) stands under \(known) already; one draft has one "
                        + "record, so take one of them away and let \(known) go with `releasegate drafts forget "
                        + "\(draft.key)`")
            }
            return DraftPlacement(
                key: draft.key, act: .placed, contentDigest: digest,
                record: RecordReference.id(of: reference, at: draft.connector),
                recordRevision: try revision.map { text throws(WorkflowFailure) in
                    try StatedText.checked(text, for: "--revision")
                }, at: asOf)
        }
    }

    /// Records that the draft called `name` no longer stands at its target, or that what stands there is no longer the
    /// draft: the next export may make it anew.
    ///
    /// - Parameter reference: the record, where the ledger does not know it; nil for the one it knows.
    package func forget(
        _ name: String, reference: String?, by person: PersonID, reason: String
    ) throws(WorkflowFailure) -> Placed {
        let reference = try reference.map { text throws(WorkflowFailure) in
            try StatedText.checked(text, for: "--ref")
        }
        return try act(on: name, by: person, reason: reason) { draft, _, row in
            guard reference != nil || row?.remoteID != nil || row?.attemptedDigest != nil else {
                throw WorkflowFailure(
                    .block, "refused, nothing was recorded: nothing is known of \(draft.key) at its target")
            }
            return DraftPlacement(
                key: draft.key, act: .forgotten, contentDigest: draft.contentDigest,
                record: reference.map { RecordReference.id(of: $0, at: draft.connector) } ?? row?.remoteID, at: asOf)
        }
    }

    private func act(
        on name: String, by person: PersonID, reason: String,
        _ body: (StoredDraft, LedgerReader, DraftReconciler.LedgerRow?) throws -> DraftPlacement
    ) throws(WorkflowFailure) -> Placed {
        let inputs = try ReleaseInputs.load(releasePath)
        let person = try StatedText.person(person, for: "--as")
        let reason = try StatedText.checked(reason, for: "the reason")
        let path = ledgerPath ?? InputFile.resolve(".releasegate/ledger.sqlite", in: inputs.folder)
        do {
            guard try Ledger.reading(at: path) != nil else {
                throw WorkflowFailure(.inputMissing, "\(path): there is no ledger yet; `releasegate plan` makes it")
            }
            return try Ledger(creatingAt: path).write { writer in
                let initiative = inputs.release.initiative.id
                let draft = try DraftsWorkflow.find(name, among: writer.reader.drafts(of: initiative))
                let row = DraftReconciler.LedgerRow(try writer.reader.placements(of: initiative)[draft.key] ?? [])
                let placement = try body(draft, writer.reader, row)
                let entry = try writer.append(
                    AuditEntry(
                        initiative: initiative, at: asOf, kind: .draftPlacement,
                        actor: AuditEntry.Actor(person: person), reason: reason,
                        content: [
                            "act": .string(placement.act.rawValue), "subject": .string("draft:\(draft.key)"),
                            "drafts": [placement.json], "replaced": JSONValue(row?.remoteID),
                        ]))
                return Placed(draft: draft, placement: placement, replaced: row?.remoteID, entry: entry)
            }
        } catch {
            throw WorkflowFailure(error)
        }
    }
}
