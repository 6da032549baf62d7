import ReleaseModel

/// Reads GitHub deployments: the `deployment`, `deployment_status` and `deployment_review` webhooks, a deployment, one of
/// its statuses, and a list of them.
///
/// Only the state `success` of the newest status is a success; `failure` and `error` are none; everything else is not
/// decided yet or any more. A deployment alone has no state. Reviews of a deployment are claims.
package enum GitHubDeploymentsReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "github-deployments", title: "GitHub deployments", channel: "ci", facts: ["deployment.succeeded"],
        specification: "https://docs.github.com/en/rest/deployments/statuses")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        switch outline.shape {
        case .jsonObject:
            if outline.has("workflow_job") { return .no }
            if outline.nested["deployment"]?.contains("sha") == true { return .certain }
            if outline.has("workflow_run", "environment"), outline.has("reviewers") || outline.has("approver") {
                return .certain
            }
            if outline.has("state", "deployment_url", "created_at") { return .certain }
            return outline.has("sha", "environment", "statuses_url", "task") ? .certain : .no
        case .jsonArray:
            if outline.has("state", "deployment_url") { return .certain }
            return outline.has("sha", "environment", "statuses_url") ? .certain : .no
        default: return .no
        }
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        let root = try document.tree()
        if let elements = root.elements { return try list(elements) }
        if root.has("deployment_url") { return try list([root]) }
        if root.has("workflow_run") && !root.has("deployment") { return try review(root) }
        let deployment = try root.objectOrSelf("deployment")
        var reading = EvidenceReading(
            revision: try deployment.requiredText("sha"), environment: try deployment.text("environment"),
            runID: try deployment.identifier("id"), producer: try deployment.object("creator")?.text("login"),
            observedAt: try deployment.firstInstant("updated_at", "created_at"))
        if let status = try root.object("deployment_status") {
            if let time = try status.firstInstant("updated_at", "created_at") { reading.observedAt = time }
            if let environment = try status.text("environment") { reading.environment = environment }
            add(try status.requiredText("state"), to: &reading)
        } else {
            reading.giveUnknown(format.facts, "a deployment by itself has no state; its newest status has")
        }
        return reading
    }

    private static func list(_ elements: [LocatedValue]) throws(EvidenceError) -> EvidenceReading {
        var reading = EvidenceReading()
        var newest: (time: Instant, status: LocatedValue)?
        for status in elements {
            guard status.has("state") else {
                reading.giveUnknown(format.facts, "deployments by themselves have no state; their newest statuses have")
                return reading
            }
            guard let time = try status.instant("created_at") else { throw status.missing("created_at") }
            if newest.map({ $0.time < time }) ?? true { newest = (time, status) }
        }
        guard let newest else {
            reading.giveUnknown(format.facts, "the list is empty, so nothing was deployed")
            return reading
        }
        reading.environment = try newest.status.text("environment")
        reading.observedAt = newest.time
        reading.producer = try newest.status.object("creator")?.text("login")
        add(try newest.status.requiredText("state"), to: &reading)
        return reading
    }

    private static func review(_ root: LocatedValue) throws(EvidenceError) -> EvidenceReading {
        let run = try root.requiredObject("workflow_run")
        var reading = EvidenceReading(
            revision: try run.text("head_sha"), environment: try root.text("environment"),
            runID: try run.identifier("id"), observedAt: try root.instant("since"))
        reading.giveUnknown(format.facts, "a review of a deployment does not say how the deployment went")
        if let approver = try root.object("approver")?.text("login") {
            let action = try root.text("action") ?? "reviewed"
            reading.claims = [
                ApprovalClaim(identity: approver, statement: "\(action) the deployment", at: reading.observedAt)
            ]
        }
        return reading
    }

    private static func add(_ state: String, to reading: inout EvidenceReading) {
        switch state {
        case "success": reading.facts.append(Fact("deployment.succeeded", .flag(true)))
        case "failure", "error": reading.facts.append(Fact("deployment.succeeded", .flag(false)))
        case "inactive":
            reading.giveUnknown(format.facts, "the deployment is inactive: another has taken its place")
        default: reading.giveUnknown(format.facts, "the deployment is \"\(state.prefix(40))\" and has no result yet")
        }
    }
}
