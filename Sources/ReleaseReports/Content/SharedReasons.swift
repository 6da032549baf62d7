import ReleaseModel

/// What holds the gates back and who acts, each said once with the environments it is about.
///
/// Four gates mostly wait for the same thing. Said four times, nobody reads it once.
struct SharedReasons {
    /// A line and the environments it is about.
    struct Line: Hashable, Sendable {
        var prose: Prose
        var environments: [String]
    }

    private let review: ReadinessReview
    private let names: ReportNames

    init(_ review: ReadinessReview, _ names: ReportNames) {
        self.review = review
        self.names = names
    }

    /// What blocks: what is RED first, then what is UNKNOWN, then what is no criterion.
    var blockers: [Prose] {
        let open = criteria
        let ordered = open.filter { $0.state == .red } + open.filter { $0.state != .red }
        return lines(of: ordered.map(line) + others)
    }

    /// What is waited for: approvals first, then dates, then the environments before.
    var waits: [Prose] {
        let earlier = waits { $0.kind == .previousEnvironment }
        return ownWaits + lines(of: earlier)
    }

    /// What is waited for, without the environments before, which the decisions tell already.
    var ownWaits: [Prose] {
        let approvals = grouped { gate in
            gate.waits.reduce(into: [ApprovalWait]()) { waits, next in
                guard next.kind == .approval, let role = next.role else { return }
                if let index = waits.firstIndex(where: { $0.until == next.until }) {
                    waits[index].roles.append(names.role(role))
                } else {
                    waits.append(ApprovalWait(roles: [names.role(role)], until: next.until))
                }
            }
        }
        let others = waits { $0.kind != .previousEnvironment && ($0.kind != .approval || $0.role == nil) }
        return lines(of: approvals.map { Line(prose: Prose($0.item.words), environments: $0.environments) } + others)
    }

    /// The steps of every gate's path to green, in order, each once.
    var path: [Prose] {
        lines(
            of: grouped { gate in
                gate.pathToGreen.map { Step(role: $0.role, action: placeless($0.action, gate.environment)) }
            }.map { Line(prose: names.acting($0.item.role, $0.item.action), environments: $0.environments) })
    }

    private struct Step: Hashable {
        var role: RoleID
        var action: String
    }

    private struct ApprovalWait: Hashable {
        var roles: [String]
        var until: Instant?

        var words: String {
            "approval by \(roles.joined(separator: ", "))" + (until.map { ", until \($0.minuteInUTC)" } ?? "")
        }
    }

    /// Criteria that are in the same state for the same reason in the same environments.
    private struct Blocker {
        var criteria: [String]
        var state: ReadinessState
        var reason: String
        var environments: [String]
    }

    private struct Reason: Hashable {
        var criterion: String
        var state: ReadinessState
        var text: String
        /// What other criteria may lack for the same reason; nil where nothing is shared.
        var cause: String?
    }

    private var criteria: [Blocker] {
        var blockers: [Blocker] = []
        var causes: [[String]: Int] = [:]
        for group in grouped({ gate in gate.blockers.compactMap { self.reason($0, in: gate) } }) {
            let reason = group.item
            if let cause = reason.cause {
                let key = [cause, reason.state.rawValue] + group.environments
                if let index = causes[key] {
                    blockers[index].criteria.append(reason.criterion)
                    blockers[index].reason = cause
                    continue
                }
                causes[key] = blockers.count
            }
            blockers.append(
                Blocker(
                    criteria: [reason.criterion], state: reason.state, reason: reason.text,
                    environments: group.environments))
        }
        return blockers
    }

    private var others: [Line] {
        grouped { gate in
            gate.blockers.filter { self.reason($0, in: gate) == nil }.map { self.placeless($0, gate.environment) }
        }.map { Line(prose: Prose($0.item), environments: $0.environments) }
    }

    private func reason(_ blocker: String, in gate: GateResult) -> Reason? {
        for finding in gate.findings where blocker.utf8.starts(with: finding.criterion.name.utf8) {
            let lead = "\(finding.criterion) is \(finding.state.rawValue): "
            guard blocker.hasPrefix(lead) else { continue }
            let text = placeless(String(blocker.dropFirst(lead.count)), gate.environment)
            return Reason(
                criterion: finding.criterion.name, state: finding.state, text: text,
                cause: finding.fact.flatMap { cause(of: text, $0) })
        }
        return nil
    }

    /// `evidence/tests.xml is STALE` from `tests.total is unknown: evidence/tests.xml is STALE`.
    private func cause(of text: String, _ fact: FactID) -> String? {
        let lead = "\(fact) is unknown: "
        guard text.hasPrefix(lead) else { return nil }
        return String(text.dropFirst(lead.count)).replacing("carries \"\(fact)\"", with: "carries their facts")
    }

    private func waits(where isWanted: (Wait) -> Bool) -> [Line] {
        grouped { gate in
            gate.waits.filter(isWanted).map { self.placeless(Verdict.words($0), gate.environment) }
        }.map { Line(prose: Prose($0.item), environments: $0.environments) }
    }

    /// The items of all gates in the order in which they first come, with the environments that have them.
    private func grouped<Item: Hashable>(_ items: (GateResult) -> [Item]) -> [(item: Item, environments: [String])] {
        var groups: [(item: Item, environments: [String])] = []
        var places: [Item: Int] = [:]
        for gate in review.gates {
            for item in items(gate) {
                if let index = places[item] {
                    guard groups[index].environments.last != gate.environment.name else { continue }
                    groups[index].environments.append(gate.environment.name)
                } else {
                    places[item] = groups.count
                    groups.append((item, [gate.environment.name]))
                }
            }
        }
        return groups
    }

    private func line(_ blocker: Blocker) -> Line {
        let verb = blocker.criteria.count == 1 ? " is " : " are "
        return Line(
            prose: .strong(blocker.criteria.joined(separator: ", ")) + Prose(verb) + .mark(blocker.state.mark)
                + Prose(": \(blocker.reason)"),
            environments: blocker.environments)
    }

    private func lines(of lines: [Line]) -> [Prose] {
        lines.map { line in
            if review.gates.count < 2 { return line.prose }
            let isEverywhere = line.environments.count == review.gates.count
            let place = isEverywhere ? "all environments" : line.environments.joined(separator: ", ")
            return line.prose + .muted(" (\(place))")
        }
    }

    /// The text without the name of the environment, which stands behind it.
    private func placeless(_ text: String, _ environment: EnvironmentID) -> String {
        [" for \(environment)", " into \(environment)", " \"\(environment)\""].reduce(text) { text, place in
            SharedReasons.removing(place, from: text)
        }
    }

    /// Removes `place` wherever no longer word continues it.
    private static func removing(_ place: String, from text: String) -> String {
        var output = ""
        var rest = text[...]
        while let range = rest.place(of: place) {
            output += rest[..<range.lowerBound]
            let isWhole = rest[range.upperBound...].first.map { !$0.isLetter && !$0.isNumber && $0 != "-" } ?? true
            if !isWhole { output += place }
            rest = rest[range.upperBound...]
        }
        return output + rest
    }
}
