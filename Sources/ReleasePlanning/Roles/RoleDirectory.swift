package import ReleaseModel

/// The roles that a release and its policy speak of, and how people say them.
///
/// A plan addresses roles that somebody has named; only the release manager is always there, because every release has
/// someone who asks for it.
package struct RoleDirectory: Hashable, Sendable {
    /// The role that owns whatever no other role owns.
    package static let releaseManager: RoleID = "release-manager"

    private let titles: [RoleID: String]
    private let known: Set<RoleID>

    /// The directory of everything that `review` names.
    package init(_ review: ReadinessReview) {
        let release = review.release
        let policy = review.policy
        var known: Set<RoleID> = []
        known.formUnion(release.approvalMatrix.roles.map(\.id))
        known.formUnion(release.approvalMatrix.rules.flatMap(\.requirement.roles))
        known.formUnion(policy.criteria.map(\.owner))
        known.formUnion(policy.control.signals.map(\.owner))
        known.formUnion(release.channels.compactMap(\.owner))
        known.formUnion(release.scope.environments.compactMap(\.owner))
        known.formUnion(release.rollbackPlan.steps.compactMap(\.owner))
        if let owner = release.rollbackPlan.decisionOwner { known.insert(owner) }
        for playbook in policy.playbooks {
            known.formUnion(playbook.approvalRequirement?.roles ?? [])
            known.formUnion(playbook.escalation.map(\.role))
        }
        self.known = known
        self.titles = Dictionary(
            release.approvalMatrix.roles.map { ($0.id, $0.title) }, uniquingKeysWith: { first, _ in first })
    }

    /// The name of `role` as people say it: the matrix's title, else the words of the id, such as `QA lead`.
    package func title(of role: RoleID) -> String {
        if let title = titles[role], !title.isEmpty { return title }
        return role.words
    }

    /// "the SRE lead", for use inside a sentence.
    package func the(_ role: RoleID) -> String { "the " + title(of: role) }

    /// The first of `candidates` that the release or its policy names; the release manager where it names none.
    package func choose(_ candidates: RoleID?...) -> RoleID {
        candidates.compactMap { $0 }.first { known.contains($0) } ?? RoleDirectory.releaseManager
    }

    /// `titles` of several roles: "the QA lead", "the QA lead and the SRE lead".
    package func list(_ roles: [RoleID]) -> String { RoleDirectory.list(roles.map(the)) }

    /// `words` as a list in a sentence: "a", "a and b", "a, b and c".
    package static func list(_ words: [String]) -> String {
        guard words.count > 1, let last = words.last else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " and " + last
    }
}
