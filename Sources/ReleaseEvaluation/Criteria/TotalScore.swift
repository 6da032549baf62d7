import ReleaseModel

/// Answers a criterion that asks for the weighted score of others.
///
/// A member without a value could have met its limits or not. Where even the best case misses the limits the answer is RED;
/// otherwise it is UNKNOWN, because a score that leaves members out would be a guess.
struct TotalScore {
    let rule: ScoreRule
    /// The findings of the environment, members and others.
    let findings: [Finding]

    func answer() -> CriterionAnswer {
        let members = rule.members.compactMap { id in findings.first { $0.criterion == id } }
        guard members.count == rule.members.count, !members.isEmpty else {
            return CriterionAnswer(.unknown, "not all of its \(rule.members.count) members are asked here")
        }
        let unknown = members.filter { $0.state == .unknown }
        let worst = Score(members)
        let best = Score(
            members.map { member in
                var copy = member
                if member.state == .unknown { copy.state = .green }
                return copy
            })
        let limit = "the limit is \(rule.pass), with a warning from \(rule.warning)"
        guard let low = worst.value, let high = best.value else {
            return CriterionAnswer(.unknown, "no member has any weight")
        }
        func answer(_ state: ReadinessState, _ reason: String) -> CriterionAnswer {
            CriterionAnswer(
                state, reason, measured: unknown.isEmpty ? .number(low) : nil,
                evidence: evidence(members), validUntil: members.compactMap(\.validUntil).min())
        }
        guard best.reaches(rule.warning) else {
            let most = unknown.isEmpty ? "" : "at most "
            return answer(
                .red, "the score of \(members.count) objectives is \(most)\(high.rounded(places: 2)); \(limit)")
        }
        guard unknown.isEmpty else {
            let names = unknown.prefix(3).map(\.criterion.name).joined(separator: ", ")
            return answer(
                .unknown,
                "\(unknown.count) of \(members.count) objectives have no value (\(names)), so the score lies between \(low.rounded(places: 2)) and \(high.rounded(places: 2)); \(limit)"
            )
        }
        return answer(
            worst.reaches(rule.pass) ? .green : .yellow,
            "the score of \(members.count) objectives is \(low.rounded(places: 2)); \(limit)")
    }

    /// The documents of all members, each once.
    private func evidence(_ members: [Finding]) -> [Finding.EvidenceReference] {
        var seen: Set<Finding.EvidenceReference> = []
        return members.flatMap(\.evidence).filter { seen.insert($0).inserted }
    }
}
