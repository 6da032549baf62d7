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

    /// Only times that people set stand in drafts. What the planner computes moves with the day of planning, and a draft
    /// whose approval ends because a day has passed would be approved by nobody.
    private var timelineFields: TemplateValue {
        let promotions = timeline.tasks.filter { $0.kind == .promotion }
        let environments = review.release.scope.environments
        let production = environments.last { $0.kind == .production } ?? environments.last
        let goLive = production?.plannedStart
        return .record([
            "zone": .text(timeline.timeZone),
            "phases": .list(timeline.phases.enumerated().map(phase)),
            "has_promotions": .flag(environments.contains { $0.plannedStart != nil }),
            "promotions": .list(
                promotions.map { task in
                    let environment = environments.first { $0.id == task.environment }
                    return .record([
                        "environment": .text(task.environment?.name ?? task.title),
                        "when": .text(interval(of: environment) ?? "no start is set yet"),
                        "owner": .text(roles.title(task.owner)),
                    ])
                }),
            "reviews": .list(
                timeline.reviews.map {
                    .record([
                        "day": .text("day \($0.day)"), "at": .text(time(of: $0, goLive: goLive)),
                        "owner": .text(roles.title($0.owner)),
                    ])
                }),
            "last_review": .optionalText(
                goLive == nil ? nil : timeline.reviews.max { $0.day < $1.day }.map { time(of: $0, goLive: goLive) }),
            "go_live": .optionalText(goLive.map(localTime)), "go_live_window": .optionalText(interval(of: production)),
        ])
    }

    private func phase(_ index: Int, _ dated: DatedPhase) -> TemplateValue {
        let weeks = timeline.phases[..<index].map { max($0.phase.weeks, 1) }.reduce(0, +)
        let start = review.release.timeline.start?.adding(days: 7 * weeks)
        let days = start.map { "\(day($0)) to \(day($0.adding(days: 7 * max(dated.phase.weeks, 1) - 1)))" }
        return .record([
            "title": .text(dated.phase.title), "days": .text(days ?? "no start is set yet"),
            "goal": .text(dated.phase.goal),
        ])
    }

    private func interval(of environment: Environment?) -> String? {
        environment?.plannedStart.map { start in
            environment?.plannedDuration.map { Wording.interval(localTime(start), localTime(start + $0)) }
                ?? localTime(start)
        }
    }

    private func time(of review: TimelineReview, goLive: Instant?) -> String {
        switch (goLive, review.day) {
        case (nil, 0): "on the day of the promotion"
        case (nil, 1): "1 day after the promotion"
        case (nil, let day): "\(day) days after the promotion"
        case (let start?, let day): localTime(start + .days(Int64(day)))
        }
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
            "signals": .list(signals), "rollback_triggers": .list(triggers), "support_signals": .list(supportSignals),
        ])
    }

    /// The rollback rules, once for each owner and deadline.
    private var triggers: [TemplateValue] {
        struct Decision: Hashable {
            var owner: RoleID
            var deadline: TimeAmount?
        }
        var order: [Decision] = []
        var conditions: [Decision: [String]] = [:]
        for rule in control.rules where rule.action == .rollback {
            let decision = Decision(owner: rule.owner, deadline: rule.decisionDeadline)
            if conditions[decision] == nil { order.append(decision) }
            let start = "after a promotion, "
            let words = rule.condition.hasPrefix(start) ? String(rule.condition.dropFirst(start.count)) : rule.condition
            conditions[decision, default: []].append(words.prefix(1).uppercased() + words.dropFirst())
        }
        return order.map { decision in
            .record([
                "owner": .text(roles.title(decision.owner)),
                "deadline": .optionalText(decision.deadline.map(Wording.amount)),
                "conditions": .list((conditions[decision] ?? []).map { .text($0) }),
            ])
        }
    }

    /// The signals that people who answer customers see themselves.
    private var supportSignals: [TemplateValue] {
        var seen: Set<String> = []
        return control.phases.flatMap(\.signals).map(\.signal).filter { signal in
            (signal.id.contains("ticket") || signal.id.contains("support")) && seen.insert(signal.id).inserted
        }.map { signal in
            .record([
                "title": .text(signal.title), "green": .text(signal.green), "yellow": .text(signal.yellow),
                "red": .text(signal.red), "owner": .text(roles.title(signal.owner)),
            ])
        }
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
