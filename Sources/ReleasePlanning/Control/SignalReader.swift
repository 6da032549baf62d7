import ReleaseModel

/// Reads what the watched signals say today out of the accepted evidence.
///
/// A signal's limits are words for people. Its colour comes from the gate's finding about the same fact, so control
/// and gates can never disagree about one number. A signal without a fact is a manual check: it speaks through a signed
/// statement of its own name (fact `signoff.<id>`).
struct SignalReader {
    let review: ReadinessReview

    /// A signal's reading; `speaks` tells whether there is one at all.
    struct Reading {
        var watched: ControlPlan.WatchedSignal
        var speaks: Bool
    }

    /// Reads `signal` for the environments of `kinds`; for all environments where none has such a kind.
    func read(_ signal: ControlPolicy.Signal, kinds: [Environment.Kind]) -> Reading {
        let scope = review.release.scope.environments
        let matching = scope.filter { kinds.contains($0.kind) }
        let environments = (matching.isEmpty ? scope : matching).map(\.id)
        let fact = signal.fact ?? FactID("signoff.\(signal.id)")
        let readings = environments.map { environment in
            (environment, newest(fact, in: environment))
        }
        let heard = readings.compactMap { environment, found in found.map { (environment, $0) } }
        guard !heard.isEmpty else { return silent(signal, fact: fact) }
        var states: [ReadinessState] = []
        var texts: [String] = []
        for (environment, found) in heard {
            let (state, text) = judge(found, fact: fact, in: environment)
            states.append(state)
            if !texts.contains(text) { texts.append(text) }
        }
        let missing = readings.filter { $0.1 == nil }.map(\.0.name)
        if !missing.isEmpty {
            states.append(.unknown)
            texts.append("silent for \(missing.joined(separator: ", "))")
        }
        return Reading(
            watched: ControlPlan.WatchedSignal(
                signal: signal, state: ColourMachine.worst(states), reading: texts.joined(separator: "; ")),
            speaks: missing.isEmpty)
    }

    private struct Found {
        var value: FactValue
        var path: String
        var observedAt: Instant?
    }

    private func silent(_ signal: ControlPolicy.Signal, fact: FactID) -> Reading {
        let owner = RoleDirectory(review).the(signal.owner)
        let reading =
            signal.fact == nil
            ? "silent: no signed statement \"\(signal.id)\"; \(owner) checks and signs"
            : "silent: no accepted evidence holds \"\(fact)\"; \(owner) supplies it"
        return Reading(
            watched: ControlPlan.WatchedSignal(signal: signal, state: .unknown, reading: reading), speaks: false)
    }

    /// The newest accepted value of `fact` for `environment`. Of equally new documents the first by path counts, and a
    /// document that knows the fact to be unknown silences older ones.
    private func newest(_ fact: FactID, in environment: EnvironmentID) -> Found? {
        let candidates = review.evidence.filter { item in
            item.standing == .accepted && (item.environment == nil || item.environment == environment)
                && item.facts.contains { $0.id == fact }
        }
        let newest = candidates.min { left, right in
            let leftTime = left.observedAt?.milliseconds ?? .min
            let rightTime = right.observedAt?.milliseconds ?? .min
            return leftTime == rightTime ? left.path < right.path : leftTime > rightTime
        }
        guard let newest, let value = newest.facts.first(where: { $0.id == fact })?.value else { return nil }
        return Found(value: value, path: newest.path, observedAt: newest.observedAt)
    }

    private func judge(
        _ found: Found, fact: FactID, in environment: EnvironmentID
    ) -> (ReadinessState, String) {
        let when = found.observedAt.map { " at \($0.minuteInUTC)" } ?? ""
        let text = "\(found.value.display)\(when) (\(found.path))"
        let findings = review.gates.filter { $0.environment == environment }.flatMap(\.findings)
            .filter { $0.fact == fact && $0.state != .notApplicable }
        // A waiver lets a gate pass; it does not make a signal quieter.
        if !findings.isEmpty { return (ColourMachine.worst(findings.map(\.unwaivedState)), text) }
        if fact.name.hasPrefix("signoff."), case .flag(let isGiven) = found.value {
            return (isGiven ? .green : .red, text)
        }
        return (.unknown, text + ", which no criterion judges: its owner compares it with the limits")
    }
}
