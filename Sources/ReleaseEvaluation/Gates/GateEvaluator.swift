import ReleaseModel

/// Judges one environment: findings, state, approvals, calendar, earlier environments, decision.
struct GateEvaluator {
    let context: CriterionContext
    let waivers: WaiverJudge

    /// Reports whether the environment's promotion asks for a person's approval whatever its gate's state will be.
    static func asksForApproval(_ context: CriterionContext) -> Bool {
        context.risk.requiresManualApproval
            || context.playbook?.approvalKinds.contains(context.environment.kind) ?? true
            || ApprovalRules.names(
                context.environmentID, for: context.risk.riskClass, in: context.release.approvalMatrix)
    }

    /// - Parameter earlier: the results of environments that come before this one.
    func result(after earlier: [EnvironmentID: GateResult]) -> GateResult {
        let environment = context.environment
        let findings = CriterionEvaluator(context: context, waivers: waivers).findings()
        let score = Score(findings)
        let (state, rule) = GateState.of(findings, score: score, policy: context.input.policy)
        let content = ApprovableContent.of(context, findings)
        let calendar =
            context.input.calendar[environment.id]
            ?? CalendarVerdict(
                state: .unrestricted, explanation: "no freeze or change window is known for \(environment.id)")
        let override = context.overrides.outcome(for: environment.id)
        var isBlocked = state.blocks || override.inForce != nil
        if case .unknown = calendar.state { isBlocked = true }
        let approval = context.approvals.promotionApproval(
            into: environment.id, isRequired: GateEvaluator.asksForApproval(context) || state != .green,
            isBlocked: isBlocked, content: content)
        let decision = GateDecision(
            context: context, state: state, rule: rule, findings: findings, approval: approval, calendar: calendar,
            earlier: earlier, override: override)
        return GateResult(
            environment: environment.id, kind: environment.kind, state: state, score: score.value,
            unknownCount: findings.count { $0.state == .unknown }, waivedCount: findings.count { $0.state == .waived },
            findings: findings, approval: approval, calendar: calendar, decision: decision.decision,
            decisionReason: decision.reason, blockers: decision.blockers, waits: decision.waits,
            validUntil: decision.validUntil, pathToGreen: decision.pathToGreen, override: decision.overrideText,
            approvableContent: content)
    }
}
