package import ReleaseModel
package import ReleaseReports
import ReleaseStore

/// How releases ended: what later releases of the same modules are classed by.
extension GovernanceWorkflow {
    /// Records how this release, or its promotion into one environment, ended.
    ///
    /// - Parameters:
    ///   - environment: the environment that was promoted into: its soak time counts from then; nil means the release.
    ///   - instant: when it ended; nil means now.
    package func recordOutcome(
        _ result: ReleaseOutcome.Result, of environment: EnvironmentID? = nil, at instant: Instant?,
        by person: PersonID,
        note: String
    ) throws(WorkflowFailure) -> RecordedOutcome {
        try act { situation, writer in
            guard let subject = situation.release.subject else {
                throw WorkflowFailure(
                    .badInput, "\(situation.release.file) has no \"subject\"; an outcome is the outcome of something")
            }
            let at = instant ?? situation.asOf
            guard at <= situation.asOf + situation.review.policy.clockSkew else {
                throw WorkflowFailure(.usage, "--at \(at.rfc3339) is after the present \(situation.asOf.rfc3339)")
            }
            let place = try environment.map { id throws(WorkflowFailure) in
                try StatedText.environment(id, in: situation.release).id
            }
            if place != nil, subject.revision == nil {
                throw WorkflowFailure(
                    .badInput, "\(situation.release.file) names no revision; a promotion is the promotion of one")
            }
            let outcome = ReleaseOutcome(
                subjectName: subject.name, revision: subject.revision, modules: situation.release.scope.modules,
                result: result, at: at, environment: place)
            guard !situation.records.outcomes.contains(outcome) else {
                throw WorkflowFailure(.block, "refused, nothing was recorded: this outcome is on record already")
            }
            let act = GovernanceAct(
                "record", .outcome(outcome), subject: "outcome:\(result.rawValue)\(place.map { ":\($0)" } ?? "")",
                person: try StatedText.person(person, for: "--as"), reason: try StatedText.checked(note, for: "--note"))
            let (_, after) = try act.perform(in: situation, writer: writer)
            return RecordedOutcome(
                outcome: outcome, classBefore: situation.review.risk.riskClass, classAfter: after.risk.riskClass,
                factors: after.risk.factors.filter { $0.engine == .history }.map(\.reason),
                count: situation.records.outcomes.count + 1)
        }
    }
}
