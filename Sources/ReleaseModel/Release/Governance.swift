/// How the identity behind an act was verified; later cases are stronger.
package enum IdentityStrength: String, CaseIterable, Hashable, Comparable, Sendable {
    case unverified
    case webSignIn = "web_sign_in"
    case sshSignature = "ssh_signature"

    package static func < (left: Self, right: Self) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}

/// What an approval is about.
package enum ApprovalSubject: Hashable, Comparable, Sendable {
    case gate(EnvironmentID)
    case draft(DraftKey)
    case waiver(WaiverID)

    /// `gate:production`, `draft:rg1-…`, `waiver:w-1`.
    package var text: String {
        switch self {
        case .gate(let environment): "gate:\(environment)"
        case .draft(let key): "draft:\(key)"
        case .waiver(let id): "waiver:\(id)"
        }
    }

    package static func < (left: ApprovalSubject, right: ApprovalSubject) -> Bool { left.text < right.text }
}

/// A person's yes or no, bound to what they saw.
package struct ApprovalRecord: Hashable, Sendable {
    package enum Vote: String, Hashable, Sendable {
        case approve, reject
    }

    package var subject: ApprovalSubject
    package var vote: Vote
    package var role: RoleID
    package var person: PersonID
    package var reason: String
    package var at: Instant
    /// Nil means the class's validity counts from `at`.
    package var expiresAt: Instant?
    /// What was approved, item by item; see `ApprovedContent`.
    package var content: ApprovedContent
    package var strength: IdentityStrength
    /// The person who delegated their vote, who then cannot vote themselves.
    package var onBehalfOf: PersonID?
    /// Why it counts for nothing whatever else it says, such as a signature that was refused. Found out at each reading of
    /// the release file, and never kept.
    package var refusal: String?

    package init(
        subject: ApprovalSubject, vote: Vote, role: RoleID, person: PersonID, reason: String, at: Instant,
        expiresAt: Instant? = nil, content: ApprovedContent, strength: IdentityStrength = .unverified,
        onBehalfOf: PersonID? = nil
    ) {
        self.subject = subject
        self.vote = vote
        self.role = role
        self.person = person
        self.reason = reason
        self.at = at
        self.expiresAt = expiresAt
        self.content = content
        self.strength = strength
        self.onBehalfOf = onBehalfOf
    }
}

/// The items an approval covers. Added or worsened items void it; removed or improved ones do not.
package struct ApprovedContent: Hashable, Sendable {
    /// One thing that was approved.
    package struct Item: Hashable, Comparable, Sendable {
        /// What it is, such as `revision`, `class`, `gate:tests-passed`, `waiver:w-1`, `plan.deletes`, `window`.
        package var name: String
        /// Its value at the time.
        package var value: String
        /// How bad the value is: a larger number than before voids the approval, a smaller one does not. Nil where
        /// any other value voids.
        package var severity: Int64?

        package init(name: String, value: String, severity: Int64? = nil) {
            self.name = name
            self.value = value
            self.severity = severity
        }

        package static func < (left: Item, right: Item) -> Bool { left.name < right.name }

        /// Whether it is a planned change, or a plan with many of them.
        package var isPlanned: Bool {
            name.hasPrefix(ApprovedContent.plannedPrefix) || name.hasPrefix(ApprovedContent.fingerprintPrefix)
        }

        /// The resource of a single planned change: `aws_instance.web` of `planned:aws_instance.web (1a2b…)`.
        package var plannedAddress: String? {
            guard name.hasPrefix(ApprovedContent.plannedPrefix) else { return nil }
            let rest = name.dropFirst(ApprovedContent.plannedPrefix.count)
            return rest.lastIndex(of: "(").map { String(rest[..<$0].dropLast()) } ?? String(rest)
        }
    }

    /// What the names of single planned changes begin with, as in `planned:aws_instance.web (1a2b…)`: address and digest.
    package static let plannedPrefix = "planned:"
    /// What the name of a plan with many changes begins with.
    package static let fingerprintPrefix = "plan.fingerprint:"

    /// Sorted by name.
    package var items: [Item]

    package init(items: [Item]) {
        self.items = items.sorted()
    }
}

/// An explicit, dated hand-over of a vote.
package struct Delegation: Hashable, Sendable {
    package var role: RoleID
    package var from: PersonID
    package var to: PersonID
    package var start: Instant
    package var end: Instant
    package var reason: String

    package init(role: RoleID, from: PersonID, to: PersonID, start: Instant, end: Instant, reason: String) {
        self.role = role
        self.from = from
        self.to = to
        self.start = start
        self.end = end
        self.reason = reason
    }
}

/// A dated, approved exception from one criterion (auditors: exception).
package struct Waiver: Hashable, Sendable {
    package var id: WaiverID
    package var criterion: CriterionID
    package var environments: [EnvironmentID]
    /// The revision it is for; nil means the release's subject whatever its revision.
    package var revision: String?
    package var owner: RoleID
    package var requester: PersonID
    /// Nil until somebody approved it: then it does not apply.
    package var approver: PersonID?
    package var approverRole: RoleID?
    package var reason: String
    package var ticket: String
    package var start: Instant
    /// The first instant at which it no longer applies.
    package var end: Instant
    /// How often it was renewed.
    package var renewals: Int
    package var location: SourceLocation?

    package init(
        id: WaiverID, criterion: CriterionID, environments: [EnvironmentID], revision: String? = nil, owner: RoleID,
        requester: PersonID, approver: PersonID?, approverRole: RoleID? = nil, reason: String, ticket: String,
        start: Instant, end: Instant, renewals: Int = 0, location: SourceLocation? = nil
    ) {
        self.id = id
        self.criterion = criterion
        self.environments = environments
        self.revision = revision
        self.owner = owner
        self.requester = requester
        self.approver = approver
        self.approverRole = approverRole
        self.reason = reason
        self.ticket = ticket
        self.start = start
        self.end = end
        self.renewals = renewals
        self.location = location
    }
}

/// Two roles let an emergency pass, with a reason, an end and a review afterwards.
package struct EmergencyOverride: Hashable, Sendable {
    /// One of the two who agreed.
    package struct Consent: Hashable, Sendable {
        package var role: RoleID
        package var person: PersonID

        package init(role: RoleID, person: PersonID) {
            self.role = role
            self.person = person
        }
    }

    package var id: String
    package var environment: EnvironmentID
    package var reason: String
    package var consents: [Consent]
    package var start: Instant
    package var end: Instant
    /// By when the post-implementation review is due.
    package var reviewDue: Instant
    package var isReviewed: Bool
    /// When it was ended before its time.
    package var endedAt: Instant?
    /// What was released under it: the review is owed by the next release of the same. Empty in the release file, whose
    /// own subject and modules it is for.
    package var subjectName: String?
    package var modules: [String]

    package init(
        id: String, environment: EnvironmentID, reason: String, consents: [Consent], start: Instant, end: Instant,
        reviewDue: Instant, isReviewed: Bool = false, endedAt: Instant? = nil, subjectName: String? = nil,
        modules: [String] = []
    ) {
        self.id = id
        self.environment = environment
        self.reason = reason
        self.consents = consents
        self.start = start
        self.end = end
        self.reviewDue = reviewDue
        self.isReviewed = isReviewed
        self.endedAt = endedAt
        self.subjectName = subjectName
        self.modules = modules
    }
}

/// How a release, or its promotion into one environment, ended.
package struct ReleaseOutcome: Hashable, Sendable {
    package enum Result: String, CaseIterable, Hashable, Sendable {
        case success
        case successWithIssues = "success_with_issues"
        case rolledBack = "rolled_back"
        case incident
    }

    package var subjectName: String
    package var revision: String?
    package var modules: [String]
    package var result: Result
    package var at: Instant
    /// The environment whose promotion ended so; nil means the release as a whole.
    package var environment: EnvironmentID?

    package init(
        subjectName: String, revision: String?, modules: [String], result: Result, at: Instant,
        environment: EnvironmentID? = nil
    ) {
        self.subjectName = subjectName
        self.revision = revision
        self.modules = modules
        self.result = result
        self.at = at
        self.environment = environment
    }
}

/// What the ledger knows that a judgement needs. Empty in the first run.
package struct LedgerRecords: Hashable, Sendable {
    package var approvals: [ApprovalRecord]
    package var waivers: [Waiver]
    package var delegations: [Delegation]
    package var overrides: [EmergencyOverride]
    /// Overrides of other initiatives for the same subject or a module in common. They let nothing pass here; the
    /// reviews that they owe count here too.
    package var foreignOverrides: [EmergencyOverride]
    package var outcomes: [ReleaseOutcome]
    /// Evidence that was seen for this subject in earlier runs.
    package var seenEvidence: [SeenEvidence]
    /// Values that earlier runs measured, newest first.
    package var pastResults: [PastResult]
    package var requests: ApprovalRequests

    package init(
        approvals: [ApprovalRecord] = [], waivers: [Waiver] = [], delegations: [Delegation] = [],
        overrides: [EmergencyOverride] = [], foreignOverrides: [EmergencyOverride] = [],
        outcomes: [ReleaseOutcome] = [], seenEvidence: [SeenEvidence] = [], pastResults: [PastResult] = [],
        requests: ApprovalRequests = ApprovalRequests()
    ) {
        self.approvals = approvals
        self.waivers = waivers
        self.delegations = delegations
        self.overrides = overrides
        self.foreignOverrides = foreignOverrides
        self.outcomes = outcomes
        self.seenEvidence = seenEvidence
        self.pastResults = pastResults
        self.requests = requests
    }
}

/// A document that the ledger remembers: where it is gone now, its facts are withdrawn until something newer comes.
package struct SeenEvidence: Hashable, Sendable {
    package var path: String
    package var channel: ChannelID
    package var environment: EnvironmentID?
    package var digest: ContentDigest
    package var observedAt: Instant?
    package var facts: [FactID]
    /// The producer's run, where the document named one: documents of one run stand side by side.
    package var runID: String?

    package init(
        path: String, channel: ChannelID, environment: EnvironmentID?, digest: ContentDigest, observedAt: Instant?,
        facts: [FactID], runID: String? = nil
    ) {
        self.path = path
        self.channel = channel
        self.environment = environment
        self.digest = digest
        self.observedAt = observedAt
        self.facts = facts
        self.runID = runID
    }
}
