package import ReleaseModel

/// Emergency overrides for `override list` and after an act on one.
package enum OverrideListing {
    /// Each override with what became of it and its review.
    package static func text(_ cases: [OverrideCase], width: Int = 80, color: Bool = false) -> String {
        var canvas = TextCanvas(width: width, color: color)
        if cases.isEmpty { canvas.line("There is no emergency override.") }
        for item in cases {
            let override = item.override
            canvas.blank()
            let mark =
                item.refusal == nil ? Mark("!", "IN FORCE", .caution) : Mark("–", "NOT IN FORCE", .neutral)
            canvas.prose(
                .mark(mark) + " " + .strong(override.id)
                    + Prose(" for \(override.environment)" + (item.refusal.map { ": \($0)" } ?? "")), hanging: 2)
            canvas.labelled("from", Prose(override.start.minuteInUTC))
            canvas.labelled(
                "until", Prose((override.endedAt.map { min($0, override.end) } ?? override.end).minuteInUTC))
            canvas.labelled("agreed by", .list(override.consents.map { "\($0.person) as \($0.role)" }))
            canvas.labelled("reason", Prose(override.reason))
            canvas.labelled(
                "review",
                override.isReviewed
                    ? "on record"
                    : Prose(
                        item.isReviewOverdue
                            ? "was due at \(override.reviewDue.minuteInUTC); the next promotion is blocked until it is on record"
                            : "due at \(override.reviewDue.minuteInUTC); `releasegate plan` makes its draft"))
            if let decision = item.decision {
                canvas.labelled("gate", .mark(decision.mark) + Prose(item.decisionReason.map { ": \($0)" } ?? ""))
            }
        }
        return canvas.text
    }

    /// `releasegate.overrides/v1`.
    package static func json(_ cases: [OverrideCase]) -> JSONValue { list.object(cases) }

    /// The JSON Schema (draft 2020-12) of `json`.
    package static func schema() -> JSONValue { JSONSchemaDocument(list.outline, title: "releasegate overrides").value }

    private static let list = JSONShape<[OverrideCase]>(
        "overrides", "Emergency overrides of the release file and the ledger.",
        [
            .field("schema", .constant("releasegate.overrides/v1"), "The version of this form.") { _ in
                "releasegate.overrides/v1"
            },
            .objects("overrides", "By start.", shape) { $0 },
        ])

    private static let consent = JSONShape<EmergencyOverride.Consent>(
        "consent", "One of those who agreed.",
        [.text("role", "The role.") { $0.role.name }, .text("person", "The person.") { $0.person.name }])

    private static let shape = JSONShape<OverrideCase>(
        "override_case", "An override and what became of it.",
        [
            .text("id", "Its id.") { $0.override.id },
            .text("environment", "The environment.") { $0.override.environment.name },
            .flag("in_force", "Whether it is in force.") { $0.refusal == nil },
            .optionalText("refusal", "Why it is not.") { $0.refusal },
            .text("reason", "Why it was started.") { $0.override.reason },
            .objects("consents", "Who agreed.", consent) { $0.override.consents },
            .instant("start", "The first instant.") { $0.override.start },
            .instant("end", "The first instant after it.") { $0.override.end },
            .optionalInstant("ended_at", "When it was ended before its time.") { $0.override.endedAt },
            .instant("review_due", "By when the review is due.") { $0.override.reviewDue },
            .flag("reviewed", "Whether the review is on record.") { $0.override.isReviewed },
            .flag("review_overdue", "Whether it is overdue.") { $0.isReviewOverdue },
            .optionalText("decision", "The decision of the gate as it stands.") { $0.decision?.rawValue },
            .optionalText("decision_reason", "Why.") { $0.decisionReason },
        ])
}
