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
        for group in Grouping.groups(of: items, by: Alike.init) {
            guard let item = group.first else { continue }
            canvas.blank()
            let mark =
                item.course?.isTimedOut == true ? Mark("✗", "TIMED OUT", .bad) : Mark("…", "WAITS", .caution)
            if group.count == 1 {
                canvas.prose(.mark(mark) + " " + .strong(item.title), hanging: 2)
                canvas.labelled("subject", .code(item.subject))
            } else {
                canvas.prose(.mark(mark) + " " + .strong("\(group.count) \(item.kind.words)"), hanging: 2)
                canvas.list(
                    group.map { .lines([.strong($0.title), .code($0.subject)]) }, isOrdered: false)
            }
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

    /// What waits have to share to stand in one block: everything but their own names.
    private struct Alike: Hashable {
        var kind: WaitingItem.Kind
        var roles: [RoleID]
        var since: Instant?
        var course: WaitCourse?
        var then: String

        init(_ item: WaitingItem) {
            (kind, roles, since) = (item.kind, item.roles, item.since)
            (course, then) = (item.course, item.then)
        }
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

extension WaitingItem.Kind {
    /// Several of them, for people.
    fileprivate var words: String {
        switch self {
        case .gate: "promotions"
        case .draft: "drafts"
        case .waiver: "waivers"
        case .overrideReview: "reviews of overrides"
        }
    }
}
