package import ReleaseModel

/// Every draft that can be planned, and when.
///
/// A visible list: a new draft is one template and one line here.
package enum DraftCatalog {
    /// One artefact.
    package struct Entry: Sendable {
        /// The artefact's and the template's name.
        package var artefact: String
        /// The kind of target it is for.
        package var kind: Draft.Kind
        /// The role that usually approves it, where the approval matrix has no rule for its kind.
        package var defaultApprover: RoleID
        /// Why that role.
        package var defaultReason: String
        /// The role that hands it on.
        package var author: RoleID
        /// Whether the release needs it.
        var applies: @Sendable (ReadinessReview) -> Bool
    }

    /// In the order in which a release manager reads them.
    package static let all: [Entry] = [
        Entry(
            artefact: "change-ticket", kind: .ticket, defaultApprover: "release-manager",
            defaultReason: "the release manager answers for the change record", author: "release-manager",
            applies: { _ in true }),
        Entry(
            artefact: "waiver-expiry", kind: .ticket, defaultApprover: "release-manager",
            defaultReason: "the release manager keeps the list of exceptions", author: "release-manager",
            applies: { $0.waivers.contains { $0.endsSoon && $0.refusal == nil } }),
        Entry(
            artefact: "post-implementation-review", kind: .ticket, defaultApprover: "release-manager",
            defaultReason: "the release manager closes the review that an override owes", author: "release-manager",
            applies: { !$0.overrides.isEmpty }),
        Entry(
            artefact: "readiness-page", kind: .docsPage, defaultApprover: "service-owner",
            defaultReason: "the service owner answers for what the docs say about the service",
            author: "release-manager", applies: { _ in true }),
        Entry(
            artefact: "rollback-runbook", kind: .docsPage, defaultApprover: "service-owner",
            defaultReason: "the service owner answers for the way back", author: "service-owner",
            applies: { !$0.release.rollbackPlan.isEmpty }),
        Entry(
            artefact: "release-notes", kind: .docsPage, defaultApprover: "service-owner",
            defaultReason: "the service owner answers for what users are told", author: "service-owner",
            applies: { review in
                review.release.scope.isCustomerFacing == true || mentions(["doc", "note"], review)
            }),
        Entry(
            artefact: "announcement", kind: .comms, defaultApprover: "comms-lead",
            defaultReason: "the comms lead answers for what leaves the team", author: "release-manager",
            applies: { _ in true }),
        Entry(
            artefact: "support-brief", kind: .comms, defaultApprover: "comms-lead",
            defaultReason: "the comms lead answers for what support tells customers", author: "service-owner",
            applies: { review in
                review.release.scope.isCustomerFacing == true || mentions(["support"], review)
            }),
        Entry(
            artefact: "escalation-notice", kind: .comms, defaultApprover: "release-manager",
            defaultReason: "the release manager decides whom a hold is escalated to", author: "release-manager",
            applies: { $0.decision != .proceed }),
    ]

    /// The entry of an artefact; nil where there is none of the name.
    package static func entry(_ artefact: String) -> Entry? { all.first { $0.artefact == artefact } }

    private static func mentions(_ words: [String], _ review: ReadinessReview) -> Bool {
        review.release.scope.artefacts.contains { artefact in
            words.contains { artefact.lowercased().contains($0) }
        }
    }
}
