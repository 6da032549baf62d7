import ReleaseModel

/// What the protection of a branch asks for, whatever way the code host writes it.
///
/// nil means that the document does not say. Of several rules for one branch the strictest binds.
struct ProtectionRules {
    /// The facts that `add(to:)` may give.
    static let ids: [FactID] = [
        "protection.required_reviews", "protection.required_checks", "protection.code_owner_review",
        "protection.stale_approvals_dismissed", "protection.signed_commits", "protection.force_pushes",
        "protection.bypass_actors", "protection.admin_bypass",
    ]

    var requiredReviews: Int64?
    /// The names of the checks that must succeed.
    var requiredChecks: Set<String>?
    var isCodeOwnerReviewRequired: Bool?
    var areStaleApprovalsDismissed: Bool?
    var areSignaturesRequired: Bool?
    var areForcePushesAllowed: Bool?
    /// Who may pass the rules by, as text that tells them apart.
    var bypassActors: Set<String>?
    var canAdministratorsBypass: Bool?

    /// A branch that nothing protects: everybody passes.
    static let none = ProtectionRules(
        requiredReviews: 0, requiredChecks: [], isCodeOwnerReviewRequired: false, areStaleApprovalsDismissed: false,
        areSignaturesRequired: false, areForcePushesAllowed: true, bypassActors: nil, canAdministratorsBypass: true)

    /// Adds what is known, and what is not as unknown with `reason` before the names of what is missing.
    ///
    /// - Parameter ids: what such a document speaks of at all.
    func add(to reading: inout EvidenceReading, of ids: [FactID] = ProtectionRules.ids, missing reason: String) {
        if let count = requiredReviews {
            reading.facts.append(Fact("protection.required_reviews", .count(max(0, count))))
        }
        if let checks = requiredChecks { reading.count("protection.required_checks", checks.count) }
        let flags: [(FactID, Bool?)] = [
            ("protection.code_owner_review", isCodeOwnerReviewRequired),
            ("protection.stale_approvals_dismissed", areStaleApprovalsDismissed),
            ("protection.signed_commits", areSignaturesRequired),
            ("protection.force_pushes", areForcePushesAllowed),
            ("protection.admin_bypass", canAdministratorsBypass),
        ]
        for case (let id, let flag?) in flags { reading.facts.append(Fact(id, .flag(flag))) }
        if let actors = bypassActors { reading.count("protection.bypass_actors", actors.count) }
        let known = Set(reading.facts.map(\.id))
        let missing = ids.filter { !known.contains($0) }
        guard !missing.isEmpty else { return }
        let names = missing.map { String($0.name.dropFirst("protection.".count)) }.joined(separator: ", ")
        reading.giveUnknown(missing, "\(reason): \(names)")
    }
}
