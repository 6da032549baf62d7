import ReleaseModel

/// The fields that say once what is asked of whom: what several gates ask of one role in the same words is one line, and
/// what a gap asks that a gate asks already is not repeated.
struct AskFields {
    private let review: ReadinessReview
    private let roles: RoleTitles
    /// What the gates ask, by role, with the environments that ask it.
    private var gateAsks: [(ask: Ask, environments: [String])] = []

    init(review: ReadinessReview, roles: RoleTitles) {
        self.review = review
        self.roles = roles
        gateAsks = asksOfGates()
    }

    var fields: [String: TemplateValue] {
        [
            "asks": .list(gateAsks.map(value)), "gap_asks": .list(gapAsks.map(value)), "open_points": .list(openPoints),
            "decision_line": .text(decisionLine),
            "evidence_problems": .list(evidenceProblems), "evidence_line": .text(evidenceLine),
            "contacts": .list(contacts),
        ]
    }

    /// The decision with the environments it is about.
    private var decisionLine: String {
        let held = review.gates.filter { $0.decision == review.decision }.map(\.environment.name)
        switch review.decision {
        case .proceed: return "every gate is open"
        case .wait: return "\(Wording.list(held)) \(held.count == 1 ? "waits" : "wait") for people or a date"
        case .block: return "\(Wording.list(held)) may not go forward yet"
        }
    }

    private struct Ask: Hashable {
        var role: String
        var action: String
        /// Whether the action goes on from the role, as in "QA lead has the failing tests mended".
        var isSentence: Bool
    }

    /// Whether a line of its own asks for what would meet `action`: the channels and documents that are missing are named,
    /// and what mends a bad answer is not asked for where there is no answer yet.
    private func isAnsweredElsewhere(_ action: RoleAction, in gate: GateResult) -> Bool {
        let missing = review.gaps.filter { $0.isBlocking && $0.kind == .evidence }
        if action.criterion == "channels-covered" { return missing.contains { $0.id.hasPrefix("evidence:") } }
        let findings = gate.findings
        guard let own = findings.firstIndex(where: { $0.criterion == action.criterion }),
            findings[own].state == .unknown, let fact = findings[own].fact
        else { return false }
        if missing.contains(where: { $0.owner == action.role && !$0.id.hasPrefix("criterion:") }) { return true }
        // The first open question about the same subject asks for the document that answers them all.
        let subject = fact.name.prefix { $0 != "." }
        return findings[..<own].contains { earlier in
            earlier.owner == action.role && earlier.isRequired && earlier.state == .unknown
                && earlier.fact?.name.prefix { $0 != "." } == subject
        }
    }

    private func asksOfGates() -> [(ask: Ask, environments: [String])] {
        var order: [Ask] = []
        var environments: [Ask: [String]] = [:]
        for gate in review.gates {
            for action in gate.pathToGreen where !isAnsweredElsewhere(action, in: gate) {
                guard let ask = ask(roles.title(action.role), action.action, in: gate.environment) else { continue }
                if environments[ask] == nil { order.append(ask) }
                let name = gate.environment.name
                if environments[ask]?.contains(name) != true { environments[ask, default: []].append(name) }
            }
        }
        // One block of lines for each role, so that each reader finds what is asked of them.
        let titles = order.map(\.role)
        let ranked = order.enumerated().sorted {
            let left = (titles.firstIndex(of: $0.element.role) ?? 0, $0.offset)
            let right = (titles.firstIndex(of: $1.element.role) ?? 0, $1.offset)
            return left < right
        }
        return ranked.map { ($0.element, environments[$0.element] ?? []) }
    }

    /// What blocking gaps ask and no gate does. A document to replace stands for its channel; the channels that one role
    /// hands over are one line.
    private var gapAsks: [(ask: Ask, environments: [String])] {
        let gaps = review.gaps.sorted().filter { gap in
            // What a plan, a scope or a matrix lacks is asked of its owner by the gate, in one line.
            gap.isBlocking && !gap.id.hasPrefix("criterion:")
                && (gateAsks.isEmpty || [.evidence, .dependency, .phrase].contains(gap.kind))
        }
        let paths = Set(gaps.filter { $0.id.hasPrefix("document:") }.map { $0.id.dropFirst("document:".count) })
        let replaced = Set(review.evidence.filter { paths.contains($0.path[...]) }.map(\.channel.name))
        var channels: [RoleID: [String]] = [:]
        for gap in gaps where gap.id.hasPrefix("evidence:") {
            let id = String(gap.id.dropFirst("evidence:".count))
            guard !replaced.contains(id) else { continue }
            channels[gap.owner, default: []].append(
                review.release.channels.first { $0.id.name == id }?.name ?? id)
        }
        var seen = Set(gateAsks.map(\.ask))
        return gaps.compactMap { gap in
            var words = gap.action
            if gap.id.hasPrefix("evidence:") {
                guard let names = channels.removeValue(forKey: gap.owner) else { return nil }
                words = "Hand over current exports for this revision: \(Wording.list(names))"
            } else if [.dependency, .phrase].contains(gap.kind) {
                // The summary says what is the matter with it.
                words = "\(Wording.ageless(gap.summary)): \(gap.action.prefix(1).lowercased() + gap.action.dropFirst())"
            }
            guard let ask = ask(roles.title(gap.owner), words, in: nil), seen.insert(ask).inserted else { return nil }
            return (ask, [])
        }
    }

    private func value(_ asked: (ask: Ask, environments: [String])) -> TemplateValue {
        let all = review.gates.map(\.environment.name)
        let isAboutAll = asked.environments.isEmpty || (asked.environments == all && all.count > 1)
        return .record([
            "role": .text(Wording.sentenceStart(asked.ask.role)), "action": .text(asked.ask.action),
            "is_sentence": .flag(asked.ask.isSentence),
            "environments": .optionalText(isAboutAll ? nil : Wording.list(asked.environments)),
        ])
    }

    /// The action as it reads behind its role; nil for what the order of the environments says already.
    private func ask(_ role: String, _ action: String, in environment: EnvironmentID?) -> Ask? {
        if review.gates.contains(where: { action == "Bring \($0.environment) to PROCEED first" }) { return nil }
        if let environment, action == "Review the promotion into \(environment) and approve or reject it" {
            return Ask(role: role, action: "reviews the promotion and approves or rejects it", isSentence: true)
        }
        var text = action[...]
        let handOver = "Hand over "
        if action.hasPrefix(handOver) {
            text = "the \(role.lowercased()) hands over \(action.dropFirst(handOver.count))"
        }
        while text.last == "." { text = text.dropLast() }
        let subject = "the \(role.lowercased()) "
        if text.lowercased().hasPrefix(subject) {
            return Ask(role: role, action: String(text.dropFirst(subject.count)), isSentence: true)
        }
        return Ask(role: role, action: String(text), isSentence: false)
    }

    /// Every answer that is not green, once for all environments that have it.
    private var openPoints: [TemplateValue] {
        struct Point: Hashable {
            var question: String
            var state: String
            var detail: String
            var owner: String
        }
        var order: [Point] = []
        var environments: [Point: [String]] = [:]
        for gate in review.gates {
            for finding in gate.findings where finding.state.rank >= 2 {
                let question = review.policy.criteria.first { $0.id == finding.criterion }?.question
                let point = Point(
                    question: question ?? finding.criterion.name, state: finding.state.rawValue,
                    detail: JudgementFields.detail(finding), owner: roles.title(finding.owner))
                if environments[point] == nil { order.append(point) }
                environments[point, default: []].append(gate.environment.name)
            }
        }
        return order.map { point in
            .record([
                "question": .text(point.question), "state": .text(point.state), "detail": .text(point.detail),
                "owner": .text(point.owner), "environments": .text(Wording.list(environments[point] ?? [])),
            ])
        }
    }

    private var evidenceProblems: [TemplateValue] {
        review.evidence.filter { $0.standing != .accepted }.map {
            .record([
                "channel": .text($0.channel.name), "path": .text($0.path),
                "standing": .text($0.standing.word.lowercased()),
            ])
        }
    }

    private var evidenceLine: String {
        let count = review.evidence.count
        let accepted = review.evidence.count { $0.standing == .accepted }
        guard count > 0 else { return "No document was given" }
        if accepted == count {
            return count == 1 ? "One document, and it counts" : "\(count) documents, and all of them count"
        }
        return "\(accepted) of \(count) documents count\(accepted == 1 ? "s" : "")"
    }

    /// The roles that say where they are reached.
    private var contacts: [TemplateValue] {
        review.release.approvalMatrix.roles.compactMap { role in
            role.contact.map { .record(["role": .text(roles.title(role.id)), "contact": .text($0)]) }
        }
    }
}
