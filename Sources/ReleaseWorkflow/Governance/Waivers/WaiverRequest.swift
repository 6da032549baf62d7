import ReleaseAudit
import ReleaseEvaluation
package import ReleaseModel

/// A waiver as a person asks for it.
package struct WaiverRequest: Hashable, Sendable {
    package var criterion: CriterionID
    package var environments: [EnvironmentID]
    /// Whether it is for the subject whatever its revision; else for the release's own.
    package var isForAnyRevision: Bool
    package var owner: RoleID
    package var requester: PersonID
    package var reason: String
    package var ticket: String
    /// Nil means now.
    package var start: Instant?
    package var end: Instant
    /// Nil means one made from the content.
    package var id: WaiverID?

    package init(
        criterion: CriterionID, environments: [EnvironmentID], isForAnyRevision: Bool = false, owner: RoleID,
        requester: PersonID, reason: String, ticket: String, start: Instant? = nil, end: Instant, id: WaiverID? = nil
    ) {
        self.criterion = criterion
        self.environments = environments
        self.isForAnyRevision = isForAnyRevision
        self.owner = owner
        self.requester = requester
        self.reason = reason
        self.ticket = ticket
        self.start = start
        self.end = end
        self.id = id
    }

    /// The waiver, not approved yet, with the renewals that its predecessors make it.
    func waiver(in situation: Situation) throws(WorkflowFailure) -> Waiver {
        for environment in environments { _ = try StatedText.environment(environment, in: situation.release) }
        var waiver = Waiver(
            id: "", criterion: criterion, environments: environments.sorted(),
            revision: isForAnyRevision ? nil : situation.release.subject?.revision,
            owner: try StatedText.role(owner, in: situation.release).id,
            requester: try StatedText.person(requester, for: "--as"), approver: nil,
            reason: try StatedText.checked(reason, for: "--reason"),
            ticket: try StatedText.checked(ticket, for: "--ticket"), start: start ?? situation.asOf, end: end)
        waiver.renewals = renewals(of: waiver, in: situation)
        waiver.id = WaiverRequest.id(of: waiver)
        if let id { waiver.id = WaiverID(try StatedText.checked(id.name, for: "--id")) }
        return waiver
    }

    private func renewals(of waiver: Waiver, in situation: Situation) -> Int {
        let earlier = situation.release.waivers + situation.records.waivers
        let counts = WaiverRenewals.counts(
            of: earlier + [waiver], within: situation.playbook?.waiverMaximum ?? TimeAmount(seconds: 0)
        ) { $0.approver != nil }
        return counts[waiver] ?? 0
    }

    private static func id(of waiver: Waiver) -> WaiverID {
        let digest = ContentDigest(canonical: [
            "criterion": .string(waiver.criterion.name),
            "environments": .array(waiver.environments.map { .string($0.name) }),
            "revision": JSONValue(waiver.revision), "owner": .string(waiver.owner.name),
            "requester": .string(waiver.requester.name), "reason": .string(waiver.reason),
            "ticket": .string(waiver.ticket), "start": JSONValue(waiver.start), "end": JSONValue(waiver.end),
        ])
        return WaiverID("w-\(digest.short)")
    }
}
