import ReleaseModel

/// Reads what the watched signals say today out of the accepted evidence.
///
/// A signal's limits are words for people. Its colour comes from the gate's finding about the same fact, so control
/// and gates can never disagree about one number. A signal without a fact is a manual check: it speaks through a signed
/// statement of its own name (fact `signoff.<id>`).
struct SignalReader {
    let review: ReadinessReview

    let roles: RoleDirectory

    /// The environments that evidence shows as deployed, whatever became of it.
    let deployed: Set<EnvironmentID>

    /// What a signal says.
    struct Reading {
        var watched: ControlPlan.WatchedSignal
        /// Whether it gives a reading for every environment that it has to.
        var speaks: Bool
        /// Whether it has to speak at all.
        var isDue: Bool
    }

    /// Reads `signal` for the environments of `kinds`; for all environments where none has such a kind.
    ///
    /// It has to speak for the deployed environment that stands nearest to production, else for the last of `kinds`, and
    /// for every environment that it once spoke for. A manual check is due when something is deployed that it can check:
    /// before that it is not applicable, and says so.
    func read(_ signal: ControlPolicy.Signal, kinds: [Environment.Kind]) -> Reading {
        let scope = review.release.scope.environments
        let matching = scope.filter { kinds.contains($0.kind) }
        let environments = (matching.isEmpty ? scope : matching).map(\.id)
        let fact = signal.fact ?? FactID("signoff.\(signal.id)")
        let asked = environments.last(where: deployed.contains) ?? environments.last
        var states: [ReadinessState] = []
        var texts: [String] = []
        var missing: [EnvironmentID] = []
        for environment in environments {
            if let found = newest(fact, in: environment) {
                let (state, text) = judge(found, fact: fact, in: environment)
                states.append(state)
                if !texts.contains(text) { texts.append(text) }
            } else if environment == asked || isKnown(fact, in: environment) {
                missing.append(environment)
            }
        }
        guard !states.isEmpty else {
            let isDue = signal.fact != nil || environments.contains(where: deployed.contains)
            return isDue ? silent(signal, fact: fact) : notDue(signal)
        }
        if !missing.isEmpty {
            states.append(.unknown)
            texts.append("silent for \(missing.map(\.name).joined(separator: ", "))")
        }
        return Reading(
            watched: ControlPlan.WatchedSignal(
                signal: signal, state: ColourMachine.worst(states), reading: texts.joined(separator: "; ")),
            speaks: missing.isEmpty, isDue: true)
    }

    private func notDue(_ signal: ControlPolicy.Signal) -> Reading {
        let owner = roles.the(signal.owner)
        return Reading(
            watched: ControlPlan.WatchedSignal(
                signal: signal, state: .notApplicable,
                reading: "not due: nothing of this phase is deployed that \(owner) could check"),
            speaks: false, isDue: false)
    }

    /// Reports whether a document about `environment` itself names `fact`, whether or not the document counts today.
    private func isKnown(_ fact: FactID, in environment: EnvironmentID) -> Bool {
        review.evidence.contains { item in
            item.environment == environment && item.facts.contains { $0.id == fact }
        }
    }

    private struct Found {
        var value: FactValue
        var path: String
        var observedAt: Instant?
    }

    private func silent(_ signal: ControlPolicy.Signal, fact: FactID) -> Reading {
        let owner = roles.the(signal.owner)
        let reading =
            signal.fact == nil
            ? "silent: no signed statement \"\(signal.id)\"; \(owner) checks and signs"
            : "silent: no accepted evidence holds \"\(fact)\"; \(owner) supplies it"
        return Reading(
            watched: ControlPlan.WatchedSignal(signal: signal, state: .unknown, reading: reading), speaks: false,
            isDue: true)
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
