import ReleaseModel

/// A criterion about a fact that nobody knows, with its findings in the order of the gates.
struct OpenQuestion {
    let criterion: Criterion
    let fact: FactID
    let findings: [Finding]

    /// What is missing, in words: a cause that all questions share is said once, with all the facts it is about.
    static func summary(of questions: [OpenQuestion]) -> String {
        let asked = questions.map { "\"\($0.criterion.question)\"" }.joined(separator: ", ")
        let verb = questions.count == 1 ? "has" : "have"
        return "\(asked) \(verb) no answer: \(reason(of: questions))"
    }

    private static func reason(of questions: [OpenQuestion]) -> String {
        let reasons = questions.compactMap(\.reason)
        guard let first = questions.first, questions.count > 1, let cause = first.cause(named: "them"),
            questions.allSatisfy({ $0.cause(named: "them") == cause })
        else { return reasons.joined(separator: "; ") }
        let facts = questions.map { "\"\($0.fact)\"" }.reduce(into: [String]()) { list, name in
            if !list.contains(name) { list.append(name) }
        }
        let list = facts.dropLast().joined(separator: ", ") + (facts.count > 1 ? " or " : "") + (facts.last ?? "")
        return first.cause(named: list) ?? reasons.joined(separator: "; ")
    }

    /// Why the first gate got no answer; the gap names the environments itself.
    private var reason: String? {
        guard let first = findings.first else { return nil }
        let place = " for \(first.environment)"
        return first.reason.hasSuffix(place) ? String(first.reason.dropLast(place.count)) : first.reason
    }

    /// `no accepted evidence carries …` with `name` for the quoted fact; nil where the reason has no such part.
    private func cause(named name: String) -> String? {
        let lead = "\(fact) is unknown: "
        guard let reason, reason.hasPrefix(lead) else { return nil }
        return String(reason.dropFirst(lead.count)).replacing("\"\(fact)\"", with: name)
    }
}
