import ReleaseModel

/// Section 5 as JSON: drafts with their keys, digests, approvers and triggers.
enum DraftShapes {
    static let trigger = JSONShape<Draft.Trigger>(
        "trigger", "An input whose change voids the approval.",
        [.text("input", "Which.") { $0.input }, .digest("digest", "Its digest now.") { $0.digest }])

    static let guardHit = JSONShape<GuardHit>(
        "guard_hit", "Something that must not leave.",
        [
            .text("rule", "The guard's rule.") { $0.rule },
            .text("found", "What was found, secrets masked.") { $0.found },
            .text("explanation", "Why, and what to write instead.") { $0.explanation },
            .count("line", "The line of the body; 0 for the title.") { $0.line },
            .optionalText("source", "file:line:column of the user's own text.") { $0.source.map { "\($0)" } },
        ])

    static let draft = JSONShape<Draft>(
        "draft", "One artefact for one target.",
        [
            .text("key", "The idempotency key, stable over edits.") { $0.key.name },
            .digest("content_digest", "SHA-256 of the logical content.") { $0.contentDigest },
            .choice("kind", "What it is.") { $0.kind },
            .text("artefact", "Its name in the initiative.") { $0.artefact },
            .text("connector", "The connector's id.") { $0.connector.name },
            .text("container", "The project, space, channel or repository.") { $0.container },
            .choice("tier", "What the target can hold.") { $0.tier },
            .choice("operation", "From the closed set.") { $0.operation },
            .choice("change", "What this run did to it.") { $0.change },
            .count("revision", "1 for the first.") { $0.revision },
            .text("title", "Starts with DRAFT.") { $0.title }, .text("body", "Markdown.") { $0.body },
            .texts("approver_roles", "Who must approve.") { $0.approverRoles.map(\.name) },
            .text("approver_reason", "Why these roles.") { $0.approverReason },
            .object("approval", "How far its approval is.", JudgementShapes.approval) { $0.approval },
            .objects("triggers", "What voids the approval.", trigger) { $0.triggers },
            .texts("changed_inputs", "What changed it in this run.") { $0.changedInputs },
            .texts("limits", "Limits that were checked.") { $0.limits },
            .flag("held_back", "Whether the guard holds it back.") { !$0.guardHits.isEmpty },
            .objects("guard_hits", "Why.", guardHit) { $0.guardHits },
            .text("hand_off", "Who gets it next.") { $0.handOff },
        ])

    static let bundle = JSONShape<[Draft]>(
        "draft_writeback_bundle", "Section 5: proposed drafts; nothing was sent.",
        [
            .flag("unchanged", "Whether this run changed none.") { DraftSummary($0).isUnchanged },
            .objects("drafts", "In kind order.", draft) { $0 },
        ])

    static let ledger = JSONShape<LedgerSummary>(
        "audit", "The head of the audit log.",
        [
            .field("entry_count", .integer, "How many entries.") { .integer($0.entryCount) },
            .digest("root", "The RFC 6962 tree head.") { $0.rootDigest },
        ])
}
