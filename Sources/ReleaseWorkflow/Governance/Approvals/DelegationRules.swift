import ReleaseEvaluation
import ReleaseModel

/// Refuses a hand-over of a vote that would give nobody a vote.
struct DelegationRules {
    let situation: Situation

    init(_ situation: Situation) {
        self.situation = situation
    }

    /// Why `delegation` would not count, in words; nil where it would.
    func refusal(of delegation: Delegation) -> String? {
        let resolver = situation.resolver
        let evaluator = ApprovalEvaluator(situation.review, records: situation.records)
        if delegation.end <= delegation.start {
            return "it would end at \(delegation.end.minuteInUTC), not after \(delegation.start.minuteInUTC)"
        }
        if resolver.isSame(delegation.from, delegation.to) {
            return "\(delegation.from) and \(delegation.to) are the same person"
        }
        guard resolver.members(of: delegation.role).contains(resolver.person(delegation.from)) else {
            return
                "\(delegation.from) is not a member of the role \"\(delegation.role)\" and has no vote in it to delegate"
        }
        if let obstacle = evaluator.obstacle(to: delegation.from) {
            return "\(delegation.from) \(obstacle), and who may not vote cannot make another vote for them"
        }
        if let obstacle = evaluator.obstacle(to: delegation.to) { return "\(delegation.to) \(obstacle)" }
        return nil
    }
}
