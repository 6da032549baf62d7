import ReleaseModel

/// The fields that restate the release file.
struct ReleaseFields {
    private let review: ReadinessReview
    private let release: Release
    private let roles: RoleTitles

    init(review: ReadinessReview, roles: RoleTitles) {
        self.review = review
        self.release = review.release
        self.roles = roles
    }

    var fields: [String: TemplateValue] {
        [
            "subject": subject, "initiative": initiative, "scope": scope, "tolerance": tolerance, "rollback": rollback,
        ]
    }

    private var subject: TemplateValue {
        let name =
            release.subject?.name ?? (release.initiative.name.isEmpty ? "unnamed release" : release.initiative.name)
        return .record([
            "title": .text(release.subject?.version.map { "\(name) \($0)" } ?? name), "name": .text(name),
            "version": .optionalText(release.subject?.version),
            "revision": .optionalText(release.subject?.revision),
        ])
    }

    private var initiative: TemplateValue {
        let initiative = release.initiative
        return .record([
            "name": .text(initiative.name.isEmpty ? "an unnamed initiative" : initiative.name),
            // An objective that only repeats the name says nothing more.
            "objective": .optionalText(
                initiative.objective.flatMap { $0 == initiative.name ? nil : Wording.sentence($0) }),
            "products": .optionalText(Wording.optionalList(initiative.products)),
            "is_emergency": .flag(initiative.isEmergency),
            "stakeholders": .list(
                initiative.stakeholders.map {
                    .record(["name": .text($0.name), "impact": .optionalText($0.impact)])
                }),
        ])
    }

    private var scope: TemplateValue {
        let scope = release.scope
        let teams =
            Wording.optionalList(scope.teams)
            ?? (scope.teamCount > 0 ? "\(scope.teamCount) team\(scope.teamCount == 1 ? "" : "s")" : nil)
        return .record([
            "environments": .text(
                scope.environments.isEmpty
                    ? "no environment stated" : scope.environments.map(\.id.name).joined(separator: ", then ")),
            "modules": .optionalText(Wording.optionalList(scope.modules)), "teams": .optionalText(teams),
            "artefacts": .optionalText(Wording.optionalList(scope.artefacts)),
            "customer_facing": .text(Wording.answer(scope.isCustomerFacing)),
            "is_customer_facing": .flag(scope.isCustomerFacing ?? false),
            "data_migration": .text(Wording.answer(scope.hasDataMigration)),
            "irreversible_step": .text(Wording.answer(scope.hasIrreversibleStep)),
            "regulated_data": .text(Wording.answer(scope.touchesRegulatedData)),
            "has_irreversible_step": .flag(scope.hasIrreversibleStep ?? false),
            "dependencies": .list(
                scope.dependencies.map { dependency in
                    .record([
                        "name": .text(dependency.name),
                        "owner": .text(roles.title(dependency.owner, else: "no owner yet")),
                        "status": .text(
                            dependency.isReady.map { $0 ? "ready" : "not ready" } ?? "readiness not stated"),
                    ])
                }),
        ])
    }

    private var tolerance: TemplateValue {
        let tolerance = release.riskTolerance
        let deadline =
            tolerance.rollbackDecisionDeadline
            ?? review.policy.playbook(for: review.risk.riskClass)?.rollbackDecisionDeadline
        return .record([
            "decision_deadline": .text(deadline.map(Wording.amount) ?? "no stated time"),
            "constraints": .list(tolerance.rollbackConstraints.map { .text(words($0)) }),
            "statements": .list(tolerance.statements.map { .text($0) }),
        ])
    }

    private func words(_ constraint: RollbackConstraint) -> String {
        let what = constraint.isCustomerFacingOnly ? "a rollback that customers see" : "a rollback"
        let after = Wording.amount(constraint.after)
        guard let approver = constraint.approver else {
            return "No \(what.dropFirst(2)) later than \(after) after the promotion"
        }
        return "Later than \(after) after the promotion, \(what) needs the approval of \(roles.title(approver))"
    }

    private var rollback: TemplateValue {
        let plan = release.rollbackPlan
        return .record([
            "is_planned": .flag(!plan.isEmpty),
            "decision_owner": .text(roles.title(plan.decisionOwner, else: "nobody yet")),
            "has_decision_owner": .flag(plan.decisionOwner != nil),
            "window": .optionalText(plan.window.map(Wording.amount)),
            "last_rehearsed": .optionalText(plan.lastRehearsed?.iso8601), "is_automated": .flag(plan.isAutomated),
            "steps": .list(
                plan.steps.map { step in
                    .record([
                        "action": .text(step.action), "owner": .text(roles.title(step.owner, else: "no owner yet")),
                        "duration": .optionalText(step.duration.map(Wording.amount)),
                    ])
                }),
            "verification": .list(plan.verification.map { .text($0) }),
            "limitations": .list((plan.limitations ?? []).map { .text($0) }),
            "states_limitations": .flag(plan.limitations != nil),
        ])
    }
}
