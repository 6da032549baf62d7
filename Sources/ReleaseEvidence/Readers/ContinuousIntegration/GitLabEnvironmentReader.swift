import ReleaseModel

/// Reads one GitLab environment with its last deployment.
///
/// The list of environments shows no deployment, and says so. What runs in a stopped environment is nothing.
package enum GitLabEnvironmentReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "gitlab-environment", title: "GitLab environment", channel: "gitlab", facts: ["deployment.succeeded"],
        specification: "https://docs.gitlab.com/api/environments/")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        guard outline.shape == .jsonObject || outline.shape == .jsonArray else { return .no }
        guard outline.has("name", "slug", "external_url", "state") else { return .no }
        return outline.has("last_deployment") || outline.has("tier") ? .certain : .possible
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        let root = try document.tree()
        let environments = root.elements ?? [root]
        var reading = EvidenceReading()
        guard environments.count == 1, let environment = environments.first else {
            reading.giveUnknown(
                format.facts, "the list has \(environments.count) environments; a document about one is accepted")
            return reading
        }
        reading.environment = try environment.requiredText("name")
        if let tier = try environment.text("tier") { reading.note(.information, "its tier is \(tier.prefix(40))") }
        guard let deployment = try environment.object("last_deployment") else {
            reading.observedAt = try environment.firstInstant("updated_at", "created_at")
            reading.giveUnknown(
                format.facts,
                environment.has("last_deployment")
                    ? "nothing was deployed to the environment yet"
                    : "a list of environments shows no deployment; ask for the environment by its number")
            return reading
        }
        reading.revision = try deployment.requiredText("sha")
        reading.runID = try deployment.identifier("id")
        reading.producer = try deployment.object("user")?.text("username")
        reading.observedAt = [
            try deployment.firstInstant("updated_at", "created_at"),
            try deployment.object("deployable")?.firstInstant("finished_at", "started_at"),
        ].compactMap { $0 }.max()
        let state = try environment.requiredText("state")
        guard state == "available" else {
            reading.giveUnknown(
                format.facts, "the environment is \"\(state.prefix(40))\", so what was deployed last does not run there"
            )
            return reading
        }
        GitLabDeploymentsReader.add(status: try deployment.requiredText("status"), to: &reading)
        return reading
    }
}
