package import ReleaseModel

/// Everything about one approval that people need to give it, refuse it, or see why it does not stand.
package struct ApprovalCase: Hashable, Sendable {
    /// A role that is asked, and who in it may answer.
    package struct AskedRole: Hashable, Sendable {
        package var role: RoleID
        package var title: String
        /// Whether a vote in it is still missing.
        package var isMissing: Bool
        package var people: [AskedPerson]

        package init(role: RoleID, title: String, isMissing: Bool, people: [AskedPerson]) {
            self.role = role
            self.title = title
            self.isMissing = isMissing
            self.people = people
        }
    }

    /// A member of an asked role.
    package struct AskedPerson: Hashable, Sendable {
        package var person: PersonID
        /// Why they may not approve, such as "is an author of the change"; nil where they may.
        package var obstacle: String?

        package init(person: PersonID, obstacle: String?) {
            self.person = person
            self.obstacle = obstacle
        }
    }

    /// What is approved.
    package var subject: ApprovalSubject
    /// Such as "promotion into production".
    package var title: String
    /// What an approval given now covers.
    package var content: ApprovedContent
    /// The digest of subject and content.
    package var digest: ContentDigest
    package var status: ApprovalStatus
    package var asked: [AskedRole]
    /// Why these roles: the rule that asks for them, and why the class is what it is.
    package var whyTheseRoles: String
    /// What makes a given approval void, in words.
    package var reReview: [String]
    /// The course of the wait; nil where nothing waits.
    package var course: WaitCourse?
    /// How long an approval counts in this class.
    package var validity: TimeAmount
    /// How the identity has to be verified in this class.
    package var strength: IdentityStrength
    /// What people may want to know beside it, such as a gate that is blocked anyway.
    package var note: String?

    package init(
        subject: ApprovalSubject, title: String, content: ApprovedContent, digest: ContentDigest,
        status: ApprovalStatus, asked: [AskedRole], whyTheseRoles: String, reReview: [String], course: WaitCourse?,
        validity: TimeAmount, strength: IdentityStrength, note: String?
    ) {
        self.subject = subject
        self.title = title
        self.content = content
        self.digest = digest
        self.status = status
        self.asked = asked
        self.whyTheseRoles = whyTheseRoles
        self.reReview = reReview
        self.course = course
        self.validity = validity
        self.strength = strength
        self.note = note
    }
}

/// How a wait goes on while nobody answers.
package struct WaitCourse: Hashable, Sendable {
    /// A role that is asked later.
    package struct Step: Hashable, Sendable {
        package var role: RoleID
        package var at: Instant

        package init(role: RoleID, at: Instant) {
            self.role = role
            self.at = at
        }
    }

    package var since: Instant
    package var steps: [Step]
    /// When it counts as rejected for want of an answer.
    package var rejectedAt: Instant
    package var isTimedOut: Bool
    /// What happens next, in words.
    package var then: String

    package init(since: Instant, steps: [Step], rejectedAt: Instant, isTimedOut: Bool, then: String) {
        self.since = since
        self.steps = steps
        self.rejectedAt = rejectedAt
        self.isTimedOut = isTimedOut
        self.then = then
    }
}
