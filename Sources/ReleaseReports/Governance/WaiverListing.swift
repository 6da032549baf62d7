package import ReleaseModel

/// Waivers for `waivers list` and after an act on one.
package enum WaiverListing {
    /// Each waiver with what became of it.
    package static func text(_ cases: [WaiverCase], width: Int = 80, color: Bool = false) -> String {
        var canvas = TextCanvas(width: width, color: color)
        if cases.isEmpty { canvas.line("There is no waiver.") }
        for item in cases {
            let waiver = item.waiver
            canvas.blank()
            canvas.prose(
                .mark(item.mark) + " " + .strong(waiver.id.name)
                    + Prose(
                        " \(waiver.criterion) in \(waiver.environments.map(\.name).joined(separator: ", "))"
                            + (item.words.map { ": \($0)" } ?? "")), hanging: 2)
            canvas.labelled("from", Prose(waiver.start.minuteInUTC))
            canvas.labelled("until", Prose(waiver.end.minuteInUTC + (item.endsSoon ? ", within seven days" : "")))
            canvas.labelled("revision", Prose(waiver.revision ?? "any"))
            canvas.labelled("owner", Prose(waiver.owner.name))
            canvas.labelled("asked by", Prose(waiver.requester.name))
            canvas.labelled(
                "approved by",
                Prose(waiver.approver.map { "\($0)" + (waiver.approverRole.map { " as \($0)" } ?? "") } ?? "nobody"))
            canvas.labelled("reason", Prose("\(waiver.reason) (\(waiver.ticket))"))
            if waiver.renewals > 0 { canvas.labelled("renewed", Prose(counted(waiver.renewals, "time", "times"))) }
            if item.isInFile { canvas.labelled("stands in", "the release file") }
            for effect in item.effects { canvas.labelled("effect", Prose(effect)) }
        }
        return canvas.text
    }

    /// `releasegate.waivers/v1`.
    package static func json(_ cases: [WaiverCase]) -> JSONValue { list.object(cases) }

    /// The JSON Schema (draft 2020-12) of `json`.
    package static func schema() -> JSONValue { JSONSchemaDocument(list.outline, title: "releasegate waivers").value }

    private static let list = JSONShape<[WaiverCase]>(
        "waivers", "Waivers of the release file and the ledger.",
        [
            .field("schema", .constant("releasegate.waivers/v1"), "The version of this form.") { _ in
                "releasegate.waivers/v1"
            },
            .objects("waivers", "By id.", shape) { $0 },
        ])

    private static let shape = JSONShape<WaiverCase>(
        "waiver_case", "A waiver and what became of it.",
        [
            .text("id", "Its id.") { $0.waiver.id.name },
            .text("criterion", "The criterion.") { $0.waiver.criterion.name },
            .texts("environments", "The environments.") { $0.waiver.environments.map(\.name) },
            .optionalText("revision", "The revision; null for any.") { $0.waiver.revision },
            .field("state", .choice(["applies", "starts_later", "awaits_approval", "refused"]), "What became of it.") {
                .string($0.stateWord)
            },
            .optionalText("reason_refused", "Why it does not apply.") { $0.words },
            .flag("ends_soon", "Whether it ends within seven days.") { $0.endsSoon },
            .text("owner", "The role that answers for it.") { $0.waiver.owner.name },
            .text("requester", "Who asked for it.") { $0.waiver.requester.name },
            .optionalText("approver", "Who approved it.") { $0.waiver.approver?.name },
            .optionalText("approver_role", "In which role.") { $0.waiver.approverRole?.name },
            .text("reason", "Why.") { $0.waiver.reason }, .text("ticket", "The ticket.") { $0.waiver.ticket },
            .instant("start", "The first instant.") { $0.waiver.start },
            .instant("end", "The first instant at which it no longer applies.") { $0.waiver.end },
            .count("renewals", "How often it was renewed.") { $0.waiver.renewals },
            .texts("effects", "What it does to the gates.") { $0.effects },
            .flag("in_file", "Whether the release file holds it.") { $0.isInFile },
        ])
}

extension WaiverCase {
    fileprivate var mark: Mark {
        switch state {
        case .applies: Mark("~", "APPLIES", .waived)
        case .startsLater: Mark("…", "STARTS LATER", .neutral)
        case .awaitsApproval: Mark("…", "AWAITS APPROVAL", .caution)
        case .refused: Mark("✗", "DOES NOT APPLY", .bad)
        }
    }

    fileprivate var stateWord: String {
        switch state {
        case .applies: "applies"
        case .startsLater: "starts_later"
        case .awaitsApproval: "awaits_approval"
        case .refused: "refused"
        }
    }

    fileprivate var words: String? {
        switch state {
        case .applies: nil
        case .startsLater: "it starts at \(waiver.start.minuteInUTC)"
        case .awaitsApproval(let roles):
            "it applies once somebody else approves it as \(roles.map(\.name).joined(separator: " or "))"
        case .refused(let reason): reason
        }
    }
}
