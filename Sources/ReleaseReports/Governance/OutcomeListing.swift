package import ReleaseModel

/// An outcome after it was recorded.
package enum OutcomeListing {
    /// What was recorded, and what the history makes of the class.
    package static func text(_ recorded: RecordedOutcome, width: Int = 80, color: Bool = false) -> String {
        var canvas = TextCanvas(width: width, color: color)
        let outcome = recorded.outcome
        let title = [
            outcome.subjectName, outcome.revision.map { String($0.prefix(12)) }, outcome.environment.map { "in \($0)" },
        ].compactMap { $0 }
        canvas.prose(
            .strong(title.joined(separator: " "))
                + Prose(": \(outcome.result.rawValue.replacing("_", with: " ")) at \(outcome.at.minuteInUTC)"),
            hanging: 2)
        canvas.labelled("modules", .list(outcome.modules))
        canvas.labelled("on record", Prose(counted(recorded.count, "outcome", "outcomes")))
        canvas.labelled("class", .mark(recorded.classBefore.mark) + " → " + .mark(recorded.classAfter.mark))
        for factor in recorded.factors { canvas.labelled("history", Prose(factor)) }
        return canvas.text
    }

    /// `releasegate.outcome/v1`.
    package static func json(_ recorded: RecordedOutcome) -> JSONValue { shape.object(recorded) }

    /// The JSON Schema (draft 2020-12) of `json`.
    package static func schema() -> JSONValue { JSONSchemaDocument(shape.outline, title: "releasegate outcome").value }

    private static let shape = JSONShape<RecordedOutcome>(
        "recorded_outcome", "An outcome that was recorded.",
        [
            .field("schema", .constant("releasegate.outcome/v1"), "The version of this form.") { _ in
                "releasegate.outcome/v1"
            },
            .text("subject", "What was released.") { $0.outcome.subjectName },
            .optionalText("revision", "Its revision.") { $0.outcome.revision },
            .optionalText("environment", "The environment that was promoted into; null for the whole release.") {
                $0.outcome.environment?.name
            },
            .texts("modules", "Its modules.") { $0.outcome.modules },
            .choice("result", "How it ended.") { $0.outcome.result }, .instant("at", "When.") { $0.outcome.at },
            .choice("class_before", "The risk class before.") { $0.classBefore },
            .choice("class_after", "The risk class with this outcome.") { $0.classAfter },
            .texts("history", "The factors of the history engine.") { $0.factors },
            .count("count", "Outcomes on record.") { $0.count },
        ])
}
