import ReleaseModel

/// Writes the five layers of a release in words.
struct LayerPlanner {
    let use: ToolchainUse

    private var roles: RoleDirectory { use.roles }
    private var manager: RoleID { RoleDirectory.releaseManager }

    /// In the order of `ToolchainLayout.Layer`.
    var plans: [ToolchainLayout.LayerPlan] { ToolchainLayout.Layer.allCases.map(plan) }

    private func plan(_ layer: ToolchainLayout.Layer) -> ToolchainLayout.LayerPlan {
        switch layer {
        case .intake:
            ToolchainLayout.LayerPlan(
                layer: layer,
                purpose: "collect the decision evidence; every system here is read-only, and people export from it",
                connectors: use.readConnectors, owner: manager, handOff: intakeHandOff)
        case .validation:
            ToolchainLayout.LayerPlan(
                layer: layer,
                purpose: "check subject, environment, age and digest of every document, then judge each gate's criteria"
                    + "; the same read-only systems, nothing is written",
                connectors: use.readConnectors, owner: manager, handOff: validationHandOff)
        case .draftUpdate:
            ToolchainLayout.LayerPlan(
                layer: layer,
                purpose: "prepare or update one draft per target; nothing is published, sent, moved or approved",
                connectors: use.writeConnectors, owner: manager, handOff: draftHandOff)
        case .approval:
            ToolchainLayout.LayerPlan(
                layer: layer,
                purpose: "people in roles vote on a digest of a gate or a draft; a timeout never approves",
                connectors: use.readConnectors.filter(use.isHeardInApproval), owner: approvers.first ?? manager,
                handOff: approvalHandOff)
        case .writeback:
            ToolchainLayout.LayerPlan(
                layer: layer,
                purpose: "a person takes an approved draft over into its target; write-capable for drafts only",
                connectors: use.writeConnectors, owner: manager, handOff: writebackHandOff)
        }
    }

    private var intakeHandOff: String {
        let channels = use.review.release.channels
        guard !channels.isEmpty else {
            return "no evidence channel is declared; \(roles.the(manager)) names at least one under evidence_channels"
        }
        var owners: [RoleID] = []
        var names: [RoleID: [String]] = [:]
        for channel in channels {
            let owner = ChannelProfile.owner(of: channel, in: use.review)
            if names[owner] == nil { owners.append(owner) }
            names[owner, default: []].append(channel.name)
        }
        let parts = owners.map { owner in
            let list = RoleDirectory.list(names[owner] ?? [])
            return owner == manager
                ? "\(roles.the(owner)) exports \(list)"
                : "\(roles.the(owner)) passes the exports of \(list) to \(roles.the(manager))"
        }
        return parts.joined(separator: "; ") + bothLanes
    }

    /// Names the systems that stand in both lanes.
    private var bothLanes: String {
        let both = use.readConnectors.filter(use.writeConnectors.contains).map { use.connector($0).title }
        guard !both.isEmpty else { return "" }
        let verb = both.count == 1 ? "is" : "are"
        return "; \(RoleDirectory.list(both)) \(verb) read here and written to only in the draft update and writeback "
            + "layers, with another permission"
    }

    private var validationHandOff: String {
        let returned = use.review.release.channels.compactMap { channel -> String? in
            let bad = use.review.evidence.filter { $0.channel == channel.id && $0.standing != .accepted }
            guard let first = bad.first else { return nil }
            let more = bad.count > 1 ? " and \(bad.count - 1) more" : ""
            let owner = roles.the(ChannelProfile.owner(of: channel, in: use.review))
            return "\(channel.name) to \(owner) (\(first.standing.word)\(more))"
        }
        let back =
            returned.isEmpty
            ? "\(roles.the(manager)) passes a document that does not count back to its owner (none today)"
            : "\(roles.the(manager)) passes back \(returned.joined(separator: ", "))"
        return back + "; the judged scorecard goes to " + (approvers.isEmpty ? "the approvers" : roles.list(approvers))
    }

    private var draftHandOff: String {
        var seen: Set<String> = []
        let parts = use.targets.map { target in
            let title = use.connector(target.connector).title
            return "the \(target.kind.words) draft for \(title) to \(roles.the(use.owner(of: target.kind)))"
        }.filter { seen.insert($0).inserted }
        return "\(roles.the(manager)) passes \(RoleDirectory.list(parts)), each with its digest, its approver role and "
            + "what makes it need another review"
    }

    private var approvers: [RoleID] {
        let gate = use.review.gates.first { $0.approval.requirement != nil && $0.decision != .proceed }
        let gates = [gate].compactMap { $0 } + use.review.gates.reversed()
        return gates.first { $0.approval.requirement != nil }?.approval.requirement?.roles ?? []
    }

    private var approvalHandOff: String {
        let playbook = use.review.policy.playbook(for: use.review.risk.riskClass)
        let asks =
            approvers.isEmpty
            ? "no gate of this class asks for a vote; drafts are approved by their approver roles"
            : "\(roles.the(manager)) asks \(roles.list(approvers)) for a vote on the digest, with a reason"
        let steps = (playbook?.escalation ?? []).map { "after \($0.after) it passes to \(roles.the($0.role))" }
        let timeout = playbook.map { ["after \($0.approvalTimeout) without an answer it is rejected"] } ?? []
        let claims = use.readConnectors.filter { $0 != "sign-off" && use.isHeardInApproval($0) }
            .map { use.connector($0).title }
        let heard =
            claims.isEmpty
            ? [] : ["approvals seen in \(RoleDirectory.list(claims)) are claims to look at and never votes"]
        return ([asks] + steps + timeout + heard).joined(separator: "; ")
    }

    private var writebackHandOff: String {
        let tiers = Draft.Tier.allCases.compactMap { tier -> String? in
            let titles = use.writeConnectors.map(use.connector).filter { $0.tier == tier }.map(\.title)
            guard !titles.isEmpty else { return nil }
            let list = RoleDirectory.list(titles)
            switch tier {
            case .unpublished: return "in \(list) it stays unpublished until that person publishes it"
            case .inert: return "in \(list) it is an inert record until that person moves it on"
            case .fileOnly: return "for \(list) it stays a file, because there is no draft state to put it in"
            }
        }
        let owners = Draft.Kind.allCases.map(use.owner).reduce(into: [RoleID]()) { list, role in
            if !list.contains(role) { list.append(role) }
        }
        let carries = owners.count == 1 ? "takes" : "take"
        return "after approval \(roles.list(owners)) \(carries) the draft over: " + tiers.joined(separator: "; ")
    }
}
