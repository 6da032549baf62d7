package import ReleaseModel

/// What `drafts placed` and `drafts forget` recorded.
package enum DraftPlacementListing {
    /// One act and where it stands in the log.
    package struct Record: Hashable, Sendable {
        package var draft: StoredDraft
        package var placement: DraftPlacement
        /// The record that was known before; nil where none was.
        package var replaced: String?
        /// The number of the audit entry.
        package var entry: Int64

        package init(draft: StoredDraft, placement: DraftPlacement, replaced: String?, entry: Int64) {
            self.draft = draft
            self.placement = placement
            self.replaced = replaced
            self.entry = entry
        }
    }

    /// One line.
    package static func text(_ record: Record) -> String {
        let draft =
            "\(record.draft.key) (\(record.draft.artefact)) at "
            + DraftPlace.short(record.draft.connector, record.draft.container)
        let words =
            record.placement.act == .forgotten
            ? "let go: \(record.replaced ?? "a payload that was handed out"); it may be made anew"
            : "stands under \(record.placement.record ?? "")"
                + (record.placement.recordRevision.map { ", revision \($0)" } ?? "")
        return VisibleText.line("\(draft): \(words); audit entry \(record.entry)") + "\n"
    }

    /// `releasegate.draft-placement/v1`.
    package static func json(_ record: Record) -> JSONValue { shape.object(record) }

    /// The JSON Schema (draft 2020-12) of `json`.
    package static func schema() -> JSONValue {
        JSONSchemaDocument(shape.outline, title: "releasegate draft placement").value
    }

    private static let shape = JSONShape<Record>(
        "draft_placement", "What a person said of a draft at its target.",
        [
            .field("schema", .constant("releasegate.draft-placement/v1"), "The version of this form.") { _ in
                "releasegate.draft-placement/v1"
            },
            .text("key", "The idempotency key.") { $0.draft.key.name },
            .text("artefact", "Its name.") { $0.draft.artefact },
            .choice("act", "What was said.") { $0.placement.act },
            .digest("content_digest", "The content it is about.") { $0.placement.contentDigest },
            .optionalText("record", "The record's id at the target.") { $0.placement.record },
            .optionalText("record_revision", "The revision that the target gave it.") { $0.placement.recordRevision },
            .optionalText("replaced", "The record that was known before.") { $0.replaced },
            .field("entry", .integer, "The number of the audit entry.") { .integer($0.entry) },
        ])
}
