package import ReleaseModel

/// Lays out the five layers of one release: which system is read, which gets drafts, who passes what to whom.
///
/// A system can stand in both lanes: Jira, say, gives evidence in intake and validation, and is a target of drafts in
/// draft update and writeback. The layout then says so for each lane, because each needs its own, smallest permission.
package enum ToolchainPlanner {
    /// The layout for `review`: layers in their order, connectors by id.
    package static func layout(for review: ReadinessReview) -> ToolchainLayout {
        let use = ToolchainUse(review)
        return ToolchainLayout(
            layers: LayerPlanner(use: use).plans, connectors: use.connectorIDs.map { plan(of: $0, use: use) })
    }

    private static func plan(of id: ConnectorID, use: ToolchainUse) -> ToolchainLayout.ConnectorPlan {
        let channels = use.channels(of: id)
        let targets = use.targets.filter { $0.connector == id }
        var connector = use.connector(id)
        var layers: [ToolchainLayout.Layer] = []
        var handOffs: [String] = []
        let isRead = !channels.isEmpty
        if isRead {
            layers += [.intake, .validation]
            if use.isHeardInApproval(id) { layers.append(.approval) }
            handOffs += channels.map { readHandOff($0, use: use) }
        }
        if !targets.isEmpty {
            layers += [.draftUpdate, .writeback]
            for kind in Draft.Kind.allCases {
                handOffs += writeHandOffs(targets.filter { $0.kind == kind }, kind, connector: connector, use: use)
            }
        }
        let readDown = channels.first.map { whenReadDown($0, use: use) } ?? ""
        if isRead && targets.isEmpty {
            if connector.access == .writeCapable {
                connector.accessReason =
                    "read-only in this release: it gives evidence and no draft is meant for it; "
                    + "it could take drafts, because \(lowercasedFirst(connector.accessReason))"
            }
            connector.access = .readOnly
            connector.tier = nil
            connector.draftKinds = []
            connector.leastPermission = ConnectorCatalog.readPermission(of: id)
            connector.whenDown = readDown
        } else if isRead {
            connector.accessReason =
                "read lane: a person exports evidence with a read-only account; write lane: "
                + lowercasedFirst(connector.accessReason)
            connector.leastPermission =
                "read lane: \(ConnectorCatalog.readPermission(of: id)); write lane: \(connector.leastPermission)"
            connector.whenDown = "read lane: \(readDown); write lane: \(lowercasedFirst(connector.whenDown))"
        }
        if !targets.isEmpty {
            connector.draftKinds = Draft.Kind.allCases.filter { kind in targets.contains { $0.kind == kind } }
        }
        let owner =
            channels.first.map { ChannelProfile.owner(of: $0, in: use.review) }
            ?? targets.first.map { use.owner(of: $0.kind) } ?? RoleDirectory.releaseManager
        return ToolchainLayout.ConnectorPlan(
            connector: connector, layers: ToolchainLayout.Layer.allCases.filter(layers.contains), owner: owner,
            handOff: handOffs.joined(separator: "; "))
    }

    private static func readHandOff(_ channel: EvidenceChannel, use: ToolchainUse) -> String {
        let owner = ChannelProfile.owner(of: channel, in: use.review)
        let document = ChannelProfile.profile(of: channel.id).document
        let passes =
            owner == RoleDirectory.releaseManager
            ? "\(use.roles.the(owner)) exports \(document)"
            : "\(use.roles.the(owner)) passes \(document) to \(use.roles.the(RoleDirectory.releaseManager)), who"
        let lists = owner == RoleDirectory.releaseManager ? "and lists it" : "lists it"
        return "read: \(passes) \(lists) under evidence_channels"
    }

    /// One line for all places that are named, and one for those that are not.
    private static func writeHandOffs(
        _ targets: [WritebackTarget], _ kind: Draft.Kind, connector: Connector, use: ToolchainUse
    ) -> [String] {
        let owner = use.owner(of: kind)
        let named = targets.filter { $0.container != DraftPlace.unnamed }.map(\.container)
        var handOffs: [String] = []
        if !named.isEmpty {
            let place = "\(connector.title) (\(PlaceList.words(named)))"
            handOffs.append(writeHandOff(kind, of: owner, into: place, isFile: connector.tier == .fileOnly, use: use))
        }
        if named.count < targets.count {
            let place = "\(connector.title), in the place that \(use.roles.the(owner)) names under writebacks"
            handOffs.append(writeHandOff(kind, of: owner, into: place, isFile: connector.tier == .fileOnly, use: use))
        }
        return handOffs
    }

    private static func writeHandOff(
        _ kind: Draft.Kind, of owner: RoleID, into place: String, isFile: Bool, use: ToolchainUse
    ) -> String {
        let manager = use.roles.the(RoleDirectory.releaseManager)
        let reviewed =
            owner == RoleDirectory.releaseManager
            ? "\(manager) has the \(kind.words) draft approved and"
            : "\(manager) passes the \(kind.words) draft to \(use.roles.the(owner)), who has it approved and"
        return isFile
            ? "write: \(reviewed) takes the file over into \(place) by hand"
            : "write: \(reviewed) takes it over as a draft into \(place)"
    }

    /// What counts while a read system is down, with this release's own limit.
    private static func whenReadDown(_ channel: EvidenceChannel, use: ToolchainUse) -> String {
        let policy = use.review.policy.lifetime(of: channel.id, for: use.review.risk.riskClass)
        let limit = [policy, channel.timeToLive].compactMap { $0 }.min()
        let owner = use.roles.the(ChannelProfile.owner(of: channel, in: use.review))
        guard let limit else {
            return "the last export keeps counting, because the policy sets it no time-to-live; \(owner) exports "
                + "again when it is back"
        }
        return "the last export counts for \(limit) from the time it was observed; after that its facts are UNKNOWN "
            + "and block until \(owner) exports again"
    }
}

/// `text` with its first letter in lower case, unless it is a name in capitals such as `PagerDuty` or `API`.
func lowercasedFirst(_ text: String) -> String {
    guard let first = text.first, let second = text.dropFirst().first else { return text }
    let word = text.prefix { $0 != " " }
    guard second.isLowercase || second == " ", !word.dropFirst().contains(where: \.isUppercase) else { return text }
    return first.lowercased() + text.dropFirst()
}

extension Draft.Kind {
    /// As people say it inside a sentence.
    var words: String {
        switch self {
        case .ticket: "ticket"
        case .docsPage: "docs page"
        case .comms: "comms"
        }
    }
}
