package import ReleaseModel

/// Who may not approve, and why: whoever wrote, asked for or proved the change does not also judge it.
package struct SegregationOfDuties: Sendable {
    private let reasons: [String: String]
    private let resolver: IdentityResolver

    /// - Parameters:
    ///   - evidence: the accepted items; their producers are kept out.
    ///   - waivers: the open waivers; their requesters are kept out.
    package init(
        release: Release, evidence: [EvidenceItem], waivers: [Waiver], resolver: IdentityResolver
    ) {
        var reasons: [String: String] = [:]
        func exclude(_ identity: String, _ reason: String) {
            for person in resolver.people(identity) where reasons[person] == nil { reasons[person] = reason }
        }
        for author in release.initiative.authors { exclude(author.name, "is an author of the change") }
        if let requester = release.initiative.requester { exclude(requester.name, "asked for the release") }
        for item in evidence {
            if let producer = item.producer { exclude(producer, "produced the evidence \(item.path)") }
        }
        let paths = Set(evidence.map(\.path))
        for source in release.channels.flatMap(\.sources) where paths.contains(source.path) {
            if let producer = source.producer { exclude(producer.name, "produced the evidence \(source.path)") }
        }
        for waiver in waivers { exclude(waiver.requester.name, "asked for the waiver \"\(waiver.id)\"") }
        self.reasons = reasons
        self.resolver = resolver
    }

    /// Why `person` (a resolved identity) may not approve; nil where they may.
    package func reason(against person: String) -> String? {
        resolver.isBot(person) ? "is a bot" : reasons[person]
    }

    /// Why `person` may not approve, under any of the identities that the name may mean; nil where they may.
    package func obstacle(to person: PersonID) -> String? {
        (resolver.people(person.name).sorted() + [resolver.person(person)]).lazy.compactMap { reason(against: $0) }
            .first
    }

    /// One line for each excluded member of `roles`, sorted.
    package func lines(for roles: [RoleID]) -> [String] {
        let members = roles.reduce(into: Set<String>()) { $0.formUnion(resolver.members(of: $1)) }
        return members.compactMap { member in
            reason(against: member).map { "\(resolver.name(of: member)) \($0)" }
        }.sorted()
    }
}
