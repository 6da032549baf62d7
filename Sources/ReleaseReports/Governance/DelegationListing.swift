package import ReleaseModel

/// A delegation after it was recorded.
package enum DelegationListing {
    /// Who votes for whom, in which role, until when.
    package static func text(_ delegation: Delegation) -> String {
        let line =
            "\(delegation.to) votes for \(delegation.from) as \(delegation.role) until \(delegation.end.minuteInUTC); "
            + "\(delegation.from) cannot vote in that role until then"
        return VisibleText.line(line) + "\n"
    }

    /// `releasegate.delegation/v1`.
    package static func json(_ delegation: Delegation) -> JSONValue { shape.object(delegation) }

    /// The JSON Schema (draft 2020-12) of `json`.
    package static func schema() -> JSONValue {
        JSONSchemaDocument(shape.outline, title: "releasegate delegation").value
    }

    private static let shape = JSONShape<Delegation>(
        "delegation", "An explicit, dated hand-over of a vote.",
        [
            .field("schema", .constant("releasegate.delegation/v1"), "The version of this form.") { _ in
                "releasegate.delegation/v1"
            },
            .text("role", "The role.") { $0.role.name }, .text("from", "Who cannot vote.") { $0.from.name },
            .text("to", "Who votes.") { $0.to.name }, .instant("start", "The first instant.") { $0.start },
            .instant("end", "The first instant after it.") { $0.end }, .text("reason", "Why.") { $0.reason },
        ])
}
