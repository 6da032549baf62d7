package import ReleaseModel

/// What waits on whom, for `escalations`.
package enum EscalationListing {
    /// Each wait: on whom, since when, what happens next and when.
    package static func text(
        _ items: [WaitingItem], release: Release, policy: Policy, width: Int = 80, color: Bool = false
    ) -> String {
        let names = ReportNames(release, policy)
        var canvas = TextCanvas(width: width, color: color)
        if items.isEmpty { canvas.line("Nothing waits for anybody.") }
        for item in items {
            canvas.blank()
            let mark =
                item.course?.isTimedOut == true ? Mark("✗", "TIMED OUT", .bad) : Mark("…", "WAITS", .caution)
            canvas.prose(.mark(mark) + " " + .strong(item.title), hanging: 2)
            canvas.labelled("subject", .code(item.subject))
            canvas.labelled("on", Prose(names.roles(item.roles)))
            canvas.labelled("since", Prose(item.since?.minuteInUTC ?? "nobody asked yet"))
            for step in item.course?.steps ?? [] {
                canvas.labelled("then", Prose("\(names.role(step.role)) at \(step.at.minuteInUTC)"))
            }
            canvas.labelled("next", Prose(item.then))
            if let course = item.course, !course.isTimedOut {
                canvas.labelled("last", Prose("rejected at \(course.rejectedAt.minuteInUTC) for want of an answer"))
            }
        }
        if !items.isEmpty {
            canvas.blank()
            canvas.line("A timeout never approves.", .muted)
        }
        return canvas.text
    }

    /// `releasegate.escalations/v1`.
    package static func json(_ items: [WaitingItem]) -> JSONValue { list.object(items) }

    /// The JSON Schema (draft 2020-12) of `json`.
    package static func schema() -> JSONValue {
        JSONSchemaDocument(list.outline, title: "releasegate escalations").value
    }

    private static let list = JSONShape<[WaitingItem]>(
        "escalations", "What waits on whom.",
        [
            .field("schema", .constant("releasegate.escalations/v1"), "The version of this form.") { _ in
                "releasegate.escalations/v1"
            },
            .objects("waits", "Gates in promotion order, then drafts, waivers and reviews.", shape) { $0 },
        ])

    private static let shape = JSONShape<WaitingItem>(
        "waiting_item", "Something that waits for people.",
        [
            .choice("kind", "What waits.") { $0.kind }, .text("subject", "Its name.") { $0.subject },
            .text("title", "For people.") { $0.title },
            .texts("roles", "Who is asked at present.") { $0.roles.map(\.name) },
            .optionalInstant("since", "Null where nobody asked yet.") { $0.since },
            .optional("course", "How it goes on.", ApprovalListing.course) { $0.course },
            .text("then", "What happens next.") { $0.then },
        ])
}
