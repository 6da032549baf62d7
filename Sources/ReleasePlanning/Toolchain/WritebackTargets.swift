package import ReleaseModel

/// The places that the drafts of a release are meant for.
package enum WritebackTargets {
    /// The container of Markdown files: the folder of drafts in the output.
    package static let fileContainer = "drafts"

    /// All targets of `release`, at least one of each kind: the declared ones, else the first evidence channel whose
    /// system can take the kind, else a Markdown file.
    ///
    /// One channel per kind is enough: the same page in two wikis would drift apart. Sorted by kind, then as declared.
    package static func derive(from release: Release) -> [WritebackTarget] {
        Draft.Kind.allCases.flatMap { kind in
            let declared = release.writebacks.filter { $0.kind == kind }
            guard declared.isEmpty else { return declared }
            let connectors = derivable[kind] ?? []
            let channel = release.channels.first { channel in
                ChannelProfile.connector(of: channel).map { connectors.contains($0.id) } ?? false
            }
            guard let channel, let connector = ChannelProfile.connector(of: channel) else {
                return [WritebackTarget(kind: kind, connector: "markdown", container: fileContainer)]
            }
            return [
                WritebackTarget(
                    kind: kind, connector: connector.id, container: DraftPlace.unnamed, location: channel.location)
            ]
        }
    }

    /// What is missing before the drafts of a release can be carried over: a target whose place nobody named.
    package static func gaps(of review: ReadinessReview) -> [Gap] {
        let roles = RoleDirectory(review)
        return derive(from: review.release).filter { $0.container == DraftPlace.unnamed }.map { target in
            let noun = DraftPlace.noun(of: target.connector)
            let title = ConnectorCatalog.connector(target.connector)?.title ?? target.connector.name
            return Gap(
                kind: .writeback, id: "writeback:\(target.kind.rawValue)",
                summary: "no \(noun) in \(title) is named for the \(target.kind.words) drafts",
                owner: DraftOwners.owner(of: target.kind, roles: roles),
                action: "name it under writebacks, as {kind: \(target.kind.rawValue), connector: \(target.connector), "
                    + "container: …}",
                environments: [], isBlocking: false, location: target.location)
        }
    }

    /// The systems that a team which reads them would also expect the draft in. A status page is left out: it speaks
    /// to the public, so a team must ask for it.
    private static let derivable: [Draft.Kind: [ConnectorID]] = [
        .ticket: [
            "jira", "jsm", "servicenow", "linear", "azure-devops", "github", "gitlab", "redmine", "rt",
        ],
        .docsPage: ["confluence", "notion", "mediawiki"],
        .comms: ["slack", "teams", "email", "matrix"],
    ]
}
