import ReleaseModel

/// Reads GitLab deployments: one, a list, or the deployment webhook.
///
/// The newest deployment counts. Only `success` is a success; `failed` and `canceled` are none; a blocked, created or
/// running deployment has no result. Approvals of a deployment are claims.
package enum GitLabDeploymentsReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "gitlab-deployments", title: "GitLab deployments", channel: "gitlab", facts: ["deployment.succeeded"],
        specification: "https://docs.gitlab.com/api/deployments/")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        if outline.shape == .jsonObject, outline.values["object_kind"] == "deployment" { return .certain }
        guard outline.shape == .jsonObject || outline.shape == .jsonArray else { return .no }
        return outline.has("iid", "sha", "status", "environment", "deployable") ? .certain : .no
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        let root = try document.tree()
        var reading = EvidenceReading()
        var newest: (time: Instant, deployment: LocatedValue)?
        for deployment in root.elements ?? [root] {
            guard let time = try time(of: deployment) else { throw deployment.missing("updated_at") }
            if newest.map({ $0.time < time }) ?? true { newest = (time, deployment) }
        }
        guard let newest else {
            reading.giveUnknown(format.facts, "the list is empty, so nothing was deployed")
            return reading
        }
        let deployment = newest.deployment
        reading.observedAt = newest.time
        reading.runID = try deployment.firstIdentifier("deployment_id", "id")
        reading.revision = try revision(of: deployment)
        if let environment = deployment["environment"] {
            reading.environment = environment.members == nil ? environment.string : try environment.text("name")
        }
        reading.producer = try deployment.object("user")?.text("username")
        add(status: try deployment.requiredText("status"), to: &reading)
        for approval in try deployment.array("approvals") ?? [] {
            guard let person = try approval.object("user")?.text("username") else { continue }
            let word = try approval.text("status") ?? "reviewed"
            reading.claims.append(
                ApprovalClaim(
                    identity: person, statement: "\(word) the deployment", at: try approval.instant("created_at")))
        }
        return reading
    }

    /// Adds what a deployment's status says of how it went.
    static func add(status: String, to reading: inout EvidenceReading) {
        switch status {
        case "success": reading.facts.append(Fact("deployment.succeeded", .flag(true)))
        case "failed", "canceled": reading.facts.append(Fact("deployment.succeeded", .flag(false)))
        default: reading.giveUnknown(format.facts, "the deployment is \"\(status.prefix(40))\" and has no result yet")
        }
    }

    private static func time(of deployment: LocatedValue) throws(EvidenceError) -> Instant? {
        try deployment.firstInstant("status_changed_at", "updated_at", "created_at")
    }

    /// The full commit; the webhook shows it only at the end of an address.
    private static func revision(of deployment: LocatedValue) throws(EvidenceError) -> String? {
        if let sha = try deployment.text("sha") { return sha }
        let last = try deployment.text("commit_url")?.split(separator: "/").last.map(String.init)
        if let last, last.utf8.count >= 40, JUnitAttributes.isRevision(last) { return last }
        return try deployment.text("short_sha")
    }
}
