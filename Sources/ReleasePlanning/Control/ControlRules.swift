import ReleaseModel

/// Writes the keep, pause and rollback rules of a release, each with its owner, threshold, deadline and checkpoint.
struct ControlRules {
    let situation: ControlSituation

    private var review: ReadinessReview { situation.review }
    private var control: ControlPolicy { review.policy.control }
    private var roles: RoleDirectory { situation.roles }
    private var manager: RoleID { RoleDirectory.releaseManager }
    private var samples: Int { max(1, control.improvementSamples) }

    /// Keep, then pause, then rollback rules, then the reviews.
    var all: [ControlPlan.Rule] {
        [keep] + pauses + control.signals.map(pause) + control.signals.map(rollback) + [failedDeployment]
            + constraints + window + reviews
    }

    private var keep: ControlPlan.Rule {
        ControlPlan.Rule(
            id: "keep-all-green", action: .keep,
            condition: "every watched signal of the phase is GREEN and the next environment's gate says PROCEED",
            owner: manager, decisionDeadline: nil,
            verification: "at the end of each phase \(roles.the(manager)) compares the readings with the exit criteria")
    }

    private var pauses: [ControlPlan.Rule] {
        var rules = [
            ControlPlan.Rule(
                id: "pause-safety-first", action: .pause,
                condition:
                    "fewer than \(ControlPlanner.percent(situation.confidenceFloor)) of the watched signals speak,"
                    + " whatever else is green; the state is RED",
                owner: roles.choose("sre-lead", "service-owner"), decisionDeadline: situation.decisionDeadline,
                verification: "the share of speaking signals is back at the floor for \(samples) samples in a row"),
            ControlPlan.Rule(
                id: "pause-gate", action: .pause, condition: "the next environment's gate says WAIT or BLOCK",
                owner: manager, decisionDeadline: nil,
                verification: "the gate, judged again on fresh evidence, says PROCEED"),
        ]
        if review.release.rollbackPlan.isEmpty {
            rules.append(
                ControlPlan.Rule(
                    id: "pause-no-rollback-plan", action: .pause,
                    condition: "there is no rollback plan, so nothing may be promoted that would need one",
                    owner: situation.rollbackOwner, decisionDeadline: nil,
                    verification: "rollback_plan names steps, their owners and how to see that they worked"))
        }
        return rules
    }

    private func pause(_ signal: ControlPolicy.Signal) -> ControlPlan.Rule {
        ControlPlan.Rule(
            id: "pause-\(signal.id)", action: .pause,
            condition:
                "\(signal.title): \(signal.yellow), measured over \(signal.window), or no reading at all (UNKNOWN)",
            owner: signal.owner, decisionDeadline: situation.decisionDeadline,
            verification: "\(samples) samples in a row meet the GREEN limit (\(signal.green))")
    }

    private func rollback(_ signal: ControlPolicy.Signal) -> ControlPlan.Rule {
        ControlPlan.Rule(
            id: "rollback-\(signal.id)", action: .rollback,
            condition: "after a promotion, \(signal.title): \(signal.red), measured over \(signal.window)",
            owner: situation.rollbackOwner, decisionDeadline: situation.decisionDeadline,
            verification: checkpoint("\(signal.title) meets the GREEN limit again (\(signal.green))"))
    }

    private var failedDeployment: ControlPlan.Rule {
        ControlPlan.Rule(
            id: "rollback-failed-deployment", action: .rollback,
            condition: "a deployment of this revision is reported as failed", owner: situation.rollbackOwner,
            decisionDeadline: situation.decisionDeadline,
            verification: checkpoint("the environment reports the previous revision as running"))
    }

    /// The plan's own checkpoints, else the one that fits the rule.
    private func checkpoint(_ fallback: String) -> String {
        let own = review.release.rollbackPlan.verification
        return own.isEmpty ? "\(fallback), read by \(roles.the(situation.rollbackOwner))" : RoleDirectory.list(own)
    }

    /// "No customer-facing rollback after 30 min without director approval."
    private var constraints: [ControlPlan.Rule] {
        review.release.riskTolerance.rollbackConstraints.enumerated().map { index, constraint in
            let what = constraint.isCustomerFacingOnly ? "a rollback that customers see" : "a rollback"
            let since = "more than \(constraint.after) after the promotion"
            let number = index + 1
            let unbound =
                situation.applies(constraint) ? "" : " (this change is declared as not customer-facing, so it is free)"
            guard let approver = constraint.approver else {
                return ControlPlan.Rule(
                    id: "rollback-constraint-\(number)", action: .pause,
                    condition: "\(since), \(what) is not allowed\(unbound): pause and repair forward",
                    owner: situation.rollbackOwner, decisionDeadline: constraint.after,
                    verification: "the repair passes the same gate as the change")
            }
            return ControlPlan.Rule(
                id: "rollback-constraint-\(number)", action: .rollback,
                condition: "\(since), \(what) needs the approval of \(roles.the(approver)) first\(unbound)",
                owner: approver, decisionDeadline: constraint.after,
                verification:
                    "the approval is on record before \(roles.the(situation.rollbackOwner)) starts the rollback"
            )
        }
    }

    private var window: [ControlPlan.Rule] {
        guard let window = review.release.rollbackPlan.window else { return [] }
        return [
            ControlPlan.Rule(
                id: "rollback-window", action: .pause,
                condition:
                    "more than \(window) after the promotion the prepared way back is closed: pause and decide on "
                    + "repairing forward",
                owner: situation.rollbackOwner, decisionDeadline: situation.decisionDeadline,
                verification: "the decision and its reason are on record")
        ]
    }

    private var reviews: [ControlPlan.Rule] {
        ReviewQuestions.days.map { day in
            ControlPlan.Rule(
                id: "review-day-\(day)", action: .pause,
                condition: "a question of the day-\(day) review is answered with no: "
                    + ReviewQuestions.questions(day: day, for: review).joined(separator: " "),
                owner: ReviewQuestions.owner(day: day, roles: roles),
                decisionDeadline: day == 0 ? situation.decisionDeadline : .days(1),
                verification: "the review's answers are on record, with the reading of every watched signal")
        }
    }
}
