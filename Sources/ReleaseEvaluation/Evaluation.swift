package import ReleaseModel

/// Judges a release: risk class, evidence, gates, gaps.
///
/// Total and pure: every input gives a review, the same input always the same one. The order is: evidence is judged and
/// the risk class is settled with it; waivers and approvals are judged for that class; the gates follow in promotion
/// order, because a gate waits for those before it; gaps are read off the result.
package enum Evaluation {
    /// The review of `input` as of the time in it.
    package static func review(_ input: ReviewInput) -> ReadinessReview {
        let (risk, evidence) = RiskClassifier.classify(input)
        let facts = FactTable(evidence)
        let waivers = WaiverJudge(input, riskClass: risk.riskClass)
        let approvals = ApprovalEvaluator(
            release: input.release, policy: input.policy, riskClass: risk.riskClass, records: input.records,
            evidence: evidence.items.filter { $0.standing == .accepted }.map(\.item),
            waivers: waivers.judged.filter { $0.refusal == nil }.map(\.waiver), asOf: input.asOf)
        let overrides = OverrideJudge(input, riskClass: risk.riskClass)
        let deployments = recordedDeployments(input)
        var results: [EnvironmentID: GateResult] = [:]
        var gates: [GateResult] = []
        for environment in input.release.scope.environments {
            let context = CriterionContext(
                input: input, environment: environment, risk: risk, evidence: evidence, facts: facts,
                approvals: approvals, overrides: overrides, recordedDeployments: deployments)
            let gate = GateEvaluator(context: context, waivers: waivers).result(after: results)
            results[environment.id] = gate
            gates.append(gate)
        }
        return ReadinessReview(
            release: input.release, policy: input.policy, asOf: input.asOf, risk: risk, evidence: evidence.listed,
            gates: gates,
            gaps: GapFinder(
                input: input, evidence: evidence, gates: gates, unreachable: approvals.unreachableEscalations
            ).gaps(),
            waivers: judged(waivers, gates), overrides: overrides.judged, delegations: approvals.judgedDelegations,
            recordedDeployments: deployments)
    }

    /// The promotions of this revision on record. One that was rolled back or ended in an incident deployed nothing that
    /// a soak time could count from.
    private static func recordedDeployments(_ input: ReviewInput) -> [Deployment] {
        guard let subject = input.release.subject else { return [] }
        return input.records.outcomes.compactMap { outcome in
            guard let environment = outcome.environment, let revision = outcome.revision,
                outcome.subjectName.lowercased() == subject.name.lowercased(), subject.matches(revision: revision),
                outcome.at <= input.asOf + input.policy.clockSkew
            else { return nil }
            let isStanding = outcome.result == .success || outcome.result == .successWithIssues
            return Deployment(
                environment: environment, state: isStanding ? .succeeded : .failed, at: outcome.at,
                source: "the ledger")
        }
    }

    /// The waivers, where one that met only an UNKNOWN that may not be waived is refused too.
    private static func judged(_ waivers: WaiverJudge, _ gates: [GateResult]) -> [JudgedWaiver] {
        waivers.judged.map { judged in
            guard judged.refusal == nil else { return judged }
            let met = gates.flatMap(\.findings).filter {
                $0.criterion == judged.waiver.criterion && judged.waiver.environments.contains($0.environment)
            }
            guard !met.contains(where: { $0.state == .waived }), met.contains(where: { $0.state == .unknown }) else {
                return judged
            }
            return JudgedWaiver(
                waiver: judged.waiver,
                refusal: "\"\(judged.waiver.criterion)\" is UNKNOWN, which this class does not allow to waive",
                endsSoon: false)
        }
    }
}
