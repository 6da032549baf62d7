import ReleaseModel

/// Answers every criterion that is asked in one environment, and applies waivers.
struct CriterionEvaluator {
    let context: CriterionContext
    let waivers: WaiverJudge

    /// One finding for each criterion that the policy asks here, in the policy's order.
    func findings() -> [Finding] {
        let asked = context.input.policy.criteria.filter(isAsked)
        let findings = asked.map { finding($0) }
        // Scores look at the findings of others, so they are answered when those are.
        return zip(asked, findings).map { criterion, found in
            guard case .score(let rule) = criterion.rule, criterion.notApplicableReason == nil else { return found }
            return finding(criterion, TotalScore(rule: rule, findings: findings).answer())
        }
    }

    private func isAsked(_ criterion: Criterion) -> Bool {
        criterion.kinds.contains(context.environment.kind) && criterion.classes.contains(context.risk.riskClass)
            && (criterion.environments.isEmpty || criterion.environments.contains(context.environmentID))
    }

    private func finding(_ criterion: Criterion) -> Finding {
        finding(criterion, notApplicable(criterion) ?? answer(criterion))
    }

    private func finding(_ criterion: Criterion, _ answer: CriterionAnswer) -> Finding {
        var finding = Finding(
            criterion: criterion.id, environment: context.environmentID, state: answer.state, reason: answer.reason,
            measured: answer.measured, isRequired: criterion.isRequired || criterion.isKey, isKey: criterion.isKey,
            weight: criterion.weight, owner: criterion.owner, evidence: answer.evidence, validUntil: answer.validUntil)
        if case .threshold(let rule) = criterion.rule {
            finding.fact = rule.fact
            finding.limit = ThresholdEvaluation.text(of: rule.pass)
        }
        if answer.state != .green && answer.state != .notApplicable {
            finding.remedy = answer.remedy ?? criterion.remedy
        }
        return waived(finding)
    }

    private func notApplicable(_ criterion: Criterion) -> CriterionAnswer? {
        if let reason = criterion.notApplicableReason, !reason.isBlank {
            return CriterionAnswer(.notApplicable, "set aside by the policy: \(reason)")
        }
        guard !criterion.onlyWithChannels.isEmpty else { return nil }
        // A channel that is no longer named, and whose evidence earlier runs saw, was withdrawn and is still asked for.
        let known = Set(context.release.channels.map(\.id)).union(context.evidence.listed.map(\.channel))
        guard known.isDisjoint(with: criterion.onlyWithChannels) else { return nil }
        let names = criterion.onlyWithChannels.map(\.name).joined(separator: ", ")
        return CriterionAnswer(.notApplicable, "asked only of releases with one of the channels \(names)")
    }

    private func answer(_ criterion: Criterion) -> CriterionAnswer {
        switch criterion.rule {
        case .threshold(let rule):
            return ThresholdEvaluation(context: context, criterion: criterion, rule: rule).answer()
        case .score: return CriterionAnswer(.unknown, "its members are not answered yet")
        case .structural:
            guard let structural = StructuralCriteria.criterion(criterion.id) else {
                return CriterionAnswer(
                    .unknown,
                    "no code answers the criterion \"\(criterion.id)\"; structural criteria are "
                        + StructuralCriteria.ids.map(\.name).joined(separator: ", "))
            }
            return structural.answer(context)
        }
    }

    private func waived(_ finding: Finding) -> Finding {
        guard finding.state.blocks,
            let waiver = waivers.applying(to: finding.criterion, in: finding.environment)
        else { return finding }
        if finding.state == .unknown, context.playbook?.mayWaiveUnknown != true { return finding }
        var waived = finding
        waived.state = .waived
        waived.waiver = waiver.id
        // Every form of output tells the reason, so it says who, until when and why.
        let approval = waiver.approver.map { ", approved by \($0) (\(waiver.ticket))" } ?? ""
        waived.reason +=
            "; waived until \(waiver.end.minuteInUTC) by waiver \"\(waiver.id)\"\(approval): \(waiver.reason)"
        waived.validUntil = [finding.validUntil, waiver.end].compactMap { $0 }.min()
        return waived
    }
}
