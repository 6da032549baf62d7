import ReleaseModel

/// The fields that restate the judgement: risk, gates, evidence, gaps, exceptions.
///
/// Reasons that hold an age would change every day without any input changing, so measured values are restated from
/// their facts and durations are left out.
struct JudgementFields {
    private let review: ReadinessReview
    private let roles: RoleTitles
    private let localTime: DraftContext.LocalTime

    init(review: ReadinessReview, roles: RoleTitles, localTime: @escaping DraftContext.LocalTime) {
        self.review = review
        self.roles = roles
        self.localTime = localTime
    }

    var fields: [String: TemplateValue] {
        let waivers = review.waivers.map(waiver)
        let decision = review.decision
        return [
            "risk": risk, "decision": .text(decision.rawValue), "is_held": .flag(decision != .proceed),
            "is_blocked": .flag(decision == .block),
            "is_waiting": .flag(decision == .wait), "gates": .list(review.gates.map(gate)),
            "evidence": .list(
                review.evidence.map {
                    .record([
                        "channel": .text($0.channel.name), "path": .text($0.path), "standing": .text($0.standing.word),
                    ])
                }),
            "has_gaps": .flag(!review.gaps.isEmpty), "gaps": .list(review.gaps.sorted().map(gap)),
            "has_waivers": .flag(!waivers.isEmpty), "waivers": .list(waivers),
            "ending_waivers": .list(review.waivers.filter { $0.endsSoon && $0.refusal == nil }.map(waiver)),
            "overrides": .list(review.overrides.map(override)),
        ]
    }

    private var risk: TemplateValue {
        .record([
            "class": .text(title(of: review.risk.riskClass)),
            "reasons": .list(review.risk.factors.map { .text(Wording.ageless($0.reason)) }),
            "needs_manual_approval": .flag(review.risk.requiresManualApproval),
        ])
    }

    private func title(of riskClass: RiskClass) -> String {
        review.policy.playbook(for: riskClass)?.title ?? riskClass.rawValue
    }

    private func question(_ criterion: CriterionID) -> String {
        review.policy.criteria.first { $0.id == criterion }?.question ?? criterion.name
    }

    private func gate(_ gate: GateResult) -> TemplateValue {
        let problems = gate.findings.filter { $0.state.rank >= 2 }
        let missing = gate.approval.missingRoles
        return .record([
            "environment": .text(gate.environment.name), "kind": .text(gate.kind.rawValue),
            "decision": .text(gate.decision.rawValue), "state": .text(gate.state.rawValue),
            "score": .text(gate.score.map { "\($0.rounded(places: 0)) of 100" } ?? "no score"),
            "is_held": .flag(gate.decision != .proceed), "approval": .text(approval(gate.approval)),
            "calendar": .text(calendar(gate.calendar)), "unknown_count": .text("\(gate.unknownCount)"),
            "waived_count": .text("\(gate.waivedCount)"), "needs_approval": .flag(!missing.isEmpty),
            "missing_approvers": .optionalText(missing.isEmpty ? nil : roles.list(missing)),
            "problems": .list(problems.map(problem)),
            "actions": .list(
                gate.pathToGreen.map {
                    .record(["role": .text(roles.title($0.role)), "action": .text($0.action)])
                }),
        ])
    }

    private func problem(_ finding: Finding) -> TemplateValue {
        .record([
            "question": .text(question(finding.criterion)), "state": .text(finding.state.rawValue),
            "detail": .text(JudgementFields.detail(finding)), "owner": .text(roles.title(finding.owner)),
        ])
    }

    /// The measured value and its limit; without ages.
    static func detail(_ finding: Finding) -> String {
        if let waiver = finding.waiver { return "exception \(waiver)" }
        let weight = finding.isRequired ? "" : ", advisory"
        switch finding.measured {
        case nil where finding.state == .unknown: return "no evidence counts\(weight)"
        case .duration, .instant, nil: return finding.isRequired ? "required" : "advisory"
        case .some(let value):
            return finding.limit.map { "found \(value.display), allowed \(Wording.limit($0))" } ?? value.display
        }
    }

    private func approval(_ status: ApprovalStatus) -> String {
        switch status.state {
        case .notRequired: "no approval needed"
        case .granted: "approved"
        case .pending: "waits for \(status.missingRoles.isEmpty ? "its approvers" : roles.list(status.missingRoles))"
        case .timedOut: "rejected, because nobody answered in time"
        case .rejected: "rejected"
        case .unsatisfiable: "nobody can approve it as the matrix stands"
        }
    }

    private func calendar(_ verdict: CalendarVerdict) -> String {
        switch verdict.state {
        case .open: "open"
        case .closed:
            "closed" + (verdict.window.map { " by \($0)" } ?? "")
                + (verdict.nextOpen.map { ", opens \(localTime($0))" } ?? "")
        case .unrestricted: "no window set"
        case .unknown: "calendar not readable"
        }
    }

    private func gap(_ gap: Gap) -> TemplateValue {
        .record([
            "summary": .text(Wording.ageless(gap.summary)), "owner": .text(roles.title(gap.owner)),
            "action": .text(gap.action),
            "is_blocking": .flag(gap.isBlocking),
        ])
    }

    private func waiver(_ judged: JudgedWaiver) -> TemplateValue {
        let waiver = judged.waiver
        return .record([
            "id": .text(waiver.id.name), "question": .text(question(waiver.criterion)),
            "environments": .text(Wording.list(waiver.environments.map(\.name))),
            "owner": .text(roles.title(waiver.owner)), "reason": .text(waiver.reason), "ticket": .text(waiver.ticket),
            "end": .text(localTime(waiver.end)),
            "standing": .text(judged.refusal == nil ? "in force" : "not in force"),
            "approver": .optionalText(waiver.approver?.name), "is_in_force": .flag(judged.refusal == nil),
        ])
    }

    private func override(_ judged: JudgedOverride) -> TemplateValue {
        let override = judged.override
        return .record([
            "environment": .text(override.environment.name), "reason": .text(override.reason),
            "consents": .text(roles.list(override.consents.map(\.role))), "start": .text(localTime(override.start)),
            "end": .text(localTime(judged.end)), "review_due": .text(localTime(judged.reviewDue)),
        ])
    }
}
