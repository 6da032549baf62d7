import ReleaseModel

/// How long an environment is watched before the next promotion, counted from its newest deployment.
///
/// Whether the time is over is UNKNOWN where nothing tells of a deployment of this revision, or where it has no result:
/// then the next promotion waits for the one who knows.
enum SoakTime {
    /// A soak time that is not over.
    struct Open: Hashable, Sendable {
        /// The environment that is watched.
        var environment: EnvironmentID
        /// What is waited for.
        var text: String
        /// What its owner does.
        var action: String
        /// When the next gate opens; nil where nobody knows.
        var opensAt: Instant?
    }

    /// The soak time of `environment` as it stands; nil where the class asks for none, or where it is over.
    static func open(after environment: EnvironmentID, _ context: CriterionContext) -> Open? {
        guard let kind = context.release.scope.environments.first(where: { $0.id == environment })?.kind,
            let playbook = context.playbook, let soak = playbook.soakTimes[kind], soak.seconds > 0
        else { return nil }
        let rule = "class \(playbook.riskClass.rawValue) watches it for \(soak) first"
        let promote = "Promote \(environment), and hand over the record of the deployment or record its outcome"
        guard let deployment = context.deployment(to: environment), let at = deployment.at else {
            let revision = context.release.subject?.revision.map { " of \($0.prefix(12))" } ?? ""
            return Open(
                environment: environment,
                text:
                    "UNKNOWN whether \(environment) was promoted: no deployment\(revision) to it is on record; \(rule)",
                action: promote, opensAt: nil)
        }
        let what = "the deployment to \(environment) at \(at.minuteInUTC) (\(deployment.source))"
        switch deployment.state {
        case .undecided:
            return Open(
                environment: environment, text: "UNKNOWN how \(what) went: it has no result; \(rule)", action: promote,
                opensAt: nil)
        case .failed:
            return Open(
                environment: environment, text: "\(what) did not succeed; \(rule)", action: promote, opensAt: nil)
        case .succeeded:
            let opensAt = at + soak
            guard context.asOf < opensAt else { return nil }
            return Open(
                environment: environment, text: "\(what) is watched for \(soak); opens at \(opensAt.minuteInUTC)",
                action: "Watch \(environment) until \(opensAt.minuteInUTC)", opensAt: opensAt)
        }
    }
}
