package import ReleaseModel

/// Where drafts stand at their targets, for `drafts status` and `drafts export`.
package enum DraftStandingListing {
    /// What an export did to its folder.
    package struct Files: Hashable, Sendable {
        package var folder: String
        package var written: [String]
        package var unchanged: [String]
        /// Of drafts that there is nothing to carry over for any more.
        package var removed: [String]
        /// Files that a person changed, and that were left as they are.
        package var kept: [String]

        package init(folder: String, written: [String], unchanged: [String], removed: [String], kept: [String]) {
            self.folder = folder
            self.written = written
            self.unchanged = unchanged
            self.removed = removed
            self.kept = kept
        }
    }

    /// One paragraph for each draft.
    package static func text(
        _ standings: [DraftStanding], files: Files? = nil, width: Int = 80, color: Bool = false
    ) -> String {
        var canvas = TextCanvas(width: width, color: color)
        if standings.isEmpty { canvas.prose(Prose("There is no draft.")) }
        for standing in standings {
            let draft = standing.draft
            canvas.prose(.strong(draft.title))
            canvas.labelled("key", .code(draft.key.name))
            canvas.labelled("target", Prose(DraftPlace.short(draft.connector, draft.container)))
            canvas.labelled("revision", Prose(revision(of: draft)))
            canvas.labelled(
                "state", Prose("\(standing.state.rawValue.replacing("_", with: " ")): \(standing.reason)"))
            if let operation = standing.operation { canvas.labelled("export", Prose(operation.rawValue)) }
            if !standing.nextStep.isEmpty { canvas.labelled("next", Prose(standing.nextStep)) }
            if standing.state == .undecided, let request = standing.listingRequest {
                canvas.labelled("to list", Prose(request))
            }
            canvas.blank()
        }
        return canvas.text + (files.map(summary) ?? "")
    }

    /// The revision, and where it stands before the plan that records it, what `drafts list` shows meanwhile.
    private static func revision(of draft: Draft) -> String {
        switch draft.change {
        case .created: "\(draft.revision), which `releasegate plan` has still to record"
        case .updated:
            "\(draft.revision), which `releasegate plan` has still to record; the ledger holds \(draft.revision - 1)"
        case .unchanged, .withdrawn: "\(draft.revision)"
        }
    }

    private static func summary(_ files: Files) -> String {
        var lines = [
            "\(files.folder): \(files.written.count) files written, \(files.unchanged.count) unchanged, "
                + "\(files.removed.count) removed"
        ]
        let folders = Set(files.removed.map { $0.split(separator: "/").dropLast().joined(separator: "/") })
        lines += folders.sorted().filter { !$0.isEmpty }.map { "removed, nothing is to be carried over: \($0)" }
        lines += files.kept.map { "left as a person changed it, the new text is beside it: \($0)" }
        return lines.map { $0 + "\n" }.joined()
    }

    /// `releasegate.draft-standings/v1`.
    package static func json(_ standings: [DraftStanding], files: Files? = nil) -> JSONValue {
        list.object(Document(standings: standings, files: files))
    }

    /// The JSON Schema (draft 2020-12) of `json`.
    package static func schema() -> JSONValue {
        JSONSchemaDocument(list.outline, title: "releasegate draft standings").value
    }

    private struct Document: Sendable {
        var standings: [DraftStanding]
        var files: Files?
    }

    private static let list = JSONShape<Document>(
        "draft_standings", "Where drafts stand at their targets.",
        [
            .field("schema", .constant("releasegate.draft-standings/v1"), "The version of this form.") { _ in
                "releasegate.draft-standings/v1"
            },
            .objects("drafts", "In the report's order.", shape) { $0.standings },
            .optional("files", "What the export did; null for a status.", filesShape) { $0.files },
        ])

    private static let filesShape = JSONShape<Files>(
        "files", "What an export did to its folder; paths are below it.",
        [
            .text("folder", "As it was named.") { $0.folder },
            .texts("written", "Made or replaced.") { $0.written },
            .texts("unchanged", "Left, with the same bytes.") { $0.unchanged },
            .texts("removed", "The program's own, for drafts with nothing to carry over.") { $0.removed },
            .texts("kept", "Changed by a person, so left as they are.") { $0.kept },
        ])

    private static let shape = JSONShape<DraftStanding>(
        "draft_standing", "One draft at its target.",
        [
            .text("key", "The idempotency key.") { $0.draft.key.name },
            .text("artefact", "Its name.") { $0.draft.artefact },
            .text("connector", "The connector's id.") { $0.draft.connector.name },
            .text("container", "Where in the connector.") { $0.draft.container },
            .text("title", "Its title.") { $0.draft.title },
            .count("revision", "1 for the first.") { $0.draft.revision },
            .digest("content_digest", "SHA-256 of the logical content.") { $0.draft.contentDigest },
            .choice("state", "Where it stands.") { $0.state },
            .flag("needs_person", "Whether a person looks before anything is carried over.") { $0.state.needsPerson },
            .optionalText("operation", "What an export writes for it, from the closed set; null for nothing.") {
                $0.operation?.rawValue
            },
            .optionalText("record", "The record's id at the target, where one is known.") { $0.record },
            .optionalText("record_revision", "The revision that the target gave it.") { $0.recordRevision },
            .text("reason", "Why this state.") { $0.reason },
            .text("next_step", "Who does what; empty where nobody has to.") { $0.nextStep },
            .optionalText("listing_request", "The read-only request that lists the container's drafts.") {
                $0.listingRequest
            },
            .texts("guard_hits", "What the guard found.") {
                $0.draft.guardHits.map { hit in
                    "\(hit.source.map { "\($0): " } ?? "")\(hit.rule): \(hit.found): \(hit.explanation)"
                }
            },
        ])
}
