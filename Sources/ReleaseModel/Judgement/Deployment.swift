/// The newest deployment of the release's revision to one environment: what a soak time counts from.
package struct Deployment: Hashable, Sendable {
    package enum State: String, Hashable, Sendable {
        case succeeded
        /// It failed, was rolled back, or ended in an incident.
        case failed
        /// It is under way, or the evidence that told of it is gone.
        case undecided
    }

    package var environment: EnvironmentID
    package var state: State
    /// When it came to that state; nil where nothing says.
    package var at: Instant?
    /// The document's path, or "the ledger".
    package var source: String

    package init(environment: EnvironmentID, state: State, at: Instant?, source: String) {
        self.environment = environment
        self.state = state
        self.at = at
        self.source = source
    }

    /// The channel whose pipeline runs are deployments: a run of it that is over and in which nothing failed deployed.
    package static let channel: ChannelID = "deployments"

    /// The newest deployment to `environment` that evidence or the ledger tells of; nil where neither does.
    ///
    /// Stale and withdrawn evidence still shows that a deployment took place; withdrawn evidence no longer says how it
    /// went. At the same instant the worse state counts.
    package static func newest(
        to environment: EnvironmentID, evidence: [JudgedEvidence], recorded: [Deployment]
    ) -> Deployment? {
        let told = evidence.compactMap { item -> Deployment? in
            guard item.environment == environment else { return nil }
            switch item.standing {
            case .accepted, .stale, .withdrawn: break
            case .rejected, .broken, .missing: return nil
            }
            return state(of: item).map {
                Deployment(environment: environment, state: $0, at: item.observedAt, source: item.path)
            }
        }
        let order = { (deployment: Deployment) -> (Int64, Int, String) in
            let severity = [State.succeeded, .undecided, .failed].firstIndex(of: deployment.state) ?? 0
            return (deployment.at?.milliseconds ?? .min, severity, deployment.source)
        }
        return (told + recorded.filter { $0.environment == environment }).max { order($0) < order($1) }
    }

    private static func state(of item: JudgedEvidence) -> State? {
        func count(_ fact: FactID) -> Int64? {
            guard case .count(let count)? = item.facts.first(where: { $0.id == fact })?.value else { return nil }
            return count
        }
        var isWithdrawn = false
        if case .withdrawn = item.standing { isWithdrawn = true }
        if let fact = item.facts.first(where: { $0.id == "deployment.succeeded" }) {
            guard !isWithdrawn, case .flag(let succeeded)? = fact.value else { return .undecided }
            return succeeded ? .succeeded : .failed
        }
        guard item.channel == channel, item.facts.contains(where: { $0.id == "ci.succeeded" }) else { return nil }
        guard !isWithdrawn, let succeeded = count("ci.succeeded"), let failed = count("ci.failed"),
            let pending = count("ci.pending")
        else { return .undecided }
        if failed > 0 { return .failed }
        return pending > 0 || succeeded == 0 ? .undecided : .succeeded
    }
}
