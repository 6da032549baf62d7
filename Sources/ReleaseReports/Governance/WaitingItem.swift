package import ReleaseModel

/// Something that waits for people, and how it goes on.
package struct WaitingItem: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        case gate, draft, waiver
        case overrideReview = "override_review"
    }

    package var kind: Kind
    /// Such as `gate:production`.
    package var subject: String
    package var title: String
    /// Who is asked at present.
    package var roles: [RoleID]
    /// Nil where nobody asked yet.
    package var since: Instant?
    package var course: WaitCourse?
    /// What happens next and when, in words.
    package var then: String

    package init(
        kind: Kind, subject: String, title: String, roles: [RoleID], since: Instant?, course: WaitCourse?, then: String
    ) {
        self.kind = kind
        self.subject = subject
        self.title = title
        self.roles = roles
        self.since = since
        self.course = course
        self.then = then
    }
}
