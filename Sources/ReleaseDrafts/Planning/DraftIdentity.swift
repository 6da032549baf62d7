import ReleaseAudit
package import ReleaseModel

/// What makes a draft the same draft over edits, and what makes its content the same content.
package enum DraftIdentity {
    /// `rg1-` and 20 hex digits: SHA-256 over the RFC 8785 form of connector, container, initiative and artefact, cut
    /// after 10 bytes. The text of the draft has no part in it.
    package static func key(
        connector: ConnectorID, container: String, initiative: String, artefact: String
    ) -> DraftKey {
        let digest = ContentDigest(
            canonical: [
                "v": 1, "connector": .string(connector.name), "container": .string(container),
                "initiative": .string(initiative), "artifact": .string(artefact),
            ])
        return DraftKey("rg1-\(digest.hexadecimal.prefix(20))")
    }

    /// SHA-256 over the RFC 8785 form of what a reader approves: kind, artefact, title, body, approvers, tier, and the
    /// settings of its target where there are any, because they say who gets it. Whether it is created or updated has no
    /// part in it.
    package static func contentDigest(
        kind: Draft.Kind, artefact: String, title: String, body: String, approverRoles: [RoleID], tier: Draft.Tier,
        settings: [String: String] = [:]
    ) -> ContentDigest {
        var members: [JSONValue.Member] = [
            .init("v", 1), .init("kind", .string(kind.rawValue)), .init("artifact", .string(artefact)),
            .init("title", .string(title)), .init("body", .string(body)),
            .init("approver_roles", .array(approverRoles.map { .string($0.name) })),
            .init("tier", .string(tier.rawValue)),
        ]
        if !settings.isEmpty { members.append(.init("settings", canonical(settings))) }
        return ContentDigest(canonical: .object(members))
    }

    /// Settings as an object, sorted by name.
    static func canonical(_ settings: [String: String]) -> JSONValue {
        .object(settings.sorted { $0.key < $1.key }.map { JSONValue.Member($0.key, .string($0.value)) })
    }
}
