package import ReleaseModel

/// Plans when to keep going, when to pause and when to roll back, and says what to do now.
///
/// A recommendation is for the role that decides; nothing is ever rolled back from here.
package enum ControlPlanner {
    /// The control plan for `review`.
    ///
    /// The state is the worst of the deciding gate, the gates before it, and the signals of the current phase. A
    /// rollback is only recommended where evidence shows that something was deployed: before that, there is nothing to
    /// roll back, so the action is keep or pause.
    package static func plan(for review: ReadinessReview) -> ControlPlan {
        let situation = ControlSituation(review)
        let (action, reason, state) = decide(situation)
        return ControlPlan(
            action: action, actionReason: reason, state: state, rules: ControlRules(situation: situation).all,
            phases: phases(situation), colourChanges: ColourChanges(situation: situation).all,
            confidence: situation.confidence, isSafetyFirst: situation.isSafetyFirst)
    }

    private static func decide(_ situation: ControlSituation) -> (ControlPlan.Action, String, ReadinessState) {
        let review = situation.review
        let readings = situation.currentReadings.map(\.watched)
        let gates = review.gates.prefix { $0.decision == .proceed }.map(\.state)
        let state: ReadinessState =
            situation.isSafetyFirst
            ? .red
            : ColourMachine.worst(gates + [review.decidingGate?.state ?? .unknown] + readings.map(\.state))
        if let failed = situation.deployed.last(where: { $0.succeeded == false }) {
            return (
                .rollback, "the deployment to \(failed.environment.id) is reported as failed; \(decides(situation))",
                .red
            )
        }
        let red = readings.filter { $0.state == .red }
        if let worst = red.first, let last = situation.deployed.last {
            let more = red.count > 1 ? " and \(red.count - 1) more" : ""
            return (
                .rollback,
                "\(worst.signal.title)\(more) is RED after the promotion to \(last.environment.id): \(worst.reading); "
                    + decides(situation), .red
            )
        }
        if situation.isSafetyFirst {
            let due = situation.currentReadings.filter(\.isDue)
            let speaking = due.count { $0.speaks }
            return (
                .pause,
                "safety first: \(speaking) of \(due.count) watched signals speak "
                    + "(\(percent(situation.confidence))); the floor is \(percent(situation.confidenceFloor))", state
            )
        }
        if let signal = ([.red, .unknown, .yellow] as [ReadinessState]).lazy
            .compactMap({ state in readings.first { $0.state == state } }).first
        {
            return (.pause, "\(signal.signal.title) is \(signal.state.rawValue): \(signal.reading)", state)
        }
        guard let gate = review.decidingGate else { return (.pause, "there is no gate to pass", state) }
        guard gate.decision == .proceed else {
            return (
                .pause, "the \(gate.environment) gate says \(gate.decision.rawValue): \(gate.decisionReason)", state
            )
        }
        return (.keep, "every gate says PROCEED and every watched signal is GREEN", state)
    }

    private static func decides(_ situation: ControlSituation) -> String {
        let within = situation.decisionDeadline.map { " within \($0)" } ?? ""
        return "\(situation.roles.the(situation.rollbackOwner)) decides on the rollback\(within)"
    }

    private static func phases(_ situation: ControlSituation) -> [ControlPlan.PhaseControl] {
        situation.phases.enumerated().map { index, entry in
            var exits = entry.phase.exitCriteria
            let playbook = situation.review.policy.playbook(for: situation.review.risk.riskClass)
            for kind in entry.phase.kinds {
                let names = situation.review.release.scope.environments.filter { $0.kind == kind }.map(\.id.name)
                guard let soak = playbook?.soakTimes[kind], soak.seconds > 0, !names.isEmpty else { continue }
                exits.append("\(RoleDirectory.list(names)) watched for \(soak) without a RED or UNKNOWN signal")
            }
            if situation.phases.indices.contains(index + 1) {
                let next = situation.phases[index + 1].phase
                for gate in situation.review.gates where next.kinds.contains(gate.kind) {
                    exits.append("the \(gate.environment) gate says PROCEED (today \(gate.decision.rawValue))")
                }
            } else {
                exits.append("the day-0, day-1 and day-7 reviews are held and their questions answered with yes")
            }
            return ControlPlan.PhaseControl(
                phase: entry.phase, signals: entry.readings.map(\.watched), exitCriteria: exits)
        }
    }

    /// A share as people write it: `0.8` as `80 %`.
    static func percent(_ share: ExactDecimal) -> String { FactValue.ratio(share).display }
}
