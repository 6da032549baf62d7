import ReleaseModel

/// The fields that restate the timeline, the control plan and the class's playbook.
struct PlanFields {
    private let review: ReadinessReview
    private let timeline: ReleaseTimeline
    private let control: ControlPlan
    private let roles: RoleTitles
    private let localTime: DraftContext.LocalTime

    init(
        review: ReadinessReview, timeline: ReleaseTimeline, control: ControlPlan, roles: RoleTitles,
        localTime: @escaping DraftContext.LocalTime
    ) {
        self.review = review
        self.timeline = timeline
        self.control = control
        self.roles = roles
        self.localTime = localTime
    }

    var fields: [String: TemplateValue] {
        ["timeline": timelineFields, "control": controlFields, "playbook": playbook]
    }

    private var timelineFields: TemplateValue {
        let promotions = timeline.tasks.filter { $0.kind == .promotion }
        let production = Set(review.release.scope.environments.filter { $0.kind == .production }.map(\.id))
        let goLive = promotions.last { $0.environment.map(production.contains) ?? false } ?? promotions.last
        return .record([
            "zone": .text(timeline.timeZone), "slip": .text(timeline.slipEffect),
            "phases": .list(
                timeline.phases.map {
                    .record([
                        "title": .text($0.phase.title), "start": .text(day($0.start)), "end": .text(day($0.end)),
                        "goal": .text($0.phase.goal),
                    ])
                }),
            "has_promotions": .flag(!promotions.isEmpty),
            "promotions": .list(
                promotions.map { task in
                    .record([
                        "environment": .text(task.environment?.name ?? task.title),
                        "start": .text(localTime(task.start)), "end": .text(localTime(task.end)),
                        "owner": .text(roles.title(task.owner)),
                    ])
                }),
            "reviews": .list(
                timeline.reviews.map {
                    .record([
                        "day": .text("day \($0.day)"), "at": .text(localTime($0.at)),
                        "owner": .text(roles.title($0.owner)),
                    ])
                }),
            "last_review": .optionalText(timeline.reviews.map(\.at).max().map(localTime)),
            "go_live": .optionalText(goLive.map { localTime($0.start) }),
        ])
    }

    private func day(_ date: CivilDate) -> String {
        "\(date.weekday.rawValue.prefix(1).uppercased())\(date.weekday.rawValue.dropFirst().prefix(2)) \(date.iso8601)"
    }

    private var controlFields: TemplateValue {
        var signals: [TemplateValue] = []
        var seen: Set<String> = []
        for signal in control.phases.flatMap(\.signals).map(\.signal) where seen.insert(signal.id).inserted {
            signals.append(
                .record([
                    "title": .text(signal.title), "green": .text(signal.green), "yellow": .text(signal.yellow),
                    "red": .text(signal.red), "owner": .text(roles.title(signal.owner)),
                ]))
        }
        return .record([
            "rules": .list(control.rules.map(rule)),
            "rollback_rules": .list(control.rules.filter { $0.action == .rollback }.map(rule)),
            "signals": .list(signals),
        ])
    }

    private func rule(_ rule: ControlPlan.Rule) -> TemplateValue {
        .record([
            "action": .text(rule.action.rawValue), "condition": .text(rule.condition),
            "owner": .text(roles.title(rule.owner)),
            "deadline": .optionalText(rule.decisionDeadline.map(Wording.amount)),
            "verification": .text(rule.verification),
        ])
    }

    private var playbook: TemplateValue {
        let playbook = review.policy.playbook(for: review.risk.riskClass)
        return .record([
            "summary": .text(playbook?.summary ?? "no playbook for this class"),
            "approval_timeout": .text(playbook.map { Wording.amount($0.approvalTimeout) } ?? "no stated time"),
            "approval_validity": .text(playbook.map { Wording.amount($0.approvalValidity) } ?? "no stated time"),
            "rollout_steps": .list((playbook?.rolloutSteps ?? []).map { .text($0) }),
            "escalation": .list(
                (playbook?.escalation ?? []).map {
                    .record(["after": .text(Wording.amount($0.after)), "role": .text(roles.title($0.role))])
                }),
        ])
    }
}
